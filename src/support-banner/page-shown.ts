/** What only a banner on show needs: counting its view, keeping focus in sight, its place among the layers, closing. Loaded once there is one. */
export { closedStyles } from './closed.styles.ts';
export { drawClosed } from './draw-closed.ts';
export { Answer, sayPromise } from './page-answer.ts';
export { watchView } from './page-dwell.ts';
export { keepFocusVisible } from './page-focus.ts';
export { watchLayer } from './page-layer.ts';
export { saveReminder } from './page-reminder.ts';
export { sendReport } from './page-report.ts';
