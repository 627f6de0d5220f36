import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { reportLink } from '../../../src/article-attribution/report-link.ts';
import { wordsOf } from '../../../src/article-attribution/sharing/text-fragment.ts';

describe('the words of a passage', () => {
  it('are counted as the language has them', () => {
    assert.equal(wordsOf('The ferry — at seven — is late.', 'en').length, 6);
    assert.equal(wordsOf('', 'en').length, 0);
    assert.ok(wordsOf('港の図書館は土曜日にまた開きます。', 'ja').length > 5);
    assert.equal(wordsOf('العبّارة متأخرة اليوم', 'ar').length, 3);
  });
});

describe('where an error is reported', () => {
  const link = (address: string, title = 'Tea & ferries?') =>
    reportLink(address, title, 'https://post.example/a?b=1&c#d');

  it('is a letter that says what it is about', () => {
    assert.equal(
      link('mailto:desk@post.example'),
      'mailto:desk@post.example?subject=Tea%20%26%20ferries%3F&body=https%3A%2F%2Fpost.example%2Fa%3Fb%3D1%26c%23d',
    );
  });

  it('is the publisher’s own where that says more, or is a page', () => {
    for (const address of ['mailto:desk@post.example?subject=Errata', 'https://post.example/errors', '/errors'])
      assert.equal(link(address), address);
  });

  it('says nothing that cannot be encoded, and no line of its own in a letter', () => {
    assert.equal(link('mailto:desk@post.example', '\ud800'), 'mailto:desk@post.example');
    assert.doesNotMatch(link('mailto:desk@post.example', 'x\r\nBcc: a@b.example&bcc=c@d.example'), /[\r\n]|&bcc/);
  });
});
