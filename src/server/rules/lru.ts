/** A cache that forgets what was unused for longest once all it holds is larger than `capacity`. */
export class LruCache<T> {
  readonly #capacity: number;
  readonly #sizeOf: (value: T) => number;
  readonly #values = new Map<string, T>();
  #size = 0;

  constructor(capacity: number, sizeOf: (value: T) => number) {
    this.#capacity = capacity;
    this.#sizeOf = sizeOf;
  }

  get(key: string): T | undefined {
    const value = this.#values.get(key);
    if (value === undefined) return undefined;
    this.#values.delete(key);
    this.#values.set(key, value);
    return value;
  }

  set(key: string, value: T): void {
    this.#remove(key);
    this.#values.set(key, value);
    this.#size += this.#cost(key, value);
    for (const oldest of this.#values.keys()) {
      if (this.#size <= this.#capacity) break;
      this.#remove(oldest);
    }
  }

  #remove(key: string): void {
    const value = this.#values.get(key);
    if (value === undefined) return;
    this.#values.delete(key);
    this.#size -= this.#cost(key, value);
  }

  #cost(key: string, value: T): number {
    return key.length + this.#sizeOf(value);
  }
}
