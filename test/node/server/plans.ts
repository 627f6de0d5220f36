import BetterSqlite from 'better-sqlite3';

/** Collects the text of every query that SQLite is asked to prepare from now on, until `stop`. */
export function recordQueries(): { readonly texts: ReadonlySet<string>; stop: () => void } {
  const texts = new Set<string>();
  const { prototype } = BetterSqlite;

  const { prepare } = prototype;
  prototype.prepare = function (this: BetterSqlite.Database, text: string) {
    texts.add(text);
    return prepare.call(this, text);
  } as typeof prepare;
  return { texts, stop: () => void (prototype.prepare = prepare) };
}

/** Whether it reads or changes rows; what makes tables and begins transactions has no plan. */
export const isQuery = (text: string): boolean => /^\s*(?:select|insert|update|delete|with)\b/i.test(text);

/** What SQLite would do for a query, one step each. Depends on the schema alone: nothing was counted in the file. */
export function planOf(database: BetterSqlite.Database, text: string): string[] {
  const values = Array.from({ length: text.split('?').length - 1 }, () => null);
  const rows = database.prepare(`explain query plan ${text}`).all(...values) as { detail: string }[];
  return rows.map(({ detail }) => detail);
}

/**
 * The steps of a query's plan that cost more the more was written:
 *
 * - every row of a table is looked at;
 * - what was found is sorted, unless it is one row;
 * - the range of an index ends only with the thread, and no limit ends it before;
 * - a limit is to end it, but rows are passed over until as many fit: the index does not know all that is asked for.
 */
export function growing(database: BetterSqlite.Database, text: string): string[] {
  const plan = planOf(database, text);
  const isLimited = /\blimit \?\s*$/i.test(text) && !plan.some((step) => /TEMP B-TREE/.test(step));
  return plan.filter((step) => {
    if (/TEMP B-TREE/.test(step)) return true;
    const [, way, table, index, terms = ''] =
      /^(SCAN|SEARCH) (\S+)(?: USING (?:COVERING )?INDEX (\S+))?(?: \((.*)\))?/.exec(step) ?? [];
    if (way === undefined || table === 'CONSTANT') return false;
    if (index === undefined) return way === 'SCAN';
    if (isUnique(database, table!, index, terms)) return false;
    if (isLimited) return passedOver(database, text, table!, index).length > 0;
    return way === 'SCAN' || /^(?:thread_id=\?(?: AND )?)?(?:(?:pinned|state)=\?)?$/.test(terms);
  });
}

/** Whether the terms name one row. */
function isUnique(database: BetterSqlite.Database, table: string, index: string, terms: string): boolean {
  const isKey = database.prepare('select "unique" from pragma_index_list(?) where name = ?').pluck().get(table, index);
  return (
    isKey === 1 &&
    terms.split(' AND ').filter((term) => term.endsWith('=?')).length === columnsOf(database, index).length
  );
}

const columnsOf = (database: BetterSqlite.Database, index: string): string[] =>
  database.prepare('select name from pragma_index_info(?)').pluck().all(index) as string[];

/** Columns in the conditions of a query that an index neither holds nor was made for. */
function passedOver(database: BetterSqlite.Database, text: string, table: string, index: string): string[] {
  const made = database.prepare('select sql from sqlite_schema where name = ?').pluck().get(index) as string | null;
  const known = new Set([...columnsOf(database, index), ...words(made ?? '')]);
  const all = database.prepare('select name from pragma_table_info(?)').pluck().all(table) as string[];
  const conditions = words(/\bwhere\b(.*)/is.exec(text)?.[1] ?? '');
  return all.filter((column) => conditions.includes(column) && !known.has(column));
}

const words = (text: string): string[] => text.match(/\w+/g) ?? [];
