import { parseArgs, type ParseArgsOptionsConfig } from 'node:util';

/** One thing that the program does. A module of a command imports what is heavy only when it runs. */
export interface Command {
  /** One line for the list of commands. */
  readonly summary: string;
  /** How it is used, with its options: several lines. */
  readonly help: string;
  /**
   * @param words - What stands after the command's name.
   * @throws {UsageError} If they mean nothing.
   */
  run(words: readonly string[]): Promise<void>;
}

/** A command line that means nothing; exit status 2. */
export class UsageError extends Error {}

/**
 * Reads the words and options of a command; what it does not know is a mistake.
 *
 * @throws {UsageError} With the command's help.
 */
export function readWords<const T extends ParseArgsOptionsConfig>(
  words: readonly string[],
  options: T,
  help: string,
): ReturnType<typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>> {
  try {
    return parseArgs({ args: [...words], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new UsageError(`${(error as Error).message}\n\n${help}`);
  }
}

/** How many are wanted: 100 unless said. @throws {UsageError} With the command's help. */
export function readLimit(limit = '100', help: string): number {
  if (!/^[1-9]\d{0,4}$/.test(limit)) throw new UsageError(`"${limit}" is no number from 1 to 99999.\n\n${help}`);
  return Number(limit);
}

/** The database that a command works on: what was said, or `FURNITURE_DATABASE`, or the file of a new installation. */
export const databaseOf = (said: string | undefined): string =>
  said ?? (process.env.FURNITURE_DATABASE?.trim() || 'furniture.sqlite');
