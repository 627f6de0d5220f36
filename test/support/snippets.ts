import { readFileSync } from 'node:fs';

/** The examples of HTML in one of our documents, in its order. */
export function snippetsOf(file: string): readonly string[] {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  return [...text.matchAll(/```html\n([^]*?)```/g)].map(([, html]) => html!);
}
