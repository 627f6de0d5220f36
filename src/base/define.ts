/** Marks our classes, so that another copy of the library recognises them. */
export const OURS = Symbol.for('page-furniture.element');

/**
 * Registers an element once. Does nothing if the name is taken; warns when the other one is not ours.
 * Never throws: a second copy of the script, or another version, is no error.
 */
export function define(name: string, element: CustomElementConstructor): void {
  try {
    const taken = customElements.get(name);
    if (!taken) return customElements.define(name, element);
    if (!(OURS in taken))
      console.warn?.(`<${name}> is already defined by something else; page-furniture left it alone.`);
  } catch (error) {
    console.warn?.(`<${name}> could not be defined; its content is shown instead.`, error);
  }
}
