/** A regular expression taken apart, for {@link ./steps.ts}: what our own patterns are made of, and no more. */
export type Part =
  /** `lengthAt`: how many code units fit there; 0 for none. */
  | { readonly kind: 'character'; readonly lengthAt: (text: string, place: number) => number }
  | { readonly kind: 'edge'; readonly isAt: (text: string, place: number) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly Part[] }
  | { readonly kind: 'choice'; readonly parts: readonly Part[] }
  | { readonly kind: 'look'; readonly part: Part; readonly isBehind: boolean; readonly isNegative: boolean }
  | {
      readonly kind: 'repeat';
      readonly part: Part;
      readonly least: number;
      readonly most: number;
      readonly isLazy: boolean;
    };

const known = new Map<string, Part>();

/** @throws {SyntaxError} For what it does not know: references to groups, named groups. */
export function parsePattern(pattern: RegExp): Part {
  const name = String(pattern);
  const part = known.get(name) ?? new Parser(pattern).parse();
  known.set(name, part);
  return part;
}

const CHARACTER =
  /\\p\{[^}]*\}|\\P\{[^}]*\}|\\u\{[\da-f]+\}|\\u[\da-f]{4}|\\x[\da-f]{2}|\\c[a-z]|\\[^1-9kbB]|[^\\[\](){}*+?|^$]|\[(?:\\[^]|[^\]\\])*\]/iuy;
const COUNT = /\{(\d+)(,?)(\d*)\}|[*+?]/y;
const OPEN = /\((?:\?(?:[:=!]|<[=!]))?/y;

class Parser {
  readonly #source: string;
  readonly #flags: string;
  #at = 0;

  constructor({ source, flags }: RegExp) {
    this.#source = source;
    this.#flags = flags.replace(/[gyd]/g, '');
  }

  parse(): Part {
    const part = this.#choice();
    if (this.#at < this.#source.length) throw this.#error();
    return part;
  }

  #error(): SyntaxError {
    return new SyntaxError(`cannot count /${this.#source}/ from ${this.#at} on`);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#source);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  #choice(): Part {
    const parts = [this.#sequence()];
    while (this.#source[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  #sequence(): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !'|)'.includes(this.#source[this.#at]!)) parts.push(this.#counted());
    return { kind: 'sequence', parts };
  }

  #counted(): Part {
    const part = this.#single();
    const count = this.#take(COUNT);
    if (!count) return part;
    const [sign, least, comma, most] = count;
    const isLazy = this.#take(/\?/y) !== null;
    const bounds =
      least === undefined
        ? { least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity }
        : { least: Number(least), most: most ? Number(most) : comma ? Infinity : Number(least) };
    return { kind: 'repeat', part, ...bounds, isLazy };
  }

  #single(): Part {
    const edge = this.#take(/\^|\$|\\b|\\B/y);
    if (edge) return { kind: 'edge', isAt: this.#edge(edge[0]) };
    const open = this.#take(OPEN);
    if (open) {
      const part = this.#choice();
      if (!this.#take(/\)/y)) throw this.#error();
      const kind = open[0].slice(2);
      if (kind === '' || kind === ':') return part;
      return { kind: 'look', part, isBehind: kind.startsWith('<'), isNegative: kind.endsWith('!') };
    }
    const character = this.#take(CHARACTER);
    if (!character) throw this.#error();
    return { kind: 'character', lengthAt: this.#character(character[0]) };
  }

  /** Asked of the real engine, one character at a time. */
  #character(source: string): (text: string, place: number) => number {
    const one = new RegExp(source, `${this.#flags}y`);
    return (text, place) => {
      one.lastIndex = place;
      return one.exec(text)?.[0].length ?? 0;
    };
  }

  #edge(source: string): (text: string, place: number) => boolean {
    const one = new RegExp(source, `${this.#flags}y`);
    return (text, place) => {
      one.lastIndex = place;
      return one.test(text);
    };
  }
}
