import { after } from 'node:test';
import { join } from 'node:path';

import { subscriptionSuite } from './subscription-suite.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
subscriptionSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
