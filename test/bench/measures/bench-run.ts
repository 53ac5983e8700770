import { setTimeout as pause } from 'node:timers/promises';
import { Partner } from '../kit/child-program.ts';
import type { FromLoad, FromTarget, LoadResult, Pace, TargetResult, ToLoad, ToTarget } from '../kit/messages.ts';
import { latencyOf, type Latency } from '../kit/percentiles.ts';
import { cpuSecondsOf, forgetPeak, peakMemoryOf } from '../kit/process-meter.ts';
import type { System } from '../kit/systems.ts';
import type { Work, WorkSpec } from '../kit/work.ts';

/** One stretch of load on one system. */
export interface Measured {
  readonly accepted: number;
  readonly delivered: number;
  readonly lost: number;
  readonly repeated: number;
  readonly outOfOrder: number;
  readonly refused: Readonly<Record<string, number>>;
  /** Accepted and delivered, from the first byte sent to the last delivery. */
  readonly perSecond: number;
  readonly seconds: number;
  readonly ack: Latency;
  /** From the push's first byte to its arrival at the target; NaN where nothing is delivered. */
  readonly endToEnd: Latency;
  /** Processor seconds of the system under test for 1,000 messages. */
  readonly cpuPerThousand: number;
  /** MiB. */
  readonly peakMemory: number;
  /** Share of one core: the bench's own parts must not be the brake. */
  readonly loadCpu: number;
  readonly targetCpu: number;
}

export interface Stretch {
  readonly work: Work;
  readonly pace: Pace;
  /** Builds so many messages at most; a saturated run ends with them. */
  readonly most: number;
  /** Runs beside the load, from its first message on. */
  readonly meanwhile?: () => Promise<void>;
  /** False: what is accepted is not waited for; nothing is said of deliveries. */
  readonly awaitsDelivery?: boolean;
}

const connections = 64;
const drainLimitMs = 120_000;
/** Numbers left free between two runs: nothing of one is ever taken for the other's. */
const gap = 10_000;

/** The load generator and the target, for all systems the same two processes. */
export class Bench {
  readonly load: Partner<ToLoad, FromLoad>;
  readonly target: Partner<ToTarget, FromTarget>;
  readonly #perConversation: number;
  #next = 1_000_000;

  constructor(programs: string, perConversation: number) {
    this.load = new Partner(`${programs}/load.js`);
    this.target = new Partner(`${programs}/target.js`);
    this.#perConversation = perConversation;
  }

  async targetPort(): Promise<number> {
    return (await this.target.hear('ready')).port;
  }

  async end(): Promise<void> {
    await Promise.all([this.load.end(), this.target.end()]);
  }

  async measure(system: System, stretch: Stretch): Promise<Measured> {
    const spec = this.#specOf(system, stretch.work, stretch.most);
    if (stretch.work === 'outbound' && system.name === 'relay') await this.#letThemWriteFirst(system, spec);
    return this.#run(system, spec, stretch);
  }

