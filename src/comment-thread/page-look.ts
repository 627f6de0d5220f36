/* What is asked of the article at rest; apart from `page-world.ts`, so that no first view loads it. */

/** The first element that a publisher's selector finds; one that cannot be read finds nothing. */
export function findInPage(selector: string): Element | undefined {
  try {
    return document.querySelector(selector) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Whether any of it reaches into the window, up and down. */
export function isInView(element: Element): boolean {
  const { top, bottom } = element.getBoundingClientRect();
  return top < innerHeight && bottom > 0;
}
