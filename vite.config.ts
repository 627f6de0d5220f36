import minifyLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import { defineConfig } from 'vite';

import { isolateLibraries } from './tools/isolate.ts';

/**
 * The drop-in: one minified module that registers everything. What it imports on demand becomes a file beside it:
 * `locales/*.js` for words, `more/*.js` for the rest. (The npm entry points are plain `tsc` output: see tools/build.ts.)
 */
export default defineConfig(({ command }) => ({
  plugins:
    command === 'build'
      ? [isolateLibraries(), { ...minifyLiterals({ failOnError: true }), enforce: 'post' as const }]
      : [],
  publicDir: false,
  build: {
    target: 'es2022',
    sourcemap: true,
    emptyOutDir: false,
    modulePreload: false,
    lib: { entry: 'src/all.ts', formats: ['es'], fileName: () => 'page-furniture.js' },
    rolldownOptions: {
      // Keeps what the drop-in shares with its later files inside the drop-in: one request until something is clicked.
      preserveEntrySignatures: 'allow-extension',
      output: {
        minify: true,
        comments: false,
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes('/locales/') ? 'locales/[name].js' : 'more/[name].js',
      },
    },
  },
}));
