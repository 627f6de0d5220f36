import { passageOf } from '../../contracts/passage.ts';
import type { LogEntry, QueuedComment } from '../../contracts/moderation.ts';
import { databaseOf, readLimit, readWords, UsageError, type Command } from './command.ts';
import { forTerminal, jsonForTerminal, lineForTerminal, say } from './terminal.ts';

const help = `Usage: page-furniture moderate ACT [options]

Acts:
  list [--thread THREAD] [--state held|reported|hidden]   what waits (default held), oldest first
  approve | hide | pin | unpin  ID…  [--reason TEXT]      do that to comments
  open | close  THREAD  [--reason TEXT]                   let readers write, or not
  premoderate on|off  THREAD  [--reason TEXT]             every comment waits, or not
  log [--thread THREAD]                                   who did what, newest first

Options:
  --database WHERE   FURNITURE_DATABASE   an SQLite file or a postgres:// URL, default furniture.sqlite
  --json             print JSON, one comment or entry a line (list, log)
  --limit NUMBER     how many (list, log), default 100

Works beside a running server. Exit status: 0 done, 1 not (all of it), 2 a command line that means nothing.
`;

const word = { type: 'string' } as const;
const OPTIONS = {
  ...{ database: word, thread: word, state: word, reason: word, limit: word },
  json: { type: 'boolean' },
} as const;

/** `page-furniture moderate`: what moderators do, from the command line. */
export const moderateCommand: Command = { summary: 'lists what waits; approves, hides, opens, closes …', help, run };

type Moderating = typeof import('../moderating.ts');
type Store = Awaited<ReturnType<Moderating['openStore']>>;
type Values = ReturnType<typeof read>['values'];
const read = (words: readonly string[]) => readWords(words, OPTIONS, help);
const wrong = (message: string): UsageError => new UsageError(`${message}\n\n${help}`);

async function run(words: readonly string[]): Promise<void> {
  const { values, positionals } = read(words);
  const [act, ...rest] = positionals;
  if (act === undefined) throw wrong('Say what to do.');
  const work = workFor(act, rest, values);
  const database = databaseOf(values.database);
  const moderating = await import('../moderating.ts');
  await moderating.requireDatabase(database);
  const store = await moderating.openStore(database);
  try {
    if (!(await work(store, moderating))) process.exitCode = 1;
  } finally {
    await store.close();
  }
}

/** Answers whether all of it was done. */
type Work = (store: Store, moderating: Moderating) => Promise<boolean>;

function workFor(act: string, rest: readonly string[], values: Values): Work {
  switch (act) {
    case 'list':
      return listing(rest, values);
    case 'log':
      return logging(rest, values);
    case 'approve':
    case 'hide':
    case 'pin':
    case 'unpin':
      if (rest.length === 0) throw wrong(`Say which comments to ${act}.`);
      return (store, moderating) => onComments(store, moderating, act, rest, values.reason);
    case 'open':
    case 'close':
      return onThread({ open: act === 'open' }, one(rest, act), values.reason);
    case 'premoderate': {
      const [how, ...threads] = rest;
      if (how !== 'on' && how !== 'off') throw wrong('Say premoderate on or premoderate off.');
      return onThread({ premoderated: how === 'on' }, one(threads, `premoderate ${how}`), values.reason);
    }
    default:
      throw wrong(`"moderate ${act}" is no command.`);
  }
}

function one(threads: readonly string[], act: string): string {
  if (threads.length !== 1) throw wrong(`Say which thread to ${act}: one.`);
  return threads[0]!;
}

function listing(rest: readonly string[], values: Values): Work {
  const { state = 'held', thread, json } = values;
  if (rest.length > 0) throw wrong('list takes no names; see --thread.');
  if (state !== 'held' && state !== 'reported' && state !== 'hidden')
    throw wrong(`"${state}" is none of held, reported, hidden.`);
  const limit = readLimit(values.limit, help);
  return async ({ connections }, { readQueue }) => {
    const { comments, waiting } = await readQueue(connections, { state, threadKey: thread, limit, cursor: undefined });
    for (const comment of comments) say(json ? jsonForTerminal(comment) : describeComment(comment));
    if (!json) say(`${comments.length} shown; ${waiting} waiting.`);
    return true;
  };
}

function describeComment(comment: QueuedComment): string {
  const { id, author, createdAt, heldFor, reports = [] } = comment;
  const why = [...(heldFor ? [heldFor] : []), ...reports.map(({ reason, count }) => `${reason} ×${count}`)].join(', ');
  const head = `${id}  ${createdAt}  ${lineForTerminal(author.name)}${why && `  [${lineForTerminal(why)}]`}`;
  const passage = passageOf(comment.anchor);
  const about = passage === undefined ? [] : [`  on “${lineForTerminal(passage)}”`];
  const text = forTerminal(comment.body.text)
    .split('\n')
    .map((line) => `    ${line}`);
  return [head, `  in ${lineForTerminal(comment.thread.id)}`, ...about, ...text, ''].join('\n');
}

function logging(rest: readonly string[], values: Values): Work {
  if (rest.length > 0) throw wrong('log takes no names; see --thread.');
  const { thread: threadKey, json } = values;
  const limit = readLimit(values.limit, help);
  return async ({ connections }, { readLog }) => {
    const { entries } = await readLog(connections, { threadKey, commentId: undefined, limit, cursor: undefined });
    for (const entry of entries) say(json ? jsonForTerminal(entry) : describeEntry(entry));
    return true;
  };
}

function describeEntry({ at, actor, action, thread, commentId, reason, stateBefore, stateAfter }: LogEntry): string {
  const states = stateBefore !== stateAfter ? `  ${stateBefore ?? 'new'} → ${stateAfter ?? ''}` : '';
  const what = `${at}  ${lineForTerminal(actor.name)}  ${action}  ${commentId ?? ''}${states}`;
  return `${what}  in ${lineForTerminal(thread)}${reason === undefined ? '' : `  “${lineForTerminal(reason)}”`}`;
}

async function onComments(
  { write }: Store,
  moderating: Moderating,
  action: 'approve' | 'hide' | 'pin' | 'unpin',
  ids: readonly string[],
  reason: string | undefined,
): Promise<boolean> {
  let isAllDone = true;
  for (const id of ids) {
    const problem = await moderating.moderateOne(write, id, action, reason, Date.now());
    if (problem === undefined) say(`${DONE[action]} ${lineForTerminal(id)}`);
    else process.stderr.write(`${lineForTerminal(id)}: ${problem}\n`);
    isAllDone &&= problem === undefined;
  }
  return isAllDone;
}

const DONE = { approve: 'Approved', hide: 'Hid', pin: 'Pinned', unpin: 'Unpinned' };

function onThread(
  change: { readonly open?: boolean; readonly premoderated?: boolean },
  key: string,
  reason: string | undefined,
): Work {
  return async ({ write }, { changeThreadByHand }) => {
    const thread = await changeThreadByHand(write, key, change, reason, Date.now());
    const premoderated = thread.is_premoderated === 1 ? ', every comment waits' : '';
    say(`${lineForTerminal(key)} is ${thread.is_open === 1 ? 'open' : 'closed'}${premoderated}.`);
    return true;
  };
}
