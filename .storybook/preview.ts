/// <reference types="vite/client" />
import { setCustomElementsManifest, type Preview } from '@storybook/web-components-vite';
import { setStorybookHelpersConfig } from '@wc-toolkit/storybook-helpers';

import '../src/all.ts';
import manifest from '../custom-elements.json' with { type: 'json' };
import './preview.css';

setCustomElementsManifest(manifest);
setStorybookHelpersConfig({ hideArgRef: true });

const LANGUAGES = [
  { value: 'en', title: 'English' },
  { value: 'de', title: 'Deutsch' },
  { value: 'fr', title: 'Français' },
  { value: 'es', title: 'Español' },
  { value: 'pt', title: 'Português' },
  { value: 'it', title: 'Italiano' },
  { value: 'nl', title: 'Nederlands' },
  { value: 'pl', title: 'Polski' },
  { value: 'ru', title: 'Русский' },
  { value: 'uk', title: 'Українська' },
  { value: 'tr', title: 'Türkçe' },
  { value: 'ar', title: 'العربية' },
  { value: 'he', title: 'עברית' },
  { value: 'fa', title: 'فارسی' },
  { value: 'ja', title: '日本語' },
  { value: 'zh', title: '中文' },
];
const RIGHT_TO_LEFT = ['ar', 'he', 'fa'];

/** Theme, direction and language of the page around a story, as a publisher's page would set them. */
export default {
  initialGlobals: { theme: 'light', direction: 'auto', language: 'en' },
  globalTypes: {
    theme: {
      description: 'Colour scheme of the page',
      toolbar: { icon: 'mirror', title: 'Theme', items: ['light', 'dark'], dynamicTitle: true },
    },
    direction: {
      description: 'Direction of the page',
      toolbar: { icon: 'paragraph', title: 'Direction', items: ['auto', 'ltr', 'rtl'], dynamicTitle: true },
    },
    language: {
      description: 'Language of the page',
      toolbar: { icon: 'globe', title: 'Language', items: LANGUAGES, dynamicTitle: true },
    },
  },
  decorators: [
    (story, { globals }) => {
      const language = String(globals['language']);
      const direction = String(globals['direction']);
      const page = document.documentElement;
      page.lang = language;
      page.dir = direction === 'auto' ? (RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr') : direction;
      page.dataset['theme'] = String(globals['theme']);
      return story();
    },
  ],
  tags: ['autodocs'],
  parameters: {
    controls: { expanded: true },
    a11y: { test: 'error' },
    docs: { toc: true, codePanel: true, source: { type: 'dynamic', language: 'html', excludeDecorators: true } },
    options: { storySort: { order: ['Page Furniture', 'Tokens', 'Guides', 'Elements'] } },
  },
} satisfies Preview;
