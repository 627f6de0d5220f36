import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { renderAttribution, type AttributionInput } from '../../../src/article-attribution/render.ts';
import { registerLocale } from '../../../src/base/messages.ts';

before(async () => {
  for (const language of ['de', 'ar']) {
    const { default: words } = (await import(`../../../src/locales/${language}.ts`)) as { default: never };
    registerLocale(language, words);
  }
});

const text = (html: string) =>
  html
    .replace(/<[^>]*>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&amp;/g, '&');
const say = (data: AttributionInput, lang = 'en') => text(renderAttribution(data, { lang }));

const TRANSLATION = {
  source: 'Der Bote',
  sourceUrl: 'https://derbote.example/2015/03/pipeline',
  sourceLang: 'de',
  sourcePublished: '2015-03-14',
  translators: 'Jonas Weber',
  publisher: 'The Harbour Post',
  exclusive: true,
};

describe('the sentence', () => {
  const english: readonly [string, AttributionInput, string][] = [
    [
      'tells an exclusive translation',
      TRANSLATION,
      'This article was originally published by Der Bote on March 14, 2015. Translated from German by Jonas Weber, exclusively for The Harbour Post.',
    ],
    [
      'tells a republication',
      {
        kind: 'republication',
        source: 'Der Bote',
        authors: 'Ana Lima',
        publisher: 'The Post',
        published: '2026-11-20',
      },
      'This article by Ana Lima was originally published by Der Bote. Republished by The Post on November 20, 2026.',
    ],
    [
      'tells of a language alone that the sentence cannot hold, without a source as well',
      { kind: 'adaptation', authors: 'Ana Lima', sourceLang: 'de' },
      'Written by Ana Lima. Original language: German.',
    ],
    [
      'tells a translation by the author',
      { source: 'Der Bote', sourceLang: 'de', authors: 'Ana Lima', translators: 'Ana Lima' },
      'This article by Ana Lima was originally published by Der Bote. Translated from German by the author.',
    ],
    [
      'tells a machine’s translation, which nobody made',
      { source: 'Der Bote', sourceLang: 'de', translationMethod: 'machine', engine: 'Lingua 3', exclusive: true },
      'This article was originally published by Der Bote. Machine-translated from German with Lingua 3.',
    ],
    [
      'tells who edited a machine’s translation',
      { source: 'Der Bote', sourceLang: 'de', translationMethod: 'machine-post-edited', translators: 'Bo' },
      'This article was originally published by Der Bote. Machine-translated from German and edited by Bo.',
    ],
    [
      'names who worked on a machine’s translation, if nobody says how',
      {
        source: 'Der Bote',
        sourceLang: 'de',
        translators: [{ name: 'Lingua 3', type: 'machine' }, { name: 'Bo' }],
      },
      'This article was originally published by Der Bote. Machine-translated from German with Lingua 3 and edited by Bo.',
    ],
    [
      'keeps a year a year',
      { source: 'Der Bote', sourcePublished: '2015' },
      'This article was originally published by Der Bote in 2015.',
    ],
    [
      'keeps a month a month',
      { source: 'Der Bote', sourcePublished: '2015-03' },
      'This article was originally published by Der Bote in March 2015.',
    ],
    [
      'lists people as English does',
      { source: 'Der Bote', authors: 'A; B; C' },
      'This article by A, B, and C was originally published by Der Bote.',
    ],
    [
      'tells an excerpt',
      { kind: 'excerpt', source: 'Der Bote', sourceTitle: 'Harbour' },
      'This is an excerpt from an article originally published by Der Bote under the title “Harbour”.',
    ],
    ['tells CC0 as a dedication', { licence: 'CC0-1.0' }, 'Dedicated to the public domain under CC0 1.0.'],
    [
      'tells the public domain mark as no licence',
      { licence: 'CC-PDM-1.0' },
      'Free of known copyright restrictions (PDM 1.0).',
    ],
    ['tells a licence', { licence: 'https://creativecommons.org/licenses/by-sa/4.0/' }, 'Licensed under CC BY-SA 4.0.'],
    ['shows terms it does not know as they are', { licence: 'MIT OR Apache-2.0' }, 'Licence: MIT OR Apache-2.0.'],
    [
      'tells other parts and changes',
      {
        source: 'Der Bote',
        contributors: [
          { role: 'photographer', name: 'Pia' },
          { role: 'data', name: 'Ole' },
        ],
        changes: [{ type: 'abridged' }, { note: 'new graphics.' }],
      },
      'This article was originally published by Der Bote. Photos: Pia. Data: Ole. Changes: abridged, new graphics.',
    ],
    ['says nothing when nothing is known', {}, ''],
    ['says nothing for what is no data', 'x' as never, ''],
  ];
  for (const [title, data, expected] of english) it(title, () => assert.equal(say(data), expected));

  it('counts names beyond the tenth of many', () => {
    const authors = Array.from({ length: 2_001 }, (_, index) => `Name ${index}`).join(';');
    assert.match(say({ source: 'Der Bote', authors }), /Name 9, and 1,991 more was originally/);
  });

  it('speaks German', () => {
    assert.equal(
      say(
        {
          ...TRANSLATION,
          sourceLang: 'en',
          published: '2015-04',
          licence: 'CC BY 4.0',
          changes: [{ type: 'abridged' }],
        },
        'de',
      ),
      'Dieser Artikel erschien zuerst bei Der Bote am 14. März 2015. Übersetzt aus dem Englischen von Jonas Weber, exklusiv für The Harbour Post. Diese Fassung erschien im April 2015. Änderungen: gekürzt. Lizenz: CC BY 4.0.',
    );
  });

  it('speaks Arabic, from right to left', () => {
    const html = renderAttribution(TRANSLATION, { lang: 'ar' });
    assert.match(html, /^<p [^>]*lang="ar" dir="rtl">/);
    assert.match(
      text(html),
      /^نُشر هذا المقال أولًا في Der Bote بتاريخ .*\. ترجمة عن الألمانية: Jonas Weber، حصريًا لصالح The Harbour Post\.$/,
    );
  });

  it('does not take an author for a man in Arabic', () => {
    const self = { source: 'Der Bote', sourceLang: 'de', authors: 'Ana Lima', translators: 'Ana Lima' };
    assert.match(text(renderAttribution(self, { lang: 'ar' })), /Der Bote\. ترجمة ذاتية عن الألمانية\.$/);
  });

  it('says that an original was in several languages', () => {
    assert.match(
      say({ ...TRANSLATION, sourceLang: 'mul' }, 'en'),
      /Original language: Multiple languages\. Translated by Jonas Weber/,
    );
    assert.match(
      say({ ...TRANSLATION, sourceLang: 'mul' }, 'de'),
      /Sprache des Originals: Mehrsprachig\. Übersetzt von Jonas Weber/,
    );
  });

  it('names a language apart where its sentence has no form for it', () => {
    assert.match(say({ ...TRANSLATION, sourceLang: 'nb' }, 'de'), /Übersetzt von Jonas Weber|aus dem Norwegischen/);
  });

  it('isolates every name, and links what has an address', () => {
    const html = renderAttribution({ ...TRANSLATION, authors: 'Ana <https://ana.example/>', licence: 'CC BY 4.0' });
    assert.match(
      html,
      /<a class="p-author h-card" property="dc:creator" href="https:\/\/ana\.example\/"><bdi>Ana<\/bdi><\/a>/,
    );
    assert.match(html, /<bdi class="p-translator h-card">Jonas Weber<\/bdi>/);
    assert.match(html, /class="h-cite u-translation-of"/);
    assert.match(html, /rel="external" property="dc:source" hreflang="de"/);
    assert.match(html, /<time class="dt-published" datetime="2015-03-14">/);
    assert.match(
      html,
      /<a class="u-license" rel="license" href="https:\/\/creativecommons\.org\/licenses\/by\/4\.0\/">/,
    );
  });

  it('prints who is anonymous without a name', () => {
    const said = say({ source: 'Der Bote', contributors: [{ role: 'author', name: 'Secret', status: 'anonymous' }] });
    assert.equal(said, 'This article by an anonymous contributor was originally published by Der Bote.');
  });

  it('ends an exclusivity with its last day, where the time is known', () => {
    const data = { ...TRANSLATION, exclusiveUntil: '2015-12-31' };
    const at = (day: string) => renderAttribution(data, { now: Date.parse(day) });
    assert.match(at('2015-12-31T12:00:00Z'), /exclusively/);
    assert.doesNotMatch(at('2016-01-01T12:00:00Z'), /exclusively/);
  });

  it('reads the data model as well as names of properties', () => {
    const model: AttributionInput = {
      kind: 'translation',
      work: { name: 'The Harbour Post' },
      source: [
        { name: 'Der Bote', url: 'https://derbote.example/2015/03/pipeline', lang: 'de', published: '2015-03-14' },
      ],
      contributors: [{ role: 'translator', name: 'Jonas Weber' }],
      exclusivity: { scope: ['translation'] },
    };
    assert.equal(renderAttribution(model), renderAttribution(TRANSLATION));
  });
});
