import assert from 'node:assert/strict';
import { afterEach, describe, it } from 'node:test';

import {
  dayOf,
  instantOf,
  isTimeZone,
  nextOpenDay,
  parseDays,
  parseHours,
  quietUntil,
  wallTime,
  type TimeZone,
} from '../../../src/support-banner/zoned.ts';

const at = (text: string) => Date.parse(text);
const iso = (time: number | undefined) => (time === undefined ? undefined : new Date(time).toISOString().slice(0, -8));

/** Reads `2026-11-29 10:30`. */
function wall(text: string): Parameters<typeof instantOf>[0] {
  const [year, month, day, hour, minute] = text.split(/\D/).map(Number) as [number, number, number, number, number];
  return { year, month, day, hour, minute };
}

function write(instant: number, zone: TimeZone): string {
  const { year, month, day, hour, minute, weekday } = wallTime(instant, zone);
  const two = (part: number) => String(part).padStart(2, '0');
  const name = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'][weekday];
  return `${name} ${year}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}`;
}

describe('the clocks of a zone', () => {
  const table: [string, TimeZone, string][] = [
    ['2026-07-01T12:00Z', 'Europe/Berlin', 'Wed 2026-07-01 14:00'],
    ['2026-12-31T23:30Z', 'Europe/Berlin', 'Fri 2027-01-01 00:30'],
    ['2026-03-29T00:59Z', 'Europe/Berlin', 'Sun 2026-03-29 01:59'],
    ['2026-03-29T01:00Z', 'Europe/Berlin', 'Sun 2026-03-29 03:00'],
    ['2026-10-25T00:59Z', 'Europe/Berlin', 'Sun 2026-10-25 02:59'],
    ['2026-10-25T01:00Z', 'Europe/Berlin', 'Sun 2026-10-25 02:00'],
    ['2027-01-01T04:59Z', 'America/New_York', 'Thu 2026-12-31 23:59'],
    ['2026-03-08T07:00Z', 'America/New_York', 'Sun 2026-03-08 03:00'],
    ['2026-04-04T14:59Z', 'Australia/Lord_Howe', 'Sun 2026-04-05 01:59'],
    ['2026-04-04T15:00Z', 'Australia/Lord_Howe', 'Sun 2026-04-05 01:30'],
    ['2026-11-29T18:15Z', 'Asia/Kathmandu', 'Mon 2026-11-30 00:00'],
    ['2011-12-30T09:59Z', 'Pacific/Apia', 'Thu 2011-12-29 23:59'],
    ['2011-12-30T10:00Z', 'Pacific/Apia', 'Sat 2011-12-31 00:00'],
    ['2026-11-29T03:29Z', 'America/St_Johns', 'Sat 2026-11-28 23:59'],
    ['2028-02-29T12:00Z', 'UTC', 'Tue 2028-02-29 12:00'],
    ['1969-12-31T23:59Z', 'UTC', 'Wed 1969-12-31 23:59'],
    ['2026-11-29T10:00Z', 'Nowhere/At_All', 'Sun 2026-11-29 10:00'],
    ['2026-11-29T10:00Z', '', 'Sun 2026-11-29 10:00'],
  ];
  for (const [instant, zone, shown] of table) {
    it(`show ${shown} in ${zone} at ${instant}`, () => assert.equal(write(at(instant), zone), shown));
  }

  it('go by whole minutes of what has seconds', () => {
    assert.equal(write(at('2026-11-29T10:00:59.999Z'), 'Asia/Kathmandu'), 'Sun 2026-11-29 15:45');
    assert.equal(write(at('1969-12-31T23:59:59.999Z'), 'Europe/Berlin'), 'Thu 1970-01-01 00:59');
  });
});

