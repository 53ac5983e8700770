import { randomUUID } from 'node:crypto';

/**
 * Stand-ins for secrets while a configuration is put together: texts that occur nowhere else, each replaced in the end by what
 * a server is to read the secret from.
 */
export class Placeholders {
  readonly #mark = randomUUID();
  readonly #sources = new Map<string, unknown>();
  readonly #names = new Set<string>();

  /** A stand-in for an environment variable of that name, or, where another secret has it, of the next free one. */
  variable(wanted: string): string {
    return this.source({ env: this.#free(wanted.toUpperCase().replace(/[^A-Z0-9]+/gu, '_')) });
  }

  /** A stand-in for what is to stand there in the end. */
  source(source: unknown): string {
    if (typeof source === 'object' && source !== null && 'env' in source) this.#names.add(String(source.env));
    const text = `${this.#mark} ${this.#sources.size}`;
    this.#sources.set(text, source);
    return text;
  }

  /** A copy with every stand-in replaced. */
  restored(value: unknown): unknown {
    if (typeof value === 'string') return this.#sources.has(value) ? this.#sources.get(value) : value;
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((item: unknown) => this.restored(item));
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, this.restored(item)]));
  }

  #free(wanted: string): string {
    for (let number = 2, name = wanted; ; number += 1) {
      if (!this.#names.has(name)) return name;
      name = `${wanted}_${number}`;
    }
  }
}
