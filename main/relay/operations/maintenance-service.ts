import type { ChannelId } from '#shared/domain/ids.ts';
import { Maintenance } from '#shared/domain/operations.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import { bodiesOf } from './record-body.ts';
import type { RecordIds } from './record-id.ts';
import type { RecordKeeper } from './record-keeper.ts';

/** What is over is listed so long. */
const listedMs = 30 * 86_400_000;
const mostListed = 500;
/** Whether one begins or ends is looked for so often: a clock may be set meanwhile. */
const lookMs = 1_000;

export interface MaintenanceServiceDeps {
  readonly store: Pick<OperationsStore, 'records'>;
  readonly keeper: RecordKeeper;
  readonly audit: AuditTrail;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: RecordIds;
  /** Maintenance of these channels began, ended, or has another end. */
  readonly onChange: (channelIds: readonly ChannelId[]) => void;
}

/** Planned maintenance: nobody is alerted meanwhile. */
export class MaintenanceService {
  readonly #deps: MaintenanceServiceDeps;
  readonly #plans = new Map<string, Maintenance>();
  #active = new Map<ChannelId, number>();
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(deps: MaintenanceServiceDeps) {
    this.#deps = deps;
  }

  async start(): Promise<void> {
    const { store, clock, log } = this.#deps;
    try {
      const records = await store.records({
        kind: 'maintenance',
        endedFrom: clock.now() - listedMs,
        order: 'newest_first',
        limit: mostListed,
      });
      for (const plan of bodiesOf(Maintenance, records, log)) this.#plans.set(plan.id, plan);
    } catch (thrown) {
      log.error('maintenance.not_read', { code: toRelayError(thrown).code });
    }
    this.#look();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  /** Throws TIME_IN_PAST when it would be over, or end before it begins. One that should have begun begins now. */
  async plan(input: {
    readonly channelIds: readonly ChannelId[];
    readonly from: number;
    readonly until: number;
    readonly note: string;
    readonly by: string;
  }): Promise<Maintenance> {
    const { clock, newId, audit } = this.#deps;
    const now = clock.now();
    if (input.until <= now || input.until <= input.from) {
      throw new RelayError('TIME_IN_PAST', 'the maintenance would be over, or end before it begins');
    }
    const channelIds = [...new Set(input.channelIds)];
    const plan: Maintenance = {
      ...input,
      channelIds,
      from: Math.max(input.from, now),
      id: newId('mnt'),
      endedAt: null,
    };
    const detail = `${new Date(plan.from).toISOString()}/${new Date(plan.until).toISOString()}`;
    for (const channelId of channelIds) {
      audit.note({ by: input.by, action: 'maintenance', channelId, subject: plan.id, detail });
    }
    await this.#keep(plan);
    return plan;
  }

  /** Ends it, or removes it before it began. Throws MAINTENANCE_NOT_FOUND when it is over. */
  async end({ id, by }: { readonly id: string; readonly by: string }): Promise<Maintenance> {
    const { clock, audit } = this.#deps;
    const plan = this.#plans.get(id);
    if (plan === undefined || isOver(plan, clock.now())) {
      throw new RelayError('MAINTENANCE_NOT_FOUND', 'there is no such maintenance any more', { value: id });
    }
    for (const channelId of plan.channelIds) {
      audit.note({ by, action: 'maintenance_end', channelId, subject: id, detail: null });
    }
    const ended = { ...plan, endedAt: clock.now() };
    await this.#keep(ended);
    return ended;
  }

  /** Planned, under way, and over within the last 30 days; by beginning, newest first. Null: of any channel. */
  list(channelId: ChannelId | null = null): Maintenance[] {
    return [...this.#plans.values()]
      .filter(({ channelIds }) => channelId === null || channelIds.includes(channelId))
      .sort((one, other) => other.from - one.from);
  }

  /** When the maintenance ends that the channel is under at that moment, or null. */
  activeFor(channelId: ChannelId, at: number): number | null {
    let until: number | null = null;
    for (const plan of this.#plans.values()) {
      if (plan.from > at || endOf(plan) <= at || !plan.channelIds.includes(channelId)) continue;
      until = Math.max(until ?? 0, endOf(plan));
    }
    return until;
  }

  async #keep(plan: Maintenance): Promise<void> {
    this.#plans.set(plan.id, plan);
    this.#look();
    const { id, from: at } = plan;
    // Its end is known from the beginning: without it, it would be kept for ever.
    const endedAt = Math.max(endOf(plan), at);
    await this.#deps.keeper.put({
      kind: 'maintenance',
      id,
      channelId: null,
      parent: null,
      at,
      endedAt,
      body: JSON.stringify(plan),
    });
  }

  #look(): void {
    const { clock, onChange } = this.#deps;
    const now = clock.now();
    this.#cancel?.();
    this.#cancel = null;
    const active = new Map<ChannelId, number>();
    for (const plan of this.#plans.values()) {
      if (now - endOf(plan) > listedMs) this.#plans.delete(plan.id);
      for (const channelId of plan.channelIds) {
        const until = this.activeFor(channelId, now);
        if (until !== null) active.set(channelId, until);
      }
    }
    const channelIds = new Set([...active.keys(), ...this.#active.keys()]);
    const changed = [...channelIds].filter((channelId) => active.get(channelId) !== this.#active.get(channelId));
    this.#active = active;
    if (changed.length > 0) onChange(changed);
    const mayChange = [...this.#plans.values()].some((plan) => !isOver(plan, now));
    if (!mayChange || this.#isStopped) return;
    this.#cancel = clock.after(lookMs, () => {
      this.#look();
    });
  }
}

function endOf({ until, endedAt }: Maintenance): number {
  return endedAt === null ? until : Math.min(until, endedAt);
}

function isOver(plan: Maintenance, now: number): boolean {
  return plan.endedAt !== null || plan.until <= now;
}
