/** What the command line needs to look after mails: everything that opens a database, loaded only when it is used. */
export { requireDatabase } from './moderating.ts';
export { maskAddress } from './rules/notices.ts';
export { dropLetter, readOutbox, retryLetter } from './store/outbox.ts';
export { openStore } from './store/store.ts';
