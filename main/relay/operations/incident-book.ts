import type { IncidentFilter } from '#shared/contract/operations-contract.ts';
import type { ChannelState } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { Incident, IncidentEvent, type IncidentEventKind, type IncidentStory } from '#shared/domain/incident.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { OperationsRecord, OperationsStore } from '../ports/operations-store.ts';
import { bodiesOf, bodyOf } from './record-body.ts';
import type { RecordIds } from './record-id.ts';
import type { RecordKeeper } from './record-keeper.ts';
import { pageByTime } from './record-page.ts';

/** Shown of one incident: the first lines, and the last. */
const firstShown = 100;
const lastShown = 400;
const mostReceipts = 100;
const mostOpen = 2_000;
/** Lines that come by themselves stop here. What operators do is always written. */
const mostOwnEvents = 500;
/** For 'closed' the records are looked through page by page. */
const pageSize = 200;
const mostPages = 50;

export interface IncidentBookDeps {
  readonly store: Pick<OperationsStore, 'records' | 'getRecord' | 'countRecords'>;
  readonly keeper: RecordKeeper;
  readonly log: Logger;
  readonly newId: RecordIds;
}

/** A line to be written into an incident's story. */
export interface EventDraft {
  readonly at: number;
  readonly kind: IncidentEventKind;
  readonly by?: string | null;
  readonly state?: Pick<ChannelState, 'kind' | 'leg' | 'code' | 'evidence'>;
  readonly detail?: string | null;
  /** Takes the place of the line of this name. */
  readonly name?: string;
}

/** Incidents and their stories on disk. */
export class IncidentBook {
  readonly #deps: IncidentBookDeps;
  /** Lines written of incidents of this run. */
  readonly #lines = new Map<string, number>();

  constructor(deps: IncidentBookDeps) {
    this.#deps = deps;
  }

  save(incident: Incident): Promise<void> {
    const { id, channelId, openedAt: at, closedAt: endedAt } = incident;
    return this.#deps.keeper.put(recordOf({ id, channelId, at, endedAt }, incident));
  }

  /** Those that were open when the relay ended. Newest first. */
  async open(): Promise<Incident[]> {
    const { store, log } = this.#deps;
    const records = await store.records({ kind: 'incident', openOnly: true, order: 'newest_first', limit: mostOpen });
    const incidents = bodiesOf(Incident, records, log);
    for (const { id } of incidents) this.#lines.set(id, await store.countRecords('incident_event', id));
    return incidents;
  }

  async find(id: string): Promise<Incident | null> {
    const { store, keeper, log } = this.#deps;
    await keeper.tried();
    const record = await store.getRecord('incident', id);
    return record === null ? null : bodyOf(Incident, record, log);
  }

  /** Closed ones, or all that are on disk. Newest first; a page ends between two moments. */
  async page({ state, channelId, before, limit }: IncidentFilter): Promise<Incident[]> {
    const { store, keeper, log } = this.#deps;
    await keeper.tried();
    const found: Incident[] = [];
    let from = before;
    for (let page = 0; page < mostPages && found.length < limit; page += 1) {
      const wanted = state === 'all' ? limit : pageSize;
      const records: readonly OperationsRecord[] = await pageByTime(store, {
        kind: 'incident',
        ...(channelId !== null && { channelId }),
        ...(from !== null && { before: from }),
        limit: wanted,
      });
      const incidents = bodiesOf(Incident, records, log);
      found.push(...incidents.filter(({ closedAt }) => state === 'all' || closedAt !== null));
      if (records.length < wanted) break;
      from = records.at(-1)?.at ?? 0;
    }
    return toMoment(found, limit);
  }

  addEvent(incident: Incident, { at, kind, by = null, state, detail = null, name }: EventDraft): void {
    const { keeper, newId } = this.#deps;
    const lines = this.#lines.get(incident.id) ?? 0;
    if (by === null && kind !== 'closed' && lines >= mostOwnEvents) return;
    this.#lines.set(incident.id, lines + 1);
    const event: IncidentEvent = {
      at,
      kind,
      by,
      state: state?.kind ?? null,
      leg: state?.leg ?? null,
      code: state?.code ?? null,
      platformCode: state?.evidence.platformCode ?? null,
      detail,
    };
    const id = name === undefined ? newId('ine') : `${incident.id}:${name}`;
    const { channelId, id: parent } = incident;
    const body = JSON.stringify(event);
    void keeper.put({ kind: 'incident_event', id, channelId, parent, at, endedAt: null, body });
  }

  /** It is over: nothing more comes by itself. */
  forget(id: string): void {
    this.#lines.delete(id);
  }

  async story(incident: Incident): Promise<IncidentStory> {
    const { store, keeper, log } = this.#deps;
    await keeper.tried();
    const lines = { kind: 'incident_event', parent: incident.id } as const;
    const total = await store.countRecords('incident_event', incident.id);
    const first = await store.records({ ...lines, order: 'oldest_first', limit: firstShown });
    const left = Math.min(lastShown, Math.max(0, total - first.length));
    const last = left === 0 ? [] : await store.records({ ...lines, order: 'newest_first', limit: left });
    const known = new Set(first.map(({ id }) => id));
    const shown = [...first, ...[...last].reverse().filter(({ id }) => !known.has(id))];
    const receipts = await store.records({
      kind: 'receipt',
      parent: incident.id,
      order: 'oldest_first',
      limit: mostReceipts,
    });
    return {
      incident,
      events: bodiesOf(IncidentEvent, shown, log),
      eventsLeftOut: Math.max(0, total - shown.length),
      receiptIds: receipts.map(({ id }) => id),
    };
  }
}

function recordOf(
  row: { id: string; channelId: ChannelId; at: number; endedAt: number | null },
  incident: Incident,
): OperationsRecord {
  return { kind: 'incident', parent: null, ...row, body: JSON.stringify(incident) };
}

/** So many, and all others of the last one's moment. */
export function toMoment(incidents: readonly Incident[], limit: number): Incident[] {
  const last = incidents[limit - 1]?.openedAt;
  return incidents.filter(({ openedAt }, place) => place < limit || openedAt === last);
}
