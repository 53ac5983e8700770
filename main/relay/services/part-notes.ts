import type { Clock } from '#shared/lib/clock.ts';
import type { MessagePart } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { ExchangeDraft, NoteExchange, PartJournal } from '../ports/delivery-target.ts';
import type { AttemptExchange, PendingMessage, RelayStore } from '../ports/relay-store.ts';

/** Pause before a note is written again, and how often that is done for a part that has not left yet. */
const retryMs = 1_000;
const beginTries = 5;
/** Calls of one attempt that are remembered: of more the earliest are forgotten. */
const mostCalls = 60;

export interface PartNotesDeps {
  readonly store: Pick<RelayStore, 'partBegun' | 'partEnded'>;
  readonly clock: Clock;
  readonly isStopped: () => boolean;
  readonly onStoreFault: (step: string, thrown: unknown) => void;
}

/**
 * The journal of one attempt. A part is on disk as begun before a byte of it leaves; what came of it is written until it
 * is written, as a part that went out must never be sent again for want of a note.
 */
export class PartNotes implements PartJournal {
  readonly #deps: PartNotesDeps;
  readonly #seq: number;
  readonly #parts: Map<number, MessagePart>;
  readonly #calls: { part: number | null; readonly describe: () => ExchangeDraft }[] = [];
  /** Calls made since the last part ended: they made the next one ready. */
  #partless = 0;
  #openPart: number | null = null;
  #beginFailed = false;
  #isClosed = false;

  constructor(deps: PartNotesDeps, message: Pick<PendingMessage, 'seq' | 'parts'>) {
    this.#deps = deps;
    this.#seq = message.seq;
    this.#parts = new Map(message.parts.map((part) => [part.no, part]));
  }

  /** What is known of the parts now, by number. */
  get parts(): readonly MessagePart[] {
    return [...this.#parts.values()].sort((first, second) => first.no - second.no);
  }

  /** A part could not be noted, so that it did not leave: nothing is unknown about the message. */
  get nothingOpen(): boolean {
    return this.#beginFailed && this.parts.every((part) => part.state !== 'sending' && part.state !== 'unknown');
  }

  /** How many calls were made. */
  get calls(): number {
    return this.#calls.length;
  }

  /** The calls that were made, in order. Throws when one of them cannot be described. */
  exchanges(): AttemptExchange[] {
    return this.#calls.map(({ part, describe }) => ({ ...describe(), part }));
  }

  /** The attempt is over: should its connector still be at work, no further part may leave. */
  close(): void {
    this.#isClosed = true;
  }

  readonly exchanged: NoteExchange = (describe) => {
    if (this.#isClosed) return;
    this.#calls.push({ part: this.#openPart, describe });
    if (this.#openPart === null) this.#partless += 1;
    if (this.#calls.length > mostCalls) this.#calls.shift();
  };

  async begin(part: Pick<MessagePart, 'no' | 'of' | 'kind'>): Promise<void> {
    const at = this.#deps.clock.now();
    for (let tries = 1; ; tries += 1) {
      if (this.#isClosed) throw new RelayError('INTERNAL', 'the attempt is over');
      try {
        await this.#deps.store.partBegun(this.#seq, part, at);
        break;
      } catch (thrown) {
        this.#deps.onStoreFault('part_begun', thrown);
        if (tries >= beginTries || this.#deps.isStopped()) {
          this.#beginFailed = true;
          throw thrown;
        }
        await this.#pause();
      }
    }
    this.#parts.set(part.no, { ...part, state: 'sending', at, code: null, platformCode: null });
    // A file was uploaded for this part before the part itself could leave.
    for (const call of this.#partless === 0 ? [] : this.#calls.slice(-this.#partless)) call.part = part.no;
    this.#partless = 0;
    this.#openPart = part.no;
  }

  async end(part: MessagePart): Promise<void> {
    if (this.#isClosed) return;
    this.#openPart = null;
    // Known here at once, whatever the disk does: the rest of this attempt builds on it.
    this.#parts.set(part.no, part);
    for (;;) {
      try {
        await this.#deps.store.partEnded(this.#seq, part);
        return;
      } catch (thrown) {
        this.#deps.onStoreFault('part_ended', thrown);
        if (this.#deps.isStopped()) throw new RelayError('STORE_WRITE_FAILED', 'the relay stops', { cause: thrown });
        await this.#pause();
      }
    }
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      this.#deps.clock.after(retryMs, resolve);
    });
  }
}