describe('the instant of a time on the clock', () => {
  const table: [string, TimeZone, string, string][] = [
    ['2026-07-01 14:00', 'Europe/Berlin', '2026-07-01T12:00', 'in summer'],
    ['2027-01-01 00:00', 'Europe/Berlin', '2026-12-31T23:00', 'at a change of year'],
    ['2026-03-29 02:30', 'Europe/Berlin', '2026-03-29T01:00', 'left out: when the clocks are set'],
    ['2026-03-29 03:00', 'Europe/Berlin', '2026-03-29T01:00', 'the first after that'],
    ['2026-10-25 02:30', 'Europe/Berlin', '2026-10-25T00:30', 'twice: the first'],
    ['2026-10-25 03:00', 'Europe/Berlin', '2026-10-25T02:00', 'only once'],
    ['2026-03-08 02:00', 'America/New_York', '2026-03-08T07:00', 'left out'],
    ['2026-11-01 01:59', 'America/New_York', '2026-11-01T05:59', 'twice'],
    ['2026-10-04 02:15', 'Australia/Lord_Howe', '2026-10-03T15:30', 'left out, half an hour'],
    ['2026-04-05 01:45', 'Australia/Lord_Howe', '2026-04-04T14:45', 'twice, half an hour'],
    ['2026-04-05 01:15', 'Australia/Lord_Howe', '2026-04-04T14:15', 'before that'],
    ['2026-11-30 00:00', 'Asia/Kathmandu', '2026-11-29T18:15', 'a quarter of an hour'],
    ['2011-12-30 12:00', 'Pacific/Apia', '2011-12-30T10:00', 'a day that never was'],
    ['2011-12-31 00:00', 'Pacific/Apia', '2011-12-30T10:00', 'the day after'],
    ['2011-12-29 23:59', 'Pacific/Apia', '2011-12-30T09:59', 'the day before'],
    ['2026-03-08 00:00', 'America/St_Johns', '2026-03-08T03:30', 'half an hour'],
    ['2023-04-28 00:30', 'Africa/Cairo', '2023-04-27T22:00', 'left out at midnight'],
    ['2026-01-32 00:00', 'UTC', '2026-02-01T00:00', 'a day carried over'],
    ['2026-12-31 24:00', 'UTC', '2027-01-01T00:00', 'an hour carried over'],
    ['2026-11-29 10:00', 'Nowhere/At_All', '2026-11-29T10:00', 'a zone nobody knows'],
  ];
  for (const [text, zone, instant, name] of table) {
    it(`is ${instant} for ${text} in ${zone} (${name})`, () => {
      assert.equal(iso(instantOf(wall(text), zone)), instant);
    });
  }

  for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu', 'Pacific/Apia']) {
    it(`is the first at which ${zone} shows it, all year`, () => {
      const first = new Map<string, number>();
      for (let time = at('2026-01-01'); time < at('2027-01-01'); time += 30 * 60_000) {
        const shown = write(time, zone);
        if (!first.has(shown)) first.set(shown, time);
        assert.equal(instantOf(wallTime(time, zone), zone), first.get(shown), shown);
      }
    });
  }
});

describe("the reader's own zone", () => {
  const { TZ } = process.env;
  afterEach(() => {
    if (TZ === undefined) delete process.env['TZ'];
    else process.env['TZ'] = TZ;
  });

  for (const zone of ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'UTC']) {
    it(`is ${zone} where the device says so`, () => {
      process.env['TZ'] = zone;
      for (let time = at('2026-03-07'); time < at('2026-11-03'); time += 7 * 3_600_000) {
        assert.deepEqual(wallTime(time, undefined), wallTime(time, zone));
        assert.equal(instantOf(wallTime(time, zone), undefined), instantOf(wallTime(time, zone), zone));
      }
    });
  }
});

describe('the name of a zone', () => {
  for (const name of ['Europe/Berlin', 'UTC', 'America/Argentina/Ushuaia', 'Etc/GMT+5', 'america/new_york']) {
    it(`may be ${name}`, () => assert.ok(isTimeZone(name)));
  }
  for (const name of [
    '',
    'Nowhere/At_All',
    '+02:00',
    'Europe/',
    'Berlin',
    ' UTC',
    'UTC\n',
    '../../etc',
    'a'.repeat(999),
  ]) {
    it(`is not ${JSON.stringify(name.slice(0, 20))}`, () => assert.equal(isTimeZone(name), false));
  }
});

