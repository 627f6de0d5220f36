import { after } from 'node:test';
import { join } from 'node:path';

import { moderationSuite } from './moderation-suite.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
moderationSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
