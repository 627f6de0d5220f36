import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import tseslint from 'typescript-eslint';

/** HTML sinks and inline styles: text is data, and a strict Content-Security-Policy blocks the rest. */
export const SINKS = [
  ...['innerHTML', 'outerHTML', 'srcdoc'].map((name) => ({
    selector: `MemberExpression[property.name='${name}'], AssignmentExpression > MemberExpression[property.value='${name}']`,
    message: `${name} is an HTML sink: build nodes or templates instead.`,
  })),
  ...['insertAdjacentHTML', 'setHTML', 'setHTMLUnsafe', 'createContextualFragment', 'parseHTMLUnsafe'].map((name) => ({
    selector: `CallExpression[callee.property.name='${name}']`,
    message: `${name} is an HTML sink: build nodes or templates instead.`,
  })),
  {
    selector: "CallExpression[callee.object.name='document'][callee.property.name=/^write(ln)?$/]",
    message: 'document.write is an HTML sink.',
  },
  { selector: "NewExpression[callee.name='DOMParser']", message: 'Text is data: nothing of ours parses HTML.' },
  {
    selector: 'ImportSpecifier[imported.name=/^(unsafeHTML|unsafeSVG|unsafeStatic|unsafeMathML)$/]',
    message: 'Unsafe directives pass Trusted Types and are banned all the same.',
  },
  {
    selector: 'ImportSpecifier[imported.name="styleMap"]',
    message:
      'styleMap renders a style attribute first (lit/lit#4719), which a strict policy blocks: use style.setProperty().',
  },
  {
    selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/<style|\\sstyle\\s*=/i]',
    message: 'No <style> and no style attribute in templates: a strict policy blocks them.',
  },
  {
    selector: 'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\son[a-z]+\\s*=/i]',
    message: 'No on… attributes in templates: use @event.',
  },
];

/** What pages delete or replace, or what is missing on plain-http pages. */
export const FRAGILE = [
  ...['hasOwn', 'fromEntries', 'groupBy'].map((name) => ({
    selector: `CallExpression[callee.object.name='Object'][callee.property.name='${name}']`,
    message: `Pages delete Object.${name}: see base/own.ts, or use a loop.`,
  })),
  {
    selector:
      'CallExpression[callee.property.name=/^(at|findLast|findLastIndex|toSorted|toReversed|toSpliced|replaceAll)$/]',
    message: 'Pages delete this newer method: use an older one.',
  },
  {
    selector: "CallExpression[callee.object.name='Array'][callee.property.name='from']",
    message: 'MooTools has an Array.from of its own: spread, and map.',
  },
  {
    selector: 'CallExpression[callee.name=/^(structuredClone|queueMicrotask)$/]',
    message: 'Pages delete this: use something older.',
  },
  {
    selector: "CallExpression[callee.object.name='AbortSignal'][callee.property.name=/^(timeout|any)$/]",
    message: 'Pages delete this: use a controller and a timer.',
  },
];

const STYLE = [
  { selector: 'TSEnumDeclaration', message: 'No enums: an `as const` array gives the type, the check and the list.' },
  { selector: 'ForInStatement', message: 'for…in sees what pages add to prototypes.' },
  { selector: 'TSParameterProperty', message: 'No parameter properties.' },
];

export default tseslint.config(
  { ignores: ['dist/', 'storybook-static/', 'coverage/', 'node_modules/', 'test/fixtures/'] },
  js.configs.recommended,
  ...tseslint.configs.recommendedTypeChecked,
  lit['flat/recommended'],
  wc['flat/best-practice'],
  prettier,
  {
    plugins: { 'lit-a11y': litA11y },
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['*.js', 'test/support/*.js'] } } },
    rules: {
      ...litA11y.configs.recommended.rules,
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
      'no-restricted-syntax': ['error', ...SINKS, ...STYLE],
      eqeqeq: 'error',
      'wc/guard-super-call': 'off',
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/server/**', 'src/locales/**'],
    rules: {
      'no-restricted-syntax': ['error', ...SINKS, ...STYLE, ...FRAGILE],
      'no-console': ['error', { allow: ['warn', 'error'] }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/locales/**', '**/*.config.ts'],
    rules: { 'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }] },
  },
  {
    files: ['test/**', 'stories/**', 'tools/**', '.storybook/**', '*.config.*'],
    rules: {
      '@typescript-eslint/no-floating-promises': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      'lit/binding-positions': 'off',
    },
  },
  {
    files: ['**/*.js'],
    ...tseslint.configs.disableTypeChecked,
    rules: { ...tseslint.configs.disableTypeChecked.rules, 'no-undef': 'off' },
  },
);
