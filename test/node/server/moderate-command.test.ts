import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { openStore } from '../../../src/server/index.ts';
import { runCommand } from './command.ts';
import { startServer, temporaryFolder, type TestServer } from './support.ts';

describe('page-furniture moderate', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'moderated.sqlite');
  const env = { FURNITURE_DATABASE: file };
  let server: TestServer;
  let held: string;
  before(async () => {
    server = await startServer({ database: file, hold: 'all' });
    const author = { name: 'Ann \u202elru' };
    held = (await server.post('story', { body: 'a \u001b[31mred\u001b[0m word\nand more', author })).json.comment.id;
  });
  after(async () => {
    await server.close();
    folder.remove();
  });
  const moderate = (...words: string[]) => runCommand(['moderate', ...words], { env });

  it('lists what waits, beside a running server, and sends nothing that steers a terminal', async () => {
    const store = await openStore(file);
    // As an import or an older server may have stored it.
    const bad = { body_text: 'a \u001b[31mred\u001b[0m word\nand\u202e more', author_name: 'Ann \u2066\u009b' };
    await store.write((database) => database.updateTable('comments').set(bad).where('id', '=', held).execute());
    await store.close();
    const { status, said } = await moderate('list');
    assert.equal(status, 0);
    assert.ok(said.includes(held) && said.includes('[all]') && said.includes('in story'));
    assert.ok(said.includes('a \\u{1b}[31mred\\u{1b}[0m word\n    and\\u{202e} more'));
    const json = await moderate('list', '--json');
    assert.match(json.said, /^[\x20-\x7e\n]+$/);
    assert.equal(JSON.parse(json.said).body.text, bad.body_text);
    for (const text of [said, json.said])
      for (const steering of ['\u001b', '\u009b', '\u202e', '\u2066']) assert.ok(!text.includes(steering));
  });

  it('approves, hides and pins, and writes it in the log', async () => {
    assert.deepEqual(await moderate('approve', held, '--reason', 'fine'), { status: 0, said: `Approved ${held}\n` });
    assert.equal((await server.list('story')).comments.length, 1);
    await moderate('pin', held);
    assert.equal((await server.list('story')).comments[0]!.pinned, true);
    await moderate('hide', held, '--reason', 'on second thought');
    assert.equal((await server.list('story')).comments.length, 0);
    const { said } = await moderate('log', '--thread', 'story', '--json');
    const entries = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      entries.map(({ actor, action, reason }) => [actor.name, action, reason]),
      [
        ['command line', 'hide', 'on second thought'],
        ['command line', 'pin', undefined],
        ['command line', 'approve', 'fine'],
      ],
    );
    assert.match((await moderate('log')).said, /command line {2}hide {2}\S+ {2}published → hidden {2}in story/);
  });

  it('closes, opens and premoderates', async () => {
    assert.match((await moderate('close', 'story')).said, /story is closed/);
    assert.equal((await server.list('story')).thread.open, false);
    await moderate('open', 'story');
    assert.match((await moderate('premoderate', 'on', 'story')).said, /every comment waits/);
    const { thread } = await server.list('story');
    assert.deepEqual([thread.open, thread.premoderated], [true, true]);
  });

  const mistakes: [string[], number, RegExp][] = [
    [[], 2, /Say what to do/],
    [['sell'], 2, /"moderate sell" is no command/],
    [['approve'], 2, /Say which comments/],
    [['close'], 2, /which thread/],
    [['premoderate', 'story'], 2, /on or premoderate off/],
    [['list', '--state', 'deleted'], 2, /held, reported, hidden/],
    [['list', '--limit', '0'], 2, /no number/],
    [['approve', 'nobody'], 1, /nobody: There is no such comment/],
    [['list', '--database', join(folder.path, 'nothing.sqlite')], 1, /There is no database file/],
  ];
  for (const [words, status, message] of mistakes)
    it(`ends with ${status} and a sentence for “${words.join(' ').replace(folder.path, '')}”`, async () => {
      const result = await moderate(...words);
      assert.equal(result.status, status);
      assert.match(result.said, message);
      assert.doesNotMatch(result.said, /\n\s+at /);
    });
});
