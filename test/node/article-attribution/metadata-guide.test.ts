import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { HINTS } from '../../../src/article-attribution/diagnostics.ts';
import { EXPORTS } from '../../../src/article-attribution/exporting/export.ts';
import { metaTags } from '../../../src/article-attribution/exporting/meta-tags.ts';
import { structuredData } from '../../../src/article-attribution/describing/structured-data.ts';

const GUIDE = readFileSync('docs/metadata.md', 'utf8');
const blockOf = (language: string) => new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'ms').exec(GUIDE)![1]!;
/** The first cells of the table whose first title this is. */
const firstCells = (title: string) => {
  const [, rows] = new RegExp(`^\\| ${title} .*\\n\\|[ |-]+\\n((?:\\|.*\\n)+)`, 'm').exec(GUIDE)!;
  return [...rows!.matchAll(/^\| `([^`]+)`/gm)].map(([, cell]) => cell!);
};

const EVERYTHING = {
  kind: 'translation',
  headline: 'Pipes',
  authors: 'Maria Kessler',
  translators: 'Jonas Weber',
  translationMethod: 'machine-post-edited',
  credits: [{ role: 'editor', name: 'Pia Berg' }],
  source: 'Der Bote',
  sourceUrl: 'https://derbote.example/a',
  publisher: 'The Harbour Post',
  published: '2015-03-16',
  rights: '© Der Bote',
  licence: 'CC BY 4.0',
};
const PAGE = { lang: 'en', url: 'https://harbourpost.example/en/pipes', headline: 'Pipes' };

describe('the guide Metadata', () => {
  const skip = existsSync('dist/npm/index.js') ? false : 'dist is missing: npm run build';

  it('has a program that runs, and writes what it shows', { skip }, () => {
    const program = blockOf('js');
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    assert.ok(said.startsWith(blockOf('html')), said);
    assert.match(
      said,
      /<script type="application\/ld\+json" data-article-attribution>\{"@context":"https:\/\/schema\.org"/,
    );
    assert.match(said, /Jonas Weber<\/bdi>, exclusively for <.*The Harbour Post/);
    assert.match(said, /<script type="application\/json">\{"work":\{"name":"The Harbour Post"/);
  });

  it('names every meta, and none that is not written', () => {
    const written = [...metaTags(EVERYTHING, PAGE).matchAll(/name="([^"]+)"/g)].map(([, name]) => name!);
    assert.deepEqual(firstCells('meta'), [...new Set(written)]);
  });

  it('names only properties that are written', () => {
    const node = structuredData(EVERYTHING, PAGE)!;
    const missing = firstCells('property').filter((name) => node[name] === undefined);
    assert.deepEqual([missing, firstCells('property').length > 8], [[], true]);
  });

  it('points to checks that there are', () => {
    const codes = [...GUIDE.matchAll(/credit-checks\.md#([\w-]+)/g)].map(([, code]) => code!);
    assert.deepEqual(
      codes.filter((code) => !(code in HINTS)),
      [],
    );
    assert.ok(codes.length > 3);
  });

  it('and that of the server name all that the command writes', () => {
    const server = readFileSync('docs/server.md', 'utf8');
    const [, sentence] = /^.*`--what` is (.*?)\. /m.exec(server) ?? [];
    assert.deepEqual(
      [...sentence!.matchAll(/`([\w-]+)`/g)].map(([, name]) => name!).sort(),
      [...EXPORTS, 'all'].sort(),
    );
    assert.match(GUIDE, /server\.md#credits-for-any-publishing-system/);
    assert.match(server, /^## Credits for any publishing system$/m);
  });
});