describe('quiet hours', () => {
  const written: [string, [number, number] | undefined][] = [
    ['22:00-07:00', [1_320, 420]],
    [' 9:05 – 17:30 ', [545, 1_050]],
    ['18:00-24:00', [1_080, 0]],
    ['08:00-08:00', [480, 480]],
    ...['', '22-7', '24:00-07:00', '22:60-07:00', '22:00-24:01', '22:00', '-', '00:00-24:00', '22:00-07:00-09:00'].map(
      (wrong): [string, undefined] => [wrong, undefined],
    ),
  ];
  for (const [text, read] of written) {
    it(`are ${read?.join(' to ') ?? 'none'} as ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseHours(text), read && { from: read[0], to: read[1] });
    });
  }

  const table: [string, string, TimeZone, string | undefined][] = [
    ['22:00-07:00', '2026-11-29T20:59', 'Europe/Berlin', undefined],
    ['22:00-07:00', '2026-11-29T21:00', 'Europe/Berlin', '2026-11-30T06:00'],
    ['22:00-07:00', '2026-11-30T05:59', 'Europe/Berlin', '2026-11-30T06:00'],
    ['22:00-07:00', '2026-11-30T06:00', 'Europe/Berlin', undefined],
    ['22:00-07:00', '2026-12-31T22:30', 'UTC', '2027-01-01T07:00'],
    ['22:00-07:00', '2026-10-24T21:00', 'Europe/Berlin', '2026-10-25T06:00'],
    ['22:00-07:00', '2026-03-28T22:00', 'Europe/Berlin', '2026-03-29T05:00'],
    ['12:00-14:00', '2026-11-29T06:15', 'Asia/Kathmandu', '2026-11-29T08:15'],
    ['12:00-14:00', '2026-11-29T08:15', 'Asia/Kathmandu', undefined],
    ['18:00-24:00', '2026-11-29T19:00', 'UTC', '2026-11-30T00:00'],
    ['18:00-24:00', '2026-11-29T00:00', 'UTC', undefined],
    ['08:00-08:00', '2026-11-29T08:00', 'UTC', undefined],
    // An end that is left out has come when the clocks are set.
    ['22:00-02:30', '2026-03-29T00:30', 'Europe/Berlin', '2026-03-29T01:00'],
    ['22:00-02:30', '2026-03-29T01:00', 'Europe/Berlin', undefined],
    // An end that comes twice ends twice.
    ['22:00-02:30', '2026-10-25T00:10', 'Europe/Berlin', '2026-10-25T00:30'],
    ['22:00-02:30', '2026-10-25T00:40', 'Europe/Berlin', undefined],
    ['22:00-02:30', '2026-10-25T01:10', 'Europe/Berlin', '2026-10-25T01:30'],
    ['22:00-02:30', '2026-10-25T01:30', 'Europe/Berlin', undefined],
    ['23:00-01:00', '2011-12-30T09:30', 'Pacific/Apia', '2011-12-30T10:00'],
  ];
  for (const [hours, now, zone, until] of table) {
    it(`${hours} last until ${until ?? 'never'} at ${now} in ${zone}`, () => {
      assert.equal(iso(quietUntil(at(`${now}Z`), parseHours(hours)!, zone)), until);
    });
  }

  it('are over at the time that is said', () => {
    for (const zone of ['Europe/Berlin', 'Australia/Lord_Howe', 'America/St_Johns']) {
      for (const hours of ['22:00-07:00', '01:00-02:15', '13:00-13:01']) {
        const quiet = parseHours(hours)!;
        for (let time = at('2026-03-25'); time < at('2026-11-10'); time += 47 * 60_000) {
          const until = quietUntil(time, quiet, zone);
          if (until === undefined) continue;
          assert.ok(until > time, `${iso(until)} is over at ${iso(time)}`);
          assert.equal(quietUntil(until, quiet, zone), undefined);
        }
      }
    }
  });

  it('that clocks go back to are quiet again, and a clock set back by its owner is believed', () => {
    const hours = parseHours('22:00-07:00')!;
    const [evening, noon] = [at('2026-11-29T22:30Z'), at('2026-11-29T12:00Z')];
    assert.deepEqual(
      [evening, noon, evening].map((now) => iso(quietUntil(now, hours, 'UTC'))),
      ['2026-11-30T07:00', undefined, '2026-11-30T07:00'],
    );
  });
});

describe('the days of a campaign', () => {
  const written: [string, number[] | undefined][] = [
    ['mon tue', [1, 2]],
    ['Sunday, SAT', [0, 6]],
    [' wed,thu,fri ', [3, 4, 5]],
    ['mon mon', [1]],
    ['', undefined],
    [' , ', undefined],
    ['mon holiday', undefined],
    ['mo', undefined],
    ['mon-fri', undefined],
  ];
  for (const [text, days] of written) {
    it(`are ${days?.join(', ') ?? 'none'} as ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseDays(text), days && new Set(days));
    });
  }

  const table: [string, string, TimeZone, string | undefined][] = [
    ['sun', '2026-11-29T10:00', 'Europe/Berlin', undefined],
    ['mon', '2026-11-29T10:00', 'Europe/Berlin', '2026-11-29T23:00'],
    ['sat', '2026-11-29T10:00', 'Europe/Berlin', '2026-12-04T23:00'],
    ['mon', '2026-11-29T18:14', 'Asia/Kathmandu', '2026-11-29T18:15'],
    ['mon', '2026-11-29T18:15', 'Asia/Kathmandu', undefined],
    ['fri', '2026-12-31T12:00', 'UTC', '2027-01-01T00:00'],
    ['sun', '2026-10-24T12:00', 'Europe/Berlin', '2026-10-24T22:00'],
    ['mon', '2026-10-25T12:00', 'Europe/Berlin', '2026-10-25T23:00'],
    // Days that begin an hour late.
    ['fri', '2023-04-27T12:00', 'Africa/Cairo', '2023-04-27T22:00'],
    // A Friday that never was.
    ['fri', '2011-12-29T12:00', 'Pacific/Apia', '2012-01-05T10:00'],
    ['sat', '2011-12-29T12:00', 'Pacific/Apia', '2011-12-30T10:00'],
  ];
  for (const [days, now, zone, start] of table) {
    it(`(${days}) begin at ${start ?? 'once'} at ${now} in ${zone}`, () => {
      assert.equal(iso(nextOpenDay(at(`${now}Z`), parseDays(days)!, zone)), start);
    });
  }

  it('never begin where there are none', () => assert.equal(nextOpenDay(0, new Set(), 'UTC'), undefined));

  const named: [string, TimeZone, string][] = [
    ['2026-11-29T23:00Z', 'Europe/Berlin', '2026-11-30'],
    ['2026-11-29T04:59Z', 'America/New_York', '2026-11-28'],
    ['2027-01-01T00:00Z', 'America/St_Johns', '2026-12-31'],
    ['0987-01-01T00:00Z', 'UTC', '0987-01-01'],
  ];
  for (const [instant, zone, day] of named) {
    it(`are written ${day}`, () => assert.equal(dayOf(at(instant), zone), day));
  }
});

