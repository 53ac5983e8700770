import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** A key to be made from a passphrase, or the like: what in a file may take long, as the number of rounds stands in it. */
export interface Derivation {
  /** Everything it depends on. */
  readonly from: readonly (string | number | Uint8Array)[];
  /** Its cost, in rounds of PBKDF2. */
  readonly rounds: number;
  /** At once, and holding everything up. */
  readonly now: () => Uint8Array;
  /** The same without holding anything up for long. */
  readonly later: () => Promise<Uint8Array>;
}

/** The same for work that is done step by step. */
export function inSteps(steps: () => Generator<undefined, Uint8Array, undefined>): Pick<Derivation, 'now' | 'later'> {
  return {
    now: () => {
      const running = steps();
      for (;;) {
        const step = running.next();
        if (step.done === true) return step.value;
      }
    },
    later: async () => {
      const running = steps();
      for (;;) {
        const step = running.next();
        if (step.done === true) return step.value;
        await nextTurn();
      }
    },
  };
}

export interface Deriver {
  derive(derivation: Derivation): Uint8Array;
}

/** For programs that do nothing else meanwhile. */
export const atOnce: Deriver = { derive: ({ now }) => now() };

/** Cost of the derivations that are made at once before others get their turn; a hundredth of a second and less. */
const roundsAtOnce = 30_000;

/** Thrown through a reading that must wait for a derivation. */
class Postponed extends Error {
  override readonly name = 'Postponed';
  readonly derivation: Derivation;

  constructor(derivation: Derivation) {
    super('a derivation comes later');
    this.derivation = derivation;
  }
}

class Remembering implements Deriver {
  readonly #known = new Map<string, Uint8Array>();
  #left = roundsAtOnce;

  derive(derivation: Derivation): Uint8Array {
    const name = nameOf(derivation);
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    if (derivation.rounds > this.#left) throw new Postponed(derivation);
    this.#left -= derivation.rounds;
    const made = derivation.now();
    this.#known.set(name, made);
    return made;
  }

  async deriveLater(derivation: Derivation): Promise<void> {
    this.#known.set(nameOf(derivation), await derivation.later());
    await nextTurn();
    this.#left = roundsAtOnce;
  }
}

/**
 * Runs a reading that has no effects. Where it needs a derivation that takes long, it is begun anew with what was derived so
 * far: nothing is derived twice, and everything else goes on meanwhile. Rejects with what the reading throws.
 */
export async function inTurns<T>(read: (deriver: Deriver) => T): Promise<T> {
  const deriver = new Remembering();
  for (;;) {
    try {
      return read(deriver);
    } catch (thrown) {
      if (!(thrown instanceof Postponed)) throw thrown;
      await deriver.deriveLater(thrown.derivation);
    }
  }
}

function nameOf({ from }: Derivation): string {
  const hash = createHash('sha256');
  for (const part of from) {
    const bytes = typeof part === 'object' ? part : Buffer.from(String(part));
    hash.update(`${bytes.length}:`).update(bytes);
  }
  return hash.digest('base64');
}
