import { setMaxListeners } from 'node:events';
import type { Leg } from '#shared/domain/channel.ts';
import type { ProbeName, ProbeResult } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { cannotTell } from '../core/probe-findings.ts';
import type { CheckResult } from '../ports/delivery-target.ts';
import type { LegProbe, ProbeBook, ProbeFinding } from '../ports/leg-probe.ts';
import { concernsTheWay, findingsOf } from './noted-check.ts';
import { ProbedChannel, type ProbeEntry } from './probed-channel.ts';
import { report, type ProbeReporter } from './probe-reports.ts';
import { ProbeSlots } from './probe-slots.ts';

/** Probes under way at a time, over all channels. */
const slotCount = 4;
/** For all probes of a channel together, when somebody asks for them. */
export const runAllLimitMs = 20_000;
/** For one that runs by itself. */
const aloneLimitMs = 15_000;
const tickMs = 1_000;
/** After the start, the first round is spread over so much for each channel, between these limits. */
const spreadPerChannelMs = 500;
const spreadLimitsMs = { least: 5_000, most: 120_000 } as const;
/** What the channel's own check has just found is not asked for again, milliseconds. */
const justNotedMs = 5_000;
/** A host behind failing checks is looked at, but not at each of them. */
const hostAgainMs = 15_000;
/** Judged from what is known here: they need no room among those that call somebody. */
const callsNobody: ReadonlySet<ProbeName> = new Set<ProbeName>([
  'own_certificate',
  'wechat_pushes',
  'clock',
  'box_token',
  'cxone_calls',
]);
/** Those that run by themselves wait behind those somebody waits for. */
const byItself = Number.MAX_SAFE_INTEGER;

export interface ProbeServiceDeps {
  readonly clock: Clock;
  readonly chance: Chance;
  readonly log: Logger;
  readonly reporter: ProbeReporter;
  /** Told after each new result. */
  readonly onResult?: (channelId: ChannelId) => void;
}

/**
 * Runs the probes of all channels: by themselves as often as their ration allows, and all of a channel's when somebody
 * asks. Keeps the last result of each, and tells the legs what it means.
 */
export class ProbeService implements ProbeBook {
  readonly #deps: ProbeServiceDeps;
  readonly #channels = new Map<ChannelId, ProbedChannel>();
  readonly #slots = new ProbeSlots(slotCount);
  readonly #abort = new AbortController();
  #cancelTick: (() => void) | null = null;
  #started = false;
  #asked = 0;

  constructor(deps: ProbeServiceDeps) {
    this.#deps = deps;
    setMaxListeners(0, this.#abort.signal);
  }

  /** Takes the place of an earlier set of the same channel; results of the same probe stay. */
  add(channelId: ChannelId, probes: readonly LegProbe[]): void {
    const before = this.#channels.get(channelId);
    const channel = new ProbedChannel(channelId, probes, this.#deps, before);
    this.#channels.set(channelId, channel);
    if (this.#started) channel.spread(spreadLimitsMs.least);
  }

  remove(channelId: ChannelId): void {
    this.#channels.delete(channelId);
  }

  start(): void {
    this.#started = true;
    const spreadMs = Math.min(
      spreadLimitsMs.most,
      Math.max(spreadLimitsMs.least, this.#channels.size * spreadPerChannelMs),
    );
    for (const channel of this.#channels.values()) channel.spread(spreadMs);
    this.#plan();
  }

  stop(): void {
    this.#cancelTick?.();
    this.#abort.abort();
  }

  results(channelId: ChannelId): readonly ProbeResult[] {
    return this.#channels.get(channelId)?.results() ?? [];
  }

  /** Empty for a channel without probes. Two that ask while a round is under way share the next one. Never rejects. */
  async runAll(channelId: ChannelId, signal: AbortSignal): Promise<readonly ProbeResult[]> {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) return [];
    channel.nextRound ??= this.#nextRound(channel);
    await untilAborted(channel.nextRound, signal);
    return channel.results();
  }

  /** What a channel's own check of a leg found: the same calls are not made twice. */
  noteCheck(channelId: ChannelId, leg: Leg, result: CheckResult): void {
    const channel = this.#channels.get(channelId);
    if (channel === undefined) return;
    for (const [name, finding] of findingsOf(leg, result)) {
      const entry = channel.entries.find(({ probe }) => probe.name === name);
      if (entry === undefined) continue;
      // Whoever made the check tells the legs of it.
      channel.forgetTold(name);
      if (finding === null) channel.notRun(entry);
      else channel.noted(entry, finding);
    }
    if (!result.ok && concernsTheWay(result.code)) channel.hurryHost(leg, hostAgainMs);
    this.#deps.onResult?.(channelId);
  }

  #plan(): void {
    if (!this.#abort.signal.aborted) {
      this.#cancelTick = this.#deps.clock.after(tickMs, () => {
        this.#tick();
      });
    }
  }

  #tick(): void {
    for (const channel of this.#channels.values()) {
      for (const entry of channel.due()) void this.#runAlone(channel, entry);
    }
    this.#plan();
  }

