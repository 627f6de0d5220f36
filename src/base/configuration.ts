import { parseObject, resolveConfig, unknownKeys, type ConfigIssue, type ConfigSchema, type Layer } from './config.ts';
import { attributeName } from './option.ts';
import type { Reporter } from './reporter.ts';

const JSON_SCRIPT = ':scope > script[type="application/json"]';
/** Most wrong fields of one JSON that one message names. */
const MAX_LINES = 50;

type Values = Record<string, unknown>;

export interface ConfigurationOptions {
  readonly schema: ConfigSchema;
  /** Whether a field is read from an attribute at all. */
  readonly hasAttribute: (name: string) => boolean;
  /** Translates a JSON object to fields of the schema. */
  readonly fieldsOf: (json: Values) => Values;
  readonly reporter: Reporter;
}

/** The configuration of one element: its four layers, merged when somebody asks, and what changed since the last time. */
export class Configuration {
  readonly #host: HTMLElement;
  readonly #options: ConfigurationOptions;
  #properties: Values = {};
  #source: Values = {};
  #sourceName = 'src';
  #issues: readonly ConfigIssue[] = [];
  #current: Values | undefined;
  #known: Values = {};

  constructor(host: HTMLElement, options: ConfigurationOptions) {
    this.#host = host;
    this.#options = options;
  }

  /** Merged, checked, reported; the same object until something changes. */
  get current(): Values {
    return (this.#current ??= this.#resolve());
  }

  /** What could not be used in `current`. */
  get issues(): readonly ConfigIssue[] {
    return this.current && this.#issues;
  }

  /** Something outside changed: an attribute, a child, the place in the page. */
  invalidate(): void {
    this.#current = undefined;
  }

  set(name: string, value: unknown): void {
    this.#properties[name] = value ?? undefined;
    this.invalidate();
  }

  /** @param name - What to call it on the console. */
  takeSource(json: Values, name = 'src'): void {
    this.#sourceName = name;
    this.#source = this.#options.fieldsOf(json);
    this.invalidate();
  }

  /** Whether an attribute is one of the configuration's. */
  reads(attribute: string): boolean {
    return this.#names.some((name) => attributeName(name) === attribute);
  }

  /** The fields that are not what they were when this was last asked. */
  takeNews(): ReadonlySet<string> {
    const now = this.current;
    const before = this.#known;
    if (now === before) return new Set();
    this.#known = now;
    return new Set(Object.keys({ ...before, ...now }).filter((name) => !isSame(before[name], now[name])));
  }

  get #names(): string[] {
    return Object.keys(this.#options.schema._zod.def.shape);
  }

  #resolve(): Values {
    const { schema, reporter } = this.#options;
    const json = this.#readJson();
    const layers: Layer[] = [
      { name: 'attribute', values: this.#readAttributes() },
      { name: 'JSON', values: json },
      { name: this.#sourceName, values: this.#source },
      { name: 'property', values: this.#properties },
    ];
    const { config, issues } = resolveConfig(schema, layers);
    this.#issues = issues;
    for (const issue of issues) {
      if (issue.layer === 'attribute' || issue.layer === 'property') reporter.say(describe(issue));
    }
    this.#reportJson('JSON', json, issues);
    this.#reportJson(this.#sourceName, this.#source, issues);
    return config;
  }

  #readAttributes(): Values {
    const values: Values = {};
    for (const name of this.#names.filter(this.#options.hasAttribute)) {
      const value = this.#host.getAttribute(attributeName(name));
      if (value !== null) values[name] = value;
    }
    return values;
  }

  #readJson(): Values {
    const script = this.#host.querySelector(JSON_SCRIPT);
    if (!script) return {};
    const parsed = parseObject(script.textContent ?? '');
    if ('values' in parsed) return this.#options.fieldsOf(parsed.values);
    this.#options.reporter.say(`JSON could not be used: ${parsed.error}; allowed: one JSON object`);
    return {};
  }

  /** Every wrong field of one JSON in one message, with its path. */
  #reportJson(name: string, values: Values, issues: readonly ConfigIssue[]): void {
    const lines = issues.filter((issue) => issue.layer === name).map(describe);
    for (const key of unknownKeys(this.#options.schema, values)) lines.push(`${name} "${key}": not a known key`);
    if (lines.length > 0) this.#options.reporter.say(lines.slice(0, MAX_LINES).join('\n'));
  }
}

/** Equal as a reader would see it: lists and objects by what they say. */
function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object') return false;
  try {
    return JSON.stringify(a) === JSON.stringify(b);
  } catch {
    return false;
  }
}

/** A value that could not be used, as the console says it. */
export function describe({ layer, path, received, allowed }: ConfigIssue): string {
  const name = layer === 'attribute' ? attributeName(path) : path;
  return `${layer} "${name}": received ${show(received)}; allowed: ${allowed}`;
}

/** A value for the console: short, and safe for whatever a page hands us. */
function show(value: unknown): string {
  try {
    return (JSON.stringify(value) ?? String(value)).slice(0, 120);
  } catch {
    return typeof value;
  }
}