  /** A customer must have written before an agent may reply. Not measured. */
  async #letThemWriteFirst(system: System, replies: WorkSpec): Promise<void> {
    const places = Math.ceil(replies.count / connections);
    const people = Math.ceil(places / (4 * this.#perConversation)) * 4 * connections;
    const spec: WorkSpec = {
      ...this.#specOf(system, 'security', people),
      firstConversation: replies.firstConversation,
      perConversation: 1,
    };
    const { lost, accepted } = await this.#run(system, spec, {
      work: 'security',
      most: people,
      pace: { kind: 'saturated', seconds: 60 },
    });
    if (lost > 0 || accepted < people) throw new Error(`${people - accepted} of ${people} first messages not taken`);
  }

  #specOf(system: System, work: Work, count: number): WorkSpec {
    const first = this.#next;
    this.#next += count + gap;
    return {
      work,
      path: system.path[work],
      host: `127.0.0.1:${system.port}`,
      bearer: work === 'outbound' ? system.bearer : null,
      first,
      firstConversation: first,
      count,
      connections,
      perConversation: this.#perConversation,
    };
  }

  async #run(system: System, spec: WorkSpec, stretch: Stretch): Promise<Measured> {
    await this.load.ask({ kind: 'prepare', port: system.port, spec, pace: stretch.pace }, 'prepared');
    await this.target.ask({ kind: 'watch', first: spec.first, count: spec.count }, 'watching');
    const { pid } = system.child;
    forgetPeak(pid);
    const before = this.#cpu(pid);
    const startedAt = performance.now();
    const running = this.load.ask({ kind: 'go' }, 'done');
    const [{ result: load }] = await Promise.all([running, stretch.meanwhile?.()]);
    const loadSeconds = (performance.now() - startedAt) / 1_000;
    const loaded = this.#cpu(pid);
    const awaited = system.delivers && stretch.awaitsDelivery !== false;
    if (awaited) await this.#drained(accepted(load));
    const after = this.#cpu(pid);
    const peakMemory = peakMemoryOf(pid);
    const target = awaited ? (await this.target.ask({ kind: 'report' }, 'reported')).result : null;
    return {
      ...outcome(load, target),
      cpuPerThousand: ((after.system - before.system) / accepted(load)) * 1_000,
      peakMemory,
      loadCpu: (loaded.load - before.load) / loadSeconds,
      targetCpu: (loaded.target - before.target) / loadSeconds,
    };
  }

  #cpu(pid: number): { readonly system: number; readonly load: number; readonly target: number } {
    return { system: cpuSecondsOf(pid), load: cpuSecondsOf(this.load.pid), target: cpuSecondsOf(this.target.pid) };
  }

  /** Until everything accepted has arrived, or nothing has moved for a while. */
  async #drained(expected: number): Promise<void> {
    const deadline = performance.now() + drainLimitMs;
    for (;;) {
      const { arrived } = await this.target.ask({ kind: 'count' }, 'counted');
      if (arrived >= expected || performance.now() > deadline) break;
      await pause(20);
    }
    // A repeat comes late: it gets a moment to show, and the system to write down what it knows.
    await pause(300);
  }
}

function accepted(load: LoadResult): number {
  return load.answeredAt.reduce((count, at) => (Number.isNaN(at) ? count : count + 1), 0);
}

type Outcome = Omit<Measured, 'cpuPerThousand' | 'peakMemory' | 'loadCpu' | 'targetCpu'>;

/** `target` is null where deliveries are not looked at. */
function outcome(load: LoadResult, target: TargetResult | null): Outcome {
  const acks: number[] = [];
  const travels: number[] = [];
  let [firstAt, lastAt] = [Number.POSITIVE_INFINITY, 0];
  let [delivered, lost, repeated, outOfOrder] = [0, 0, 0, 0];
  const lastRank = new Map<number, number>();
  for (const [index, answeredAt] of load.answeredAt.entries()) {
    const sentAt = load.sentAt[index] ?? Number.NaN;
    const times = target?.times[index] ?? 0;
    if (times > 1) repeated += times - 1;
    if (Number.isNaN(answeredAt)) continue;
    acks.push(answeredAt - sentAt);
    firstAt = Math.min(firstAt, sentAt);
    if (target === null) {
      lastAt = Math.max(lastAt, answeredAt);
      continue;
    }
    if (times === 0) {
      lost += 1;
      continue;
    }
    const arrivedAt = target.arrivedAt[index] ?? 0;
    delivered += 1;
    travels.push(arrivedAt - sentAt);
    lastAt = Math.max(lastAt, arrivedAt);
    const conversation = load.conversation[index] ?? 0;
    const rank = target.rank[index] ?? 0;
    if (rank < (lastRank.get(conversation) ?? 0)) outOfOrder += 1;
    lastRank.set(conversation, rank);
  }
  const seconds = (lastAt - firstAt) / 1_000;
  return {
    accepted: acks.length,
    delivered,
    lost,
    repeated,
    outOfOrder,
    refused: load.refused,
    perSecond: (target === null ? acks.length : delivered) / seconds,
    seconds,
    ack: latencyOf(Float64Array.from(acks)),
    endToEnd: latencyOf(Float64Array.from(travels)),
  };
}
