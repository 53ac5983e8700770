import type { SlaBoard, SlaBoardQuery, SlaBreachQuery } from '#shared/contract/sla-contract.ts';
import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaBreach, SlaCaseStory, SlaPreview, SlaRow, SlaSummary } from '#shared/domain/sla.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { explain } from '#shared/sla/why.ts';
import { startOfDay, wallClock } from '#shared/sla/zone-time.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { OperationsStore } from '../ports/operations-store.ts';
import type { BreachBook } from './breach-book.ts';
import type { CaseBook, SlaChannel } from './case-book.ts';
import { caseLink } from './case-link.ts';
import { viewOf, type CaseView } from './case-view.ts';
import { caseFrom, isTarget, type KeptCase } from './kept-case.ts';
import { idleClock, pickRows, rowOf, type Standing } from './sla-board.ts';
import type { SlaDesk } from './sla-desk.ts';
import type { SlaSettingsService } from './sla-settings-service.ts';
import type { WallWatch } from './wall-watch.ts';

/** Used time in a row may be so old: the window counts on by itself. */
const rowMayBeMs = 30_000;

export interface SlaServiceDeps {
  readonly book: CaseBook;
  readonly desk: SlaDesk;
  readonly breaches: BreachBook;
  readonly settings: SlaSettingsService;
  readonly pollStates: () => SlaSummary['polls'];
  readonly wall: WallWatch;
  readonly store: Pick<OperationsStore, 'getRecord'>;
  readonly audit: AuditTrail;
  readonly channel: (channelId: ChannelId) => SlaChannel | null;
  /** Of a simulated CXone, whose cases may be opened too. */
  readonly caseOrigins: ReadonlySet<string>;
  readonly snapshot: (channelId: ChannelId) => Pick<ChannelSnapshot, 'state' | 'incidentId'> | null;
}

/** Answers what is asked about clocks. */
export class SlaService {
  readonly #deps: SlaServiceDeps;

  constructor(deps: SlaServiceDeps) {
    this.#deps = deps;
  }

