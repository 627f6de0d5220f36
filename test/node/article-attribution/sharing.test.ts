import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { markup, type Piece } from '../../../src/article-attribution/markup.ts';
import { toMarkdown } from '../../../src/article-attribution/sharing/markdown.ts';
import { textFragment } from '../../../src/article-attribution/sharing/text-fragment.ts';

const TEXT = 'The library by the harbour opens.\nIt was closed for 11 years. The library was in a warehouse.';

/** The fragment for some words of a text; of the last place where they stand. */
function fragmentOf(words: string, text = TEXT): string {
  const start = text.lastIndexOf(words);
  return decodeURIComponent(textFragment({ text, start, end: start + words.length }, 'en')).replace('#:~:text=', '');
}

describe('a link to a passage', () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ['names the words', 'by the harbour', 'by the harbour'],
    ['takes whole words', 'e harbou', 'the harbour'],
    ['leaves out the space around', ' opens.\n', 'opens.'],
    [
      'says what stands around words that occur more than once',
      'library',
      'for 11 years. The-,library,-was in a warehouse.',
    ],
    ['is nothing for no words', '.\n', ''],
  ];
  for (const [title, words, expected] of cases) it(title, () => assert.equal(fragmentOf(words), expected));

  it('names the ends of what goes through blocks, or is long', () => {
    assert.equal(fragmentOf('harbour opens.\nIt was'), 'harbour opens.,It was');
    const long = Array.from({ length: 100 }, (_, index) => `word${index}`).join(' ');
    assert.equal(
      fragmentOf(long, long),
      'word0 word1 word2 word3 word4 word5,word94 word95 word96 word97 word98 word99',
    );
  });

  it('says nothing that goes beyond a block', () => {
    const text = 'Ebb.\nThe boat came in.\nThe boat went out.\nFlood.';
    assert.equal(fragmentOf('The boat', text), 'The boat came in.-,The boat,-went out.');
    assert.equal(fragmentOf('in.\nThe boat went out.\nFl', text), 'in.,Flood');
  });

  it('says as much as it takes of what stands around', () => {
    const text = `${'one two three four five six '.repeat(3)}end.\nThe\nThe boat\nThe quay\nThe`;
    const second = { text, start: 28, end: 35 };
    assert.equal(
      decodeURIComponent(textFragment(second, 'en')),
      '#:~:text=three four five six-,one two,-three four five six',
    );
  });

  it('leads to the first of what is the same in every way', () => {
    assert.equal(textFragment({ text: 'a\na\na\na\na', start: 4, end: 5 }, 'en'), '#:~:text=a');
  });

  it('takes no word apart that has a sign in it', () => {
    assert.equal(fragmentOf('don', "They don't know."), "don't");
  });

  it('encodes what has a meaning in a fragment, and half letters', () => {
    const text = 'a-b, c & d \ud800';
    assert.equal(textFragment({ text, start: 0, end: text.length }, 'en'), '#:~:text=a%2Db%2C%20c%20%26%20d');
  });
});

describe('a credit as Markdown', () => {
  const link = (href: string, ...children: Piece[]) => markup('a', { href }, children);

  it('keeps links and titles', () => {
    const pieces = ['From ', link('https://a.example/x', 'Der Bote'), ', ', markup('cite', {}, ['Harbour']), '.'];
    assert.equal(toMarkdown(pieces), 'From [Der Bote](<https://a.example/x>), *Harbour*.');
  });

  it('lets nothing in a name become markup', () => {
    assert.equal(
      toMarkdown([link('https://a.example/>) [x](<b', '*A* [b](c) <img> `d` & e')]),
      '[\\*A\\* \\[b\\]\\(c\\) \\<img\\> \\`d\\` \\& e](<https://a.example/%3E)%20[x](%3Cb>)',
    );
  });
});
