import BetterSqlite from 'better-sqlite3';

import { openStore } from '../../src/server/index.ts';

const SAMPLE = 100;
const WORDS = 'the council voted last night to keep the library open on Sundays and nobody in the room objected '.split(
  ' ',
);

/**
 * Fills an SQLite file with threads of so many comments, `thread-N`: a sample goes through the server's own import, and
 * is multiplied.
 */
export async function fillDatabase(file: string, lengths: readonly number[]): Promise<void> {
  const store = await openStore(file);
  for (const length of lengths) {
    const comments = Array.from({ length: SAMPLE }, (_, index) => ({
      ...{ id: `n${length}-${index}`, author: { name: `Reader ${index % 37}` }, createdAt: 1_700_000_000_000 + index },
      body: `${index}: ${Array.from({ length: 30 }, (_, word) => WORDS[(index * 7 + word * 3) % WORDS.length]).join(' ')}`,
      // Each second one is a reply.
      ...(index % 2 === 1 && { parentId: `n${length}-${index - 1}` }),
    }));
    await store.importComments(`thread-${length}`, comments);
  }
  await store.close();
  multiply(file, lengths);
}

function multiply(file: string, lengths: readonly number[]): void {
  const database = new BetterSqlite(file);
  const columns = (database.pragma('table_info(comments)') as { name: string }[]).map(({ name }) => name);
  const changed: Record<string, string> = {
    id: "id || '-' || n",
    parent_id: "parent_id || '-' || n",
    root_id: "root_id || '-' || n",
    created_at: `created_at + n * ${SAMPLE}`,
    version: `version + n * ${SAMPLE}`,
  };
  const values = columns.map((name) => changed[name] ?? name).join(', ');
  database.transaction(() => {
    for (const length of lengths) {
      const thread = database.prepare('select id from threads where key = ?').pluck().get(`thread-${length}`);
      database
        .prepare(
          `with recursive copies(n) as (select 1 union all select n + 1 from copies where n < ?)
           insert into comments (${columns.join(', ')})
           select ${values} from copies, (select * from comments where thread_id = ?) order by n, created_at`,
        )
        .run(length / SAMPLE - 1, thread);
      database
        .prepare('update threads set published = ?, version = version + ?, last_at = last_at + ? where id = ?')
        .run(length, length, length, thread);
    }
  })();
  database.pragma('wal_checkpoint(TRUNCATE)');
  database.exec('analyze');
  database.close();
}
