/**
 * Prints what a reader loads, raw, gzip and brotli, against the budgets, and fails above them. KB = 1,000 bytes.
 *
 * With `--json` for other tools.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

import minifyLiterals from '@lit-labs/rollup-plugin-minify-html-literals';
import { build } from 'vite';

import { dropIn } from './drop-in.ts';
import { isolateLibraries } from './isolate.ts';

/**
 * Brotli budgets in bytes: the drop-in, and each element alone with Lit and zod, as the first view loads them.
 *
 * They were meant to be 40,000 and 14,000 (thread: 22,000), and moved for what was measured: Lit and zod/mini are 10,500
 * and the base (configuration in four layers, requests, words, states, error boundary, theme) 5,300, so an element that
 * does nothing else is 16,000 already (`test/support/probe-element.ts`); the four share these in the drop-in. What a
 * first view does not need is fetched later and not counted here. Lower them whenever something shrinks.
 *
 * The thread's moved from 31,000 (drop-in 51,000) when it learned to fold branches, to draw long threads in slices, to hold
 * the page still and to keep several drafts: what decides where things stand before the first paint cannot come later.
 * It moved by 700 more for the button *Notify me*, the room for the choice in the form, which would push things about if
 * they came later, and the switches of both; and by 200 (the others by 50 or 100) for Web Push: where the worker is, whether
 * the browser could have one, what goes to the server, and the rule of the page's Trusted Types policy for workers, which is
 * made once and by whichever copy comes first. And by 600 (thread: 750) for comments on passages: the option, the switches
 * where they are drawn, the room of their filter, and the place of those on pages that are not loaded yet. The
 * donation element's moved by 1,000 for what is said beside the meter before anything is chosen: thanks to those who come
 * back, the share that renews monthly, the date of a figure that could not be looked at again, and its part in a form. The banner's moved by 500
 * (drop-in: 500) for the agreement to ask one thing at a time, which is the first thing a banner has to know. The banner's
 * moved by 1,950 (drop-in 1,650) for campaigns: thirty more attributes that a first view must know by name, whether there are
 * campaigns at all, and the way of a campaign's words, arm and address into what is drawn and told; what chooses among them
 * (5,000) is fetched by the pages that have some. And by 200 (drop-in: 150) for the top layer, so that a pinned banner does
 * not jump there later. The credit's moved by 2,500 (drop-in: 2,450) for its data model, each field of which has to be read
 * before the sentence can say it; for the buttons that offer citing, republishing and sharing (what they open is fetched);
 * for licences that are written out in words; and for the addresses that are printed and the link for errors. And by 200 for
 * the licence of pictures, contributors that have no part, people who are known by an address, and empty paragraphs that
 * editing programs leave. Each element
 * carries the names of the fifteen languages that can be fetched, which moved the donation element's by 100. News, passages,
 * notifications, the invitation, moderating, writing and proofs are fetched on demand. What could leave the first view next: the form below a thread that is not in view, and zod on the way
 * of comments.
 */
export const BUDGETS: Readonly<Record<string, number>> = {
  'page-furniture.js': 63_450,
  'donation-tiers': 23_950,
  'article-attribution': 27_400,
  'support-banner': 24_900,
  'comment-thread': 37_450,
};

export interface Size {
  readonly name: string;
  readonly raw: number;
  readonly gzip: number;
  readonly brotli: number;
  readonly budget: number | undefined;
}

export function measure(name: string, code: string | Uint8Array): Size {
  const bytes = Buffer.from(code);
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return {
    name,
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, quality).length,
    budget: BUDGETS[name],
  };
}

export function isOver({ brotli, budget }: Size): boolean {
  return budget !== undefined && brotli > budget;
}

/** One entry as a page would load it first: bundled with Lit and zod, without what is fetched on demand. */
export async function bundle(entry: string): Promise<string> {
  const { plugin, output } = dropIn('entry');
  const built = await build({
    configFile: false,
    logLevel: 'error',
    plugins: [isolateLibraries(), { ...minifyLiterals({ failOnError: true }), enforce: 'post' }, plugin],
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      lib: { entry, formats: ['es'] },
      rolldownOptions: { preserveEntrySignatures: 'allow-extension', output },
    },
  });
  const [result] = Array.isArray(built) ? built : [built];
  const chunk =
    result && 'output' in result ? result.output.find(({ fileName }) => fileName === 'entry.js') : undefined;
  if (chunk?.type !== 'chunk' || chunk.imports.length > 0) throw new Error(`${entry} is not one module`);
  return chunk.code;
}

async function sizes(): Promise<Size[]> {
  const dist = readdirSync('dist', { recursive: true, encoding: 'utf8' });
  const isDropIn = (file: string) => /^(page-furniture|(locales|more)[\\/][\w-]+)\.js$/.test(file);
  const files = dist
    .filter(isDropIn)
    .sort((a, b) => Number(b === 'page-furniture.js') - Number(a === 'page-furniture.js'));
  const built = files.map((file) => measure(file, readFileSync(join('dist', file))));
  const alone: Size[] = [];
  for (const name of Object.keys(BUDGETS).filter((one) => !one.endsWith('.js'))) {
    alone.push(measure(name, await bundle(`src/${name}/define.ts`)));
  }
  return [
    ...built,
    ...alone,
    measure('(Lit and zod alone)', await bundle('tools/size-floor.ts')),
    measure('(and the base)', await bundle('test/support/probe-element.ts')),
  ];
}

function print(rows: readonly Size[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const cell = (value: number | string) => String(value).padStart(9);
  console.log(`${''.padEnd(width)}${cell('raw')}${cell('gzip')}${cell('brotli')}${cell('budget')}`);
  for (const row of rows) {
    const verdict = isOver(row) ? '  over budget' : '';
    console.log(
      `${row.name.padEnd(width)}${cell(row.raw)}${cell(row.gzip)}${cell(row.brotli)}${cell(row.budget ?? '')}${verdict}`,
    );
  }
}

if (process.argv[1]?.endsWith('size.ts')) {
  const rows = await sizes();
  if (process.argv.includes('--json')) console.log(JSON.stringify(rows, null, 2));
  else print(rows);
  if (rows.some(isOver)) process.exitCode = 1;
}
