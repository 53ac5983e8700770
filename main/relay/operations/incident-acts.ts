import type { AuditAction } from '#shared/domain/operations.ts';
import type { Incident, IncidentEventKind, IncidentStory } from '#shared/domain/incident.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { AuditTrail } from '../ports/audit-trail.ts';
import type { IncidentService } from './incident-service.ts';

export interface IncidentActsDeps {
  readonly incidents: Pick<IncidentService, 'find' | 'change' | 'story'>;
  readonly audit: AuditTrail;
  readonly clock: Clock;
}

type Change = Parameters<IncidentService['change']>[1];

/**
 * What operators do with an incident. Throws INCIDENT_NOT_FOUND; INCIDENT_CLOSED for all but a note; TIME_IN_PAST for a
 * snooze that would be over.
 */
export class IncidentActs {
  readonly #deps: IncidentActsDeps;

  constructor(deps: IncidentActsDeps) {
    this.#deps = deps;
  }

  async story({ id }: { readonly id: string }): Promise<IncidentStory> {
    return this.#deps.incidents.story(await this.#found(id));
  }

  /** The first one to do so stays the one who did. */
  async acknowledge({ id, by }: { readonly id: string; readonly by: string }): Promise<Incident> {
    const incident = await this.#opened(id);
    if (incident.acknowledgedBy !== null) return incident;
    const change = { acknowledgedBy: by, acknowledgedAt: this.#deps.clock.now() };
    return this.#change(incident, change, 'acknowledged', 'acknowledge', null, by);
  }

  async snooze({ id, until, by }: { readonly id: string; readonly until: number; readonly by: string }) {
    if (until <= this.#deps.clock.now()) throw new RelayError('TIME_IN_PAST', 'the snooze would be over already');
    const detail = new Date(until).toISOString();
    return this.#change(await this.#opened(id), { snoozedUntil: until }, 'snoozed', 'snooze', detail, by);
  }

  async assign({ id, assignee, by }: { readonly id: string; readonly assignee: string | null; readonly by: string }) {
    return this.#change(await this.#opened(id), { assignee }, 'assigned', 'assign', assignee, by);
  }

  /** What was written stands in the incident's story alone, not in the audit. */
  async note({ id, text, by }: { readonly id: string; readonly text: string; readonly by: string }) {
    const { incidents, audit } = this.#deps;
    const incident = await this.#found(id);
    const noted = await incidents.change(incident, {}, { kind: 'note', detail: text, by });
    audit.note({ by, action: 'note', channelId: incident.channelId, subject: id, detail: null });
    return incidents.story(noted);
  }

  async #change(
    incident: Incident,
    change: Change,
    kind: IncidentEventKind,
    action: AuditAction,
    detail: string | null,
    by: string,
  ): Promise<Incident> {
    const { id: subject, channelId } = incident;
    this.#deps.audit.note({ by, action, channelId, subject, detail });
    return this.#deps.incidents.change(incident, change, { kind, detail, by });
  }

  async #found(id: string): Promise<Incident> {
    const incident = await this.#deps.incidents.find(id);
    if (incident === null) throw new RelayError('INCIDENT_NOT_FOUND', 'there is no such incident', { value: id });
    return incident;
  }

  async #opened(id: string): Promise<Incident> {
    const incident = await this.#found(id);
    if (incident.closedAt !== null) throw new RelayError('INCIDENT_CLOSED', 'the incident is closed', { value: id });
    return incident;
  }
}
