import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { cite } from '../../../src/article-attribution/citing/cite.ts';
import { EXPORTS } from '../../../src/article-attribution/exporting/export.ts';
import { metaTags } from '../../../src/article-attribution/exporting/meta-tags.ts';
import { toODRL } from '../../../src/article-attribution/exporting/odrl.ts';
import { renderAttribution } from '../../../src/article-attribution/render.ts';
import { serialiseJsonLd, structuredData } from '../../../src/article-attribution/describing/structured-data.ts';
import { registerLocale } from '../../../src/base/messages.ts';
import german from '../../../src/locales/de.ts';
import { runApart } from './command.ts';
import { temporaryFolder } from './support.ts';

const DATA = {
  kind: 'translation' as const,
  work: { name: 'The Harbour Post', published: '2015-03-16', copyright: '© 2015 Der Bote.' },
  source: [{ name: 'Der Bote', url: 'https://derbote.example/a', lang: 'de', title: 'Rohre', published: '2015' }],
  contributors: [
    { role: 'author' as const, name: 'Maria Kessler' },
    { role: 'translator' as const, name: 'Jonas Weber' },
  ],
  licence: 'CC BY-SA 4.0',
  permission: { ref: 'DB-44' },
};
const URL = 'https://harbourpost.example/en/pipeline';
const PAGE = { lang: 'en', url: URL, headline: 'Pipeline Politics' };
const WORDS = ['--url', URL, '--headline', 'Pipeline Politics'];
const CITING = { ...PAGE, accessed: '2026-11-24' };

