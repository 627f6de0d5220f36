/** What a browser's main thread did, from a recording of it. */
interface TraceEvent {
  readonly name: string;
  readonly cat: string;
  readonly pid: number;
  readonly tid: number;
  /** All in microseconds; `tdur` is the thread's own time. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
}

export interface Tasks {
  /** The longest one, ms. */
  readonly longestMs: number;
  /** The same in time of the thread alone: the machine may have been busy with something else. */
  readonly longestOwnMs: number;
  /** How many took more than 50 ms. */
  readonly long: number;
  /** From the first mark to the second, ms. */
  readonly totalMs: number;
}

/** What has to be recorded for it. */
export const CATEGORIES = ['toplevel', 'blink.user_timing', 'disabled-by-default-devtools.timeline'];

/** From this on a task keeps a reader waiting, ms. @see https://w3c.github.io/longtasks/ */
const LONG_MS = 50;

/** The tasks that began between two marks that the page set. */
export function tasksBetween(recording: Uint8Array, from: string, to: string): Tasks {
  const { traceEvents } = JSON.parse(new TextDecoder().decode(recording)) as { traceEvents: TraceEvent[] };
  const marks = traceEvents.filter(({ cat }) => cat.includes('blink.user_timing'));
  const [start, end] = [from, to].map((name) => marks.find((event) => event.name === name)!);
  const tasks = traceEvents.filter(
    ({ name, pid, tid, ts }) =>
      name === 'RunTask' && pid === start!.pid && tid === start!.tid && ts > start!.ts && ts < end!.ts,
  );
  const clock = tasks.map(({ dur = 0 }) => dur / 1_000);
  return {
    longestMs: Math.max(0, ...clock),
    longestOwnMs: Math.max(0, ...tasks.map(({ tdur = 0 }) => tdur / 1_000)),
    long: clock.filter((ms) => ms > LONG_MS).length,
    totalMs: (end!.ts - start!.ts) / 1_000,
  };
}
