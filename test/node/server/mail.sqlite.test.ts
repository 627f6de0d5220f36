import { after } from 'node:test';
import { join } from 'node:path';

import { bounceSuite } from './bounce-suite.ts';
import { mailSuite } from './mail-suite.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
mailSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
bounceSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
