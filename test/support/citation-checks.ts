/** What a citation in each format may look like, whatever stands in it: fails where a value has left its field. */
import assert from 'node:assert/strict';

import type { CitationFormat } from '../../src/article-attribution/citing/cite.ts';

const CONTROL = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
/** Half of a character. */
export const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Braces of TeX, as BibTeX counts them: never below the entry's own, and even at the end. */
function depths(text: string): number[] {
  let depth = 0;
  return [...text].flatMap((letter) => {
    if (letter === '{') depth++;
    if (letter === '}') depth--;
    return /[{}]/.test(letter) ? [depth] : [];
  });
}

export const CITATION_CHECKS: Readonly<Record<CitationFormat, (text: string) => void>> = {
  APA: (text) => assert.doesNotMatch(text, CONTROL),
  MLA: (text) => assert.doesNotMatch(text, CONTROL),
  Chicago: (text) => assert.doesNotMatch(text, CONTROL),
  BibTeX: checkTex,
  BibLaTeX: checkTex,
  RIS: checkRis,
  'CSL-JSON': checkJson,
  Wikipedia: checkWiki,
};

export function checkTex(text: string): void {
  const all = depths(text);
  assert.equal(all[all.length - 1], 0, text);
  assert.ok(
    all.slice(0, -1).every((depth) => depth > 0),
    text,
  );
  const lines = text.trimEnd().split('\n');
  for (const line of lines.slice(1, -1)) assert.match(line, /^ {2}[a-z]+ += (?:\{.*\}|[a-z]{3}),?$/);
  assert.match(lines[0]!, /^@[a-z]+\{[a-z0-9-]+,$/);
  const values = lines.filter((line) => !/^ {2}url /.test(line)).join('\n');
  assert.doesNotMatch(values, /(?:^|[^\\])[%&#_$]|[~^](?!\}?\w)/);
  for (const [command] of values.matchAll(/\\[a-zA-Z]+/g)) {
    assert.match(
      command,
      /^\\(?:text(?:backslash|brace(?:left|right)|ascii(?:tilde|circum)|ellipsis)|[a-z]{1,2}|[A-Z]{1,2})$/,
    );
  }
}

export function checkRis(text: string): void {
  const lines = text.split('\r\n');
  assert.doesNotMatch(lines.join(''), CONTROL);
  for (const line of lines.slice(0, -1)) assert.match(line, /^[A-Z][A-Z0-9] {2}- /);
  assert.equal(lines.filter((line) => line.startsWith('ER')).length, 1);
  assert.equal(lines.filter((line) => line.startsWith('TY')).length, 1);
}

export function checkJson(text: string): void {
  const items = JSON.parse(text) as Record<string, unknown>[];
  assert.equal(items.length, 1);
  assert.doesNotMatch(text, /<|[\p{Cc}\u2028\u2029]/u);
}

export function checkWiki(text: string): void {
  assert.doesNotMatch(text, CONTROL);
  assert.match(text, /^\{\{cite (?:news|web|magazine|journal)(?: \||\}\}$)/);
  assert.ok(text.endsWith('}}'));
  const inside = text.slice(2, -2).replace(/\{\{!\}\}/g, '¦');
  assert.doesNotMatch(inside, /[{}[\]<>]|''|~~|__/);
  for (const field of inside.split('|').slice(1)) {
    assert.match(
      field,
      /^(?:translator-)?(?:last|first|author|translator|title|script-title|trans-title|work|date|orig-date|url|access-date|language)\d*=/,
    );
  }
}
