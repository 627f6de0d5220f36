import type { Duplex } from 'node:stream';

import { RdfaParser } from 'rdfa-streaming-parser';

/** Subject, predicate and object. */
export type Triple = readonly [string, string, string];

/** What a page says in RDFa to a parser that follows HTML+RDFa 1.1, in the order of the page. */
export function triplesIn(html: string, baseIRI: string): Promise<Triple[]> {
  return new Promise((resolve, reject) => {
    const triples: Triple[] = [];
    const parser = new RdfaParser({ baseIRI, contentType: 'text/html' }) as unknown as Duplex;
    parser
      .on('data', ({ subject, predicate, object }: Record<'subject' | 'predicate' | 'object', { value: string }>) =>
        triples.push([subject.value, predicate.value, object.value]),
      )
      .on('error', reject)
      .on('end', () => resolve(triples));
    parser.end(html);
  });
}
