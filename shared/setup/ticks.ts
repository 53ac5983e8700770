import type { SetupBook, SetupSecret, Tick } from '../domain/setup/book.ts';
import type { IntegrationForm } from '../domain/setup/integration-form.ts';
import type { RoleForm, UserForm } from '../domain/setup/permissions.ts';
import type { QueueForm } from '../domain/setup/routing.ts';
import type { SkillForm } from '../domain/setup/skill-form.ts';
import type { SlaSettings } from '../domain/sla-settings.ts';
import { channelForm, thingName } from './book-names.ts';
import { secretOf } from './context.ts';
import { digestOf } from './digest.ts';
import { isFilled } from './names.ts';
import { rightsOf } from './permission-rules.ts';
import { reachOf } from './routing-rules.ts';
import { policyOf } from './skill-rules.ts';
import { timeOf } from './times.ts';

/**
 * What can be ticked off against the tenant: a role's rights on a channel, a user, a channel's script and skill, a queue that
 * names a channel, an outbound skill, a channel's goals, the three certificates.
 */
export type TickKind = 'role' | 'user' | 'script' | 'queue' | 'skill' | 'sla' | 'certificate';

/**
 * `id` ends in a digest of what was ticked, so that a tick counts only as long as that has not changed:
 * 'role/{role}/{channel}/{digest}', 'user/{user}/{digest}', 'script/{channel}/{digest}', 'queue/{queue}/{channel}/{digest}',
 * 'skill/{skill}/{digest}', 'sla/{channel}/{digest}', 'certificate/{integration}/{digest}'.
 */
export interface WantedTick {
  readonly id: string;
  readonly kind: TickKind;
  /** Our id of the role, user, queue, skill, integration, or of the channel again. */
  readonly subjectId: string;
}

/** What ticks may depend on beside the book. */
export interface TickSurroundings {
  /** Null: the goals are not known now; no tick for them is wanted. */
  readonly sla: SlaSettings | null;
  readonly secrets: readonly SetupSecret[];
  /** Integration of a channel that is not of the book. */
  readonly givenIntegration: string | null;
}

const nothingAround: TickSurroundings = { sla: null, secrets: [], givenIntegration: null };

export const roleTick = (role: RoleForm, channelId: string): string => {
  const rights = [...(rightsOf(role, channelId) ?? [])].sort();
  return `role/${role.id}/${channelId}/${digestOf([role.name.trim(), role.viewSkills, rights])}`;
};

export const userTick = (user: UserForm, book: SetupBook): string => {
  const roles = book.roles.filter(({ id }) => user.roles.includes(id)).map(({ name }) => name.trim());
  const skills = user.skills
    .map((skill) => skill.trim())
    .filter(isFilled)
    .sort();
  return `user/${user.id}/${digestOf([user.name.trim(), roles, user.application, user.digitalEngagement, skills])}`;
};

export const scriptTick = (book: SetupBook, channelId: string): string => {
  const form = channelForm(book, channelId);
  const content = form === null ? null : [form.cxone.channelId.trim(), thingName(form.script), thingName(form.skill)];
  return `script/${channelId}/${digestOf(content)}`;
};

export const queueTick = (queue: QueueForm, channelId: string): string =>
  `queue/${queue.id}/${channelId}/${digestOf([queue.name.trim(), queue.filters, queue.isFallback])}`;

/** How the skill came to be does not count, only what it is. */
export const skillTick = ({
  made: _made,
  tenantId: _tenantId,
  agentTimer,
  customerTimer,
  ...form
}: SkillForm): string => {
  const times = [
    agentTimer.enabled && [timeOf(agentTimer.first), timeOf(agentTimer.followUp)],
    customerTimer.enabled && [timeOf(customerTimer.idle), customerTimer.extension],
  ];
  return `skill/${form.id}/${digestOf([form, times])}`;
};

export const slaTick = (sla: SlaSettings, channelId: string): string => {
  const { firstResponse, solution, calendarId } = policyOf(sla, channelId);
  const isOwn = sla.channels.some((one) => one.channelId === channelId);
  const calendar = sla.calendars.find(({ id }) => id === calendarId);
  const hours = [calendar?.timeZone, calendar?.week, calendar?.exceptions.map(({ date, spans }) => [date, spans])];
  return `sla/${channelId}/${digestOf([isOwn, firstResponse, solution, hours])}`;
};

