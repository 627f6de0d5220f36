/** What the support banner says in English. */
export const ENGLISH = {
  region: 'Support message',
  action: 'Support us',
  close: 'Close support message',
  choose: 'Closed. What suits you best?',
  notNow: 'Not now',
  nextMonth: 'Remind me next month',
  supporter: 'I already support',
  hiddenUntil: 'Hidden until {date}.',
  hiddenInTab: 'Hidden while this tab is open.',
  hiddenHere: 'Hidden on this page.',
  undo: 'Undo',
  addToCalendar: 'Add to calendar',
};

/** Says one of them. */
export type Say = (key: keyof typeof ENGLISH, values?: Readonly<Record<string, string | number>>) => string;
