import type { ShiftHandOver } from '#shared/contract/operations-contract.ts';
import type { Incident } from '#shared/domain/incident.ts';
import { ShiftNote } from '#shared/domain/operations.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { ChannelWatch } from '../ports/channel-watch.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { AuditService } from './audit-service.ts';
import type { GapService } from './gap-service.ts';
import type { IncidentService } from './incident-service.ts';
import type { MaintenanceService } from './maintenance-service.ts';
import { bodiesOf } from './record-body.ts';
import type { RecordIds } from './record-id.ts';
import type { RecordKeeper } from './record-keeper.ts';
import type { WatchService } from './watch-service.ts';

const mostLines = 500;
/** An incident that ended in this shift may have begun long before. */
const mostIncidents = 200;

export interface ShiftServiceDeps {
  readonly watch: Pick<ChannelWatch, 'snapshots'>;
  readonly incidents: Pick<IncidentService, 'open' | 'page'>;
  readonly audit: AuditTrail & Pick<AuditService, 'page'>;
  readonly maintenance: Pick<MaintenanceService, 'list'>;
  readonly watches: Pick<WatchService, 'list'>;
  readonly gaps: Pick<GapService, 'gaps'>;
  readonly store: Pick<OperationsStore, 'records'>;
  readonly keeper: RecordKeeper;
  readonly clock: Clock;
  readonly log: Logger;
  readonly newId: RecordIds;
}

/** What one shift leaves for the next. */
export class ShiftService {
  readonly #deps: ShiftServiceDeps;

  constructor(deps: ShiftServiceDeps) {
    this.#deps = deps;
  }

  async note({ text, by }: { readonly text: string; readonly by: string }): Promise<ShiftNote> {
    const { keeper, clock, newId, audit } = this.#deps;
    const note: ShiftNote = { id: newId('shn'), at: clock.now(), by, text };
    audit.note({ by, action: 'shift_note', channelId: null, subject: note.id, detail: null });
    const { id, at } = note;
    const row = { kind: 'shift_note', id, channelId: null, parent: null, at, endedAt: null } as const;
    await keeper.put({ ...row, body: JSON.stringify(note) });
    return note;
  }

  /** Of the shift that began at `since`. Everything newest first but the gaps; at most 200 incidents and 500 lines. */
  async handOver({ since }: { readonly since: number }): Promise<ShiftHandOver> {
    const { watch, incidents, audit, maintenance, watches, gaps, clock } = this.#deps;
    const at = clock.now();
    const [closed, lines, notes, found] = await Promise.all([
      incidents.page({ state: 'closed', channelId: null, before: null, limit: mostIncidents }),
      audit.page({ channelId: null, before: null, limit: mostLines }),
      this.#notes(),
      gaps.gaps(null, since, at + 1),
    ]);
    const isOfShift = (line: { readonly at: number }): boolean => line.at >= since;
    return {
      at,
      since,
      open: incidents.open(),
      closed: closed.filter(({ closedAt }: Incident) => closedAt !== null && closedAt >= since),
      channels: [...watch.snapshots()],
      done: lines.filter(isOfShift),
      maintenance: maintenance.list().filter((plan) => (plan.endedAt ?? plan.until) >= since),
      watches: watches.list(),
      notes: notes.filter(isOfShift),
      gaps: found,
    };
  }

  async #notes(): Promise<ShiftNote[]> {
    const { store, keeper, log } = this.#deps;
    await keeper.tried();
    const query = { kind: 'shift_note', order: 'newest_first', limit: mostLines } as const;
    return bodiesOf(ShiftNote, await store.records(query), log);
  }
}
