/** A record without the fields that are not known; nothing else about it changes. */
export function prune(record: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const kept: Record<string, unknown> = {};
  for (const key of Object.keys(record)) if (record[key] !== undefined) kept[key] = record[key];
  return kept;
}
