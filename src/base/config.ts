import * as z from 'zod/mini';

import { parseInstant } from '../contracts/dates.ts';
import { safeLink } from '../contracts/links.ts';
import { own } from './own.ts';

/** A schema whose fields are read one by one, each forgiving on its own. */
export type ConfigSchema = z.ZodMiniObject<Record<string, z.ZodMiniType>>;

/** One source of configuration, from weakest to strongest: attributes, child JSON, `src`, properties. */
export interface Layer {
  /** What to call it on the console: `attribute`, `JSON`, `src`, `property`. */
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A value that could not be used. */
export interface ConfigIssue {
  readonly layer: string;
  /** Dotted path, as `tiers.0.amount`. */
  readonly path: string;
  readonly received: unknown;
  /** What is allowed, in words. */
  readonly allowed: string;
}

export interface Resolved<T> {
  readonly config: Partial<T>;
  readonly issues: readonly ConfigIssue[];
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Merges layers field by field: the strongest usable value wins, an unusable one is reported and passed over.
 *
 * Only own keys of plain layers count; `__proto__`, `constructor` and `prototype` change nothing. A field that no layer
 * has stays absent; defaults belong to whoever reads the config.
 */
export function resolveConfig<S extends ConfigSchema>(schema: S, layers: readonly Layer[]): Resolved<z.output<S>> {
  const config: Record<string, unknown> = {};
  const issues: ConfigIssue[] = [];
  for (const [key, field] of Object.entries(schema._zod.def.shape)) {
    for (const layer of [...layers].reverse()) {
      const value = ownValue(layer.values, key);
      if (value === undefined || value === null) continue;
      const checked = attemptParse(field, value);
      if (checked.success) {
        if (checked.data !== undefined) config[key] = checked.data;
        break;
      }
      issues.push(...checked.issues.map((issue) => toIssue(layer.name, key, value, issue)));
    }
  }
  return { config: config as Partial<z.output<S>>, issues };
}

/** Keys of a JSON configuration that the schema does not know. */
export function unknownKeys(schema: ConfigSchema, values: Readonly<Record<string, unknown>>): string[] {
  const shape = schema._zod.def.shape;
  return Object.keys(values).filter((key) => FORBIDDEN.has(key) || !own(shape, key));
}

/**
 * Reads JSON that a page wrote.
 *
 * @returns The object, or the reason why there is none. Anything but an object is a reason.
 */
export function parseObject(text: string): { values: Record<string, unknown> } | { error: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { error: error instanceof Error ? error.message : 'not JSON' };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { error: 'not a JSON object' };
  return { values: value as Record<string, unknown> };
}

function ownValue(values: Readonly<Record<string, unknown>>, key: string): unknown {
  return !FORBIDDEN.has(key) && own(values, key) ? values[key] : undefined;
}

type Attempt = { success: true; data: unknown } | { success: false; issues: readonly z.core.$ZodIssue[] };

/** A hostile getter may throw in the middle of a parse: that is a wrong value too. */
function attemptParse(field: z.ZodMiniType, value: unknown): Attempt {
  try {
    const checked = z.safeParse(field, value);
    return checked.success ? { success: true, data: checked.data } : { success: false, issues: checked.error.issues };
  } catch {
    return { success: false, issues: [] };
  }
}

function toIssue(layer: string, key: string, value: unknown, issue: z.core.$ZodIssue): ConfigIssue {
  const path = [key, ...issue.path].join('.');
  return { layer, path, received: valueAt(value, issue.path), allowed: describeIssue(issue) };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return current;
    current = (current as Record<PropertyKey, unknown>)[key];
  }
  return current;
}

/** What an issue of zod means, in words for a developer: zod/mini ships no messages. */
export function describeIssue(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'invalid_value':
      return `one of ${issue.values.map((value) => JSON.stringify(value)).join(', ')}`;
    case 'too_big':
      return `at most ${issue.maximum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'too_small':
      return `at least ${issue.minimum}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'unrecognized_keys':
      return `no key named ${issue.keys.join(', ')}`;
    case 'invalid_format':
      return `text matching ${'pattern' in issue && issue.pattern ? issue.pattern : issue.format}`;
    default:
      return issue.message === 'Invalid input' ? 'another value' : issue.message;
  }
}

/* ---- Fields: how a value may be written in an attribute or in JSON -------------------------------------------- */

/**
 * A field that reads its value itself, whatever it is; what `read` refuses is reported with what is allowed. (A page has
 * no schema for the value itself then: unions and pipes of zod would cost every reader more than all our fields do.)
 */
export const field = <T>(read: (value: unknown, refuse: (allowed: string) => never) => T) =>
  z.transform((value: unknown, context): T =>
    read(value, (message) => {
      context.issues.push({ code: 'custom', input: value, message });
      return z.NEVER;
    }),
  );

/** Text, trimmed; control characters become spaces, at most `max` UTF-16 units (longer is cut). Empty is absent. */
export const text = (max = 2_000) =>
  field((value, refuse): string | undefined => {
    if (typeof value !== 'string' && !Number.isFinite(value)) return refuse('text');
    const clean = String(value)
      .slice(0, max)
      .replace(/\p{Cc}+/gu, ' ')
      .trim();
    return clean === '' ? undefined : clean;
  });

/** A boolean attribute: there or not. `"false"` is refused, because HTML cannot say it and people try. */
export const flag = () =>
  field((value, refuse): boolean => {
    if (typeof value === 'boolean') return value;
    if (typeof value === 'string' && value.trim().toLowerCase() !== 'false') return true;
    return refuse('the attribute without a value, or no attribute at all');
  });

/** One of a few words; case and surrounding space do not matter. */
export const oneOf = <const T extends readonly string[]>(allowed: T) =>
  field((value, refuse): T[number] => {
    const word = typeof value === 'string' ? value.trim().toLowerCase() : undefined;
    return allowed.find((one) => one === word) ?? refuse(`one of ${allowed.join(', ')}`);
  });

/** Some of a few words, separated by spaces or as a JSON array; duplicates are dropped, unknown words refused. */
export const someOf = <const T extends readonly string[]>(allowed: T) =>
  field((value, refuse): T[number][] => {
    const words: readonly unknown[] =
      typeof value === 'string' ? value.split(/\s+/) : Array.isArray(value) ? value : [value];
    if (words.every((word) => word === '' || (allowed as readonly unknown[]).includes(word)))
      return allowed.filter((word) => words.includes(word));
    return refuse(`some of ${allowed.join(', ')}, separated by spaces`);
  });

/** A whole number within limits, in plain ASCII digits. */
export const whole = (min: number, max: number) =>
  field((value, refuse): number => {
    const number = typeof value === 'string' && /^\s*-?\d{1,15}\s*$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isSafeInteger(number) && number >= min && number <= max) return number;
    return refuse(`a whole number from ${min} to ${max}`);
  });

/** A link from the publisher: absolute http(s), or relative to the page; passed through `safeLink`. */
export const link = () =>
  field((value, refuse): string => safeLink(value, 'publisher') ?? refuse('an http(s) URL or a path'));

/** An ISO 8601 date, or date-time with offset; kept as text, checked against the calendar. */
export const instant = () =>
  field((value, refuse): string => {
    const trimmed = typeof value === 'string' ? value.trim() : '';
    if (parseInstant(trimmed) !== undefined) return trimmed;
    return refuse('an ISO 8601 date, or date-time with offset, like 2026-11-20T09:00:00Z');
  });
