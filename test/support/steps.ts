/**
 * How much work a function does with a text, without a clock: what a backtracking engine tries for its regular
 * expressions, and how often it looks into a map.
 */
import assert from 'node:assert/strict';

import { parsePattern, type Part } from './pattern.ts';

/**
 * Runs a function and counts its steps. Every search of a regular expression is made a second time by an engine that
 * counts, and must find what the real one found.
 */
export function countSteps(act: () => void): number {
  const { exec } = RegExp.prototype;

  const { get } = Map.prototype;
  const counter = { steps: 0 };
  let isInside = false;
  const outside = (count: () => void): void => {
    if (isInside) return;
    isInside = true;
    count();
    isInside = false;
  };
  RegExp.prototype.exec = function (text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const found = exec.call(this, text);
    outside(() => {
      const counted = search(this, text, from, counter);
      assert.deepEqual(counted, found && [found.index, found.index + found[0].length], `${String(this)} in ${text}`);
    });
    return found;
  };
  Map.prototype.get = function (key: unknown) {
    outside(() => counter.steps++);
    return get.call(this, key);
  };
  try {
    act();
  } finally {
    RegExp.prototype.exec = exec;
    Map.prototype.get = get;
  }
  return counter.steps;
}

/** How many times the steps grow when a text is made twice as long: 2 for what looks at everything once. */
export function growth(act: (text: string) => void, unit: string, count = 100): number {
  const steps = (times: number): number => countSteps(() => act(unit.repeat(times)));
  return steps(2 * count) / steps(count);
}

/** Where a pattern is found first, as the real engine would, trying every way in the same order. */
function search(pattern: RegExp, text: string, from: number, counter: { steps: number }): [number, number] | null {
  const part = parsePattern(pattern);
  const end = pattern.sticky ? from : text.length;
  for (let start = from; start <= end; start++) {
    if (pattern.unicode && isLowHalf(text, start)) continue;
    let stop = -1;
    if (tryPart(part, text, start, counter, (place) => ((stop = place), true))) return [start, stop];
  }
  return null;
}

const isLowHalf = (text: string, place: number): boolean =>
  /[\udc00-\udfff]/.test(text[place] ?? '') && /[\ud800-\udbff]/.test(text[place - 1] ?? '');

type Next = (place: number) => boolean;

function tryPart(part: Part, text: string, place: number, counter: { steps: number }, next: Next): boolean {
  counter.steps++;
  switch (part.kind) {
    case 'character': {
      const length = part.lengthAt(text, place);
      return length > 0 && next(place + length);
    }
    case 'edge':
      return part.isAt(text, place) && next(place);
    case 'sequence':
      return trySequence(part.parts, 0, text, place, counter, next);
    case 'choice':
      return part.parts.some((one) => tryPart(one, text, place, counter, next));
    case 'look': {
      const isThere = part.isBehind
        ? Array.from({ length: place + 1 }, (_, back) => place - back).some((start) =>
            tryPart(part.part, text, start, counter, (stop) => stop === place),
          )
        : tryPart(part.part, text, place, counter, () => true);
      return isThere !== part.isNegative && next(place);
    }
    case 'repeat':
      return tryRepeat(part, 0, text, place, counter, next);
  }
}

function trySequence(
  parts: readonly Part[],
  index: number,
  text: string,
  place: number,
  counter: { steps: number },
  next: Next,
): boolean {
  const part = parts[index];
  if (!part) return next(place);
  return tryPart(part, text, place, counter, (stop) => trySequence(parts, index + 1, text, stop, counter, next));
}

function tryRepeat(
  part: Part & { kind: 'repeat' },
  done: number,
  text: string,
  place: number,
  counter: { steps: number },
  next: Next,
): boolean {
  const more = (): boolean =>
    done < part.most &&
    tryPart(part.part, text, place, counter, (stop) =>
      // What is empty is not repeated for ever.
      stop === place && done >= part.least ? false : tryRepeat(part, done + 1, text, stop, counter, next),
    );
  if (done < part.least) return more();
  return part.isLazy ? next(place) || more() : more() || next(place);
}
