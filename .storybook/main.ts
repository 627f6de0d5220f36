import type { StorybookConfig } from '@storybook/web-components-vite';

export default {
  // The drop-in's configuration minifies templates, which Storybook's own files do not survive.
  framework: {
    name: '@storybook/web-components-vite',
    options: { builder: { viteConfigPath: '.storybook/vite.config.ts' } },
  },
  stories: ['../stories/*.mdx', '../stories/*.stories.ts'],
  // What a story's `src` answers.
  staticDirs: [{ from: '../stories/totals', to: '/totals' }],
  addons: ['@storybook/addon-docs', '@storybook/addon-a11y'],
  core: { disableTelemetry: true, disableWhatsNewNotifications: true, enableCrashReports: false },
} satisfies StorybookConfig;
