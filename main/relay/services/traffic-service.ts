import type { Clock } from '#shared/lib/clock.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import type { RelayStore } from '../ports/relay-store.ts';

/** At most ten notices a second, each of at most this many rows; the rest is counted, and marked on screen. */
const noticeEveryMs = 100;
const rowsPerNotice = 400;

export interface TrafficServiceDeps {
  readonly store: RelayStore;
  readonly clock: Clock;
  readonly onRows: (notice: { rows: TrafficRow[]; dropped: number }) => void;
}

/** Gathers the messages that changed and tells the console in batches. Idle while nobody listens. */
export class TrafficService {
  readonly #deps: TrafficServiceDeps;
  readonly #changed = new Set<number>();
  #dropped = 0;
  #listening = false;
  #planned = false;

  constructor(deps: TrafficServiceDeps) {
    this.#deps = deps;
  }

  listen(): void {
    this.#listening = true;
  }

  /** The message with this seq is new or has changed. */
  note(seq: number): void {
    if (!this.#listening) return;
    this.#changed.delete(seq);
    this.#changed.add(seq);
    if (this.#changed.size > rowsPerNotice) this.#dropOldest();
    if (this.#planned) return;
    this.#planned = true;
    this.#deps.clock.after(noticeEveryMs, () => void this.#flush());
  }

  #dropOldest(): void {
    for (const seq of this.#changed) {
      this.#changed.delete(seq);
      this.#dropped += 1;
      return;
    }
  }

  async #flush(): Promise<void> {
    const seqs = [...this.#changed];
    const dropped = this.#dropped;
    this.#changed.clear();
    this.#dropped = 0;
    this.#planned = false;
    try {
      this.#deps.onRows({ rows: [...(await this.#deps.store.rows(seqs))], dropped });
    } catch {
      this.#deps.onRows({ rows: [], dropped: dropped + seqs.length });
    }
  }
}
