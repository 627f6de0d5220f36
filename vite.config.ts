import minifyLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import { defineConfig } from 'vite';

import { dropIn } from './tools/drop-in.ts';
import { isolateLibraries } from './tools/isolate.ts';

const { plugin, output } = dropIn('page-furniture');

/**
 * The drop-in: one minified module that registers everything. What it imports on demand becomes a file beside it:
 * `locales/*.js` for words, `more/*.js` for the rest. (The npm entry points are plain `tsc` output: see tools/build.ts.)
 */
export default defineConfig({
  plugins: [isolateLibraries(), { ...minifyLiterals({ failOnError: true }), enforce: 'post' }, plugin],
  publicDir: false,
  build: {
    target: 'es2022',
    sourcemap: true,
    emptyOutDir: false,
    modulePreload: false,
    lib: { entry: 'src/all.ts', formats: ['es'] },
    rolldownOptions: { preserveEntrySignatures: 'allow-extension', output },
  },
});
