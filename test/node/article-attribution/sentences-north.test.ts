/** What credits say in Dutch, Polish, Russian and Ukrainian: sentences as they should read, written before they were tried. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { nameAfterFrom } from '../../../src/article-attribution/languages.ts';
import { renderAttribution, type AttributionInput } from '../../../src/article-attribution/render.ts';
import { registerLocale } from '../../../src/base/messages.ts';
import type { LocaleWords } from '../../../src/base/shared.ts';

const say = (data: AttributionInput, lang: string) => renderAttribution(data, { lang }).replace(/<[^>]*>/g, '');

const BOTE = { source: 'Der Bote', sourceLang: 'de' };
/** One piece of news for each, so that a fault names what is wrong. */
const CASES = {
  'an exclusive translation of a day': {
    ...BOTE,
    sourcePublished: '2015-03-14',
    translators: 'Jonas Weber',
    publisher: 'The Harbour Post',
    exclusive: true,
  },
  'a machine’s translation of a month': {
    ...BOTE,
    sourcePublished: '2015-03',
    translationMethod: 'machine',
    engine: 'Lingua 3',
  },
  'a republication of a year': {
    kind: 'republication',
    source: 'Der Bote',
    sourceTitle: 'Hafen',
    authors: 'Ana Lima; Bo',
    sourcePublished: '2015',
    publisher: 'The Harbour Post',
    published: '2026-11',
  },
  'a translation by the author, without a date': {
    ...BOTE,
    sourceLang: 'sv',
    authors: 'Ana Lima',
    translators: 'Ana Lima',
  },
  'a machine’s translation that somebody edited': {
    ...BOTE,
    translationMethod: 'machine-post-edited',
    translators: 'Bo',
  },
  'an excerpt': {
    kind: 'excerpt',
    source: 'Der Bote',
    authors: 'Ana Lima',
    updated: '2026-11-20',
    changes: [{ type: 'abridged' }],
    licence: 'CC BY 4.0',
  },
  'a language that its sentence has no form for': { ...BOTE, sourceLang: 'nb', translators: 'Bo' },
  'who alone publishes': {
    kind: 'co-publication',
    source: 'Der Bote',
    publisher: 'The Harbour Post',
    exclusive: 'publication',
  },
} satisfies Readonly<Record<string, AttributionInput>>;

type Sentences = Readonly<Record<keyof typeof CASES, string>>;

