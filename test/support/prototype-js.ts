/** What an act gives where lists say of themselves how they are written, as they do beside Prototype.js 1.6. */
export function withPrototypeJs<T>(act: () => T): T {
  const prototype = Array.prototype as { toJSON?: () => string };
  prototype.toJSON = () => 'broken';
  try {
    return act();
  } finally {
    delete prototype.toJSON;
  }
}
