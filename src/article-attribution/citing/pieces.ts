import { RIGHT_TO_LEFT } from '../direction.ts';
import { baseLanguage } from '../languages.ts';
import { markup, type Piece } from '../markup.ts';

/** Text in a citation, which is English: what stands in another language or direction says so, and turns nothing else. */
export function foreign(text: string, language?: string): Piece {
  const isForeign = language !== undefined && baseLanguage(language) !== 'en';
  if (!isForeign && !RIGHT_TO_LEFT.test(text)) return text;
  return markup('bdi', { lang: isForeign ? language : undefined }, [text]);
}

/** A piece in italics, as styles set the names of what a text stands in. */
export function italic(piece: Piece): Piece {
  return markup('i', {}, [piece]);
}

/** Sentences of a citation one after the other; what is empty takes no place. */
export function spaced(sentences: readonly (readonly Piece[])[]): Piece[] {
  return sentences
    .filter((sentence) => sentence.length > 0)
    .flatMap((sentence, index): Piece[] => (index > 0 ? [' ', ...sentence] : [...sentence]));
}
