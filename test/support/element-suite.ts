import { expect } from '@open-wc/testing';

import type { FurnitureElement } from '../../src/base/element.ts';
import { registerLocale } from '../../src/base/messages.ts';
import { attributeName } from '../../src/base/option.ts';
import { shared } from '../../src/base/shared.ts';
import { watchConsole } from './console.ts';

type Furniture = FurnitureElement & Record<string, unknown>;

/** What the shared suite must know of an element. */
export interface ElementCase {
  /** The default tag, defined already. */
  readonly tag: string;
  readonly Class: CustomElementConstructor;
  /** Attributes with which the element shows something, without a network. */
  readonly attributes: Readonly<Record<string, string>>;
  /** An option whose value can be seen, as attribute and as property. */
  readonly visible: { readonly property: string; readonly values: readonly [string, string, string] };
  /** An option and a value that cannot be used. */
  readonly wrong: { readonly property: string; readonly value: string };
  /** A message of the element that is on show with `attributes`, and the part `heading` or so it stands in. */
  readonly word: string;
  /** Attributes that load from a URL of the test server; absent for elements that load nothing. */
  readonly loading?: (url: string) => Readonly<Record<string, string>>;
  /** Reads what a person can read; default: text of shadow root and light DOM. */
  readonly read?: (element: Element) => string;
}

const AUTHOR_TEXT = 'What the author wrote';

/** The behaviours that every element has (design, section 4), proved once for each of them. */
export function elementSuite(subject: ElementCase): void {
  describe(`<${subject.tag}> as one of the family`, () => {
    const stage = useStage();
    const console = watchConsole();
    configuration(subject, stage, console);
    life(subject, stage, console);
    words(subject, stage);
    host(subject, stage, console);
    if (subject.loading) loading(subject, stage, console);
  });
}

type Stage = ReturnType<typeof useStage>;
type Console = ReturnType<typeof watchConsole>;

/** A place in the page for each test, cleared afterwards. */
function useStage() {
  let place: HTMLElement;
  beforeEach(() => {
    place = document.createElement('main');
    document.body.append(place);
  });
  afterEach(() => place.remove());
  return {
    get place() {
      return place;
    },
    make(tag: string, attributes: Readonly<Record<string, string>>, content: readonly Node[] = []): Furniture {
      const element = document.createElement(tag) as unknown as Furniture;
      for (const name of Object.keys(attributes)) element.setAttribute(name, attributes[name]!);
      element.append(...content);
      return element;
    },
    async show(element: Furniture): Promise<Furniture> {
      place.append(element);
      await settled(element);
      return element;
    },
  };
}

/** After all updates that are due, and those they caused. */
export async function settled(element: { updateComplete: Promise<boolean> }): Promise<void> {
  for (let round = 0; round < 5; round++) {
    await element.updateComplete;
    await new Promise((resolve) => setTimeout(resolve, 0));
  }
}

