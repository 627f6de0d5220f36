/** A JSON object, or what is wrong with the text, and at which character. */
export type Parsed =
  { readonly values: Record<string, unknown> } | { readonly problem: string; readonly at?: number | undefined };

export function parseObject(text: string): Parsed {
  const [value, problem] = attempt(text);
  if (problem !== undefined)
    return {
      problem: problem.replace(/ in JSON at position.*|(?:, .*)? is not valid JSON$/s, ''),
      at: mistakeIn(text),
    };
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { problem: 'this is no JSON object' };
  return { values: value as Record<string, unknown> };
}

/** `line 3, column 7`, both counted from 1. */
export function placeOf(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `line ${before.length}, column ${before[before.length - 1]!.length + 1}`;
}

/**
 * Where JSON goes wrong: the end of the longest beginning that could still become JSON. Engines say the position of some
 * mistakes only, each in its own words.
 */
function mistakeIn(text: string): number {
  let [good, bad] = [0, text.length + 1];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginning(text.slice(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether something can follow that makes JSON of it: nothing is wrong with it except where it ends. */
function isBeginning(text: string): boolean {
  const [, problem] = attempt(text);
  if (problem === undefined || /end of (?:JSON|data)|[Uu]nterminated/.test(problem)) return true;
  const position = /position (\d+)/.exec(problem)?.[1];
  return position !== undefined && Number(position) >= text.length;
}

function attempt(text: string): readonly [value: unknown, problem?: string] {
  try {
    return [JSON.parse(text)];
  } catch (error) {
    return [undefined, (error as Error).message];
  }
}
