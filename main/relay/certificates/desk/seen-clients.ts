import { X509Certificate } from 'node:crypto';
import { toRelayError } from '#shared/errors/relay-error.ts';
import type { DeskParts } from './desk-parts.ts';
import type { SeenKept } from './kept.ts';

/** The last time is written so often. */
const saveMs = 10 * 60_000;
/** And shown so often. */
const showMs = 60_000;
const mostKept = 500;

/** When which client certificate was shown to us: so that an operator sees that CXone uses the new one. */
export class SeenClients {
  readonly #parts: DeskParts;
  readonly #savedAt = new Map<string, number>();
  readonly #shownAt = new Map<string, number>();

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  start(): void {
    this.#parts.places.onClient((seen) => {
      this.#note(seen.sha256.replaceAll(':', '').toLowerCase(), seen.pem);
    });
  }

  async stop(): Promise<void> {
    const { shelf } = this.#parts;
    for (const { body } of shelf.seen()) if (this.#savedAt.has(body.id)) await shelf.settleSeen(body);
  }

  #note(sha256: string, pem: string): void {
    const { shelf, clock, log, onChange } = this.#parts;
    const now = clock.now();
    const known = shelf.seen().find(({ body }) => body.id === sha256);
    if (known === undefined) {
      // Only what was accepted comes here, and its first time is worth a line: the move to a new one is under way.
      log.info('certificates.client_first_seen', { sha256 });
      this.#saveFirst(sha256, pem, now);
    } else {
      const body = { ...known.body, lastSeenAt: now };
      if (clock.monotonic() - (this.#savedAt.get(sha256) ?? -Infinity) >= saveMs) this.#save(body);
      else shelf.noteSeen(body);
    }
    if (clock.monotonic() - (this.#shownAt.get(sha256) ?? -Infinity) < showMs) return;
    this.#shownAt.set(sha256, clock.monotonic());
    onChange();
  }

  #saveFirst(sha256: string, pem: string, now: number): void {
    const { shelf, log } = this.#parts;
    try {
      const whole = new X509Certificate(pem).toString();
      this.#save({ form: 'seen', id: sha256, pem: whole, firstSeenAt: now, lastSeenAt: now });
    } catch (thrown) {
      log.warn('certificates.client_unreadable', { sha256, code: toRelayError(thrown).code });
    }
    const tooMany = shelf.seen().length - mostKept;
    if (tooMany <= 0) return;
    const oldest = [...shelf.seen()].sort((a, b) => a.body.lastSeenAt - b.body.lastSeenAt).slice(0, tooMany);
    for (const { body } of oldest) void shelf.discardSeen(body.id);
  }

  #save(body: SeenKept['body']): void {
    const { shelf, clock } = this.#parts;
    this.#savedAt.set(body.id, clock.monotonic());
    void shelf.settleSeen(body);
  }
}
