import { after } from 'node:test';
import { join } from 'node:path';

import { campaignEventsSuite } from './campaign-events-suite.ts';
import { eventsSuite } from './events-suite.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
eventsSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
campaignEventsSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
