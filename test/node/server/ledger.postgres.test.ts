import { after, describe, it } from 'node:test';

import { findPostgres, startPostgres } from '../../support/postgres.ts';
import { giftsSuite } from './gifts-suite.ts';
import { koFiSuite } from './ko-fi-suite.ts';
import { ledgerSuite } from './ledger-suite.ts';
import { standardSuite } from './standard-suite.ts';
import { stripeSuite } from './stripe-suite.ts';

const found = findPostgres();
if ('missing' in found) {
  describe('the ledger on PostgreSQL', () => it('is proved', { skip: found.missing }, () => undefined));
} else {
  const postgres = await startPostgres(found.folder);
  after(() => postgres.stop());
  ledgerSuite('PostgreSQL', () => postgres.createDatabase());
  stripeSuite('PostgreSQL', () => postgres.createDatabase());
  standardSuite('PostgreSQL', () => postgres.createDatabase());
  koFiSuite('PostgreSQL', () => postgres.createDatabase());
  giftsSuite('PostgreSQL', () => postgres.createDatabase());
}
