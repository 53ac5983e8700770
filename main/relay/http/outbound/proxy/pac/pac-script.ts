import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { ProxyFailure } from '../proxy-failure.ts';
import type { PacMachine } from './pac-machine.ts';
import type { LookUpName } from './pac-names.ts';
import type { PacAsk, PacReply } from './pac-protocol.ts';
import { PacNotRead, type ReadPac } from './pac-source.ts';

/** Names that a script may have looked up for one answer; behind so many it is not read in good faith. */
const mostNames = 30;
/** For one answer with all of its look-ups, milliseconds. */
const answerLimitMs = 12_000;
/** A file that could not be read is not asked for again within this time, milliseconds. */
const holdMs = 15_000;
/** Characters of what a script says of its failure. */
const longestCode = 60;
/** With an older script in use there is no hurry, milliseconds. */
const patientHoldMs = 60_000;

export interface PacScriptDeps {
  /** For people. */
  readonly place: string;
  readonly read: ReadPac;
  /** How often the file is asked for again, milliseconds. */
  readonly rereadMs: number;
  readonly machine: PacMachine;
  readonly lookUp: LookUpName;
  readonly ownAddress: () => string;
  readonly clock: Clock;
  readonly log: Logger;
  /** Another script is in use from here on. */
  readonly onChange: () => void;
}

/** The script of one PAC file: read from time to time, and the last one that could be used kept while there is no other. */
export class PacScript {
  readonly #deps: PacScriptDeps;
  #text: string | null = null;
  /** Monotonic; of the last reading that came to an end. */
  #readAt = -Infinity;
  #failure: { readonly at: number; readonly error: ProxyFailure } | null = null;
  #reading: Promise<void> | null = null;

  constructor(deps: PacScriptDeps) {
    this.#deps = deps;
  }

  /** What it answers for an address. Throws a ProxyFailure. */
  async answer(target: NonNullable<PacAsk['target']>): Promise<string> {
    const now = this.#deps.clock.monotonic();
    if (this.#text === null) await this.#readUnlessHeld(holdMs);
    // Nobody waits for a new one while there is one.
    else if (now - this.#readAt >= this.#deps.rereadMs) void this.#readUnlessHeld(patientHoldMs).catch(() => undefined);
    const text = this.#inUse();
    const reply = await this.#run(text, target);
    if (reply.kind === 'answer') return reply.answer;
    const fault = this.#fault('pac_failed', reply.detail);
    // It may have been mended since.
    if (this.#deps.clock.monotonic() - this.#readAt >= holdMs) {
      await this.#readUnlessHeld(holdMs).catch(() => undefined);
      if (this.#inUse() !== text) {
        const second = await this.#run(this.#inUse(), target);
        if (second.kind === 'answer') return second.answer;
      }
    }
    throw fault;
  }

  /** Reads the file now, whatever is known of it. Throws a ProxyFailure when it cannot be used. */
  async readNow(): Promise<void> {
    this.#failure = null;
    await this.#readOnce();
    // Told though an older script serves: who asks so wants to know about the file.
    const failure = this.#heldFailure();
    if (failure !== null) throw failure;
  }

  #heldFailure(): ProxyFailure | null {
    return this.#failure?.error ?? null;
  }

  #inUse(): string {
    if (this.#text === null) throw this.#heldFailure() ?? this.#fault('pac_unreadable', 'not read');
    return this.#text;
  }

  async #readUnlessHeld(forMs: number): Promise<void> {
    const failed = this.#failure;
    if (failed !== null && this.#deps.clock.monotonic() - failed.at < forMs) return;
    await this.#readOnce();
  }

  /** Calls that come meanwhile wait for the same reading. Never rejects. */
  async #readOnce(): Promise<void> {
    this.#reading ??= this.#readAndJudge().finally(() => {
      this.#reading = null;
    });
    await this.#reading;
  }

  async #readAndJudge(): Promise<void> {
    const { clock, log, place } = this.#deps;
    try {
      const text = await this.#deps.read();
      if (text !== this.#text) {
        await this.#judge(text);
        const isFirst = this.#text === null;
        this.#text = text;
        log.info('pac.read', { place, changed: !isFirst });
        this.#deps.onChange();
      }
      this.#failure = null;
    } catch (thrown) {
      const error =
        thrown instanceof ProxyFailure
          ? thrown
          : this.#fault('pac_unreadable', thrown instanceof PacNotRead ? thrown.code : 'not read', thrown);
      log.warn('pac.notUsed', { place, code: error.code, serves: this.#text !== null });
      this.#failure = { at: clock.monotonic(), error };
    }
    this.#readAt = clock.monotonic();
  }

  /** A page of a server's own in place of the file must not put out a script that works. */
  async #judge(text: string): Promise<void> {
    const reply = await this.#run(text, null);
    if (reply.kind === 'failed') throw this.#fault('pac_failed', reply.detail);
  }

  async #run(script: string, target: PacAsk['target']): Promise<Exclude<PacReply, { kind: 'needs' }>> {
    const { machine, lookUp, clock } = this.#deps;
    const names: Record<string, string | null> = Object.create(null) as Record<string, string | null>;
    const from = clock.monotonic();
    const own = this.#deps.ownAddress();
    for (let asked = 0; asked <= mostNames && clock.monotonic() - from < answerLimitMs; asked += 1) {
      const reply = await machine({ script, target, names: { ...names }, ownAddress: own });
      if (reply.kind !== 'needs') return reply;
      names[reply.name] = await lookUp(reply.name);
    }
    return { kind: 'failed', detail: 'looks up too many names' };
  }

  #fault(reason: 'pac_unreadable' | 'pac_failed', code: string, cause?: unknown): ProxyFailure {
    return new ProxyFailure(reason, code.slice(0, longestCode), cause, { place: this.#deps.place });
  }
}
