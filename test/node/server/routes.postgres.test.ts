import { after, describe, it } from 'node:test';

import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { bannersSuite } from './banners-suite.ts';
import { routeSuite } from './route-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  describe('routes on PostgreSQL', () => it('are proved', { skip: found.missing }, () => undefined));
} else {
  const postgres = await startPostgres(found.folder);
  after(() => postgres.stop());
  routeSuite('PostgreSQL', () => postgres.createDatabase());
  bannersSuite('PostgreSQL', () => postgres.createDatabase());
}
