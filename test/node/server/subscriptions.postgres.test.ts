import { after, describe, it } from 'node:test';

import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { subscriptionSuite } from './subscription-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  describe('subscriptions on PostgreSQL', () => it('are proved', { skip: found.missing }, () => undefined));
} else {
  const postgres = await startPostgres(found.folder);
  after(() => postgres.stop());
  subscriptionSuite('PostgreSQL', () => postgres.createDatabase());
}
