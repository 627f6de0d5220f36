import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { toCSL } from '../../../../src/article-attribution/citing/cite.ts';
import { withPrototypeJs } from '../../../support/prototype-js.ts';
import { ARTICLE, cited, SHORT } from './article.ts';

describe('citations of a translation', () => {
  it('are right in APA', () => {
    assert.equal(
      cited('APA', SHORT),
      'Kessler, M., & Brandt, J. (2015, March 16). Pipeline politics: How Brussels lost the summer (J. Weber, Trans.). The Harbour Post. https://harbourpost.example/en/pipeline-politics (Original work published 2015)',
    );
  });

  it('are right in MLA', () => {
    assert.equal(
      cited('MLA', SHORT),
      'Kessler, Maria, and Jonas Brandt. “Pipeline Politics: How Brussels Lost the Summer.” Translated by Jonas Weber. The Harbour Post, 16 Mar. 2015, harbourpost.example/en/pipeline-politics. Originally published in Der Bote, 14 Mar. 2015.',
    );
  });

  it('are right in Chicago', () => {
    assert.equal(
      cited('Chicago', SHORT),
      'Kessler, Maria, and Jonas Brandt. “Pipeline Politics: How Brussels Lost the Summer.” Translated by Jonas Weber. The Harbour Post, March 16, 2015. https://harbourpost.example/en/pipeline-politics. Originally published as “Pipeline-Politik: Wie Brüssel den Sommer verlor” (Der Bote, March 14, 2015).',
    );
  });

  it('are right in BibTeX', () => {
    assert.equal(
      cited('BibTeX'),
      `@misc{kessler-brandt-2015-pipeline,
  author       = {Kessler, Maria and Brandt, Jonas},
  title        = {Pipeline Politics: {How} {Brussels} Lost the Summer},
  howpublished = {The Harbour Post},
  year         = {2015},
  month        = mar,
  day          = {16},
  url          = {https://harbourpost.example/en/pipeline-politics},
  note         = {Translated from German by Jonas Weber. Originally published as \`\`Pipeline-Politik: Wie Br{\\"u}ssel den Sommer verlor'', Der Bote Nachrichten, 14 March 2015}
}
`,
    );
  });

  it('are right in BibLaTeX', () => {
    assert.equal(
      cited('BibLaTeX'),
      `@article{kessler-brandt-2015-pipeline,
  author        = {Kessler, Maria and Brandt, Jonas},
  translator    = {Weber, Jonas},
  title         = {Pipeline Politics: {How} {Brussels} Lost the Summer},
  journaltitle  = {The Harbour Post},
  entrysubtype  = {newspaper},
  date          = {2015-03-16},
  langid        = {english},
  origtitle     = {Pipeline-Politik: Wie Brüssel den Sommer verlor},
  origdate      = {2015-03-14},
  origlanguage  = {german},
  origpublisher = {Der Bote Nachrichten},
  url           = {https://harbourpost.example/en/pipeline-politics},
  urldate       = {2026-09-22}
}
`,
    );
  });

  it('are right in RIS', () => {
    assert.equal(
      cited('RIS'),
      [
        'TY  - NEWS',
        'TI  - Pipeline Politics: How Brussels Lost the Summer',
        'T2  - The Harbour Post',
        'AU  - Kessler, Maria',
        'AU  - Brandt, Jonas',
        'A4  - Weber, Jonas',
        'PY  - 2015',
        'DA  - 2015/03/16',
        'LA  - en',
        'UR  - https://harbourpost.example/en/pipeline-politics',
        'Y2  - 2026/09/22',
        'N1  - Translated from German by Jonas Weber. Originally published as "Pipeline-Politik: Wie Brüssel den Sommer verlor", Der Bote Nachrichten, 14 March 2015.',
        'ER  - ',
        '',
      ].join('\r\n'),
    );
  });

  it('are right in CSL-JSON', () => {
    const text =
      '[{"id":"kessler-brandt-2015-pipeline","type":"article-newspaper","title":"Pipeline Politics: How Brussels Lost the Summer","container-title":"The Harbour Post","author":[{"family":"Kessler","given":"Maria"},{"family":"Brandt","given":"Jonas"}],"translator":[{"family":"Weber","given":"Jonas"}],"issued":{"date-parts":[[2015,3,16]]},"language":"en","original-title":"Pipeline-Politik: Wie Brüssel den Sommer verlor","original-date":{"date-parts":[[2015,3,14]]},"original-publisher":"Der Bote Nachrichten","URL":"https://harbourpost.example/en/pipeline-politics","accessed":{"date-parts":[[2026,9,22]]}}]';
    assert.equal(cited('CSL-JSON'), text);
    assert.deepEqual([toCSL(ARTICLE, { accessed: '2026-09-22' })], JSON.parse(text));
  });

  it('are right for Wikipedia', () => {
    assert.equal(
      cited('Wikipedia'),
      '{{cite news |last1=Kessler |first1=Maria |last2=Brandt |first2=Jonas |translator-last=Weber |translator-first=Jonas |title=Pipeline Politics: How Brussels Lost the Summer |work=The Harbour Post |date=16 March 2015 |orig-date=14 March 2015 |url=https://harbourpost.example/en/pipeline-politics |access-date=22 September 2026 |language=en}}',
    );
  });
});

