/** What French, Italian, Portuguese and Spanish credits say, sentence by sentence. */
import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';

import { nameAfterFrom } from '../../../src/article-attribution/languages.ts';
import { renderAttribution, type AttributionInput } from '../../../src/article-attribution/render.ts';
import { registerLocale } from '../../../src/base/messages.ts';
import type { LocaleWords } from '../../../src/base/shared.ts';

const LANGUAGES = ['es', 'fr', 'it', 'pt'] as const;
type Language = (typeof LANGUAGES)[number];

/** The no-break space of French, which looks like any other. */
const NB = '\u00a0';

const say = (data: AttributionInput, lang: Language) =>
  renderAttribution(data, { lang })
    .replace(/<[^>]*>/g, '')
    .replace(/&nbsp;/g, NB);

const SOURCE = { source: 'Der Bote', authors: 'Ana Lima' };
const CASES = {
  day: { ...SOURCE, sourcePublished: '2015-03-08' },
  month: { ...SOURCE, sourcePublished: '2015-04' },
  year: { ...SOURCE, sourcePublished: '2015' },
  undated: { source: 'Der Bote', sourceTitle: 'Hafen' },
  exclusive: { sourceLang: 'de', translators: 'Jonas Weber; Bo', publisher: 'The Harbour Post', exclusive: true },
  published: { ...SOURCE, publisher: 'The Harbour Post', exclusive: 'publication' },
  machine: { sourceLang: 'en', translationMethod: 'machine', engine: 'Lingua 3' },
  edited: { sourceLang: 'en', translationMethod: 'machine-post-edited', translators: 'Bo' },
  self: { ...SOURCE, sourceLang: 'sv', translators: 'Ana Lima' },
} satisfies Record<string, AttributionInput>;

const SENTENCES: Readonly<Record<Language, Readonly<Record<keyof typeof CASES, string>>>> = {
  es: {
    day: 'Este artículo de Ana Lima fue publicado originalmente por Der Bote el 8 de marzo de 2015.',
    month: 'Este artículo de Ana Lima fue publicado originalmente por Der Bote en abril de 2015.',
    year: 'Este artículo de Ana Lima fue publicado originalmente por Der Bote en 2015.',
    undated: 'Este artículo fue publicado originalmente por Der Bote con el título «Hafen».',
    exclusive: 'Traducido del alemán por Jonas Weber y Bo, en exclusiva para The Harbour Post.',
    published:
      'Este artículo de Ana Lima fue publicado originalmente por Der Bote. Publicado en exclusiva por The Harbour Post.',
    machine: 'Traducción automática del inglés con Lingua 3.',
    edited: 'Traducción automática del inglés, con revisión humana de Bo.',
    self: 'Este artículo de Ana Lima fue publicado originalmente por Der Bote. Traducido del sueco por quien firma el original.',
  },
  fr: {
    day: 'Cet article écrit par Ana Lima a d’abord été publié par Der Bote le 8 mars 2015.',
    month: 'Cet article écrit par Ana Lima a d’abord été publié par Der Bote en avril 2015.',
    year: 'Cet article écrit par Ana Lima a d’abord été publié par Der Bote en 2015.',
    undated: `Cet article a d’abord été publié par Der Bote sous le titre «${NB}Hafen${NB}».`,
    exclusive: 'Traduit de l’allemand par Jonas Weber et Bo, en exclusivité pour The Harbour Post.',
    published:
      'Cet article écrit par Ana Lima a d’abord été publié par Der Bote. Publié en exclusivité par The Harbour Post.',
    machine: 'Traduction automatique de l’anglais avec Lingua 3.',
    edited: 'Traduction automatique de l’anglais, puis révision humaine par Bo.',
    self: 'Cet article écrit par Ana Lima a d’abord été publié par Der Bote. Traduit du suédois par l’auteur ou l’autrice.',
  },
  it: {
    day: 'Questo articolo di Ana Lima è stato pubblicato per la prima volta da Der Bote in data 8 marzo 2015.',
    month: 'Questo articolo di Ana Lima è stato pubblicato per la prima volta da Der Bote in aprile 2015.',
    year: 'Questo articolo di Ana Lima è stato pubblicato per la prima volta da Der Bote nel 2015.',
    undated: 'Questo articolo è stato pubblicato per la prima volta da Der Bote con il titolo «Hafen».',
    exclusive: 'Tradotto dal tedesco da Jonas Weber e Bo, in esclusiva per The Harbour Post.',
    published:
      'Questo articolo di Ana Lima è stato pubblicato per la prima volta da Der Bote. Pubblicato in esclusiva da The Harbour Post.',
    machine: 'Traduzione automatica dall’inglese con Lingua 3.',
    edited: 'Traduzione automatica dall’inglese, con revisione umana di Bo.',
    self: 'Questo articolo di Ana Lima è stato pubblicato per la prima volta da Der Bote. Tradotto dallo svedese da chi firma l’originale.',
  },
  pt: {
    day: 'Este artigo de Ana Lima foi publicado originalmente por Der Bote em 8 de março de 2015.',
    month: 'Este artigo de Ana Lima foi publicado originalmente por Der Bote em abril de 2015.',
    year: 'Este artigo de Ana Lima foi publicado originalmente por Der Bote em 2015.',
    undated: 'Este artigo foi publicado originalmente por Der Bote com o título “Hafen”.',
    exclusive: 'Traduzido do alemão por Jonas Weber e Bo, com exclusividade para The Harbour Post.',
    published:
      'Este artigo de Ana Lima foi publicado originalmente por Der Bote. Publicado com exclusividade por The Harbour Post.',
    machine: 'Tradução automática do inglês com Lingua 3.',
    edited: 'Tradução automática do inglês, com revisão humana de Bo.',
    self: 'Este artigo de Ana Lima foi publicado originalmente por Der Bote. Traduzido do sueco por quem assina o original.',
  },
};

