import { after, describe, it } from 'node:test';

import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { moderationSuite } from './moderation-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  describe('moderation on PostgreSQL', () => it('are proved', { skip: found.missing }, () => undefined));
} else {
  const postgres = await startPostgres(found.folder);
  after(() => postgres.stop());
  moderationSuite('PostgreSQL', () => postgres.createDatabase());
}
