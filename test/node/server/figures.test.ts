import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { dateOfDay, dayOf, parseDay } from '../../../src/server/rules/day.ts';
import { checkSplit, chiSquaredTail, compareShares, neededViews, shareOf } from '../../../src/server/rules/figures.ts';
import { reportOn, type ReportCount } from '../../../src/server/rules/report.ts';

const near = (actual: number | undefined, expected: number, tolerance: number, what: string): void =>
  assert.ok(actual !== undefined && Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, not ${expected}`);

describe('the interval of a share', () => {
  // Newcombe, "Two-sided confidence intervals for the single proportion" (1998), table I, method 3.
  const published: readonly (readonly [count: number, total: number, low: number, high: number])[] = [
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ];
  for (const [count, total, low, high] of published)
    it(`of ${count} in ${total} is as published`, () => {
      const share = shareOf(count, total);
      near(share?.low, low, 5e-5, 'low');
      near(share?.high, high, 5e-5, 'high');
    });

  // SciPy 1.17, binomtest(…).proportion_ci(0.95, 'wilson').
  const computed: typeof published = [
    [0, 10, 0, 0.27753279986288926],
    [1, 10, 0.017876213095072896, 0.4041500267952385],
    [5, 10, 0.236593090512564, 0.7634069094874361],
    [10, 10, 0.7224672001371109, 1],
    [210, 4120, 0.044663425483846164, 0.05811488523760945],
  ];
  for (const [count, total, low, high] of computed)
    it(`of ${count} in ${total} is what SciPy says`, () => {
      const share = shareOf(count, total);
      assert.equal(share?.share, count / total);
      near(share?.low, low, 1e-12, 'low');
      near(share?.high, high, 1e-12, 'high');
    });

  it('is none of nothing, and of fewer than were counted', () => {
    assert.deepEqual([shareOf(0, 0), shareOf(1, 0), shareOf(3, 2)], [undefined, undefined, undefined]);
  });
});

describe('the upper tail of the chi-squared distribution', () => {
  // Critical values as in every table of it (NIST/SEMATECH e-Handbook, 1.3.6.7.4), and SciPy 1.17, chi2.sf.
  const rows: readonly (readonly [value: number, degrees: number, p: number])[] = [
    [3.841458820694124, 1, 0.05],
    [6.634896601021214, 1, 0.01],
    [10.827566170662733, 1, 0.001],
    [5.991464547107979, 2, 0.05],
    [13.815510557964274, 2, 0.001],
    [18.307038053275146, 10, 0.05],
    [30.14352720564615, 19, 0.05],
    [0.0001, 1, 0.9920212873707368],
    [0.5, 1, 0.47950012218695337],
    [2, 10, 0.9963401531726563],
    [60, 19, 3.869826300664181e-6],
    [100, 1, 1.5239706048320995e-23],
    [400, 3, 2.2138865931011112e-86],
    [0, 1, 1],
  ];
  for (const [value, degrees, p] of rows)
    it(`beyond ${value} with ${degrees} is ${p}`, () => {
      near(chiSquaredTail(value, degrees), p, p * 1e-9, 'p');
    });
});

describe('the check of the split', () => {
  const of = (...views: number[]) => views.map((one) => ({ views: one, weight: 1 }));

  it('finds a split wrong that looks right', () => {
    // Kohavi, Tang and Xu, "Trustworthy online controlled experiments" (2020), chapter 3: 50.2 % of 1.6 million.
    near(checkSplit(of(821_588, 815_482))?.p, 1.8e-6, 5e-8, 'p');
  });

  it('goes by the weights, in any unit', () => {
    const parts = [5000, 4800, 200].map((views, index) => ({ views, weight: [10, 9, 1][index]! }));
    assert.equal(Math.round(checkSplit(parts)?.statistic ?? 0), 200);
    assert.equal(checkSplit(parts)?.degrees, 2);
    assert.equal(checkSplit([{ views: 300, weight: 3 }, ...of(100)])?.p, 1);
  });

  it('allows for several views of one reader', () => {
    assert.equal(checkSplit(of(600, 400))?.statistic, 40);
    assert.equal(checkSplit(of(600, 400), 4)?.statistic, 10);
  });

  it('is none of one part, and of nothing', () => {
    assert.deepEqual([checkSplit(of(5)), checkSplit(of(0, 0))], [undefined, undefined]);
  });
});

describe('the comparison of shares', () => {
  it('is what SciPy says', () => {
    // SciPy 1.17, chi2_contingency(…, correction=False).
    const two = compareShares([
      { count: 20, total: 100 },
      { count: 30, total: 100 },
    ]);
    near(two?.p, 0.10247043485974942, 1e-12, 'p of two');
    const three = compareShares([
      { count: 20, total: 100 },
      { count: 30, total: 100 },
      { count: 25, total: 200 },
    ]);
    near(three?.p, 0.0011485778325822933, 1e-12, 'p of three');
    assert.equal(three?.degrees, 2);
  });

  it('is none where nothing or everything was counted, and of nothing', () => {
    for (const count of [0, 9]) {
      const part = { count, total: 9 };
      assert.equal(compareShares([part, part]), undefined);
    }
    assert.equal(compareShares([{ count: 1, total: 2 }]), undefined);
    assert.equal(compareShares([...[{ count: 1, total: 2 }], { count: 0, total: 0 }]), undefined);
  });
});

describe('how many views are needed', () => {
  // R 4, power.prop.test(p1 =, p2 =, power = 0.8), rounded up.
  const rows: readonly (readonly [share: number, detect: number, views: number | undefined])[] = [
    [0.1, 0.2, 3841],
    [0.5, 0.2, 388],
    [0.05, 0.2, 8158],
    [0.01, 0.2, 42_693],
    [0.02, 0.5, 3826],
    [0.25, 0.6, 152],
    // There is no 108 %: the other one is smaller then.
    [0.9, 0.2, 74],
    [0, 0.2, undefined],
    [1, 0.2, undefined],
    [0.1, 0, undefined],
    [0.6, 1.5, undefined],
  ];
  for (const [share, detect, views] of rows)
    it(`of a share of ${share} for a change by ${detect} is ${views}`, () => {
      assert.equal(neededViews(share, detect), views);
    });
});

describe('a day', () => {
  it('is one by its date, and the other way round', () => {
    for (const [text, day] of [
      ['1970-01-01', 0],
      ['2026-11-29', dayOf(Date.parse('2026-11-29T23:59:59Z'))],
      ['2024-02-29', 19_782],
    ] as const)
      assert.deepEqual([parseDay(text), dateOfDay(day)], [day, text]);
  });

  it('is none by anything else', () => {
    for (const text of ['2026-02-30', '2026-13-01', '2026-1-1', '', 'today', '2026-11-29T00:00:00Z', '+02026-11-29'])
      assert.equal(parseDay(text), undefined, text);
  });
});

describe('a report', () => {
  const OPTIONS = { detect: 0.2, perReader: 1 };
  type Numbers = readonly [views: number, follows: number, dismissals?: number];
  const counts = (variants: Readonly<Record<string, Numbers>>, campaign = 'spring'): ReportCount[] =>
    Object.entries(variants).flatMap(([variant, numbers]) =>
      (['view', 'follow', 'dismissal'] as const).map((kind, index) => ({
        ...{ campaign, variant, kind, total: numbers[index] ?? 0, first: 100, last: 120 },
      })),
    );
  const compared = (variants: Readonly<Record<string, Numbers>>, options: object = {}) =>
    reportOn(counts(variants), { ...OPTIONS, ...options })[0]?.comparison;

  it('is one for each campaign, with a row for each variant and one for everybody else', () => {
    const reports = reportOn([...counts({ '': [50, 1], b: [10, 2, 3] }, 'autumn'), ...counts({ a: [4, 0] })], OPTIONS);
    assert.deepEqual(
      reports.map(({ campaign, first, last, variants }) => [campaign, first, last, variants.map((one) => one.variant)]),
      [
        ['autumn', 100, 120, ['', 'b']],
        ['spring', 100, 120, ['a']],
      ],
    );
    const { followShare, dismissalShare, ...numbers } = reports[0]!.variants[1]!;
    assert.deepEqual(numbers, { variant: 'b', views: 10, follows: 2, dismissals: 3 });
    assert.deepEqual([followShare, dismissalShare], [shareOf(2, 10), shareOf(3, 10)]);
  });

  it('compares variants with each other, and with nobody else', () => {
    assert.equal(compared({ '': [9000, 500], a: [9000, 400] }), undefined);
    assert.deepEqual(compared({ '': [9, 0], a: [9, 1], b: [9, 1] })?.variants, ['a', 'b']);
  });

  it('tells no difference before each variant has the views it needs', () => {
    const early = compared({ a: [7000, 700], b: [3840, 384] }, { weights: new Map(Object.entries({ a: 7, b: 3.84 })) });
    assert.deepEqual([early?.needed, early?.fewest.variant, early?.difference], [3841, 'b', undefined]);
    const ready = compared({ a: [3850, 385], b: [3850, 385] });
    assert.equal(ready?.difference?.p, 1);
    assert.ok((compared({ a: [4000, 400], b: [4000, 500] })?.difference?.p ?? 1) < 0.05);
  });

  it('tells none where the split is wrong', () => {
    const broken = compared({ a: [9000, 900], b: [8000, 800] });
    assert.deepEqual([broken?.isSplitWrong, broken?.difference], [true, undefined]);
    assert.equal(compared({ a: [9000, 900], b: [8000, 800] }, { perReader: 20 })?.isSplitWrong, false);
  });

  it('misses a variant that was never seen, and leaves out one that has no weight', () => {
    const weights = new Map(Object.entries({ a: 1, b: 1 }));
    const missing = reportOn(counts({ a: [100, 1] }), { ...OPTIONS, weights })[0]!;
    assert.deepEqual(missing.variants[1], { variant: 'b', views: 0, follows: 0, dismissals: 0 });
    assert.equal(missing.comparison?.isSplitWrong, true);
    const more = reportOn(counts({ a: [50, 1], b: [50, 1], made: [1, 0] }), { ...OPTIONS, weights })[0]!;
    assert.deepEqual([more.comparison?.variants, more.variants.length], [['a', 'b'], 3]);
  });

  it('needs an unknown number of views while nobody has followed', () => {
    const nothing = compared({ a: [10, 0], b: [10, 0] });
    assert.deepEqual([nothing?.needed, nothing?.difference], [undefined, undefined]);
    assert.equal(compared({ a: [0, 1], b: [0, 0] })?.split, undefined);
  });
});
