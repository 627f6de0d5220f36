import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { openStore, readCampaign, refusalOf, saveCampaignJson } from '../../../src/server/giving.ts';
import { runCommand } from './command.ts';
import { START, temporaryFolder } from './support.ts';

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
    assert.match(said, /^spring {2}– of 100 EUR {2}\d{4}-.*Z\n1 campaigns\.\n$/);
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

  it('says so where there is no such campaign', async () => {
    assert.deepEqual(await giving('show', 'autumn'), { status: 1, said: 'autumn: there is no such campaign.\n' });
  });

  it('changes no total that the ledger agrees with', async () => {
    assert.deepEqual(await giving('rebuild'), { status: 0, said: '0 charges; 0 totals changed.\n' });
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
