import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';

import { startCommand } from './command.ts';
import { follow } from './follow.ts';
import { callsTo, startServer, temporaryFolder } from './support.ts';

describe('SQLite', () => {
  const folder = temporaryFolder();
  after(() => folder.remove());

  it('is made once by eight processes that start together, which see what the others write', async () => {
    const env = { FURNITURE_DATABASE: join(folder.path, 'eight.sqlite'), FURNITURE_LIMITS: 'off' };
    const processes = await Promise.all(Array.from({ length: 8 }, () => startCommand(env)));
    const stream = await follow(processes[0]!.url, 't');
    await stream.begun();
    await callsTo(processes[7]!.url).write('t', 'from another process');
    assert.equal((await stream.next())!.changes.comments[0]!.body.text, 'from another process');
    stream.stop();
    for (const one of processes) one.process.kill('SIGTERM');
    for (const one of processes) assert.equal(await one.ended, 0);
  });

  it('tells a client that comes and goes at random of each of 1,000 comments', async () => {
    const server = await startServer({ database: join(folder.path, 'random.sqlite') });
    const written: string[] = [];
    const write = async (name: string): Promise<void> => {
      for (let index = 0; index < 250; index++)
        written.push((await server.write('random', `${name} ${index}`)).comment.id);
    };
    // Until the last one was told there is always another to come: nobody waits for nothing.
    const end = Promise.all(['a', 'b', 'c', 'd'].map(write)).then(() => server.write('random', 'the end'));
    const seen = new Map<string, string>();
    let last = 0;
    while (![...seen.values()].includes('the end')) {
      const stream = await follow(server.url, 'random', { lastEventId: String(last) });
      for (let events = Math.ceil(Math.random() * 8); events > 0; events--) {
        const { comments } = (await stream.next())!.changes;
        for (const { id, body } of comments) seen.set(id, body.text);
        if (comments.some(({ body }) => body.text === 'the end')) break;
      }
      assert.ok(stream.lastId()! >= last, 'ids went backwards');
      last = stream.lastId()!;
      stream.stop();
    }
    await end;
    assert.deepEqual(
      written.filter((id) => !seen.has(id)),
      [],
    );
    assert.equal(written.length, 1_000);
    await server.close();
  });
});