  /** One that came due by itself. A leg's probes never run side by side, and who waits for room holds up nobody. */
  async #runAlone(channel: ProbedChannel, entry: ProbeEntry): Promise<void> {
    entry.waits = true;
    const hasRoom = await this.#room(entry, byItself, this.#abort.signal);
    entry.waits = false;
    if (!hasRoom) return;
    const { leg } = entry.probe;
    // Somebody asked for all of them meanwhile: still due, it is looked at again soon.
    if (channel.inRound || channel.isBusy(leg)) return this.#leaveRoom(entry);
    const limit = this.#limited(aloneLimitMs);
    await channel.onLeg(leg, () => this.#run(channel, entry, limit.signal));
    limit.end();
  }

  async #nextRound(channel: ProbedChannel): Promise<void> {
    await channel.round;
    channel.round = this.#round(channel);
    channel.nextRound = null;
    await channel.round;
  }

  async #round(channel: ProbedChannel): Promise<void> {
    this.#asked += 1;
    // Rounds that began earlier come first, so that of many at once the first ones end in time.
    const rank = this.#asked;
    const limit = this.#limited(runAllLimitMs);
    channel.inRound = true;
    try {
      await Promise.all(
        channel.legs().map((leg) => channel.onLeg(leg, () => this.#walk(channel, leg, rank, limit.signal))),
      );
    } finally {
      channel.inRound = false;
      limit.end();
    }
  }

  /** A leg's probes in order. After a refusal that only a person can lift, and behind a host that is out of reach, the rest says nothing new. */
  async #walk(channel: ProbedChannel, leg: Leg, rank: number, signal: AbortSignal): Promise<void> {
    let stopped = false;
    for (const entry of channel.entries.filter(({ probe }) => probe.leg === leg)) {
      if (stopped) {
        channel.notRun(entry);
        this.#deps.onResult?.(channel.id);
        continue;
      }
      if (!channel.justNoted(entry, justNotedMs) && (await this.#room(entry, rank, signal))) {
        await this.#run(channel, entry, signal);
      }
      if (signal.aborted) return;
      stopped = channel.endsLeg(entry);
    }
  }

  /** There is room for it now. Never rejects. */
  async #run(channel: ProbedChannel, entry: ProbeEntry, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps;
    const startedAt = clock.monotonic();
    const finding = await this.#finding(channel, entry.probe, signal);
    this.#leaveRoom(entry);
    // Stopped, or the channel was taken out meanwhile.
    if (this.#abort.signal.aborted || this.#channels.get(channel.id) !== channel) return;
    this.#conclude(channel, entry, finding, clock.monotonic() - startedAt);
  }

  #room({ probe }: ProbeEntry, rank: number, signal: AbortSignal): Promise<boolean> {
    return callsNobody.has(probe.name) ? Promise.resolve(true) : this.#slots.take(rank, signal);
  }

  #leaveRoom({ probe }: ProbeEntry): void {
    if (!callsNobody.has(probe.name)) this.#slots.giveBack();
  }

  async #finding(channel: ProbedChannel, probe: LegProbe, signal: AbortSignal): Promise<ProbeFinding> {
    try {
      const finding = await probe.run(signal);
      // What we broke off ourselves says nothing about the other side.
      return signal.aborted && finding.outcome !== 'passed' ? cannotTell({ platformCode: 'timeout' }) : finding;
    } catch (thrown) {
      this.#deps.log.error('probe.crashed', {
        channelId: channel.id,
        probe: probe.name,
        detail: thrown instanceof Error ? thrown.name : '',
      });
      return cannotTell({}, 'INTERNAL');
    }
  }

  #conclude(channel: ProbedChannel, entry: ProbeEntry, finding: ProbeFinding, durationMs: number): void {
    const { reporter, log, onResult } = this.#deps;
    const { name, leg } = entry.probe;
    const before = entry.result;
    channel.concluded(entry, finding, Math.round(durationMs));
    const { id, told } = channel;
    channel.told = report(reporter, {
      channelId: id,
      name,
      leg,
      finding,
      nextTryAt: entry.result.nextAt,
      all: told,
    });
    if (before.outcome !== finding.outcome || before.code !== finding.code) {
      const { outcome, code, platformCode } = finding;
      const level = outcome === 'failed' || outcome === 'warning' ? 'warn' : 'info';
      log[level]('probe.changed', { channelId: id, probe: name, outcome, code, platformCode });
    }
    // Others may know why.
    if (finding.code === 'WECHAT_PUSHES_STOPPED' && before.code !== finding.code) channel.hurryCallback();
    onResult?.(id);
  }

  /** A signal that ends the work after `limitMs`, or when the relay stops. */
  #limited(limitMs: number): { readonly signal: AbortSignal; readonly end: () => void } {
    const limit = new AbortController();
    const abort = (): void => {
      limit.abort();
    };
    const cancel = this.#deps.clock.after(limitMs, abort);
    this.#abort.signal.addEventListener('abort', abort, { once: true });
    return {
      signal: limit.signal,
      end: () => {
        cancel();
        this.#abort.signal.removeEventListener('abort', abort);
      },
    };
  }
}

/** Waits for the work, or until the caller gives up; the work goes on for others. */
function untilAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  // One signal may stand for the checks of many channels.
  setMaxListeners(0, signal);
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      resolve();
    };
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}
