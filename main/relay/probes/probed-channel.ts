import type { Leg } from '#shared/domain/channel.ts';
import type { ProbeName, ProbeResult } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Chance, Clock } from '#shared/lib/clock.ts';
import { inProbeOrder, probeRations } from '../core/probe-ration.ts';
import type { LegProbe, ProbeFinding } from '../ports/leg-probe.ts';
import type { Told } from './probe-reports.ts';

export interface ProbeEntry {
  readonly probe: LegProbe;
  result: ProbeResult;
  /** Of the last result: false when only a person can help. */
  retryable: boolean;
  /** Monotonic; null: not by itself. */
  dueAt: number | null;
  /** Monotonic, when it last ran or was told. */
  lastAt: number;
  /** Monotonic, when its result was last told by the channel's own check. */
  notedAt: number;
  /** Due, and waiting for room. */
  waits: boolean;
}

/** Chance makes a pause up to so much longer. */
const jitter = 0.2;

/** Looked at by the channel's own checks at a pace of their own while they are refused. */
const ofOwnChecks: ReadonlySet<ProbeName> = new Set<ProbeName>([
  'wechat_token',
  'wechat_api',
  'cxone_token',
  'cxone_channel',
]);

/** One channel's probes: their last results and when each is due. Decides nothing about when work is done. */
export class ProbedChannel {
  readonly id: ChannelId;
  /** In order within their leg. */
  readonly entries: readonly ProbeEntry[];
  /** What the probes have told the legs and not taken back. */
  told: readonly Told[];
  round: Promise<void> | null = null;
  nextRound: Promise<void> | null = null;
  inRound = false;
  readonly #deps: { readonly clock: Clock; readonly chance: Chance };
  readonly #busy = new Map<Leg, Promise<void>>();

  constructor(
    id: ChannelId,
    probes: readonly LegProbe[],
    deps: { readonly clock: Clock; readonly chance: Chance },
    before: ProbedChannel | undefined,
  ) {
    this.id = id;
    this.#deps = deps;
    this.told = before?.told ?? [];
    this.entries = [...probes]
      .sort((first, second) => inProbeOrder(first.name, second.name))
      .map((probe) => {
        const known = before?.entries.find((entry) => entry.probe.name === probe.name);
        return known === undefined ? newEntry(probe) : { ...known, probe, waits: false };
      });
  }

  results(): readonly ProbeResult[] {
    return this.entries.map(({ result }) => result);
  }

  legs(): readonly Leg[] {
    return [...new Set(this.entries.map(({ probe }) => probe.leg))];
  }

  /** Sets the first time of each that runs by itself. */
  spread(overMs: number): void {
    const now = this.#deps.clock.monotonic();
    for (const entry of this.entries) {
      if (entry.probe.everyMs === null || entry.dueAt !== null) continue;
      this.#dueAt(entry, now + this.#deps.chance() * Math.min(overMs, entry.probe.everyMs));
    }
  }