describe('page-furniture attribution', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());
  const fileOf = (text: string) => {
    const file = join(folder.path, 'article.json');
    writeFileSync(file, text);
    return file;
  };
  const run = (...words: string[]) => runApart(['attribution', ...words]);
  const write = async (data: unknown, ...words: string[]) => run(fileOf(JSON.stringify(data)), ...words);
  const input = (text: string, ...words: string[]) => runApart(['attribution', '-', ...words], { input: text });
  const withHeadline = { ...DATA, headline: PAGE.headline };

  it('writes the element with the sentence between its tags, the same that renderAttribution gives', async () => {
    const { status, output, remarks } = await write(DATA);
    assert.equal(
      output,
      `<article-attribution lang="en">\n  ${renderAttribution(DATA)}\n` +
        `  <script type="application/json">${serialiseJsonLd(DATA)}</script>\n</article-attribution>\n`,
    );
    assert.deepEqual([status, remarks], [0, '']);
  });

  it('reads what comes in', async () => {
    const { output } = await input(`\ufeff${JSON.stringify(DATA)}`, '--what', 'credit');
    assert.equal(output, `${renderAttribution(DATA)}\n`);
  });

  it('speaks every language, and that of the work where none is said', async () => {
    registerLocale('de', german);
    const expected = `${renderAttribution(DATA, { lang: 'de-AT' })}\n`;
    assert.match(expected, /lang="de".*Ursprünglich|lang="de".*erschien/);
    assert.equal((await write(DATA, '--what', 'credit', '--lang', 'de_AT')).output, expected);
    const german_ = { ...DATA, work: { ...DATA.work, lang: 'de-AT' }, source: [{ ...DATA.source[0], lang: 'en' }] };
    assert.equal(
      (await write(german_, '--what', 'credit')).output,
      `${renderAttribution(german_, { lang: 'de-AT' })}\n`,
    );
  });

  it('writes everything else that servers can have, as the functions give it', async () => {
    const { output } = await write(withHeadline, '--what', 'all', '--accessed', '2026-11-24', ...WORDS);
    const all = JSON.parse(output) as Record<string, string>;
    assert.deepEqual(Object.keys(all), EXPORTS);
    assert.equal(all['credit'], renderAttribution(withHeadline));
    const node = serialiseJsonLd(structuredData(withHeadline, PAGE)!);
    assert.equal(all['json-ld'], `<script type="application/ld+json" data-article-attribution>${node}</script>`);
    assert.equal(all['meta'], metaTags(withHeadline, PAGE));
    assert.deepEqual(JSON.parse(all['odrl']!), toODRL(withHeadline, PAGE));
    for (const format of ['APA', 'MLA', 'Chicago', 'BibTeX', 'BibLaTeX', 'RIS', 'CSL-JSON', 'Wikipedia'] as const)
      assert.equal(all[format.toLowerCase()], cite(withHeadline, { ...CITING, format }), format);
    assert.equal(Object.values(all).filter((text) => !text).length, 0);
  });

  it('writes one of them alone, and the original’s citation', async () => {
    assert.equal((await write(DATA, '--what', 'meta', ...WORDS)).output, `${metaTags(DATA, PAGE)}\n`);
    assert.match((await write(DATA, '--what', 'meta', '--licence-link')).output, /<link rel="license"/);
    const original = await write(DATA, '--what', 'apa', '--of', 'original', '--accessed', '2026-11-24', ...WORDS);
    const options = { ...CITING, of: 'original', format: 'APA' } as const;
    assert.equal(original.output, `${cite({ ...DATA, headline: undefined }, options)}\n`);
  });

  it('says what an editor should look at, and is done all the same', async () => {
    const { status, output, remarks } = await write({ ...DATA, licence: 'CC BY', work: { published: '14/03/2015' } });
    assert.equal(status, 0);
    assert.match(output, /^<article-attribution/);
    assert.match(remarks, /^warn licence-version-missing: .+$/m);
    assert.match(remarks, /^error invalid-date: "published" cannot be used; .+$/m);
    const { remarks: foreign } = await write(DATA, '--lang', 'sv');
    assert.match(foreign, /^info locale-fallback: There are no words in "sv"/m);
  });

  it('says so where there is nothing to write', async () => {
    for (const [data, what] of [
      [{}, 'html'],
      [{ source: 'Der Bote' }, 'odrl'],
    ] as const) {
      const { status, output, remarks } = await write(data, '--what', what);
      assert.deepEqual([status, output], [0, '']);
      assert.match(remarks, new RegExp(`^Nothing to write as ${what}`));
    }
    const all = JSON.parse((await write({}, '--what', 'all')).output) as Record<string, unknown>;
    assert.deepEqual([all['html'], all['odrl']], [null, null]);
  });

  for (const [title, text, expected] of [
    ['a comma too many', '{\n  "source": "Der Bote",\n}', /, line 3, column 1: .+\. It must be one JSON object/],
    ['a word', '{\n  "kind": translation\n}', /, line 2, column 13: Unexpected token 'a'\. /],
    ['an end too early', '{ "source": "Der Bo', /, line 1, column 20: /],
    ['a list', '[]', /: this is no JSON object\. It must be/],
    ['nothing', '', /, line 1, column 1: /],
  ] as const) {
    it(`says where JSON goes wrong: ${title}`, async () => {
      const { status, output, remarks } = await run(fileOf(text));
      assert.deepEqual([status, output], [1, '']);
      assert.match(remarks, expected);
      assert.ok(remarks.startsWith(join(folder.path, 'article.json')) && !remarks.includes('    at '), remarks);
    });
  }

  it('says so where there is no such file, and steers no terminal by its name', async () => {
    const { status, remarks } = await run(join(folder.path, 'no\u001b[31m.json'));
    assert.equal(status, 1);
    assert.match(remarks, /no\\u\{1b\}\[31m\.json cannot be read \(ENOENT\)\.\n$/);
  });

  it('refuses words that mean nothing', async () => {
    const file = fileOf('{}');
    for (const words of [
      [],
      [file, file],
      [file, '--what', 'sgml'],
      [file, '--lang', 'german'],
      [file, '--url', '/en/a'],
      [file, '--url', 'javascript:alert(1)'],
      [file, '--of', 'that'],
      [file, '--accessed', '2026-02-30'],
      [file, '--language', 'de'],
    ]) {
      const { status, output, remarks } = await run(...words);
      assert.deepEqual([status, output], [2, ''], words.join(' '));
      assert.match(remarks, /Usage: page-furniture attribution/);
    }
  });

  it('lets nothing out of its place, whatever stands in the data', async () => {
    const bad = '</script></article-attribution><img src=x onerror=alert(1)>"\u202e\u001b[31m';
    const data = `{"__proto__":{"polluted":1},"source":${JSON.stringify(bad)},"authors":${JSON.stringify(bad)}}`;
    const { status, output } = await input(data, '--what', 'all', '--url', URL);
    assert.equal(status, 0);
    const all = JSON.parse(output) as Record<string, string>;
    for (const what of ['html', 'credit', 'json-ld', 'meta']) assert.doesNotMatch(all[what]!, /<img/, what);
    assert.equal(all['html']!.match(/<\/script>/g)?.length, 1);
    const { remarks } = await input(`{"authors":${JSON.stringify(`by ${bad}`)}}`);
    assert.match(remarks, /^warn person-name-suspicious: .*\\u\{202e\}/m);
    for (const steering of ['\u001b', '\u202e']) assert.ok(!remarks.includes(steering));
  });

  it('keeps secret in the data, too, who is not to be named', async () => {
    const contributors = [
      { role: 'author', name: 'Secret', status: 'withheld' },
      { role: 'editor', name: 'Secret', visibility: 'metadata-only' },
      { role: 'author', name: 'Secret', url: 'https://secret.example/', status: 'anonymous' },
      { role: 'author', name: 'Marsh Harrier', sameAs: ['https://secret.example/'], status: 'pseudonym' },
    ];
    const data = { ...DATA, contributors, translators: { name: 'Secret', status: 'withheld' } };
    const { output } = await write(data, '--what', 'all', ...WORDS);
    assert.doesNotMatch(output, /secret/i);
    const html = (JSON.parse(output) as { html: string }).html;
    assert.match(
      html,
      /"contributors":\[\{"role":"author","status":"anonymous"\},\{"role":"author","name":"Marsh Harrier","status/,
    );
  });
});