/** Names that no sentence can hold stand apart: plurals, and what usage is divided about. */
const APART: Readonly<Record<Language, readonly [tag: string, sentences: string]>> = {
  es: ['zbl', 'Idioma original: símbolos Bliss. Traducido por Bo.'],
  fr: ['zbl', `Langue originale${NB}: symboles Bliss. Traduit par Bo.`],
  it: ['ug', 'Lingua originale: uiguro. Tradotto da Bo.'],
  pt: ['zbl', 'Idioma original: símbolos blis. Traduzido por Bo.'],
};

const TAGS =
  'de en fr es it pt ru uk pl nl ar he fa tr zh ja ko hi sw la el hu fi sv da nb cs ro sr hr bg eu ca cy ga ht zu xh';

/** After "del" of Spanish and "do" of Portuguese, which stand in the sentences; French and Italian bring theirs. */
const NAMES: Readonly<Record<Language, string>> = {
  es: 'alemán, inglés, francés, español, italiano, portugués, ruso, ucraniano, polaco, neerlandés, árabe, hebreo, persa, turco, chino, japonés, coreano, hindi, suajili, latín, griego, húngaro, finés, sueco, danés, noruego bokmal, checo, rumano, serbio, croata, búlgaro, euskera, catalán, galés, irlandés, criollo haitiano, zulú, xhosa',
  fr: 'de l’allemand, de l’anglais, du français, de l’espagnol, de l’italien, du portugais, du russe, de l’ukrainien, du polonais, du néerlandais, de l’arabe, de l’hébreu, du persan, du turc, du chinois, du japonais, du coréen, du hindi, du swahili, du latin, du grec, du hongrois, du finnois, du suédois, du danois, du norvégien bokmål, du tchèque, du roumain, du serbe, du croate, du bulgare, du basque, du catalan, du gallois, de l’irlandais, du créole haïtien, du zoulou, du xhosa',
  it: 'dal tedesco, dall’inglese, dal francese, dallo spagnolo, dall’italiano, dal portoghese, dal russo, dall’ucraino, dal polacco, dall’olandese, dall’arabo, dall’ebraico, dal persiano, dal turco, dal cinese, dal giapponese, dal coreano, dall’hindi, dallo swahili, dal latino, dal greco, dall’ungherese, dal finlandese, dallo svedese, dal danese, dal norvegese bokmål, dal ceco, dal rumeno, dal serbo, dal croato, dal bulgaro, dal basco, dal catalano, dal gallese, dall’irlandese, dal creolo haitiano, dallo zulu, dallo xhosa',
  pt: 'alemão, inglês, francês, espanhol, italiano, português, russo, ucraniano, polonês, holandês, árabe, hebraico, persa, turco, chinês, japonês, coreano, hindi, suaíli, latim, grego, húngaro, finlandês, sueco, dinamarquês, bokmål norueguês, tcheco, romeno, sérvio, croata, búlgaro, basco, catalão, galês, irlandês, haitiano, zulu, xhosa',
};

describe('the sentences of western languages', () => {
  before(async () => {
    for (const language of LANGUAGES) {
      const { default: words } = (await import(`../../../src/locales/${language}.ts`)) as { default: LocaleWords };
      registerLocale(language, words);
    }
  });

  for (const lang of LANGUAGES) {
    for (const name of Object.keys(CASES) as (keyof typeof CASES)[]) {
      it(`say ${name} in ${lang}`, () => assert.equal(say(CASES[name], lang), SENTENCES[lang][name]));
    }

    it(`name a language apart where no rule is sure in ${lang}`, () => {
      const [sourceLang, expected] = APART[lang];
      const said = say({ source: 'Der Bote', sourceLang, translators: 'Bo' }, lang);
      assert.equal(said.slice(said.indexOf('Der Bote')), `Der Bote. ${expected}`);
    });

    it(`name languages after "from" in ${lang}`, () => {
      const named = TAGS.split(' ').map((tag) => nameAfterFrom(tag, lang) ?? `- ${tag}`);
      assert.equal(named.join(', '), NAMES[lang]);
    });
  }
});
