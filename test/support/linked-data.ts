import type { Duplex } from 'node:stream';

import { MicrodataRdfParser } from 'microdata-rdf-streaming-parser';
import { RdfaParser } from 'rdfa-streaming-parser';

/** Subject, predicate and object. */
export type Triple = readonly [string, string, string];

/** What a page says in RDFa to a parser that follows HTML+RDFa 1.1, in the order of the page. */
export function triplesIn(html: string, baseIRI: string): Promise<Triple[]> {
  return read(new RdfaParser({ baseIRI, contentType: 'text/html' }), html);
}

/** What a page says in microdata. */
export function microdataIn(html: string, baseIRI: string): Promise<Triple[]> {
  return read(new MicrodataRdfParser({ baseIRI }), html);
}

function read(stream: unknown, html: string): Promise<Triple[]> {
  return new Promise((resolve, reject) => {
    const triples: Triple[] = [];
    const parser = stream as Duplex;
    parser
      .on('data', ({ subject, predicate, object }: Record<'subject' | 'predicate' | 'object', { value: string }>) =>
        triples.push([subject.value, predicate.value, object.value]),
      )
      .on('error', reject)
      .on('end', () => resolve(triples));
    parser.end(html);
  });
}
