import type { MessageId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';

export const grantLifeMs = 10 * 60_000;
/** Of more, the oldest end early. */
const mostGrants = 500;
const grantBytes = 32;

/** Who may look at the files of which message, and for how long. In memory: a restart ends them all. */
export class RevealGrants {
  readonly #clock: Clock;
  readonly #random: (byteCount: number) => Buffer;
  readonly #grants = new Map<string, { readonly id: MessageId; readonly endsAt: number }>();

  constructor(clock: Clock, random: (byteCount: number) => Buffer) {
    this.#clock = clock;
    this.#random = random;
  }

  /** `until`: epoch ms. */
  give(id: MessageId): { readonly grant: string; readonly until: number } {
    const now = this.#clock.monotonic();
    for (const [grant, { endsAt }] of this.#grants) {
      if (endsAt > now && this.#grants.size < mostGrants) break;
      this.#grants.delete(grant);
    }
    const grant = this.#random(grantBytes).toString('base64url');
    this.#grants.set(grant, { id, endsAt: now + grantLifeMs });
    return { grant, until: this.#clock.now() + grantLifeMs };
  }

  /** Throws REVEAL_OVER when the grant is none, is another message's, or its time is over. */
  demand(grant: string, id: MessageId): void {
    const given = this.#grants.get(grant);
    if (given === undefined || given.id !== id || given.endsAt <= this.#clock.monotonic()) {
      throw new RelayError('REVEAL_OVER', 'no grant that holds');
    }
  }
}
