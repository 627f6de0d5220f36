// Pages patch it; what was there when we loaded is what we use.
const { stringify } = JSON;

/**
 * JSON of plain data. Written out because `Array.prototype.toJSON` of Prototype.js 1.6 makes `JSON.stringify` turn
 * `{"a":[1]}` into `{"a":"[1]"}`.
 */
export function toJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => toJson(item ?? null)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.keys(value).filter((key) => (value as Record<string, unknown>)[key] !== undefined);
    return `{${fields.map((key) => `${stringify(key)}:${toJson((value as Record<string, unknown>)[key])}`).join(',')}}`;
  }
  return stringify(value ?? null);
}