describe('citations of the original', () => {
  const original = (format: Parameters<typeof cited>[0], data = ARTICLE) => cited(format, data, 'original');

  it('are right in APA', () => {
    assert.equal(
      original('APA'),
      'Kessler, M., & Brandt, J. (2015, March 14). Pipeline-Politik: Wie Brüssel den Sommer verlor [Pipeline politics: How Brussels lost the summer]. Der Bote Nachrichten. https://derbote.example/2015/03/pipeline-politik',
    );
  });

  it('are right in MLA', () => {
    assert.equal(
      original('MLA'),
      'Kessler, Maria, and Jonas Brandt. “Pipeline-Politik: Wie Brüssel den Sommer verlor.” Der Bote Nachrichten, 14 Mar. 2015, derbote.example/2015/03/pipeline-politik.',
    );
  });

  it('are right in Chicago', () => {
    assert.equal(
      original('Chicago'),
      'Kessler, Maria, and Jonas Brandt. “Pipeline-Politik: Wie Brüssel den Sommer verlor” [Pipeline politics: How Brussels lost the summer]. Der Bote Nachrichten, March 14, 2015. https://derbote.example/2015/03/pipeline-politik.',
    );
  });

  it('name nobody who had no part in it', () => {
    for (const format of ['BibTeX', 'BibLaTeX', 'RIS', 'CSL-JSON', 'Wikipedia'] as const) {
      assert.doesNotMatch(original(format), /Weber|Harbour|harbour/, format);
    }
  });

  it('keep every capital of their title in BibLaTeX, and have a key of their own', () => {
    const text = original('BibLaTeX');
    assert.match(text, /^@article\{kessler-brandt-2015-pipeline-de,\n/);
    assert.ok(text.includes('title         = {Pipeline-{Politik}: {Wie} {Brüssel} den {Sommer} verlor},'));
    assert.ok(text.includes('langid        = {german}'));
  });

  it('hold lists as lists in CSL-JSON on a page with Prototype.js', () => {
    const text = cited('CSL-JSON');
    assert.equal(
      withPrototypeJs(() => cited('CSL-JSON')),
      text,
    );
  });

  it('say in CSL-JSON nothing of a translation', () => {
    assert.deepEqual(toCSL(ARTICLE, { of: 'original', accessed: '2026-09-22' }), {
      id: 'kessler-brandt-2015-pipeline-de',
      type: 'article-newspaper',
      title: 'Pipeline-Politik: Wie Brüssel den Sommer verlor',
      'container-title': 'Der Bote Nachrichten',
      author: [
        { family: 'Kessler', given: 'Maria' },
        { family: 'Brandt', given: 'Jonas' },
      ],
      issued: { 'date-parts': [[2015, 3, 14]] },
      language: 'de',
      URL: 'https://derbote.example/2015/03/pipeline-politik',
      accessed: { 'date-parts': [[2026, 9, 22]] },
    });
  });

  it('give Wikipedia the title and what it means', () => {
    assert.equal(
      original('Wikipedia'),
      '{{cite news |last1=Kessler |first1=Maria |last2=Brandt |first2=Jonas |title=Pipeline-Politik: Wie Brüssel den Sommer verlor |trans-title=Pipeline Politics: How Brussels Lost the Summer |work=Der Bote Nachrichten |date=14 March 2015 |url=https://derbote.example/2015/03/pipeline-politik |access-date=22 September 2026 |language=de}}',
    );
  });
});
