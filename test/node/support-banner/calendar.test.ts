import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import fc from 'fast-check';

import { toCalendar, type Reminder } from '../../../src/support-banner/calendar.ts';

const REMINDER: Reminder = {
  uid: 'spring-appeal-20261229@harbour.example',
  at: Date.parse('2026-12-29T10:00:00Z'),
  timeZone: 'Europe/Berlin',
  title: 'Support the Harbour Courier',
  description: 'You asked to be reminded.',
  url: 'https://harbour.example/support?from=reminder',
  now: Date.parse('2026-11-29T10:30:15.250Z'),
};

/** Reads it as a calendar does: lines joined again, one property of the event taken back to its text. */
function read(file: string, name: string): string | undefined {
  const lines = file.replace(/\r\n /g, '').split('\r\n');
  const value = lines.find((line) => line.split(/[:;]/)[0] === name)?.replace(/^[^:]*:/, '');
  return value?.replace(/\\(.)/g, (_, letter: string) => (letter === 'n' ? '\n' : letter));
}

describe('the calendar file', () => {
  it('holds one event of a whole day', () => {
    assert.equal(
      toCalendar(REMINDER),
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Page Furniture//support-banner//EN',
        'BEGIN:VEVENT',
        'UID:spring-appeal-20261229@harbour.example',
        'DTSTAMP:20261129T103015Z',
        'DTSTART;VALUE=DATE:20261229',
        'DTEND;VALUE=DATE:20261230',
        'SUMMARY:Support the Harbour Courier',
        'DESCRIPTION:You asked to be reminded.',
        'URL:https://harbour.example/support?from=reminder',
        'TRANSP:TRANSPARENT',
        'END:VEVENT',
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    );
  });

  const days: [string, string, string, string][] = [
    ['2026-12-31T22:59:00Z', 'Europe/Berlin', '20261231', '20270101'],
    ['2026-12-31T23:00:00Z', 'Europe/Berlin', '20270101', '20270102'],
    ['2028-02-29T04:59:00Z', 'America/New_York', '20280228', '20280229'],
    ['2028-02-29T05:00:00Z', 'America/New_York', '20280229', '20280301'],
    ['2026-10-25T12:00:00Z', 'Europe/Berlin', '20261025', '20261026'],
  ];
  for (const [at, timeZone, start, end] of days) {
    it(`is for ${start} at ${at} in ${timeZone}`, () => {
      const file = toCalendar({ ...REMINDER, at: Date.parse(at), timeZone });
      assert.deepEqual([read(file, 'DTSTART'), read(file, 'DTEND')], [start, end]);
    });
  }

  it('leaves out what there is none of', () => {
    const { uid, at, title, now } = REMINDER;
    const file = toCalendar({ uid, at, title, now, description: '' });
    assert.doesNotMatch(file, /DESCRIPTION|URL/);
  });

  for (const url of ['javascript:alert(1)', '/support', 'mailto:a@b.example', '', 'https://']) {
    it(`has no room for the address ${JSON.stringify(url)}`, () => {
      assert.doesNotMatch(toCalendar({ ...REMINDER, url }), /^URL/m);
    });
  }

  it('lets no text begin a line of its own', () => {
    const evil = 'x\r\nBEGIN:VALARM\nEND:VALARM\rATTACH:x\u2028UID:y\u0085Z:z\u0000\u000b';
    const file = toCalendar({
      ...REMINDER,
      uid: evil,
      title: evil,
      description: evil,
      url: `https://a.example/${evil}`,
    });
    assert.doesNotMatch(file, /^(BEGIN:VALARM|END:VALARM|ATTACH|UID:y|Z)/m);
    assert.equal(read(file, 'SUMMARY'), 'x\nBEGIN:VALARM\nEND:VALARM\nATTACH:x\nUID:y\nZ:z');
  });

  const texts: [string, string][] = [
    ['commas, semicolons and backslashes', 'Bread, fish; nets \\ ropes \\n'],
    ['Arabic', 'ادعم صحافة الميناء المستقلة، فهي لا تعيش إلا بدعم قرائها في كل يوم من أيام السنة '.repeat(3).trim()],
    ['emoji', '🛥️👩‍👩‍👧‍👦⚓'.repeat(20)],
    ['German', 'Unterstützen Sie den Hafenkurier – größer als Ärger über Öl und Übermut.'.repeat(4)],
    ['one long word', 'a'.repeat(500)],
  ];
  for (const [name, text] of texts) {
    it(`folds ${name} so that it is read as it was`, () => {
      const file = toCalendar({ ...REMINDER, title: text, description: text });
      assert.equal(read(file, 'SUMMARY'), text);
      assert.equal(read(file, 'DESCRIPTION'), text);
    });
  }

  it('has no line of more than 75 octets and no broken character, whatever the texts', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, text, text, (uid, title, description) => {
        const file = toCalendar({ ...REMINDER, uid, title, description });
        const lines = file.split('\r\n');
        assert.equal(lines.pop(), '');
        for (const line of lines) {
          assert.ok(Buffer.byteLength(line) <= 75, line);
          assert.doesNotMatch(line, /[\r\n\p{Cs}]/u);
        }
        assert.equal(lines.filter((line) => !line.startsWith(' ')).length, description === '' ? 13 : 14);
      }),
    );
  });
});
