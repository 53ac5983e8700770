import type { ChannelId } from '#shared/domain/ids.ts';
import { ChannelControl, type ControlAction } from '#shared/domain/operations.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChannelControls } from '../ports/channel-watch.ts';
import type { RelayStore } from '../ports/relay-store.ts';

/** While a channel is paused its end is looked for this often: a computer that slept ends an overdue pause soon. */
const lookMs = 1_000;

export interface ChannelControlServiceDeps {
  readonly store: Pick<RelayStore, 'readFact' | 'writeFact'>;
  readonly clock: Clock;
  readonly log: Logger;
  /** All channels there are, those that want for a secret included. */
  readonly channelIds: () => readonly ChannelId[];
  /** Told after each change, when it is on disk: dispatchers hold or go on. */
  readonly onChange: (channelId: ChannelId, control: ChannelControl) => void;
}

const running: ChannelControl = { mode: 'running', until: null, by: null, at: null, code: null };
/** Nobody can say any more what was wanted: nothing is lost and nothing is handed on until somebody says it again. */
const held: ChannelControl = {
  mode: 'paused',
  until: null,
  by: null,
  at: null,
  code: 'CHANNEL_CONTROL_UNREADABLE',
};
const modes = { pause: 'paused', stop: 'stopped', start: 'running' } as const satisfies Record<ControlAction, string>;
const factName = (channelId: ChannelId): string => `control:${channelId}`;

interface Kept {
  readonly control: ChannelControl;
  /** When a pause has lasted its time by the steady clock, whatever the wall clock is set to. */
  readonly overAt: number | null;
}

/** Pauses, stops and starts channels as operators want it; what they want outlives a restart. Pauses end by themselves. */
export class ChannelControlService implements ChannelControls {
  readonly #deps: ChannelControlServiceDeps;
  readonly #kept = new Map<ChannelId, Kept>();
  #turn: Promise<void> = Promise.resolve();
  #cancelLook: (() => void) | null = null;
  #stopped = false;

  constructor(deps: ChannelControlServiceDeps) {
    this.#deps = deps;
  }

  /** Reads what was wanted before the restart. To be awaited before anything takes or delivers messages. */
  async load(): Promise<void> {
    for (const channelId of this.#deps.channelIds()) await this.#read(channelId);
  }

  /** Tells `onChange` of every channel that does not run, and begins to look for the ends of pauses. */
  start(): void {
    for (const [channelId, { control }] of this.#kept) {
      if (control.mode !== 'running') this.#deps.onChange(channelId, control);
    }
    this.#planLook();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelLook?.();
  }

  of(channelId: ChannelId): ChannelControl {
    return this.#kept.get(channelId)?.control ?? running;
  }

  set(input: Parameters<ChannelControls['set']>[0]): Promise<void> {
    return this.#inTurn(() => this.#set(input));
  }

  async #set({ channelIds, action, until, by, code }: Parameters<ChannelControls['set']>[0]): Promise<void> {
    const now = this.#deps.clock.now();
    const known = new Set(this.#deps.channelIds());
    const missing = channelIds.find((channelId) => !known.has(channelId));
    if (missing !== undefined) throw new RelayError('CHANNEL_UNKNOWN', 'no such channel', { value: missing });
    if (action === 'pause' && until !== null && until <= now) {
      throw new RelayError('TIME_IN_PAST', 'the pause would be over', { value: new Date(until).toISOString() });
    }
    const control: ChannelControl = {
      mode: modes[action],
      until: action === 'pause' ? until : null,
      by,
      at: now,
      code: action === 'stop' ? (code ?? null) : null,
    };
    for (const channelId of new Set(channelIds)) {
      await this.#deps.store.writeFact(factName(channelId), JSON.stringify(control));
      this.#apply(channelId, control);
    }
  }

  #apply(channelId: ChannelId, control: ChannelControl): void {
    const { log, onChange } = this.#deps;
    this.#kept.set(channelId, { control, overAt: this.#overAt(control) });
    log.info('channel.control', { channelId, mode: control.mode, until: control.until, code: control.code });
    onChange(channelId, control);
    this.#planLook();
  }

  /** No pause lasts longer than it was meant to, so that a clock that was set back does not prolong it. */
  #overAt({ mode, until, at }: ChannelControl): number | null {
    if (mode !== 'paused' || until === null) return null;
    const { clock } = this.#deps;
    const leftMs = Math.min(until - clock.now(), until - (at ?? clock.now()));
    return clock.monotonic() + Math.max(leftMs, 0);
  }

  async #read(channelId: ChannelId): Promise<void> {
    const { store, log } = this.#deps;
    const saved = await store.readFact(factName(channelId));
    if (saved === null) return;
    const control = parsed(saved);
    if (control === null) log.error('channel.control_unreadable', { channelId });
    this.#kept.set(channelId, { control: control ?? held, overAt: control === null ? null : this.#overAt(control) });
  }

  #planLook(): void {
    if (this.#stopped || this.#cancelLook !== null) return;
    if (![...this.#kept.values()].some(({ overAt }) => overAt !== null)) return;
    this.#cancelLook = this.#deps.clock.after(lookMs, () => {
      this.#cancelLook = null;
      void this.#inTurn(() => this.#endPauses()).then(() => this.#planLook());
    });
  }

  async #endPauses(): Promise<void> {
    const { clock, store, log } = this.#deps;
    for (const [channelId, { control, overAt }] of this.#kept) {
      if (overAt === null || control.until === null) continue;
      if (clock.monotonic() < overAt && clock.now() < control.until) continue;
      const ended: ChannelControl = { ...running, at: clock.now() };
      try {
        await store.writeFact(factName(channelId), JSON.stringify(ended));
      } catch (thrown) {
        // It ends all the same; after a restart it is found to be over.
        log.error('channel.control_not_saved', {
          channelId,
          detail: thrown instanceof Error ? thrown.message : String(thrown),
        });
      }
      this.#apply(channelId, ended);
    }
  }

  /** One change after the other, so that a pause that ends and an operator who prolongs it do not cross. */
  #inTurn(run: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(run);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}

function parsed(saved: string): ChannelControl | null {
  try {
    return ChannelControl.parse(JSON.parse(saved));
  } catch {
    return null;
  }
}