describe('an Intl that throws', () => {
  const { DateTimeFormat } = Intl;
  afterEach(() => void (Intl.DateTimeFormat = DateTimeFormat));
  const refuse = (): never => {
    throw new RangeError('refused');
  };
  const faults: [string, TimeZone, unknown][] = [
    ['when a formatter is made', 'Europe/Paris', refuse],
    [
      'when it formats',
      'Europe/Rome',
      class {
        formatToParts = refuse;
      },
    ],
    ['because it is not there', 'Europe/Madrid', undefined],
  ];
  for (const [name, zone, fault] of faults) {
    it(`means UTC (${name})`, () => {
      Intl.DateTimeFormat = fault as typeof DateTimeFormat;
      const now = at('2026-11-29T22:30Z');
      assert.equal(write(now, zone), 'Sun 2026-11-29 22:30');
      assert.equal(instantOf(wall('2026-11-29 22:30'), zone), now);
      assert.equal(iso(quietUntil(now, parseHours('22:00-07:00')!, zone)), '2026-11-30T07:00');
      assert.equal(iso(nextOpenDay(now, parseDays('mon')!, zone)), '2026-11-30T00:00');
      assert.equal(dayOf(now, zone), '2026-11-29');
    });
  }

  it('is not asked about times beyond all calendars', () => {
    assert.doesNotThrow(() => [wallTime(NaN, 'Europe/Berlin'), quietUntil(9e15, parseHours('1:00-2:00')!, undefined)]);
  });
});
