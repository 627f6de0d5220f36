/** What the credit says in the languages that put names, dates and verbs in another order than English. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { renderAttribution, type AttributionInput } from '../../../src/article-attribution/render.ts';
import { registerLocale } from '../../../src/base/messages.ts';
import type { Grammar, LocaleWords } from '../../../src/base/shared.ts';

/** Without what isolates directions. */
const text = (html: string) => html.replace(/<[^>]*>/g, '').replace(/[\u2066-\u2069]/g, '');

const SOURCE = { source: 'Der Bote', sourceLang: 'de' };
/** What is known of one article after the other, and what each language says of it. */
const KNOWN = {
  'a day': { source: 'Der Bote', sourcePublished: '2015-03-14' },
  'a month': { source: 'Der Bote', sourcePublished: '2015-03' },
  'a year': { source: 'Der Bote', sourcePublished: '2015' },
  'no date, but an author': { source: 'Der Bote', authors: 'Ana Lima' },
  'an exclusive translation': { ...SOURCE, translators: 'Jonas Weber', publisher: 'The Post', exclusive: true },
  'a translation by a machine': { ...SOURCE, translationMethod: 'machine', engine: 'Lingua 3' },
  'a translation by the author': { ...SOURCE, authors: 'Ana Lima', translators: 'Ana Lima' },
} satisfies Readonly<Record<string, AttributionInput>>;

interface Claims {
  readonly sentences: Readonly<Record<keyof typeof KNOWN, string>>;
  /** How names of languages stand after "translated from". */
  readonly fromLanguages: Readonly<Record<string, string | undefined>>;
}

