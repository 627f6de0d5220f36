import { after, describe, it } from 'node:test';

import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { bounceSuite } from './bounce-suite.ts';
import { mailSuite } from './mail-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  describe('mail on PostgreSQL', () => it('are proved', { skip: found.missing }, () => undefined));
} else {
  const postgres = await startPostgres(found.folder);
  after(() => postgres.stop());
  mailSuite('PostgreSQL', () => postgres.createDatabase());
  bounceSuite('PostgreSQL', () => postgres.createDatabase());
}
