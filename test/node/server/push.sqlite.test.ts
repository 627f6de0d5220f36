import { after } from 'node:test';
import { join } from 'node:path';

import { pushRules, pushSuite } from './push-suite.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
pushSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
pushRules();