const CLAIMS: Readonly<Record<string, Claims>> = {
  fa: {
    sentences: {
      'a day': 'این مقاله نخستین بار در ۱۴ مارس ۲۰۱۵ در Der Bote منتشر شد.',
      'a month': 'این مقاله نخستین بار در مارس ۲۰۱۵ در Der Bote منتشر شد.',
      'a year': 'این مقاله نخستین بار در سال ۲۰۱۵ در Der Bote منتشر شد.',
      'no date, but an author': 'این مقاله نوشتهٔ Ana Lima نخستین بار در Der Bote منتشر شد.',
      'an exclusive translation':
        'این مقاله نخستین بار در Der Bote منتشر شد. ترجمه از آلمانی: Jonas Weber، منحصراً برای The Post.',
      'a translation by a machine': 'این مقاله نخستین بار در Der Bote منتشر شد. ترجمهٔ ماشینی از آلمانی با Lingua 3.',
      'a translation by the author':
        'این مقاله نوشتهٔ Ana Lima نخستین بار در Der Bote منتشر شد. ترجمه از آلمانی به قلم خود نویسنده.',
    },
    fromLanguages: { de: 'آلمانی', tr: 'ترکی استانبولی' },
  },
  he: {
    sentences: {
      'a day': 'מאמר זה פורסם לראשונה על ידי Der Bote ב-14 במרץ 2015.',
      'a month': 'מאמר זה פורסם לראשונה על ידי Der Bote במרץ 2015.',
      'a year': 'מאמר זה פורסם לראשונה על ידי Der Bote בשנת 2015.',
      'no date, but an author': 'מאמר זה מאת Ana Lima פורסם לראשונה על ידי Der Bote.',
      'an exclusive translation':
        'מאמר זה פורסם לראשונה על ידי Der Bote. תרגום מגרמנית: Jonas Weber, בלעדית עבור The Post.',
      'a translation by a machine': 'מאמר זה פורסם לראשונה על ידי Der Bote. תרגום מכונה מגרמנית באמצעות Lingua 3.',
      'a translation by the author': 'מאמר זה מאת Ana Lima פורסם לראשונה על ידי Der Bote. תרגום עצמי מגרמנית.',
    },
    fromLanguages: { de: 'מגרמנית', en: 'מאנגלית', nb: undefined, ht: undefined },
  },
  ja: {
    sentences: {
      'a day': '本記事は2015年3月14日にDer Boteで最初に公開されました。',
      'a month': '本記事は2015年3月にDer Boteで最初に公開されました。',
      'a year': '本記事は2015年にDer Boteで最初に公開されました。',
      'no date, but an author': '本記事（著者：Ana Lima）はDer Boteで最初に公開されました。',
      'an exclusive translation':
        '本記事はDer Boteで最初に公開されました。ドイツ語からの翻訳：Jonas Weber（The Postのための独占翻訳）。',
      'a translation by a machine':
        '本記事はDer Boteで最初に公開されました。Lingua 3によるドイツ語からの機械翻訳です。',
      'a translation by the author':
        '本記事（著者：Ana Lima）はDer Boteで最初に公開されました。ドイツ語からの著者本人による翻訳。',
    },
    fromLanguages: { de: 'ドイツ語', ht: 'ハイチ・クレオール語' },
  },
  tr: {
    sentences: {
      'a day': 'Bu makale ilk olarak 14 Mart 2015 tarihinde Der Bote tarafından yayımlandı.',
      'a month': 'Bu makale ilk olarak Der Bote tarafından yayımlandı (Mart 2015).',
      'a year': 'Bu makale ilk olarak 2015 yılında Der Bote tarafından yayımlandı.',
      'no date, but an author': 'Bu makale (yazan: Ana Lima) ilk olarak Der Bote tarafından yayımlandı.',
      'an exclusive translation':
        'Bu makale ilk olarak Der Bote tarafından yayımlandı. Bu metin Almancadan çeviridir; çeviren: Jonas Weber; yalnızca The Post için çevrilmiştir.',
      'a translation by a machine':
        'Bu makale ilk olarak Der Bote tarafından yayımlandı. Bu metin Almancadan makineyle çevrilmiştir (Lingua 3).',
      'a translation by the author':
        'Bu makale (yazan: Ana Lima) ilk olarak Der Bote tarafından yayımlandı. Bu metni Almancadan yazarın kendisi çevirmiştir.',
    },
    fromLanguages: {
      de: 'Almancadan',
      en: 'İngilizceden',
      pl: 'Lehçeden',
      tr: 'Türkçeden',
      ja: 'Japoncadan',
      sw: 'Svahili dilinden',
      nb: undefined,
      ht: undefined,
    },
  },
  zh: {
    sentences: {
      'a day': '本文最初于2015年3月14日由Der Bote发表。',
      'a month': '本文最初于2015年3月由Der Bote发表。',
      'a year': '本文最初于2015年由Der Bote发表。',
      'no date, but an author': '本文（作者：Ana Lima）最初由Der Bote发表。',
      'an exclusive translation':
        '本文最初由Der Bote发表。本文为译文，译自德语，译者：Jonas Weber，专为The Post独家翻译。',
      'a translation by a machine': '本文最初由Der Bote发表。本文为机器翻译，译自德语，使用Lingua 3。',
      'a translation by the author': '本文（作者：Ana Lima）最初由Der Bote发表。本文由作者本人翻译，译自德语。',
    },
    fromLanguages: { de: '德语', ht: '海地克里奥尔语' },
  },
};

for (const [language, { sentences, fromLanguages }] of Object.entries(CLAIMS)) {
  describe(`the credit in ${language}`, () => {
    let grammar: Grammar;

    before(async () => {
      const { default: words } = (await import(`../../../src/locales/${language}.ts`)) as {
        default: LocaleWords & { grammar: Grammar };
      };
      registerLocale(language, words);
      ({ grammar } = words);
    });

    for (const [known, data] of Object.entries(KNOWN)) {
      it(`tells ${known}`, () => {
        assert.equal(text(renderAttribution(data, { lang: language })), sentences[known as keyof typeof KNOWN]);
      });
    }

    it('says what a text is translated from', () => {
      const names = new Intl.DisplayNames(language, { type: 'language' });
      for (const [tag, expected] of Object.entries(fromLanguages)) {
        assert.equal(grammar.fromLanguage(names.of(tag)!), expected, tag);
      }
    });
  });
}
