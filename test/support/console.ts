/** Watches the console of a test file: what nobody expected fails the test it came from. */

const LEVELS = ['warn', 'error'] as const;

export interface ConsoleWatch {
  /** What was said since the test began, one line a call. */
  readonly lines: readonly string[];
  /** Takes the lines and thereby expects them. */
  take(): string[];
}

/** Call inside `describe`: every test of it then fails on a console message that it does not `take()`. */
export function watchConsole(): ConsoleWatch {
  let lines: string[] = [];
  const originals = LEVELS.map((level) => console[level]);
  beforeEach(() => {
    lines = [];
    for (const level of LEVELS) {
      console[level] = (...parts: unknown[]) => {
        lines.push(parts.map((part) => (part instanceof Error ? part.message : String(part))).join(' '));
      };
    }
  });
  afterEach(() => {
    LEVELS.forEach((level, index) => (console[level] = originals[index]!));
    if (lines.length > 0) throw new Error(`unexpected on the console:\n${lines.join('\n')}`);
  });
  return {
    get lines() {
      return lines;
    },
    take() {
      const taken = lines;
      lines = [];
      return taken;
    },
  };
}

/** Call inside `describe`: every test of it then fails on an uncaught error, and on a polluted `Object.prototype`. */
export function watchErrors(): void {
  const errors: string[] = [];
  const onError = (event: ErrorEvent | PromiseRejectionEvent) =>
    errors.push(event instanceof ErrorEvent ? event.message : String(event.reason));
  beforeEach(() => {
    errors.length = 0;
    window.addEventListener('error', onError);
    window.addEventListener('unhandledrejection', onError);
  });
  afterEach(() => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onError);
    if (errors.length > 0) throw new Error(`uncaught:\n${errors.join('\n')}`);
    if ('polluted' in {}) throw new Error('Object.prototype is polluted');
  });
}
