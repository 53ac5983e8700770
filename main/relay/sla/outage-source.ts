import { z } from 'zod';
import { Leg } from '#shared/domain/channel.ts';
import type { ReceptionGap } from '#shared/domain/health.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Maintenance } from '#shared/domain/operations.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OutageStretch } from '#shared/sla/cause.ts';
import { bodiesOf, bodyOf } from '../operations/record-body.ts';
import { Incident } from '#shared/domain/incident.ts';
import type { RecordPlace, RecordRange, SlaStore } from '../ports/sla-store.ts';

/** What began earlier than this before the period is found only while it goes on. */
const reachMs = 31 * 86_400_000;
const perPage = 500;
const mostPages = 40;

const LegBody = z.object({ leg: Leg, condition: z.enum(['up', 'down', 'off', 'unknown']) });

export interface OutageSourceDeps {
  readonly store: Pick<SlaStore, 'recordRange'>;
  readonly log: Logger;
  /** Times without reception that bear on the channel. */
  readonly gaps: (channelId: ChannelId, from: number, until: number) => Promise<readonly ReceptionGap[]>;
  readonly maintenance: (channelId: ChannelId) => readonly Maintenance[];
}

/** Time in which a channel's messages could not pass, from what was written down of its legs, and of the relay itself. */
export class OutageSource {
  readonly #deps: OutageSourceDeps;

  constructor(deps: OutageSourceDeps) {
    this.#deps = deps;
  }

  /** Cut to the period, by beginning. */
  async stretches(channelId: ChannelId, from: number, until: number): Promise<OutageStretch[]> {
    if (until <= from) return [];
    const [legs, gaps, incidents] = await Promise.all([
      this.#legs(channelId, from, until),
      this.#deps.gaps(channelId, from, until),
      this.#incidents(channelId, from, until),
    ]);
    const planned = this.#deps.maintenance(channelId);
    const all = [...legs, ...gaps.flatMap(legsOfGap)];
    return all
      .map((stretch) => ({ ...stretch, from: Math.max(stretch.from, from), until: Math.min(stretch.until, until) }))
      .filter((stretch) => stretch.from < stretch.until)
      .sort((one, other) => one.from - other.from)
      .map((stretch) => ({
        ...stretch,
        incidentId: incidents.find((incident) => overlaps(incident, stretch))?.id ?? null,
        maintenance: planned.some((plan) => overlaps({ from: plan.from, until: plan.endedAt ?? plan.until }, stretch)),
      }));
  }

  /** Down, or off: paused, stopped, or under maintenance. */
  async #legs(channelId: ChannelId, from: number, until: number): Promise<DownLeg[]> {
    const found: DownLeg[] = [];
    for await (const record of this.#range('leg_span', channelId, from, until)) {
      const body = bodyOf(LegBody, record, this.#deps.log);
      if (body === null || body.condition === 'up' || body.condition === 'unknown') continue;
      found.push({ from: record.at, until: record.endedAt ?? until, leg: body.leg });
    }
    return found;
  }

  async #incidents(channelId: ChannelId, from: number, until: number) {
    const found: { readonly id: string; readonly from: number; readonly until: number }[] = [];
    for await (const record of this.#range('incident', channelId, from, until)) {
      for (const { id, openedAt, closedAt } of bodiesOf(Incident, [record], this.#deps.log)) {
        found.push({ id, from: openedAt, until: closedAt ?? until });
      }
    }
    return found;
  }

  async *#range(kind: 'leg_span' | 'incident', channelId: ChannelId, from: number, until: number) {
    const reachFrom = Math.max(0, from - reachMs);
    yield* this.#pages({ kind, channelId, from: 0, before: Math.min(reachFrom, until), openOnly: true });
    yield* this.#pages({ kind, channelId, from: reachFrom, before: until, endedFrom: from });
  }

  async *#pages(range: Omit<RecordRange, 'after' | 'limit'>) {
    let after: RecordPlace | null = null;
    for (let page = 0; page < mostPages; page += 1) {
      const found: Awaited<ReturnType<SlaStore['recordRange']>> = await this.#deps.store.recordRange({
        ...range,
        after,
        limit: perPage,
      });
      yield* found.records;
      after = found.next;
      if (after === null) return;
    }
    this.#deps.log.warn('sla.outages_cut', { kind: range.kind });
  }
}

type DownLeg = Pick<OutageStretch, 'from' | 'until' | 'leg'>;

/** Where the relay did not run nothing passed; where nobody could reach it, nothing came in. */
function legsOfGap({ from, until, cause }: ReceptionGap): DownLeg[] {
  const isAll = cause === 'relay_not_running' || cause === 'computer_asleep';
  const legs: readonly Leg[] = isAll ? Leg.options : ['wechatIn', 'cxoneIn'];
  return legs.map((leg) => ({ from, until, leg }));
}

function overlaps(
  one: { readonly from: number; readonly until: number },
  other: { readonly from: number; readonly until: number },
): boolean {
  return one.from < other.until && other.from < one.until;
}
