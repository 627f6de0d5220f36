import type { ReactiveElement } from 'lit';

/** An element class that can be told which property is read from which attribute. */
type OptionHost = typeof ReactiveElement;

/**
 * Declares a property of the configuration: `asOf` is read from the attribute `as-of`, from JSON, from `src`, or set
 * as a property; the strongest usable value wins (see `FurnitureElement.config`). Getting it gives the value in force.
 *
 * @param attribute - `false` for values that no attribute can hold.
 */
export function option({ attribute = true }: { attribute?: boolean } = {}) {
  return (prototype: object, name: string): void => {
    const host = prototype.constructor as OptionHost;
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      get(this: ConfiguredElement) {
        return this.readOption(name);
      },
      set(this: ConfiguredElement, value: unknown) {
        this.writeOption(name, value);
      },
    });
    host.createProperty(name, { noAccessor: true, attribute: attribute && attributeName(name) });
  };
}

/** What `@option` needs of its element. */
export interface ConfiguredElement {
  readOption(name: string): unknown;
  writeOption(name: string, value: unknown): void;
}

/** `asOf` → `as-of`. */
export function attributeName(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
