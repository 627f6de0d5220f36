import { after } from 'node:test';
import { join } from 'node:path';

import { bannersSuite } from './banners-suite.ts';
import { routeSuite } from './route-suite.ts';
import { temporaryFolder } from './support.ts';

const folder = temporaryFolder();
after(() => folder.remove());
let count = 0;
routeSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
bannersSuite('SQLite', () => join(folder.path, `${++count}.sqlite`));
