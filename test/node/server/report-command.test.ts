import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { UsageError } from '../../../src/server/commands/command.ts';
import { reportCommand } from '../../../src/server/commands/report.ts';
import { openStore } from '../../../src/server/index.ts';
import { dateOfDay, dayOf, parseDay } from '../../../src/server/rules/day.ts';
import type { ReportKind } from '../../../src/contracts/banner-report.ts';
import { runCommand, startCommand } from './command.ts';
import { temporaryFolder } from './support.ts';

const ORIGIN = 'https://news.example';

describe('page-furniture report', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'report.sqlite');
  const report = (...words: string[]) => runCommand(['report', ...words], { env: { FURNITURE_DATABASE: file } });
  const DAY = parseDay('2026-11-29')!;
  before(async () => {
    const store = await openStore(file);
    const fill = (campaign: string, variant: string, numbers: readonly number[], day = DAY) => {
      const kinds: readonly ReportKind[] = ['view', 'follow', 'dismissal'];
      const values = kinds.map((kind, index) => ({ day, campaign, variant, kind, total: numbers[index]! }));
      return store.connections.write.insertInto('banner_counts').values(values).execute();
    };
    await fill('spring', '', [51_873, 1790, 9214]);
    await fill('spring', 'a', [8812, 441, 1450]);
    await fill('spring', 'b', [8790, 431, 1502], DAY - 27);
    await fill('broken', 'a', [9000, 90, 10]);
    await fill('broken', 'b', [8000, 80, 10]);
    await fill('young', 'a', [900, 9, 1]);
    await fill('young', 'b', [905, 11, 1]);
    await store.close();
  });
  after(() => folder.remove());

  it('prints a table of what was counted, and what follows from it, as the guide shows it', async () => {
    const guide = readFileSync(new URL('../../../docs/reading-the-numbers.md', import.meta.url), 'utf8');
    const [, example] = /^```text\n(.*?)^```$/ms.exec(guide) ?? [];
    assert.deepEqual(await report('spring'), { status: 0, said: example });
  });

  it('says so where it is too early, or the split is wrong', async () => {
    assert.match(
      (await report('young')).said,
      /^Too early to compare: each variant needs \d+ views before a change of 1\.11 % by 20 % .* a has 900\./m,
    );
    assert.match((await report('young', '--detect', '400 %')).said, /No evidence of a difference in follows/);
    const broken = await report('broken');
    assert.match(broken.said, /^Split: NOT as meant \(chi-squared 58\.82, 1 degree of freedom, p < 0\.001\)/m);
    assert.match(broken.said, /^Not compared/m);
    assert.match((await report('broken', '--weights', 'a=9,b=8')).said, /^Split: as meant/m);
    assert.match((await report('broken', '--per-reader', '10')).said, /^Split: as meant/m);
  });

  it('prints JSON, a campaign a line', async () => {
    const { said } = await report('--json');
    const lines = said
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { campaign: string; from: string; comparison: { needed: number } });
    assert.deepEqual(
      lines.map(({ campaign, from }) => [campaign, from]),
      [
        ['broken', '2026-11-29'],
        ['spring', '2026-11-02'],
        ['young', '2026-11-29'],
      ],
    );
    assert.equal(lines[1]?.comparison.needed, 8238);
  });

  it('counts the days that are asked for', async () => {
    const { said } = await report('spring', '--to', '2026-11-02', '--json');
    const { from, to, variants } = JSON.parse(said) as { from: string; to: string; variants: { variant: string }[] };
    assert.deepEqual([from, to, variants.map(({ variant }) => variant)], ['2026-11-02', '2026-11-02', ['b']]);
    assert.deepEqual(await report('spring', '--from', '2026-11-30'), {
      status: 1,
      said: 'spring: nothing was counted.\n',
    });
    assert.deepEqual(await report('--from', '2026-11-30'), { status: 0, said: 'Nothing was counted.\n' });
  });

  it('refuses words that mean nothing', async () => {
    for (const words of [
      ['spring', 'autumn'],
      ['--weights', 'a=1,b=1'],
      ['spring', '--weights', 'a=1'],
      ['spring', '--weights', 'a=1,b=0'],
      ['spring', '--weights', 'a,b'],
      ['spring', '--from', '2026-02-30'],
      ['spring', '--from', '2026-11-03', '--to', '2026-11-02'],
      ['spring', '--detect', '0'],
      ['spring', '--per-reader', '0.5'],
      ['spring', '--limit', '3'],
    ])
      await assert.rejects(reportCommand.run(words), UsageError, words.join(' '));
    assert.equal((await report('spring', 'autumn')).status, 2);
    assert.match((await report('--help')).said, /^Usage: page-furniture report/);
  });

  it('tells what browsers told a running server', async () => {
    const database = join(folder.path, 'running.sqlite');
    const env = { FURNITURE_DATABASE: database, FURNITURE_ORIGINS: ORIGIN };
    const server = await startCommand(env);
    const tell = async (variant: string, kind: ReportKind, origin = ORIGIN): Promise<number> => {
      const headers = { 'content-type': 'text/plain;charset=UTF-8', origin, 'sec-fetch-site': 'cross-site' };
      const body = JSON.stringify({ ...(variant && { variant }), kind });
      return (await fetch(`${server.url}/v1/banners/spring/events`, { method: 'POST', headers, body })).status;
    };
    const acts = [...new Array<[string, ReportKind]>(6).fill(['a', 'view']), ['a', 'follow'], ['', 'view']] as const;
    const statuses = await Promise.all([
      ...acts.map(([variant, kind]) => tell(variant, kind)),
      ...[tell('b', 'view'), tell('b', 'dismissal'), tell('b', 'follow', 'https://elsewhere.example')],
    ]);
    assert.deepEqual(statuses, [...new Array<number>(10).fill(204), 403]);
    const { said } = await runCommand(['report', 'spring'], { env });
    server.process.kill('SIGTERM');
    assert.equal(await server.ended, 0);
    const [head, , ...rows] = said.split('\n');
    assert.equal(head, `spring, ${dateOfDay(dayOf(Date.now()))} (UTC)`);
    assert.deepEqual(
      rows.slice(0, 3).map((row) => row.replace(/ {2,}/g, '|')),
      [
        '(in no test)|1|0|0.00 %|0.00 % to 79.35 %|0|0.00 %|0.00 % to 79.35 %',
        'a|6|1|16.67 %|3.01 % to 56.35 %|0|0.00 %|0.00 % to 39.03 %',
        'b|1|0|0.00 %|0.00 % to 79.35 %|1|100.00 %|20.65 % to 100.00 %',
      ],
    );
  });
});