  /** Those that are due; at most one of each leg, and none while somebody asked for all of them. */
  due(): readonly ProbeEntry[] {
    if (this.inRound) return [];
    const now = this.#deps.clock.monotonic();
    const taken = new Set<Leg>(this.#busy.keys());
    const found: ProbeEntry[] = [];
    for (const entry of this.entries) {
      if (entry.dueAt === null || entry.dueAt > now || entry.waits || taken.has(entry.probe.leg)) continue;
      if (this.#isHeld(entry)) {
        this.postpone(entry);
        continue;
      }
      taken.add(entry.probe.leg);
      found.push(entry);
    }
    return found;
  }

  isBusy(leg: Leg): boolean {
    return this.#busy.has(leg);
  }

  /** Work on one leg, after what is under way there. */
  async onLeg(leg: Leg, work: () => Promise<void>): Promise<void> {
    const before = this.#busy.get(leg);
    const mine = (before ?? Promise.resolve()).then(work);
    this.#busy.set(leg, mine);
    try {
      await mine;
    } finally {
      if (this.#busy.get(leg) === mine) this.#busy.delete(leg);
    }
  }

  concluded(entry: ProbeEntry, finding: ProbeFinding, durationMs: number | null): void {
    const { clock } = this.#deps;
    const { outcome, code, platformCode, value } = finding;
    entry.retryable = finding.retryable;
    entry.lastAt = clock.monotonic();
    entry.result = { ...entry.result, outcome, at: clock.now(), durationMs, code, platformCode, value };
    this.postpone(entry);
  }

  /** The channel's own check found this. */
  noted(entry: ProbeEntry, finding: ProbeFinding): void {
    this.concluded(entry, finding, null);
    entry.notedAt = entry.lastAt;
  }

  justNoted(entry: ProbeEntry, withinMs: number): boolean {
    return this.#deps.clock.monotonic() - entry.notedAt < withinMs;
  }

  /** Not come to: what it found before is of no use beside what stopped it. */
  notRun(entry: ProbeEntry): void {
    entry.retryable = true;
    entry.result = {
      ...entry.result,
      outcome: 'not_run',
      at: null,
      durationMs: null,
      code: null,
      platformCode: null,
      value: null,
    };
    this.postpone(entry);
  }

  /** After its pause. */
  postpone(entry: ProbeEntry): void {
    const { everyMs, name } = entry.probe;
    if (everyMs === null) return;
    const { outcome } = entry.result;
    const pauseMs = outcome === 'failed' || outcome === 'warning' ? probeRations[name].againMs : everyMs;
    const { clock, chance } = this.#deps;
    this.#dueAt(entry, clock.monotonic() + Math.min(pauseMs, everyMs) * (1 + jitter * chance()));
  }

  /** Behind this result, the rest of the leg says nothing new. */
  endsLeg({ result, retryable, probe }: ProbeEntry): boolean {
    if (result.outcome !== 'failed') return false;
    return !retryable || probe.name === 'wechat_host' || probe.name === 'cxone_host';
  }

  /** Checks of the leg fail on the way: a look at its host is due, unless there just was one. */
  hurryHost(leg: Leg, pauseMs: number): void {
    const name = leg === 'wechatOut' ? 'wechat_host' : 'cxone_host';
    const entry = this.entries.find(({ probe }) => probe.name === name);
    const now = this.#deps.clock.monotonic();
    if (entry?.probe.everyMs != null && now - entry.lastAt >= pauseMs) this.#dueAt(entry, now);
  }

  /** WeChat seems to have stopped: how it sees our address is asked as soon as the ration allows. */
  hurryCallback(): void {
    const now = this.#deps.clock.monotonic();
    for (const entry of this.entries) {
      const { name, everyMs } = entry.probe;
      if (everyMs === null) continue;
      if (name === 'callback_reach') this.#dueAt(entry, now);
      if (name === 'wechat_callback_check') this.#dueAt(entry, Math.max(now, entry.lastAt + everyMs));
    }
  }

  forgetTold(name: ProbeName): void {
    this.told = this.told.filter((told) => told.name !== name);
  }

  /** A secret or a right was refused: asking again by ourselves helps nobody and may get the account frozen. */
  #isHeld(entry: ProbeEntry): boolean {
    const at = this.entries.indexOf(entry);
    return this.entries.some(
      (other, index) =>
        index <= at &&
        other.probe.leg === entry.probe.leg &&
        ofOwnChecks.has(other.probe.name) &&
        other.result.outcome === 'failed' &&
        !other.retryable,
    );
  }

  #dueAt(entry: ProbeEntry, monotonicMs: number): void {
    const { clock } = this.#deps;
    entry.dueAt = monotonicMs;
    entry.result = { ...entry.result, nextAt: Math.round(clock.now() + monotonicMs - clock.monotonic()) };
  }
}

function newEntry(probe: LegProbe): ProbeEntry {
  return {
    probe,
    result: {
      name: probe.name,
      leg: probe.leg,
      outcome: 'not_run',
      at: null,
      durationMs: null,
      code: null,
      platformCode: null,
      value: null,
      nextAt: null,
    },
    retryable: true,
    dueAt: null,
    lastAt: Number.NEGATIVE_INFINITY,
    notedAt: Number.NEGATIVE_INFINITY,
    waits: false,
  };
}
