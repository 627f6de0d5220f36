import { after, describe, it } from 'node:test';

import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { campaignEventsSuite } from './campaign-events-suite.ts';
import { eventsSuite } from './events-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  describe('live changes on PostgreSQL', () => it('are proved', { skip: found.missing }, () => undefined));
} else {
  const postgres = await startPostgres(found.folder);
  after(() => postgres.stop());
  eventsSuite('PostgreSQL', () => postgres.createDatabase());
  campaignEventsSuite('PostgreSQL', () => postgres.createDatabase());
}