/** Waits until `check` holds; fails with what it last threw. Never decides by time that something did not happen. */
export async function until(check: () => unknown, timeoutMs = 30_000): Promise<void> {
  const end = performance.now() + timeoutMs;
  for (;;) {
    try {
      await check();
      return;
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}

/** Everything a person can read in an element: its shadow root, and its children where they are slotted. */
export function readable(element: Element): string {
  const root = element.shadowRoot;
  const pieces: string[] = [];
  const visit = (node: Node): void => {
    if (node instanceof Text) pieces.push(node.data);
    if (node instanceof HTMLElement && (node.hidden || node.tagName === 'STYLE' || node.tagName === 'SCRIPT')) return;
    if (node instanceof HTMLSlotElement) {
      const assigned = node.assignedNodes();
      (assigned.length > 0 ? assigned : [...node.childNodes]).forEach(visit);
      return;
    }
    if (node instanceof HTMLInputElement || node instanceof HTMLTextAreaElement) pieces.push(node.value);
    node.childNodes.forEach(visit);
  };
  (root ?? element).childNodes.forEach(visit);
  return pieces.join(' ').replace(/\s+/g, ' ').trim();
}

function author(): HTMLElement {
  const paragraph = document.createElement('p');
  paragraph.textContent = AUTHOR_TEXT;
  return paragraph;
}

function json(value: unknown): HTMLScriptElement {
  const script = document.createElement('script');
  script.type = 'application/json';
  script.textContent = typeof value === 'string' ? value : JSON.stringify(value);
  return script;
}

function configuration(subject: ElementCase, stage: Stage, console: Console): void {
  const { tag, attributes } = subject;
  const { property, values } = subject.visible;
  const [first, second, third] = values;
  const attribute = attributeName(property);
  const read = subject.read ?? readable;
  const without = { ...attributes };
  delete without[attribute];

  it('shows a property that was set before it was attached', async () => {
    const element = stage.make(tag, without);
    element[property] = first;
    await stage.show(element);
    expect(read(element)).to.contain(first);
  });

  it('shows a property that was set after it was attached', async () => {
    const element = await stage.show(stage.make(tag, without));
    element[property] = first;
    await settled(element);
    expect(read(element)).to.contain(first);
  });

  it('takes a property that was set before the upgrade', async () => {
    const late = `x-late-${tag}`;
    const element = stage.make(late, without);
    stage.place.append(element);
    element[property] = first;
    if (!customElements.get(late)) customElements.define(late, class extends subject.Class {});
    customElements.upgrade(element);
    await settled(element);
    expect(read(element)).to.contain(first);
  });

  it('prefers a property to an attribute, and returns to the attribute when it is taken away', async () => {
    const element = await stage.show(stage.make(tag, { ...attributes, [attribute]: first }));
    element[property] = second;
    await settled(element);
    expect(read(element)).to.contain(second);
    element[property] = undefined;
    await settled(element);
    expect(read(element)).to.contain(first);
  });

  it('follows an attribute', async () => {
    const element = await stage.show(stage.make(tag, { ...attributes, [attribute]: first }));
    element.setAttribute(attribute, third);
    await settled(element);
    expect(read(element)).to.contain(third);
  });

  it('reports an unusable attribute once, with the element and the value, and shows itself all the same', async () => {
    const wrong = attributeName(subject.wrong.property);
    const element = await stage.show(stage.make(tag, { ...attributes, [wrong]: subject.wrong.value }));
    element.requestUpdate();
    await settled(element);
    const lines = console.take();
    expect(lines, lines.join('\n')).to.have.length(1);
    expect(lines[0]).to.contain(`<${tag}>`).and.to.contain(wrong).and.to.contain('allowed');
    expect(read(element)).to.contain(subject.word);
  });

  it('names every wrong field of a JSON configuration in one message', async () => {
    const content = { [subject.wrong.property]: { no: 1 }, [property]: { no: 2 }, surprising: true };
    const element = await stage.show(stage.make(tag, attributes, [json(content)]));
    await settled(element);
    const lines = console.take();
    expect(lines, lines.join('\n')).to.have.length(1);
    expect(lines[0]).to.contain(subject.wrong.property).and.to.contain(property).and.to.contain('surprising');
  });

  it('reports JSON that is none, once, and shows itself all the same', async () => {
    const element = await stage.show(stage.make(tag, attributes, [json('[{"a":')]));
    const lines = console.take();
    expect(lines).to.have.length(1);
    expect(lines[0]).to.contain(`<${tag}>`);
    expect(read(element)).to.contain(subject.word);
  });

  it('lets the keys of prototypes change nothing', async () => {
    const hostile = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"prototype":1}';
    await stage.show(stage.make(tag, attributes, [json(hostile)]));
    console.take();
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
    expect(Object.keys(Object.prototype)).to.deep.equal([]);
  });

  it('says nothing on the console for a bare tag', async () => {
    await stage.show(stage.make(tag, {}));
    expect(console.lines).to.deep.equal([]);
  });
}

function life(subject: ElementCase, stage: Stage, console: Console): void {
  const { tag, attributes } = subject;
  const { property, values } = subject.visible;
  const read = subject.read ?? readable;

  it('is created without attributes and without error', () => {
    expect(document.createElement(tag).getAttributeNames()).to.deep.equal([]);
  });

  it('goes on working after it was moved', async () => {
    const element = await stage.show(stage.make(tag, attributes));
    const elsewhere = document.createElement('section');
    stage.place.append(elsewhere);
    elsewhere.append(element);
    element[property] = values[1];
    await settled(element);
    expect(read(element)).to.contain(values[1]);
  });

  it('goes on working after it was removed and attached again', async () => {
    const element = await stage.show(stage.make(tag, attributes));
    element.remove();
    element[property] = values[2];
    await stage.show(element);
    expect(read(element)).to.contain(values[2]);
  });

  it('leaves no listener behind when it is removed', async () => {
    const before = shared().listeners.size;
    const element = await stage.show(stage.make(tag, attributes));
    expect(shared().listeners.size).to.equal(before + 1);
    element.remove();
    expect(shared().listeners.size).to.equal(before);
  });

  it('survives being removed in the middle of its first update', async () => {
    const element = stage.make(tag, attributes);
    stage.place.append(element);
    element.remove();
    await settled(element);
    expect(console.lines).to.deep.equal([]);
  });

  it('shows the author’s content when drawing throws, says so once, and recovers', async () => {
    const broken = `x-broken-${tag}`;
    let isBroken = true;
    if (!customElements.get(broken)) {
      const Base = subject.Class as unknown as new () => FurnitureElement & { render(): unknown };
      customElements.define(
        broken,
        class extends Base {
          override render(): unknown {
            if (isBroken) throw new Error('broken on purpose');
            return super.render();
          }
        },
      );
    }
    const element = await stage.show(stage.make(broken, attributes, [author()]));
    element.requestUpdate();
    await settled(element);
    expect(readable(element)).to.equal(AUTHOR_TEXT);
    expect(console.take().filter((line) => line.includes('could not be drawn'))).to.have.length(1);
    isBroken = false;
    element.requestUpdate();
    await settled(element);
    expect(read(element)).to.contain(subject.word);
  });

  it('does not draw into what a declarative shadow root left', async () => {
    const element = stage.make(tag, attributes);
    if (element.shadowRoot) return;
    element.attachShadow({ mode: 'open' }).append(author());
    await stage.show(element);
    expect(readable(element)).not.to.contain(AUTHOR_TEXT);
    console.take();
  });

  it('works under another name', async () => {
    const other = `x-other-${tag}`;
    if (!customElements.get(other)) customElements.define(other, class extends subject.Class {});
    const element = await stage.show(stage.make(other, attributes));
    expect(read(element)).to.contain(subject.word);
  });

  it('works while every storage throws', async () => {
    const restore = breakStorage();
    try {
      const element = await stage.show(stage.make(tag, attributes));
      expect(read(element)).to.contain(subject.word);
    } finally {
      restore();
    }
  });
}

/**
 * Makes `localStorage` and `sessionStorage` throw, as blocked cookies do; and their methods too, because code that an
 * engine has compiled may hold on to the storage of before (WebKit does).
 */
export function breakStorage(): () => void {
  const refuse = () => {
    throw new DOMException('blocked', 'SecurityError');
  };
  const restores = [
    ...(['localStorage', 'sessionStorage'] as const).map((name) => redefine(window, name, { get: refuse })),
    ...(['getItem', 'setItem', 'removeItem'] as const).map((name) =>
      redefine(Storage.prototype, name, { value: refuse }),
    ),
  ];
  return () => restores.forEach((restore) => restore());
}

function redefine(owner: object, name: string, descriptor: PropertyDescriptor): () => void {
  const original = Object.getOwnPropertyDescriptor(owner, name)!;
  Object.defineProperty(owner, name, { configurable: true, ...descriptor });
  return () => Object.defineProperty(owner, name, original);
}

function words(subject: ElementCase, stage: Stage): void {
  const { tag, attributes } = subject;
  const read = subject.read ?? readable;
  const isWrapped = (element: Element) => element.shadowRoot!.querySelector<HTMLElement>('.root');

  it('changes words and direction when an ancestor changes its language', async () => {
    registerLocale('he', { [tag]: translate(subject) });
    const element = await stage.show(stage.make(tag, attributes));
    expect(isWrapped(element)?.dir ?? 'ltr').to.equal('ltr');
    stage.place.lang = 'he';
    await until(() => expect(read(element)).to.contain('עברית'));
    if (isWrapped(element)) expect(isWrapped(element)!.dir).to.equal('rtl');
    stage.place.removeAttribute('lang');
    await until(() => expect(read(element)).not.to.contain('עברית'));
  });

  it('hears its language through shadow roots', async () => {
    registerLocale('he', { [tag]: translate(subject) });
    const outer = document.createElement('div');
    outer.lang = 'he';
    stage.place.append(outer);
    const inner = outer.attachShadow({ mode: 'open' });
    const element = stage.make(tag, attributes);
    inner.append(element);
    await settled(element);
    expect(read(element)).to.contain('עברית');
    outer.lang = 'en';
    await until(() => expect(read(element)).not.to.contain('עברית'));
  });

  it('speaks English, and says so in its markup, on a page in a language it does not know', async () => {
    stage.place.lang = 'tlh-Latn';
    const element = await stage.show(stage.make(tag, attributes));
    expect(read(element)).to.contain(subject.word);
    if (isWrapped(element)) expect(isWrapped(element)!.lang).to.equal('en');
  });

  for (const hostile of ['x-!!', '', '\u0000', 'en'.repeat(5_000), 'C.UTF-8', '../../etc']) {
    it(`survives lang=${JSON.stringify(hostile.slice(0, 12))}`, async () => {
      stage.place.lang = hostile;
      const element = await stage.show(stage.make(tag, attributes));
      expect(read(element)).to.contain(subject.word);
    });
  }
}

/** Every word of the element, marked as Hebrew. */
function translate(subject: ElementCase): Record<string, string> {
  const { english } = subject.Class as unknown as typeof FurnitureElement;
  const translated: Record<string, string> = {};
  for (const key of Object.keys(english)) {
    const message = english[key]!;
    translated[key] = `עברית ${typeof message === 'string' ? message : message.other}`;
  }
  return translated;
}

function host(subject: ElementCase, stage: Stage, console: Console): void {
  const { tag, attributes } = subject;

  it('leaves the attributes and the class of its host alone', async () => {
    const element = stage.make(tag, { ...attributes, class: 'publisher', tabindex: '-1', role: 'note' });
    const before = element.getAttributeNames().sort();
    await stage.show(element);
    expect(element.getAttributeNames().sort()).to.deep.equal(before);
    expect(element.className).to.equal('publisher');
  });

  it('takes no space when it is hidden', async () => {
    const element = stage.make(tag, { ...attributes, hidden: '' });
    await stage.show(element);
    expect(getComputedStyle(element).display).to.equal('none');
  });

  it('stays a block on a page that unsets everything', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('*{all:unset!important}');
    document.adoptedStyleSheets.push(sheet);
    try {
      const element = await stage.show(stage.make(tag, attributes));
      expect(getComputedStyle(element).display).not.to.equal('inline');
    } finally {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((other) => other !== sheet);
    }
  });

  it('says nothing when script sets its properties', async () => {
    const element = await stage.show(stage.make(tag, attributes));
    const heard: string[] = [];
    const { dispatchEvent } = element;
    element.dispatchEvent = (event) => {
      heard.push(event.type);
      return dispatchEvent.call(element, event);
    };
    element[subject.visible.property] = subject.visible.values[2];
    await settled(element);
    expect(heard.filter((type) => !/-(?:decided|checked|show|loaded)$/.test(type))).to.deep.equal([]);
    expect(console.lines).to.deep.equal([]);
  });

  for (const scheme of ['light', 'dark']) {
    it(`is accessible in ${scheme}`, async () => {
      stage.place.style.colorScheme = scheme;
      stage.place.style.background = scheme === 'dark' ? '#111' : '#fff';
      stage.place.style.color = scheme === 'dark' ? '#eee' : '#111';
      const element = await stage.show(stage.make(tag, attributes));
      await expect(element).to.be.accessible();
    });
  }
}

