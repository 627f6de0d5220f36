import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import {
  baseLanguage,
  canonicalLanguage,
  isSameLanguage,
  languageName,
  nameAfterFrom,
} from '../../../src/article-attribution/languages.ts';
import { registerLocale } from '../../../src/base/messages.ts';
import arabic from '../../../src/locales/ar.ts';
import germanWords from '../../../src/locales/de.ts';

registerLocale('ar', arabic);
registerLocale('de', germanWords);
registerLocale('eo', {});

describe('languages of a credit', () => {
  const tags = [
    ['de', 'de'],
    ['DE', 'de'],
    ['pt-br', 'pt-BR'],
    ['de_AT', 'de-AT'],
    ['sr-latn', 'sr-Latn'],
    ['iw', 'he'],
    ['cmn', 'zh'],
    [' fr ', 'fr'],
    ['german', undefined],
    ['x-foo', undefined],
    ['und', undefined],
    ['mul', 'mul'],
    ['mis', undefined],
    ['zxx', undefined],
    ['', undefined],
    ['C.UTF-8', undefined],
    ['../../etc', undefined],
    ['en'.repeat(5_000), undefined],
    ['<script>', undefined],
  ] as const;
  for (const [tag, canonical] of tags) {
    it(`read ${JSON.stringify(tag.slice(0, 20))} as ${canonical}`, () =>
      assert.equal(canonicalLanguage(tag), canonical));
  }

  it('are the same whatever the script or the region', () => {
    assert.equal(isSameLanguage('zh-Hant', 'zh-Hans'), true);
    assert.equal(isSameLanguage('de-AT', 'de'), true);
    assert.equal(isSameLanguage('nl', 'de'), false);
    assert.equal(baseLanguage('pt_BR'), 'pt');
  });

  it('are named by their base, and by their script beside the same language', () => {
    assert.equal(languageName('de-AT', 'en'), 'German');
    assert.equal(languageName('zh-Hant', 'en', 'zh-Hans'), 'Traditional Chinese');
    assert.equal(languageName('de', 'x-!!'), 'de');
  });

  // Citation forms and what a German writes after "aus dem".
  const german = {
    de: 'Deutschen',
    en: 'Englischen',
    fr: 'Französischen',
    ar: 'Arabischen',
    he: 'Hebräischen',
    ja: 'Japanischen',
    la: 'Lateinischen',
    hi: 'Hindi',
    ur: 'Urdu',
    eo: 'Esperanto',
    af: 'Afrikaans',
    gsw: 'Schweizerdeutschen',
    yi: 'Jiddischen',
    // "Norwegisch (Bokmål)": no rule is sure of that.
    nb: undefined,
  };
  for (const [tag, name] of Object.entries(german)) {
    it(`stand in German after "aus dem" as ${name ?? 'nothing'} (${tag})`, () => {
      assert.equal(nameAfterFrom(tag, 'de-AT'), name);
    });
  }

  it('stand in English and Arabic as they are', () => {
    assert.equal(nameAfterFrom('de', 'en-GB'), 'German');
    assert.equal(nameAfterFrom('de', 'ar'), 'الألمانية');
  });

  it('are not inflected in a language without a rule', () => {
    assert.equal(nameAfterFrom('de', 'eo'), undefined);
  });

  it('are English where no words are', () => {
    assert.equal(nameAfterFrom('de', 'cy'), 'German');
  });
});