  board(query: SlaBoardQuery): SlaBoard {
    const { desk, wall } = this.#deps;
    const { picked, total } = pickRows(this.#standings(), query, wall.now());
    const rows = picked.map(({ kept }) => this.#row({ kept, view: desk.viewNow(kept, rowMayBeMs) }));
    return { rows, total, summary: this.summary() };
  }

  summary(): SlaSummary {
    const { desk, breaches, settings, pollStates, wall } = this.#deps;
    const asOf = wall.now();
    return {
      asOf,
      ...desk.views.counts,
      next: this.#next(),
      today: breaches.since(midnight(settings, asOf)),
      polls: pollStates(),
    };
  }

  /** Throws SLA_CASE_NOT_FOUND. */
  async story(id: string): Promise<SlaCaseStory> {
    const { desk, breaches, settings, wall, book } = this.#deps;
    const open = book.find(id);
    const kept = open ?? (await this.#ended(id));
    const { timeline } = settings;
    const now = wall.now();
    const view: CaseView = open === null ? viewOf(kept, timeline, now) : desk.viewNow(open, 0);
    return {
      row: this.#row({ kept, view }),
      facts: kept,
      why: view.clocks.map((clock) => explain(kept, timeline, clock, now)),
      breaches: await breaches.ofCase(id),
      cxone: kept.raw,
      link: caseLink(kept.detailUrl, this.#deps.caseOrigins),
    };
  }

  breachPage(query: SlaBreachQuery): Promise<SlaBreach[]> {
    return this.#deps.breaches.page(query);
  }

  preview(input: { readonly settings: SlaSettings; readonly appliesFrom: number | null }): Promise<SlaPreview> {
    const { book, settings, wall } = this.#deps;
    const open = [...book.all()].filter(({ overAt }) => overAt === null);
    return settings.preview(input, open, wall.now());
  }

  /** Throws SLA_CASE_NOT_FOUND, and SLA_NOT_POSSIBLE when no idle timer runs or the policy does not allow it. */
  extendIdle({ id, by }: { readonly id: string; readonly by: string }): SlaRow {
    const { book, desk, wall, audit } = this.#deps;
    const kept = book.find(id);
    if (kept === null) throw new RelayError('SLA_CASE_NOT_FOUND', 'there is no such case', { value: id });
    if (!this.#mayExtend({ kept, view: desk.viewNow(kept, 0) })) {
      throw new RelayError('SLA_NOT_POSSIBLE', 'no idle timer of this case can be set back now', { value: id });
    }
    book.extend(kept, wall.now(), by);
    audit.note({ by, action: 'sla_extend_idle', channelId: kept.channelId, subject: id, detail: kept.caseId });
    return this.#row({ kept, view: desk.viewNow(kept, 0) });
  }

  *#standings(): Generator<Standing> {
    const { desk, book } = this.#deps;
    for (const [id, view] of desk.views.entries()) {
      const kept = book.find(id);
      if (kept !== null) yield { kept, view };
    }
  }

  #row(standing: Standing): SlaRow {
    const { channel, snapshot } = this.#deps;
    const { channelId } = standing.kept;
    const seen = snapshot(channelId);
    return rowOf(standing, {
      channelName: channel(channelId)?.name ?? channelId,
      channelState: seen?.state.kind ?? 'unknown',
      incidentId: seen?.incidentId ?? null,
      mayExtendIdle: this.#mayExtend(standing),
    });
  }

  #mayExtend({ kept, view }: Standing): boolean {
    const { settings, wall } = this.#deps;
    if (kept.overAt !== null || idleClock(view) === null) return false;
    return settings.timeline.at(kept.channelId, wall.now()).policy.mayExtendIdle;
  }

  /** The next target to be missed. */
  #next(): SlaSummary['next'] {
    const { settings, channel, wall } = this.#deps;
    let first: Standing | null = null;
    for (const standing of this.#standings()) {
      const { view } = standing;
      if (!view.isOpen || view.rank.group > 1) continue;
      const clock = nextClock(view);
      if (clock === null) continue;
      const known: CaseView | null = first?.view ?? null;
      if (known === null || clock.deadlineAt < (nextClock(known)?.deadlineAt ?? Infinity)) first = standing;
    }
    const clock = first === null ? null : nextClock(first.view);
    if (first === null || clock === null) return null;
    const { id, channelId, endUser } = first.kept;
    const { calendar } = settings.timeline.at(channelId, wall.now());
    const channelName = channel(channelId)?.name ?? channelId;
    return { id, channelId, channelName, endUser, ...clock, calendarId: calendar.id };
  }

  async #ended(id: string): Promise<KeptCase> {
    const record = await this.#deps.store.getRecord('sla_case', id);
    const found = record === null ? null : caseFrom(record);
    if (found === null) throw new RelayError('SLA_CASE_NOT_FOUND', 'there is no such case', { value: id });
    return found.kept;
  }
}

/** Of the clocks that are not missed yet, the one that will be first. */
function nextClock({ clocks }: CaseView): Pick<NonNullable<SlaSummary['next']>, 'metric' | 'deadlineAt'> | null {
  let first: Pick<NonNullable<SlaSummary['next']>, 'metric' | 'deadlineAt'> | null = null;
  for (const { metric, state, deadlineAt, endedAt } of clocks.filter(isTarget)) {
    if (deadlineAt === null || endedAt !== null || (state !== 'running' && state !== 'closed')) continue;
    if (first === null || deadlineAt < first.deadlineAt) first = { metric, deadlineAt };
  }
  return first;
}

/** The last local midnight of the calendar that counts for all channels. */
function midnight(settings: SlaSettingsService, now: number): number {
  const { global, calendars } = settings.current().settings;
  const zone = calendars.find(({ id }) => id === global.calendarId)?.timeZone ?? 'UTC';
  return startOfDay(zone, wallClock(zone, now).date) ?? now;
}
