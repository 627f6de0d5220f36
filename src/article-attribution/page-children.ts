/** Marks the one paragraph that is ours among the publisher's children. */
const OURS = '[data-furniture]';

/** The publisher's own children: what stands between the tags and is neither configuration nor written by us. */
export function publishersChildren(host: Element): Node[] {
  return [...host.childNodes].filter((node) => {
    if (node instanceof Element) return !node.matches(`${OURS}, script, template, [slot]`);
    return node instanceof Text && node.data.trim() !== '';
  });
}

/** Our paragraph, if it is there: written by this element, or by a server with `renderAttribution`. */
export function ourParagraph(host: Element): Element | null {
  return host.querySelector(`:scope > ${OURS}`);
}

/**
 * Reads what children already say, by microformats, `time`, `rel=license` and `hreflang`; unchecked, by the names of
 * the options.
 */
export function readChildren(host: Element): Record<string, unknown> {
  const cite = host.querySelector('.h-cite');
  const outside = (selector: string): Element | undefined =>
    [...host.querySelectorAll(selector)].find((node) => !cite?.contains(node));
  const original =
    cite?.querySelector('a[href].u-url') ?? host.querySelector('a[href][hreflang], a[href][rel~="external"]');
  const fields: Record<string, unknown> = {
    source: textOf(cite?.querySelector('.p-publication') ?? original),
    sourceUrl: original?.getAttribute('href'),
    sourceLang: original?.getAttribute('hreflang'),
    sourceTitle: textOf(cite?.querySelector('cite, .p-name:not(.p-publication)')),
    sourcePublished: dateOf(cite?.querySelector('time.dt-published')),
    authors: peopleOf(host, 'p-author'),
    translators: peopleOf(host, 'p-translator'),
    publisher: textOf(host.querySelector('.p-publisher')),
    publisherUrl: host.querySelector('.p-publisher')?.getAttribute('href'),
    exclusive: host.querySelector('[data-exclusive]')?.getAttribute('data-exclusive'),
    published: dateOf(outside('time.dt-published')),
    updated: dateOf(outside('time.dt-updated')),
    licence: host.querySelector('a[rel~="license"]')?.getAttribute('href'),
  };
  for (const name of Object.keys(fields)) if (fields[name] === null || fields[name] === '') delete fields[name];
  return fields;
}

function textOf(node: Element | null | undefined): string | undefined {
  return node?.textContent.replace(/\s+/g, ' ').trim() || undefined;
}

function dateOf(node: Element | null | undefined): string | undefined {
  return node?.getAttribute('datetime') ?? textOf(node);
}

function peopleOf(host: Element, role: string): { name: string; url?: string }[] | undefined {
  const people = [...host.querySelectorAll(`.${role}`)].map((node) => {
    const url = node.getAttribute('href');
    return { name: textOf(node) ?? '', ...(url && { url }) };
  });
  return people.length > 0 ? people : undefined;
}
