import { after } from 'node:test';
import { join } from 'node:path';

import { giftsSuite } from './gifts-suite.ts';
import { koFiSuite } from './ko-fi-suite.ts';
import { ledgerSuite } from './ledger-suite.ts';
import { standardSuite } from './standard-suite.ts';
import { stripeSuite } from './stripe-suite.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
ledgerSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
stripeSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
standardSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
koFiSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
giftsSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