const SENTENCES: Readonly<Record<string, Sentences>> = {
  nl: {
    'an exclusive translation of a day':
      'Dit artikel verscheen oorspronkelijk bij Der Bote op 14 maart 2015. Vertaald uit het Duits door Jonas Weber, exclusief voor The Harbour Post.',
    'a machine’s translation of a month':
      'Dit artikel verscheen oorspronkelijk bij Der Bote in maart 2015. Machinaal vertaald uit het Duits met Lingua 3.',
    'a republication of a year':
      'Dit artikel van Ana Lima en Bo verscheen oorspronkelijk bij Der Bote in 2015 onder de titel ‘Hafen’. Opnieuw gepubliceerd door The Harbour Post in november 2026.',
    'a translation by the author, without a date':
      'Dit artikel van Ana Lima verscheen oorspronkelijk bij Der Bote. Vertaald uit het Zweeds door de auteur.',
    'a machine’s translation that somebody edited':
      'Dit artikel verscheen oorspronkelijk bij Der Bote. Machinaal vertaald uit het Duits en geredigeerd door Bo.',
    'an excerpt':
      'Dit is een fragment uit een artikel van Ana Lima dat oorspronkelijk verscheen bij Der Bote. Laatst bijgewerkt op 20 november 2026. Wijzigingen: ingekort. Licentie: CC BY 4.0.',
    'a language that its sentence has no form for':
      'Dit artikel verscheen oorspronkelijk bij Der Bote. Taal van het origineel: Noors - Bokmål. Vertaald door Bo.',
    'who alone publishes':
      'Dit artikel is een gezamenlijke publicatie met Der Bote. Exclusief gepubliceerd door The Harbour Post.',
  },
  pl: {
    'an exclusive translation of a day':
      'Ten artykuł ukazał się pierwotnie na łamach „Der Bote” 14 marca 2015. Tłumaczenie z niemieckiego: Jonas Weber – wyłącznie dla: The Harbour Post.',
    'a machine’s translation of a month':
      'Ten artykuł ukazał się pierwotnie na łamach „Der Bote” (marzec 2015). Tłumaczenie maszynowe z niemieckiego (Lingua 3).',
    'a republication of a year':
      'Ten artykuł (tekst: Ana Lima i Bo) ukazał się pierwotnie na łamach „Der Bote” pod tytułem „Hafen” w roku 2015. Przedruk na łamach „The Harbour Post” (listopad 2026).',
    'a translation by the author, without a date':
      'Ten artykuł (tekst: Ana Lima) ukazał się pierwotnie na łamach „Der Bote”. Tłumaczenie autorskie ze szwedzkiego.',
    'a machine’s translation that somebody edited':
      'Ten artykuł ukazał się pierwotnie na łamach „Der Bote”. Zredagowane tłumaczenie maszynowe z niemieckiego; redakcja: Bo.',
    'an excerpt':
      'To fragment artykułu (tekst: Ana Lima), który ukazał się pierwotnie na łamach „Der Bote”. Ostatnia aktualizacja: 20 listopada 2026. Zmiany: skrót. Licencja: CC BY 4.0.',
    'a language that its sentence has no form for':
      'Ten artykuł ukazał się pierwotnie na łamach „Der Bote”. Język oryginału: norweski (bokmål). Tłumaczenie: Bo.',
    'who alone publishes':
      'Ten artykuł ukazuje się jako wspólna publikacja (partner: Der Bote). Publikacja na wyłączność: The Harbour Post.',
  },
  ru: {
    'an exclusive translation of a day':
      'Эта статья впервые опубликована в издании «Der Bote» 14 марта 2015 г. Перевод с немецкого: Jonas Weber — эксклюзивно для издания «The Harbour Post».',
    'a machine’s translation of a month':
      'Эта статья впервые опубликована в издании «Der Bote» (март 2015 г.). Машинный перевод с немецкого (Lingua 3).',
    'a republication of a year':
      'Эта статья (текст: Ana Lima и Bo) впервые опубликована в издании «Der Bote» под заголовком «Hafen» в 2015 году. Перепечатано в издании «The Harbour Post» (ноябрь 2026 г.).',
    'a translation by the author, without a date':
      'Эта статья (текст: Ana Lima) впервые опубликована в издании «Der Bote». Авторский перевод со шведского.',
    'a machine’s translation that somebody edited':
      'Эта статья впервые опубликована в издании «Der Bote». Отредактированный машинный перевод с немецкого; редактура: Bo.',
    'an excerpt':
      'Это отрывок из статьи (текст: Ana Lima), впервые опубликованной в издании «Der Bote». Последнее обновление: 20 ноября 2026 г. Изменения: сокращение. Лицензия: CC BY 4.0.',
    'a language that its sentence has no form for':
      'Эта статья впервые опубликована в издании «Der Bote». Язык оригинала: норвежский букмол. Перевод: Bo.',
    'who alone publishes':
      'Эта статья — совместная публикация с изданием «Der Bote». Эксклюзивная публикация издания «The Harbour Post».',
  },
  uk: {
    'an exclusive translation of a day':
      'Ця стаття вперше з’явилася у виданні «Der Bote» 14 березня 2015 р. Переклад з німецької: Jonas Weber — ексклюзивно для видання «The Harbour Post».',
    'a machine’s translation of a month':
      'Ця стаття вперше з’явилася у виданні «Der Bote» (березень 2015 р.). Машинний переклад з німецької (Lingua 3).',
    'a republication of a year':
      'Ця стаття (текст: Ana Lima і Bo) вперше з’явилася у виданні «Der Bote» під заголовком «Hafen» 2015 року. Передрук у виданні «The Harbour Post» (листопад 2026 р.).',
    'a translation by the author, without a date':
      'Ця стаття (текст: Ana Lima) вперше з’явилася у виданні «Der Bote». Авторський переклад зі шведської.',
    'a machine’s translation that somebody edited':
      'Ця стаття вперше з’явилася у виданні «Der Bote». Відредагований машинний переклад з німецької; редагування: Bo.',
    'an excerpt':
      'Це уривок зі статті (текст: Ana Lima), що вперше з’явилася у виданні «Der Bote». Останнє оновлення: 20 листопада 2026 р. Зміни: скорочення. Ліцензія: CC BY 4.0.',
    'a language that its sentence has no form for':
      'Ця стаття вперше з’явилася у виданні «Der Bote». Мова оригіналу: норвезька (букмол). Переклад: Bo.',
    'who alone publishes':
      'Ця стаття — спільна публікація з виданням «Der Bote». Ексклюзивна публікація видання «The Harbour Post».',
  },
};

