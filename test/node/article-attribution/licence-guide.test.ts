import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

import { HINTS } from '../../../src/article-attribution/diagnostics.ts';
import { factsFrom } from '../../../src/article-attribution/facts.ts';
import { licenceOf } from '../../../src/article-attribution/licensing/licence-of.ts';
import { KNOWN } from '../../../src/article-attribution/licensing/licence-spellings.ts';
import { readOptions } from '../../../src/article-attribution/options.ts';
import { validate } from '../../../src/article-attribution/validate.ts';
import { TOOL_COUNT } from '../../support/licences.ts';

const GUIDE = readFileSync('docs/licences.md', 'utf8');

/** Rows of the table under a line of headings, cell by cell, without marks of code and angle brackets of links. */
function table(first: string, last: string): string[][] {
  const rows = /^(?:\|.*\|\n)+/m;
  const start = new RegExp(`^\\| ${first} +\\|.*\\| ${last} +\\|$`, 'm').exec(GUIDE);
  assert.ok(start, first);
  const [lines = ''] = rows.exec(GUIDE.slice(start.index)) ?? [];
  return lines
    .trim()
    .split('\n')
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replace(/^(?:`(.*)`|<(.*)>)$/, '$1$2')),
    );
}

const findings = (licence: string) => {
  const { config, issues } = readOptions({ authors: 'Ana', licence });
  const facts = factsFrom(config, 'en');
  const found = validate({ facts, issues, now: 0, addresses: [], wordsLanguage: 'en' });
  return found.map(({ code }) => code).filter((code) => /licence/.test(code));
};

describe('the guide to licences', () => {
  it('says what each spelling becomes', () => {
    const rows = table('you write', 'it links to').slice(0);
    assert.ok(rows.length > 15);
    for (const [written, label, id, url] of rows) {
      const found = licenceOf(written);
      assert.deepEqual([found?.label, found?.id ?? '', found?.url ?? ''], [label, id, url], written);
      assert.deepEqual(findings(written!), []);
    }
  });

  it('says what is never guessed, and which check says so', () => {
    const at = GUIDE.indexOf('## What is never guessed');
    const rows = [...GUIDE.slice(at, GUIDE.indexOf('## Ports')).matchAll(/^\| `(.*)` +\| (.*?) +\| (.*?) *\|$/gm)];
    assert.ok(rows.length > 10);
    for (const [, written, check, link] of rows) {
      const found = licenceOf(written);
      assert.deepEqual([found?.family, found?.id, found?.label], ['other', null, written]);
      assert.equal(found?.url ?? '', link!.replace(/^<|>$/g, ''), written);
      assert.deepEqual(findings(written!), check === '' ? [] : [/^\[([\w-]+)\]/.exec(check!)![1]], written);
    }
  });

  it('lists every licence that is known, and how many tools there are', () => {
    const rows = table('SPDX id', 'address');
    assert.deepEqual(
      rows,
      KNOWN.map(([id, url]) => [id, licenceOf(url)!.name, url]),
    );
    assert.ok(GUIDE.includes(`All ${TOOL_COUNT} tools of Creative Commons`));
  });

  it('explains every check of rights, and leads to places that exist', () => {
    const linked = new Set([...GUIDE.matchAll(/\]\(credit-checks\.md#([\w-]+)\)/g)].map(([, code]) => code!));
    for (const code of linked) assert.ok(code in HINTS, code);
    const rights = Object.keys(HINTS).filter((code) => /licence|exclusi|^nd-|^sa-|gfdl|port-|tasl/.test(code));
    assert.deepEqual([...linked].sort(), rights.sort());
    for (const [, file] of GUIDE.matchAll(/\]\(([\w-]+\.md)/g)) assert.ok(existsSync(`docs/${file}`), file);
  });

  it('shows what servers are given', () => {
    const [, said = ''] = /licenceOf\('cc-by-sa-3.0-de', \{ lang: 'fr' \}\);\n((?:\/\/.*\n)+)/.exec(GUIDE) ?? [];
    const shown = said.replace(/^\/\/ +/gm, '').replace(/\n/g, ' ');
    const found = licenceOf('cc-by-sa-3.0-de', { lang: 'fr' })!;
    for (const [key, value] of Object.entries(found)) {
      const text = typeof value === 'string' ? `'${value}'` : String(value);
      assert.ok(shown.includes(`${key}: ${text}`), key);
    }
  });
});
