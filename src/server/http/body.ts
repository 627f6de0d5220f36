import * as z from 'zod/mini';

import { depthOf, MAX_DEPTH } from '../rules/json.ts';
import { ProblemError, type FieldError } from '../problem.ts';

/** Largest body, in bytes: 64 KiB. */
export const MAX_BODY_BYTES = 64 * 1024;
/** Largest body of a beacon, in bytes. */
export const MAX_BEACON_BYTES = 1024;
const MAX_ERRORS = 20;
const JSON_TYPE = /^application\/json\s*(?:;\s*(?:charset="?utf-8"?\s*)?)?$/i;
const TEXT_TYPE = /^text\/plain\s*(?:;\s*(?:charset="?utf-8"?\s*)?)?$/i;

/**
 * Reads a request's JSON and checks it.
 *
 * @throws {ProblemError} 413 before more than the limit was read, 415 for other types, 400 for what is no JSON in
 *   UTF-8, 422 with the fields at fault.
 */
export async function readJson<S extends z.ZodMiniType>(request: Request, schema: S): Promise<z.output<S>> {
  checkType(request.headers);
  return checkJson(await readBytes(request), schema);
}

/**
 * Reads the JSON of a beacon and checks it. `navigator.sendBeacon` calls what it sends text, which a page may send to
 * another origin without asking first; only for what needs no more than that.
 *
 * @throws {ProblemError} As {@link readJson}, and 413 for more than 1 KiB.
 */
export async function readBeacon<S extends z.ZodMiniType>(request: Request, schema: S): Promise<z.output<S>> {
  checkType(request.headers, TEXT_TYPE);
  return checkJson(await readBytes(request, MAX_BEACON_BYTES), schema);
}

/**
 * The value that JSON from outside holds, checked.
 *
 * @throws {ProblemError} 413 for more bytes than a body may have, 400 for what is no JSON in UTF-8, 422 with the fields
 *   at fault.
 */
export function checkJson<S extends z.ZodMiniType>(json: Uint8Array, schema: S): z.output<S> {
  if (json.byteLength > MAX_BODY_BYTES) throw tooLarge(MAX_BODY_BYTES);
  return checkValue(parseJson(json), schema);
}

/** Checks a value from outside. @throws {ProblemError} 422 with the fields at fault. */
export function checkValue<S extends z.ZodMiniType>(value: unknown, schema: S): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = fieldErrors(result.error.issues, value);
  const detail = errors.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join(' ');
  throw new ProblemError(422, detail, { errors });
}

/**
 * Reads the fields of a page's form; none where there is no form.
 *
 * @throws {ProblemError} 413 before more than the limit was read.
 */
export async function readForm(request: Request): Promise<URLSearchParams> {
  return new URLSearchParams(new TextDecoder().decode(await readBytes(request)));
}

/** @param other - A type that does as well as that of JSON. */
function checkType(headers: Headers, other?: RegExp): void {
  const type = (headers.get('content-type') ?? '').trim();
  if (!JSON_TYPE.test(type) && !other?.test(type))
    throw new ProblemError(415, 'The body must be JSON in UTF-8, with Content-Type: application/json.');
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') throw new ProblemError(415, 'The body must not be compressed.');
}

const tooLarge = (most: number): ProblemError => new ProblemError(413, `The body is larger than ${most / 1024} KiB.`);

const cutOff = (): never => {
  throw new ProblemError(400, 'The body ended too early.');
};

/**
 * Reads a request's body as it is. One that announces its length ends there, as HTTP has it; it is read whole, which
 * takes half as long.
 *
 * @throws {ProblemError} 413 before more than `most` bytes were read.
 */
export async function readBytes(request: Request, most = MAX_BODY_BYTES): Promise<Uint8Array> {
  const announced = request.headers.get('content-length');
  if (Number(announced ?? 0) > most) throw tooLarge(most);
  if (announced === null) return countBytes(request, most);
  const bytes = new Uint8Array(await request.arrayBuffer().catch(cutOff));
  if (bytes.byteLength > most) throw tooLarge(most);
  return bytes;
}

