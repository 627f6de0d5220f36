import { after, describe, it } from 'node:test';

import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { pushSuite } from './push-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  describe('Web Push on PostgreSQL', () => it('are proved', { skip: found.missing }, () => undefined));
} else {
  const postgres = await startPostgres(found.folder);
  after(() => postgres.stop());
  pushSuite('PostgreSQL', () => postgres.createDatabase());
}
