/**
 * Writes the tables of `docs/elements.md` from the manifest, between `<!-- table tag -->` and `<!-- /table -->`, so that
 * nothing is described twice. `--check` only says whether they are current.
 */
import { readFileSync, writeFileSync } from 'node:fs';

import { readElements, writeManifest, type Described, type ElementDescription } from './manifest.ts';

export const FILE = 'docs/elements.md';
const TABLE = /(<!-- table ([\w-]+) -->)[\s\S]*?(<!-- \/table -->)/g;

export function withTables(text: string, elements: readonly ElementDescription[]): string {
  return text.replace(TABLE, (_whole, open: string, tag: string, close: string) => {
    const element = elements.find(({ tagName }) => tagName === tag);
    if (!element) throw new Error(`${FILE}: the manifest has no <${tag}>`);
    return `${open}\n\n${tables(element)}\n\n${close}`;
  });
}

function tables(element: ElementDescription): string {
  const sections: [string, readonly Described[] | undefined, (row: Described) => string][] = [
    ['attribute', element.attributes, (row) => `\`${row.name}\``],
    ['event', element.events, (row) => `\`${row.name}\` (\`${row.type?.text ?? 'Event'}\`)`],
    ['slot', element.slots, (row) => (row.name ? `\`${row.name}\`` : '(default)')],
    ['part', element.cssParts, (row) => `\`${row.name}\``],
  ];
  return sections
    .filter(([, rows]) => rows && rows.length > 0)
    .map(([title, rows, name]) => {
      const lines = rows!.map((row) => `| ${name(row)} | ${oneLine(row.description)} |`);
      return [`| ${title} | meaning |`, '| --- | --- |', ...lines].join('\n');
    })
    .join('\n\n');
}

function oneLine(text = ''): string {
  // Emphasis as prettier writes it.
  const emphasised = text.replace(/\*(\w[^*]*)\*/g, '_$1_');
  return emphasised.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
}

if (process.argv[1]?.endsWith('readme.ts')) {
  writeManifest();
  const text = readFileSync(FILE, 'utf8');
  const current = withTables(text, readElements());
  if (!process.argv.includes('--check')) writeFileSync(FILE, current);
  else if (flat(current) !== flat(text)) {
    console.error(`${FILE} is not what the sources say: run \`npm run docs\``);
    process.exitCode = 1;
  }
}

/** Without the spaces that prettier aligns tables with. */
function flat(text: string): string {
  return text.replace(/ +/g, ' ').replace(/-{3,}/g, '---');
}
