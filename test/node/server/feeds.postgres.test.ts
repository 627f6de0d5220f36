import { after, describe, it } from 'node:test';

import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { feedSuite } from './feed-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  describe('feeds on PostgreSQL', () => it('are proved', { skip: found.missing }, () => undefined));
} else {
  const postgres = await startPostgres(found.folder);
  after(() => postgres.stop());
  feedSuite('PostgreSQL', () => postgres.createDatabase());
}
