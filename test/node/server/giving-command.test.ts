import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { Campaign } from '../../../src/contracts/donations.ts';
import { openStore, readCampaign, refusalOf, saveCampaignJson } from '../../../src/server/giving.ts';
import { runCommand } from './command.ts';
import { openStream } from './follow.ts';
import { START, startServer, temporaryFolder } from './support.ts';

describe('page-furniture giving', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'giving.sqlite');
  const giving = (...words: string[]) => runCommand(['giving', ...words], { env: { FURNITURE_DATABASE: file } });
  before(async () => {
    const store = await openStore(file);
    await store.saveCampaign('spring', { version: 1, currency: 'EUR', goal: '100.00' });
    await store.close();
  });
  after(() => folder.remove());

  it('shows a campaign as readers get it', async () => {
    const { status, said } = await giving('show', 'spring');
    assert.equal(status, 0);
    const { currency, goal } = JSON.parse(said) as Record<string, string>;
    assert.deepEqual([currency, Number(goal)], ['EUR', 100]);
  });

  it('lists campaigns with what they have raised', async () => {
    const { status, said } = await giving('list');
    assert.equal(status, 0);
    assert.match(said, /^spring {2}– of 100 EUR {2}\d{4}-.*Z\n1 shown\.\n$/);
    const { id, goal } = JSON.parse((await giving('list', '--json')).said) as Record<string, unknown>;
    assert.deepEqual([id, goal], ['spring', 100]);
  });

  it('stores a campaign from a file or from what comes in, and says what is stored', async () => {
    const path = join(folder.path, 'roof.json');
    writeFileSync(path, JSON.stringify({ version: 1, currency: 'JPY', goal: 5000 }));
    assert.equal((await giving('save', 'roof', path)).status, 0);
    const input = JSON.stringify({ version: 1, currency: 'JPY', goal: 6000, milestones: [{ at: '2500' }] });
    const { status, said } = await runCommand(['giving', 'save', 'roof', '-', '--database', file], { input });
    assert.equal(status, 0);
    assert.equal(said, (await giving('show', 'roof')).said);
    assert.deepEqual((JSON.parse(said) as { milestones: unknown }).milestones, [{ at: 2500 }]);
  });

  it('stores nothing that the API would refuse, and says why', async () => {
    const input = '{"version":1,"currency":"EUR","goal":"1,50","tiers":[{"id":"a","amount":1}],"colour":"red"}';
    const { status, said } = await runCommand(['giving', 'save', 'refused', '-', '--database', file], { input });
    assert.equal(status, 1);
    assert.equal(
      said,
      'goal: must be a decimal in major units with a dot, like 12.5 or "12.50".\ncolour: is not a known field.\n',
    );
    assert.match((await giving('save', 'refused', join(folder.path, 'none'))).said, /none cannot be read: ENOENT/);
    const store = await openStore(file);
    const save = (json: string, id = 'refused') => saveCampaignJson(store, id, Buffer.from(json), START);
    const refused: readonly (readonly [json: string, why: RegExp, id?: string])[] = [
      ['{"version":1,"currency":"JPY","goal":1.5}', /^goal: is no exact amount in JPY/],
      ['{"version":1', /not JSON/],
      ['['.repeat(50), /nested deeper/],
      [`"${'x'.repeat(70_000)}"`, /64 KiB/],
      ['{"version":1,"currency":"EUR"}', /^A campaign is called/, 'no/campaign'],
    ];
    for (const [json, why, id] of refused)
      await assert.rejects(save(json, id), (error) => why.test(refusalOf(error)?.join() ?? ''), json.slice(0, 60));
    assert.equal(await readCampaign(store.connections, 'refused'), undefined);
    await store.close();
  });

  it('enters a gift beside a running server, which tells readers of it, and takes it back', async () => {
    const server = await startServer({ database: file });
    const stream = await openStream(`${server.url}/v1/campaigns/spring/events`);
    const raisedNext = async (): Promise<string | undefined> => {
      const data = /^data: (.*)$/m.exec((await stream.next()) ?? '')?.[1];
      return data === undefined ? raisedNext() : Campaign.parse(JSON.parse(data)).raised;
    };
    assert.equal(await raisedNext(), undefined);
    const gift = ['gift', 'spring', '12.50', '--id', 'cash-1', '--note', 'Summer \u001b[2J fair'];
    assert.deepEqual(await giving(...gift), { status: 0, said: 'Entered: offline:cash-1, 12.5 EUR.\n' });
    assert.equal(await raisedNext(), '12.5');
    assert.deepEqual(await giving(...gift), { status: 0, said: 'Entered before: offline:cash-1, 12.5 EUR.\n' });
    assert.match(
      (await giving('gifts', 'spring')).said,
      / {2}offline:cash-1 {2}12.5 EUR {2}counts\n.*command line: “Summer/,
    );
    const { status, said } = await giving('take-back', 'offline:cash-1', '--json');
    assert.deepEqual([status, (JSON.parse(said) as { uncounted: string }).uncounted], [0, 'returned']);
    assert.equal(await raisedNext(), '0');
    stream.stop();
    await server.close();
  });

  it('says why a gift is refused, and which options mean nothing', async () => {
    assert.deepEqual(await giving('gift', 'spring', '5', '--currency', 'USD'), {
      status: 1,
      said: 'currency: is EUR in this campaign.\n',
    });
    assert.match((await giving('gift', 'spring', '1,50')).said, /^amount: must be a decimal/);
    assert.equal((await giving('gifts', 'autumn')).status, 1);
    for (const words of [
      ['gift', 'spring'],
      ['take-back', 'a', '--at', '2026-01-01'],
      ['show', 'a', '--note', 'x'],
    ])
      assert.equal((await giving(...words)).status, 2, words.join(' '));
  });

  it('says so where there is no such campaign', async () => {
    assert.deepEqual(await giving('show', 'autumn'), { status: 1, said: 'autumn: there is no such campaign.\n' });
  });

  it('changes no total that the ledger agrees with', async () => {
    const { status, said } = await giving('rebuild');
    assert.equal(status, 0);
    assert.match(said, /^\d charges; 0 totals changed\.\n$/);
  });

  it('refuses words that mean nothing', async () => {
    for (const words of [
      [],
      ['count'],
      ['show'],
      ['show', 'a', 'b'],
      ['rebuild', 'a'],
      ['rebuild', '--json'],
      ['save', 'a'],
    ])
      assert.equal((await giving(...words)).status, 2, words.join(' '));
  });
});
