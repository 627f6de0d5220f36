const { hasOwnProperty } = Object.prototype;

/** Whether `key` is the object's own. `Object.hasOwn` is missing on pages that replace or delete it. */
export function own(object: object, key: PropertyKey): boolean {
  return hasOwnProperty.call(object, key);
}
