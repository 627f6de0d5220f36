import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { openStore } from '../../../src/server/store/store.ts';
import { runCommand } from './command.ts';
import { temporaryFolder } from './support.ts';

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

  it('says so where there is no such campaign', async () => {
    assert.deepEqual(await giving('show', 'autumn'), { status: 1, said: 'autumn: there is no such campaign.\n' });
  });

  it('changes no total that the ledger agrees with', async () => {
    assert.deepEqual(await giving('rebuild'), { status: 0, said: '0 charges; 0 totals changed.\n' });
  });

  it('refuses words that mean nothing', async () => {
    for (const words of [[], ['count'], ['show'], ['show', 'a', 'b'], ['rebuild', 'a'], ['rebuild', '--json']])
      assert.equal((await giving(...words)).status, 2, words.join(' '));
  });
});
