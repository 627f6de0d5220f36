import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

const CLI = new URL('../../../src/server/cli.ts', import.meta.url).pathname;

/** The command as its own process. */
export interface Running {
  readonly process: ChildProcess;
  /** Where it listens. */
  readonly url: string;
  /** Everything it has said so far. */
  readonly said: () => string;
  /** Its exit status, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** Runs the command until it ends. */
export async function runCommand(
  words: readonly string[],
  options: { env?: Record<string, string>; uid?: number; input?: string } = {},
): Promise<{ status: number | string; said: string }> {
  const { status, said } = await runApart(words, options);
  return { status, said };
}

/** The same, with what it wrote and what it said beside that told apart. */
export async function runApart(
  words: readonly string[],
  options: { env?: Record<string, string>; uid?: number; input?: string } = {},
): Promise<{ status: number | string; said: string; output: string; remarks: string }> {
  const { process: child, said, ended } = start(words, options);
  const [output, remarks] = [child.stdout!, child.stderr!].map((stream) => {
    const chunks: Buffer[] = [];
    stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    return () => Buffer.concat(chunks).toString();
  });
  child.stdin?.end(options.input);
  const status = await ended;
  return { status, said: said(), output: output!(), remarks: remarks!() };
}

/** Starts the server and waits until it listens. @throws If it ends instead. */
export async function startCommand(env: Record<string, string>): Promise<Running> {
  const running = start(['serve', '--port', '0'], { env });
  const url = await new Promise<string>((done, fail) => {
    createInterface({ input: running.process.stdout! }).on('line', (line) => {
      const found = /listens on (http:[^\s"]+)/.exec(line)?.[1];
      if (found) done(found);
    });
    void running.ended.then((status) => fail(new Error(`ended with ${status}: ${running.said()}`)));
  });
  return { ...running, url };
}

function start(words: readonly string[], { env = {}, uid }: { env?: Record<string, string>; uid?: number }) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CLI, ...words], {
    env: { ...process.env, NODE_OPTIONS: '', ...env },
    ...(uid !== undefined && { uid, gid: uid }),
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<number | string>((done) => {
    child.on('close', (status, signal) => done(status ?? signal ?? 'unknown'));
  });
  return { process: child as ChildProcess, said: () => text, ended };
}
