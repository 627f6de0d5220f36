import { draw } from './draw-credit.ts';
import { baseLanguage } from './languages.ts';
import { toHtml, type Markup } from './markup.ts';

const OURS = ':scope > [data-furniture]';

/**
 * What the publisher wrote between the tags: elements and text that are slotted, without ours, without configuration.
 */
export function publisherContent(host: Element): ChildNode[] {
  return [...host.childNodes].filter((node) => {
    if (node instanceof Text) return node.data.trim() !== '';
    return (
      node instanceof Element && !node.matches('script, style, template, [data-furniture], [slot]') && !isLeft(node)
    );
  });
}

/** Breaks and empty paragraphs, which editing programs put between lines. */
const isLeft = (node: Element): boolean =>
  node.matches('p, br') && !node.textContent.trim() && !node.querySelector(':not(br)');

/** The paragraph that we write into the page, beside whatever else stands between the tags. */
export class CreditNode {
  readonly #host: Element;
  /** What we wrote last. Translators and reading aids change pages: what they made of it is left alone. */
  #written: string | undefined;

  constructor(host: Element) {
    this.#host = host;
  }

  /** What stands there: our own, or what a server wrote with the same function. */
  found(): ChildNode[] {
    return [...this.#host.querySelectorAll(OURS)];
  }

  show(credit: Markup | undefined): void {
    const [found] = this.found();
    if (!credit) {
      if (this.#written !== undefined) found?.remove();
      this.#written = undefined;
      return;
    }
    const html = toHtml(credit);
    if (found && html === this.#written) return;
    if (found && this.#written === undefined && isBetter(found as Element, credit, this.#host)) return;
    this.#written = html;
    const node = draw(credit, this.#host.ownerDocument) as Element;
    // Parsers make one text of neighbours, and what a server wrote is to be seen as the same.
    node.normalize();
    if (!found) this.#host.appendChild(node);
    else if (!found.isEqualNode(node)) found.replaceWith(node);
  }
}

/** A server knew the page's language and we do not: its sentence stays. */
function isBetter(found: Element, credit: Markup, host: Element): boolean {
  const written = baseLanguage(found.getAttribute('lang') ?? '');
  const page = baseLanguage(host.closest('[lang]')?.getAttribute('lang') ?? '');
  return (
    written === page && credit.attributes['lang'] !== undefined && baseLanguage(credit.attributes['lang']) !== page
  );
}
