/** What is built can be imported where there is no DOM, and the package's entry points are what they say. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'node:test';

const isBuilt = existsSync('dist/npm/index.js');
const skip = isBuilt ? false : 'dist is missing: npm run build';

/** In a process of its own: nothing another test did may help. */
function run(code: string): string {
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
}
const urlOf = (file: string) => pathToFileURL(`dist/npm/${file}`).href;

describe('without a DOM', { skip }, () => {
  const entries = [
    'index.js',
    'all.js',
    ...['donation-tiers', 'article-attribution', 'support-banner', 'comment-thread'].map((name) => `${name}/define.js`),
    'server/index.js',
    ...(isBuilt ? readdirSync('dist/npm/locales').filter((file) => file.endsWith('.js')) : []).map(
      (file) => `locales/${file}`,
    ),
  ];
  for (const entry of entries) {
    it(`imports ${entry}`, () => {
      assert.equal(run(`await import(${JSON.stringify(urlOf(entry))}); console.log('fine')`), 'fine\n');
    });
  }

  it('registers nothing when only classes are imported', () => {
    const code = `const { CommentThread, DonationTiers } = await import(${JSON.stringify(urlOf('index.js'))});
      console.log(typeof CommentThread, typeof DonationTiers, globalThis.customElements?.get?.('comment-thread') === undefined)`;
    assert.equal(run(code), 'function function true\n');
  });

  it('writes a credit on a server', () => {
    const code = `const { renderAttribution } = await import(${JSON.stringify(urlOf('index.js'))});
      console.log(renderAttribution({ source: 'Der Bote', sourceLang: 'de', translators: 'Mira Selkie', publisher: 'The Lantern', exclusive: '' }, { lang: 'en' }))`;
    const text = run(code)
      .replace(/<[^>]+>/g, '')
      .trim();
    assert.equal(
      text,
      'This article was originally published by Der Bote. Translated from German by Mira Selkie, exclusively for The Lantern.',
    );
  });

  it('offers a command', () => {
    assert.match(
      execFileSync(process.execPath, ['dist/npm/server/cli.js', '--help'], { encoding: 'utf8' }),
      /page-furniture serve/,
    );
  });
});