/** Names of languages after "translated from"; `-` where the sentence names the language apart. */
const TAGS =
  'de en fr es it pt ru uk pl nl ar he fa tr zh ja ko hi sw la el hu fi sv da nb cs ro sr hr bg eu ca cy ga ht zu xh';
const NAMES: Readonly<Record<string, string>> = {
  nl: 'Duits, Engels, Frans, Spaans, Italiaans, Portugees, Russisch, Oekraïens, Pools, Nederlands, Arabisch, Hebreeuws, Perzisch, Turks, Chinees, Japans, Koreaans, Hindi, Swahili, Latijn, Grieks, Hongaars, Fins, Zweeds, Deens, -, Tsjechisch, Roemeens, Servisch, Kroatisch, Bulgaars, Baskisch, Catalaans, Welsh, Iers, Haïtiaans Creools, Zoeloe, Xhosa',
  pl: 'z niemieckiego, z angielskiego, z francuskiego, z hiszpańskiego, z włoskiego, z portugalskiego, z rosyjskiego, z ukraińskiego, z polskiego, z niderlandzkiego, z arabskiego, z hebrajskiego, z perskiego, z tureckiego, z chińskiego, z japońskiego, z koreańskiego, z hindi, z suahili, z łacińskiego, z greckiego, z węgierskiego, z fińskiego, ze szwedzkiego, z duńskiego, -, z czeskiego, z rumuńskiego, z serbskiego, z chorwackiego, z bułgarskiego, z baskijskiego, z katalońskiego, z walijskiego, z irlandzkiego, -, z zulu, -',
  ru: 'с немецкого, с английского, с французского, с испанского, с итальянского, с португальского, с русского, с украинского, с польского, с нидерландского, с арабского, с иврита, с персидского, с турецкого, с китайского, с японского, с корейского, с хинди, с суахили, с латинского, с греческого, с венгерского, с финского, со шведского, с датского, -, с чешского, с румынского, с сербского, с хорватского, с болгарского, с баскского, с каталанского, с валлийского, с ирландского, с гаитянского, с зулу, с коса',
  uk: 'з німецької, з англійської, з французької, з іспанської, з італійської, з португальської, з російської, з української, з польської, з нідерландської, з арабської, з івриту, з перської, з турецької, з китайської, з японської, з корейської, з гінді, із суахілі, з латинської, з грецької, з угорської, з фінської, зі шведської, з данської, -, із чеської, з румунської, із сербської, з хорватської, з болгарської, з баскської, з каталонської, з валлійської, з ірландської, -, із зулуської, -',
};

before(async () => {
  for (const language of Object.keys(SENTENCES)) {
    const { default: words } = (await import(`../../../src/locales/${language}.ts`)) as { default: LocaleWords };
    registerLocale(language, words);
  }
});

for (const [language, sentences] of Object.entries(SENTENCES)) {
  describe(`a credit in ${language}`, () => {
    for (const [title, expected] of Object.entries(sentences))
      it(`tells ${title}`, () => assert.equal(say(CASES[title as keyof typeof CASES], language), expected));

    it('puts names of languages after "translated from"', () => {
      const names = TAGS.split(' ').map((tag) => nameAfterFrom(tag, language) ?? '-');
      assert.deepEqual(names, NAMES[language]?.split(', '));
    });
  });
}
