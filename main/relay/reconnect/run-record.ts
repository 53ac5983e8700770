import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { mayFollow } from './reconnect-rules.ts';

/** Notices of one run: five a second at most. */
const noticeGapMs = 200;

/** A run as it stands, told to whoever looks whenever it changes, but not more often than they can read. */
export class RunRecord {
  readonly #clock: Clock;
  readonly #onChange: (run: ReconnectRun) => void;
  #run: ReconnectRun;
  #toldAt: number | null = null;
  #cancelNotice: (() => void) | null = null;

  constructor(run: ReconnectRun, clock: Clock, onChange: (run: ReconnectRun) => void) {
    this.#run = run;
    this.#clock = clock;
    this.#onChange = onChange;
    this.#tell();
  }

  get now(): ReconnectRun {
    return this.#run;
  }

  /** What changes nothing is not told. A phase that must not follow the present one is a mistake of ours, and thrown. */
  change(changes: Partial<Omit<ReconnectRun, 'id' | 'channelId' | 'revision'>>): void {
    const { phase } = changes;
    if (phase !== undefined && !mayFollow(this.#run.phase, phase)) {
      throw new Error(`reconnect: ${phase} must not follow ${this.#run.phase}`);
    }
    const next = { ...this.#run, ...changes };
    if (JSON.stringify(next) === JSON.stringify(this.#run)) return;
    this.#run = { ...next, revision: this.#run.revision + 1 };
    this.#tell();
  }

  /** No more notices. */
  silence(): void {
    this.#cancelNotice?.();
    this.#cancelNotice = () => undefined;
  }

  #tell(): void {
    if (this.#cancelNotice !== null) return;
    const now = this.#clock.monotonic();
    const waitMs = this.#toldAt === null ? 0 : this.#toldAt + noticeGapMs - now;
    if (waitMs > 0) {
      this.#cancelNotice = this.#clock.after(waitMs, () => {
        this.#cancelNotice = null;
        this.#tell();
      });
      return;
    }
    this.#toldAt = now;
    this.#onChange(this.#run);
  }
}
