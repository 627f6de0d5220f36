import { markup, type Piece } from '../markup.ts';
import { baseLanguage } from '../languages.ts';

const RIGHT_TO_LEFT = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** Text in a citation, which is English: what stands in another language or direction says so, and turns nothing else. */
export function foreign(text: string, language?: string): Piece {
  const isForeign = language !== undefined && baseLanguage(language) !== 'en';
  if (!isForeign && !RIGHT_TO_LEFT.test(text)) return text;
  return markup('bdi', { lang: isForeign ? language : undefined }, [text]);
}

export function italic(piece: Piece): Piece {
  return markup('i', {}, [piece]);
}

/** Sentences of a citation one after the other; what is empty takes no place. */
export function spaced(sentences: readonly (readonly Piece[])[]): Piece[] {
  return sentences
    .filter((sentence) => sentence.length > 0)
    .flatMap((sentence, index): Piece[] => (index > 0 ? [' ', ...sentence] : [...sentence]));
}
