/**
 * How the desk waits. One object, so that tests need not.
 *
 * @internal
 */
export const waiting = {
  /** Resolves after so many milliseconds, or when the signal fires. */
  pause(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(end, ms);
      function end() {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      }
      signal.addEventListener('abort', end);
      if (signal.aborted) end();
    });
  },
};
