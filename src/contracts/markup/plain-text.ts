// Rather once too often than once too few: whatever the parser might take for more than text is left to it.
const MARKUP = /[\\`*_~[\]<>]|https?:|^\s*(?:[-+]|1[.)]) /im;

/** Longer texts (UTF-16 code units) go to the parser, which bounds what a page has to draw for one comment. */
const MAX_LENGTH = 5_000;

/** Whether a text may hold Markdown; where it holds none, {@link plainParagraphs} says what the parser would. */
export function hasMarkup(text: string): boolean {
  return text.length > MAX_LENGTH || MARKUP.test(text);
}

/** The lines of each paragraph; paragraphs stand apart by empty lines. */
export function plainParagraphs(text: string): string[][] {
  return text
    .split(/\n(?:[^\S\n]*\n)+/)
    .map((paragraph) => paragraph.trim().split(/\s*\n\s*/))
    .filter(([first]) => first !== '');
}
