/** Reads the corpus of hostile and odd inputs in `test/fixtures/corpus`; see the README there. */
import { readFileSync } from 'node:fs';

export interface CorpusCase {
  readonly id: string;
  readonly category: string;
  readonly note?: string;
  readonly [key: string]: unknown;
}

export interface Corpus<C extends CorpusCase = CorpusCase> {
  readonly kind: string;
  readonly rules: Readonly<Record<string, unknown>>;
  readonly cases: readonly C[];
}

export function readCorpus<C extends CorpusCase = CorpusCase>(kind: string): Corpus<C> {
  return JSON.parse(readFileSync(`test/fixtures/corpus/${kind}.public.json`, 'utf8')) as Corpus<C>;
}

type Part = string | { repeat: string; count: number } | { sequence: string; count: number; args: string[] };

/** Writes out a described input: `[{ "repeat": "[", "count": 20000 }, …]`. */
export function generate(parts: readonly Part[]): string {
  return parts.map(generatePart).join('');
}

function generatePart(part: Part): string {
  if (typeof part === 'string') return part;
  if ('repeat' in part) return part.repeat.repeat(part.count);
  let text = '';
  for (let index = 1; index <= part.count; index++) text += part.sequence.replace(/%\d*d/g, String(index));
  return text;
}