function loading(subject: ElementCase, stage: Stage, console: Console): void {
  const { tag } = subject;
  const from = (url: string) => stage.make(tag, subject.loading!(url), [author()]);
  const failures = (element: Element) => {
    const kinds: string[] = [];
    element.addEventListener(`${tag}-failed`, (event) => kinds.push((event as unknown as { kind: string }).kind));
    return kinds;
  };

  it('shows the author’s content while it loads', async () => {
    const element = await stage.show(from('/faults/silent'));
    expect(readable(element)).to.contain(AUTHOR_TEXT);
  });

  const cases = [
    ['/faults/json?status=500', 'refused'],
    ['/faults/json?status=404&type=text/html&body=<h1>Nothing</h1>', 'refused'],
    ['/faults/json?body={"half":', 'malformed'],
    ['/faults/json?type=text/html&body=<!doctype html>', 'malformed'],
    ['/faults/json?body={"surprise":[]}', 'malformed'],
    ['/faults/reset', 'offline'],
  ] as const;
  for (const [url, kind] of cases) {
    it(`says ${kind} once, keeps the author’s content and offers to try again: ${url}`, async () => {
      const element = from(encodeURI(url));
      const kinds = failures(element);
      await stage.show(element);
      await until(() => expect(kinds).to.deep.equal([kind]));
      await settled(element);
      expect(readable(element)).to.contain(AUTHOR_TEXT);
      expect(kinds).to.deep.equal([kind]);
      console.take();
    });
  }

  it('stops its request, silently, when it is removed while loading', async () => {
    const key = `removed-${tag}-${Math.random()}`;
    const element = from(`/faults/silent?key=${key}`);
    const kinds = failures(element);
    await stage.show(element);
    element.remove();
    await settled(element);
    expect(kinds).to.deep.equal([]);
    expect(console.lines).to.deep.equal([]);
  });
}
