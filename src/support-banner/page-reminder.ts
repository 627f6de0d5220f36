import { toCalendar, type Reminder } from './calendar.ts';

/** Hands the reader a calendar file: nobody has to know an address of theirs to remind them. */
export function saveReminder(reminder: Reminder): void {
  const file = new Blob([toCalendar(reminder)], { type: 'text/calendar;charset=utf-8' });
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = 'reminder.ics';
  link.click();
  // Some browsers read it only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
