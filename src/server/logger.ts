/** Where the server speaks to its operator. Never given what readers wrote, nor where they come from. */
export interface Logger {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** One line a message, so that nothing that was logged can pretend to be another record. */
const oneLine = (message: string): string => {
  const plain = message.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return plain.length > 1000 ? `${plain.slice(0, 1000)} …` : plain;
};

/** Writes to standard output and, warnings and errors, to standard error. */
export const consoleLogger: Logger = {
  info: (message) => console.log(oneLine(message)),
  warn: (message) => console.warn(`warning: ${oneLine(message)}`),
  error: (message) => console.error(`error: ${oneLine(message)}`),
};

/** Says nothing. */
export const silentLogger: Logger = { info: () => {}, warn: () => {}, error: () => {} };
