import { expect } from '@open-wc/testing';

import type { Anchor } from '../../src/contracts/anchor.ts';
import { makeAnchor } from '../../src/comment-thread/passages/make-anchor.ts';
import { Anchoring } from '../../src/comment-thread/passages/page-anchoring.ts';
import { ArticleText } from '../../src/comment-thread/passages/page-article.ts';
import { Paint } from '../../src/comment-thread/passages/page-paint.ts';
import { until } from '../support/element-suite.ts';

describe('passages in the page', () => {
  let article: HTMLElement;
  /** Made node by node: `tag`, attributes, and what stands in it. */
  const el = (tag: string, attributes: Record<string, string> = {}, ...content: (string | Node)[]): HTMLElement => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...content);
    return element;
  };
  const put = (...content: (string | Node)[]) => {
    article = el('article', {}, ...content);
    document.body.append(article);
  };
  afterEach(() => article.remove());

  const rangeOver = (from: Node, start: number, to: Node, end: number) => {
    const range = document.createRange();
    range.setStart(from, start);
    range.setEnd(to, end);
    return range;
  };

  describe('the text of an article', () => {
    it('is its words: no controls, captions, players, hidden or marked parts', () => {
      put(
        el('h2', {}, 'The lib', el('em', {}, 'rary')),
        el('p', {}, 'moved\n  back', el('br'), 'today', el('button', {}, 'Share')),
        el('figure', {}, el('img', { alt: 'x' }), el('figcaption', {}, 'A caption')),
        el('div', { 'data-annotate': 'off' }, el('p', {}, 'An advertisement')),
        el('p', { hidden: '' }, 'Hidden'),
        el('donation-tiers', {}, 'Give'),
        el('form', {}, el('label', {}, 'Search')),
        el('ul', {}, el('li', {}, 'one'), el('li', {}, 'two ', el('p', {}, 'three'))),
        'loose words',
      );
      expect(new ArticleText(article).text).to.equal('The library moved back today one two three loose words');
    });

    it('leaves out what style hides', () => {
      const gone = el('p', {}, 'Gone');
      gone.style.display = 'none';
      put(el('p', {}, 'Here'), gone);
      expect(new ArticleText(article).text).to.equal('Here');
    });

    it('has the paragraphs that can be commented on, innermost first where they nest, and the questions', () => {
      put(
        el('h2', {}, 'Not me'),
        el('p', {}, 'First, ', el('mark', { 'data-question': ' Do you agree? ' }, 'we say'), '.'),
        el('blockquote', {}, el('p', {}, 'Quoted')),
        el('ul', {}, el('li', {}, 'An item'), el('li', {}, '  ')),
        el('p', {}, el('mark', {}, 'only marked')),
      );
      const text = new ArticleText(article);
      expect(text.paragraphs.map(({ start, end }) => text.text.slice(start, end).trim())).to.deep.equal([
        'First, we say.',
        'Quoted',
        'An item',
        'only marked',
      ]);
      expect(text.questions.map(({ question, element }) => [question, element.textContent])).to.deep.equal([
        ['Do you agree?', 'we say'],
      ]);
    });

    it('turns a selection into a stretch, and a stretch into the place in the page', () => {
      const first = el('p', {}, 'The lib', el('em', {}, 'rary moved'), ' back.');
      const second = el('p', {}, 'It took nine hours.');
      put(first, second);
      const text = new ArticleText(article);
      const read = (range: Range) => {
        const stretch = text.stretchOf(range);
        return stretch && text.text.slice(stretch.start, stretch.end).trim();
      };
      const [a, b] = [first.firstChild!, first.children[0]!.firstChild!];
      expect(read(rangeOver(a, 4, b, 4))).to.equal('library');
      expect(read(rangeOver(first, 0, first, 3))).to.equal('The library moved back.');
      expect(read(rangeOver(first, 0, second, 0)), 'as a triple click selects').to.equal('The library moved back.');
      expect(read(rangeOver(a, 0, second.firstChild!, 0))).to.equal('The library moved back.');
      expect(read(rangeOver(second.firstChild!, 8, document.body, document.body.childNodes.length))).to.equal(
        'nine hours.',
      );
      expect(read(rangeOver(a, 2, a, 2))).to.equal(undefined);
      const range = text.rangeOf({ start: 4, end: 17 })!;
      expect(String(range)).to.equal('library moved');
      expect(text.rangeOf({ start: 3, end: 4 })).to.equal(undefined);
    });

    it('knows the id of the element that a stretch stands in', () => {
      put(el('p', { id: 'one' }, 'First.'), el('section', { id: 'rest' }, el('p', {}, 'Second.')), 'Loose.');
      const text = new ArticleText(article);
      const at = (word: string) => ({ start: text.text.indexOf(word), end: text.text.indexOf(word) + word.length });
      expect(text.fragmentOf(at('First'))).to.equal('one');
      expect(text.fragmentOf(at('Second'))).to.equal('rest');
      expect(text.fragmentOf(at('Loose'))).to.equal(undefined);
    });
  });

  describe('the passages of comments', () => {
    const SENTENCE = 'Some four hundred people carried books along the quay in a chain.';
    let life: AbortController;
    let calls: number;
    /** Once the article was read. */
    const anchoring = async () => {
      const one = new Anchoring({ article, signal: life.signal, changed: () => calls++ });
      await one.follow(new Map());
      return one;
    };
    const anchorOf = (text: string, words: string): Anchor =>
      makeAnchor(text, { start: text.indexOf(words), end: text.indexOf(words) + words.length })!;
    beforeEach(() => {
      life = new AbortController();
      calls = 0;
    });
    afterEach(() => life.abort());

    it('are found, grouped, and followed when the article changes', async () => {
      const second = el('p', {}, SENTENCE);
      put(el('p', {}, 'The library moved back on Saturday.'), second);
      const one = await anchoring();
      const { text } = one.text!;
      const anchors = new Map([
        ['a', anchorOf(text, 'four hundred people')],
        ['b', anchorOf(text, 'library moved')],
        ['c', anchorOf(text, 'four hundred people')],
        ['d', anchorOf('Something else altogether was said of a ferry that never came.', 'a ferry that never')],
      ]);
      await one.follow(anchors);
      const read = () => one.passages.map(({ comments, ...stretch }) => [String(one.text!.rangeOf(stretch)), comments]);
      expect(read()).to.deep.equal([
        ['library moved', ['b']],
        ['four hundred people', ['a', 'c']],
      ]);
      expect(one.isPlaced('d')).to.equal(true);
      expect(one.placeOf('d')).to.equal(undefined);
      article.prepend(el('p', {}, 'A correction was made above.'));
      second.textContent = 'Nobody has counted who came.';
      await until(() => expect(one.placeOf('a')).to.equal(undefined));
      await until(() => expect(read()).to.deep.equal([['library moved', ['b']]]));
      second.textContent = SENTENCE;
      await until(() => expect(read()).to.have.length(2));
      expect(calls).to.be.greaterThan(2);
    });

    it('are found in parts that are shown later, and not in those that are hidden or left out', async () => {
      const more = el('details', {}, el('summary', {}, 'More'), el('p', {}, SENTENCE));
      put(el('p', {}, 'The library moved back on Saturday.'), more);
      const one = await anchoring();
      await one.follow(new Map([['a', anchorOf(`More ${SENTENCE}`, 'four hundred people')]]));
      expect(one.placeOf('a')).to.equal(undefined);
      more.setAttribute('open', '');
      await until(() => expect(one.placeOf('a')).to.exist);
      more.setAttribute('data-annotate', 'off');
      await until(() => expect(one.placeOf('a')).to.equal(undefined));
    });

    it('are left alone when only controls come and go, and once nobody follows', async () => {
      put(el('p', {}, SENTENCE));
      const one = await anchoring();
      await one.follow(new Map([['a', anchorOf(one.text!.text, 'hundred people')]]));
      const found = one.placeOf('a');
      const before = calls;
      article.append(el('button', {}, 'Listen'));
      await until(() => expect(calls).to.be.greaterThan(before));
      expect(one.placeOf('a')).to.equal(found);
      await one.follow(new Map());
      expect(one.passages).to.deep.equal([]);
    });
  });

  describe('the paint', () => {
    const NAMES = ['page-furniture-passage', 'page-furniture-open-passage'];
    const painted = (name: string) => [...((CSS.highlights?.get(name) ?? []) as Iterable<Range>)].map(String);

    it('marks passages without a change to the page, and takes it all away', function () {
      if (typeof Highlight !== 'function') this.skip();
      put(el('p', {}, 'The library moved back.'));
      const before = article.cloneNode(true);
      const text = new ArticleText(article);
      const [one, other] = [new Paint(), new Paint()];
      one.show([text.rangeOf({ start: 4, end: 11 })!]);
      other.show([text.rangeOf({ start: 12, end: 17 })!]);
      one.open(text.rangeOf({ start: 4, end: 11 }));
      expect(painted(NAMES[0]!)).to.have.members(['library', 'moved']);
      expect(painted(NAMES[1]!)).to.deep.equal(['library']);
      one.clear();
      expect(painted(NAMES[0]!)).to.deep.equal(['moved']);
      expect(painted(NAMES[1]!)).to.deep.equal([]);
      other.clear();
      expect(article.isEqualNode(before)).to.equal(true);
    });
  });
});
