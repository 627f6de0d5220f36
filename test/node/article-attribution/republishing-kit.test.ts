import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { factsFrom } from '../../../src/article-attribution/facts.ts';
import { readOptions } from '../../../src/article-attribution/options.ts';
import { credited } from '../../../src/article-attribution/render.ts';
import { clean } from '../../../src/article-attribution/republishing/clean.ts';
import { kitOf, type Kit } from '../../../src/article-attribution/republishing/kit.ts';
import { parsedNodes } from '../../support/parsed-nodes.ts';

const URL_HERE = 'https://lantern.example/2026/harbour';

function kit(options: Record<string, unknown>, article = '<p>The quay is open.</p>', counter?: string): Kit {
  const base = 'https://lantern.example/2026/harbour?page=1';
  const cleaned = clean(parsedNodes(article), {
    base,
    page: URL_HERE,
    imagePolicy: 'exclude',
    placeholder: '[Picture not included]',
  });
  const facts = factsFrom(readOptions(options).config, 'en');
  return kitOf({ cleaned, facts, url: URL_HERE, base, counter, credit: (said) => credited(said, 'en') });
}

const OWN = { authors: 'Ada Marsh </people/ada>', publisher: 'The Lantern', published: '2026-11-14' };
const TRANSLATED = {
  source: 'Der Fährbote',
  sourceUrl: 'https://faehrbote.example/hafen',
  sourceLang: 'de',
  translators: 'Mira Selkie',
  publisher: 'The Lantern',
  publisherUrl: 'https://lantern.example/',
  exclusive: '',
  permission: 'https://faehrbote.example/permission',
};

describe('what is copied of an article', () => {
  it('keeps the licence of the images with the images', () => {
    const licences = { ...OWN, licence: 'CC BY 4.0', imagesLicence: 'CC BY-SA 4.0' };
    assert.match(kit(licences).text, /Licence of the images: CC BY-SA 4\.0/);
    assert.doesNotMatch(kit(licences, '<p>The quay.</p><img src="/quay.jpg" alt="The quay">').text, /of the images/);
  });

  it('names this publication as the source of what appeared here first', () => {
    const { html, text } = kit({ ...OWN, licence: 'CC BY 4.0' });
    assert.equal(
      text,
      'This article by Ada Marsh (https://lantern.example/people/ada) was originally published by The Lantern ' +
        `(${URL_HERE}) on November 14, 2026.\n\nThe quay is open.\n\n` +
        'Licensed under CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).',
    );
    assert.match(html, /^<p lang="en" dir="ltr">.*<a href="https:\/\/lantern\.example\/people\/ada">/);
    assert.match(html, /\n<p>The quay is open\.<\/p>\n<p lang="en" dir="ltr">Licensed under <a href="[^"]*" rel="lic/);
    assert.doesNotMatch(html, /class=|data-/);
  });

  it('keeps the original of a translation, and names this publication with the version', () => {
    const { text } = kit(TRANSLATED);
    assert.equal(
      text,
      'This article was originally published by Der Fährbote (https://faehrbote.example/hafen). Translated from ' +
        `German by Mira Selkie. This version was published by The Lantern (${URL_HERE}).\n\nThe quay is open.`,
    );
  });

  it('does not make this publication the original of a translation whose original is unknown', () => {
    const { text } = kit({ sourceLang: 'de', translators: 'Mira Selkie', publisher: 'The Lantern' });
    assert.match(text, /^Translated from German by Mira Selkie\. This version was published by The Lantern \(/);
  });

  it('passes on no exclusivity and no permission', () => {
    const { html } = kit({ ...TRANSLATED, licence: 'CC BY 4.0' });
    assert.doesNotMatch(html, /exclusive|permission/i);
  });

  it('names the host where no publication is known', () => {
    assert.match(kit({}).text, /^This article was originally published by lantern\.example \(/);
  });

  it('says what was changed, and that pictures did not come along', () => {
    const picture = '<p>One.</p><img src="/a.jpg" alt="The quay">';
    const last = (options: Record<string, unknown>, article?: string) => kit(options, article).text.split('\n\n').pop();
    assert.equal(last({ ...OWN, changes: 'abridged' }), 'Changes: abridged.');
    assert.equal(last(OWN, picture), 'Changes: pictures removed.');
    const twice = [{ type: 'images-removed' }, { type: 'abridged' }];
    assert.equal(last({ ...OWN, changes: twice }, picture), 'Changes: pictures removed, abridged.');
    assert.equal(last({ ...OWN, rights: '© 2026 The Lantern' }), '© 2026 The Lantern.');
  });

  it('counts only where the publisher counts, and never in plain text', () => {
    assert.doesNotMatch(kit(OWN).html, /<img/);
    const counting = kit(OWN, undefined, 'https://count.example/1?a=1&b=2');
    assert.match(
      counting.html,
      /<p><img src="https:\/\/count\.example\/1\?a=1&amp;b=2" alt="" width="1" height="1"><\/p>$/,
    );
    assert.doesNotMatch(counting.text, /count\.example/);
  });

  it('escapes what the publisher wrote', () => {
    const { html } = kit({ ...OWN, publisher: '<img src=x onerror=alert(1)>', rights: '<script>alert(1)</script>' });
    assert.doesNotMatch(html, /<(?:img|script)/);
    assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
  });
});
