import { after } from 'node:test';
import { join } from 'node:path';

import { feedSuite } from './feed-suite.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
feedSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