/** Counts while reading: a chunked body says only at its end how long it is. */
async function countBytes(request: Request, most: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body?.getReader();
  for (;;) {
    const chunk = await reader?.read().catch(cutOff);
    if (!chunk || chunk.done) return Buffer.concat(chunks);
    const bytes = chunk.value as Uint8Array;
    size += bytes.byteLength;
    if (size > most) {
      // Not awaited: a sender that never stops must not keep the answer.
      reader?.cancel().catch(() => undefined);
      throw tooLarge(most);
    }
    chunks.push(bytes);
  }
}

/** The text of a body. @throws {ProblemError} 400 if it is not UTF-8. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new ProblemError(400, 'The body is not UTF-8.');
  }
}

/** The JSON in a body. @throws {ProblemError} 400 if it is none in UTF-8, or nested too deeply. */
export function parseJson(body: Uint8Array | string): unknown {
  const text = typeof body === 'string' ? body : textOf(body);
  if (depthOf(text) > MAX_DEPTH) throw new ProblemError(400, `The body is nested deeper than ${MAX_DEPTH} levels.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new ProblemError(400, 'The body is not JSON.');
  }
}

type Issue = z.core.$ZodIssue;

/** What is wrong with a value, a field at a time, in words for people. */
export function fieldErrors(issues: readonly Issue[], value: unknown): FieldError[] {
  return issues.flatMap((issue) => describe(issue, value)).slice(0, MAX_ERRORS);
}

function describe(issue: Issue, value: unknown): FieldError[] {
  const path = issue.path.map(String).join('.');
  const kinds = issue.code === 'invalid_union' ? kindsOf(issue) : undefined;
  if (kinds) return kinds.flatMap((one) => describe({ ...one, path: [...issue.path, ...one.path] }, value));
  if (issue.code !== 'unrecognized_keys') return [{ path, message: messageOf(issue, isMissing(value, issue.path)) }];
  return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'is not a known field.' }));
}

type UnionIssue = Extract<Issue, { readonly code: 'invalid_union' }>;

/** What is wrong with one of several kinds of objects: with that which it says it is, or else with what it says it is. */
function kindsOf({ errors }: UnionIssue): Issue[] | undefined {
  const names = errors.map((issues) => issues.find(({ code, path }) => code === 'invalid_value' && path.length === 1));
  const own = errors[names.indexOf(undefined)];
  if (own) return names.some((name) => name !== undefined) ? own : undefined;
  const [first] = names;
  if (first?.code !== 'invalid_value') return undefined;
  return [{ ...first, values: names.flatMap((name) => (name?.code === 'invalid_value' ? name.values : [])) }];
}

function isMissing(value: unknown, path: readonly PropertyKey[]): boolean {
  let place = value;
  for (const key of path) {
    if (typeof place !== 'object' || place === null || !Object.hasOwn(place, key)) return true;
    place = (place as Record<PropertyKey, unknown>)[key];
  }
  return false;
}

function messageOf(issue: Issue, isAbsent: boolean): string {
  if (isAbsent) return 'is missing.';
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${NAMES[issue.expected] ?? issue.expected}.`;
    case 'too_big':
      if (issue.origin === 'string') return `is longer than ${issue.maximum} characters.`;
      return issue.origin === 'array' ? `holds more than ${issue.maximum}.` : `must be at most ${issue.maximum}.`;
    case 'too_small':
      if (issue.origin === 'string' || issue.origin === 'array') return 'is empty.';
      return `must be at least ${issue.minimum}.`;
    case 'invalid_value':
      return `must be ${listed(issue.values)}.`;
    case 'invalid_union':
      return `must be ${issue.errors.flat().map(allowedBy).join(' or ')}.`;
    case 'custom':
      return `must be ${issue.message}.`;
    default:
      return 'is not written as it must be.';
  }
}

const NAMES: Readonly<Record<string, string>> = {
  ...{ string: 'text', boolean: 'true or false', number: 'a number', int: 'a whole number' },
  ...{ object: 'an object', array: 'a list', null: 'null' },
};

const listed = (values: readonly unknown[]): string => values.map(String).join(' or ');

function allowedBy(issue: Issue): string {
  if (issue.code === 'invalid_value') return listed(issue.values);
  return issue.code === 'invalid_type' ? (NAMES[issue.expected] ?? issue.expected) : 'something else';
}