/** Null while the integration has no client certificate to show. */
export const certificateTick = (form: IntegrationForm, secrets: readonly SetupSecret[]): string | null => {
  const key = secretOf(secrets, { owner: 'integration', ownerId: form.id }, 'mtls_key');
  if (key === null && !isFilled(form.clientCertificate) && !isFilled(form.caCertificate)) return null;
  return `certificate/${form.id}/${digestOf([form.clientCertificate.trim(), form.caCertificate.trim(), key?.setAt ?? null])}`;
};

/** The tick for an integration that is not of the book: that its certificates in CXone are as they should be. */
export const givenCertificateTick = (integrationId: string): string => `certificate/${integrationId}/${digestOf(null)}`;

/** Everything a person has to look up in the tenant before one channel is ready, in the order of the set-up. */
export function ticksWanted(book: SetupBook, channelId: string, around: Partial<TickSurroundings> = {}): WantedTick[] {
  const { sla, secrets, givenIntegration } = { ...nothingAround, ...around };
  const form = channelForm(book, channelId);
  const roles = book.roles.filter((role) => rightsOf(role, channelId) !== null);
  const users = book.users.filter((user) => roles.some(({ id }) => user.roles.includes(id)));
  const queues = form?.routing === 'queues' ? book.queues.filter((queue) => reachOf(queue, channelId) !== 'no') : [];
  const certificate = certificateWanted(book, form?.integration ?? null, secrets, givenIntegration);
  return [
    ...(certificate === null ? [] : [certificate]),
    { id: scriptTick(book, channelId), kind: 'script' as const, subjectId: channelId },
    ...roles.map((role) => ({ id: roleTick(role, channelId), kind: 'role' as const, subjectId: role.id })),
    ...users.map((user) => ({ id: userTick(user, book), kind: 'user' as const, subjectId: user.id })),
    ...queues.map((queue) => ({ id: queueTick(queue, channelId), kind: 'queue' as const, subjectId: queue.id })),
    ...book.skills
      .filter(({ channel }) => channel === channelId)
      .map((skill) => ({ id: skillTick(skill), kind: 'skill' as const, subjectId: skill.id })),
    ...(sla === null ? [] : [{ id: slaTick(sla, channelId), kind: 'sla' as const, subjectId: channelId }]),
  ];
}

function certificateWanted(
  book: SetupBook,
  integration: string | null,
  secrets: readonly SetupSecret[],
  givenIntegration: string | null,
): WantedTick | null {
  const entry = book.integrations.find(({ draft }) => draft.id === integration);
  const subjectId = entry?.draft.id ?? givenIntegration ?? integration;
  if (subjectId === null || subjectId === '') return null;
  const id = entry === undefined ? givenCertificateTick(subjectId) : certificateTick(entry.draft, secrets);
  return id === null ? null : { id, kind: 'certificate', subjectId };
}

/** ticked: it is as it was ticked. stale: it was ticked once and has changed since. open: never ticked. */
export type TickState =
  | { readonly state: 'ticked'; readonly tick: Tick }
  | { readonly state: 'stale'; readonly tick: Tick }
  | { readonly state: 'open'; readonly tick: null };

const withoutDigest = (id: string): string => id.slice(0, id.lastIndexOf('/') + 1);

export function tickState(ticks: readonly Tick[], id: string): TickState {
  const ofThis = ticks.filter((tick) => withoutDigest(tick.id) === withoutDigest(id));
  const tick = ofThis.find((one) => one.id === id);
  if (tick !== undefined) return { state: 'ticked', tick };
  const newest = ofThis.reduce<Tick | null>((last, one) => (last === null || one.at > last.at ? one : last), null);
  return newest === null ? { state: 'open', tick: null } : { state: 'stale', tick: newest };
}

/** Ticks of the same thing that a new one replaces: to be removed when it is ticked again. */
export const replacedBy = (ticks: readonly Tick[], id: string): readonly string[] =>
  ticks.filter((tick) => tick.id !== id && withoutDigest(tick.id) === withoutDigest(id)).map((tick) => tick.id);
