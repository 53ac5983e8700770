import { CaseStatus, type CxoneSlaRaw } from '#shared/domain/sla.ts';
import type { CasePage, SeenAuthor, SeenCase } from '../../ports/case-source.ts';

/** More on a page is left out and counted: CXone's pages hold about fifty. */
const longestPage = 2_000;
const longestId = 200;
const longestName = 120;
const longestAddress = 2_000;
const longestToken = 8_000;
/** Stamps outside this cannot be meant. */
const earliestTime = Date.UTC(2010, 0, 1);
const latestTime = Date.UTC(2100, 0, 1);

type Members = Readonly<Record<string, unknown>>;

/**
 * A page of cases (DE 3.0: `GET /contacts`), bare or wrapped in `data`. Entries without a number, a channel or a status
 * known here are counted and left out; any other member that is not as documented counts for missing. Null when it is no
 * list, or nothing on it can be read.
 */
export function readCasePage(value: unknown, readAt: number): CasePage | null {
  const items = listIn(value);
  if (items === null) return null;
  const cases = items.slice(0, longestPage).flatMap((item) => readCase(item, readAt) ?? []);
  if (items.length > 0 && cases.length === 0) return null;
  const wrapper = membersOf(value);
  const hits = wrapper?.hits;
  return {
    cases,
    next: idText(wrapper?.scrollToken, longestToken),
    hits: typeof hits === 'number' && Number.isInteger(hits) && hits >= 0 ? hits : null,
    unreadable: items.length - cases.length,
  };
}

/** One case (DE 3.0: a contact); null when its number, channel or status cannot be read. */
export function readCase(value: unknown, readAt: number): SeenCase | null {
  const contact = membersOf(value);
  if (contact === null) return null;
  const caseId = idText(contact.id);
  const cxoneChannelId = idText(contact.channelId);
  const status = statusOf(contact.status);
  if (caseId === null || cxoneChannelId === null || status === null) return null;
  const agent = agentOf(contact);
  return {
    caseId,
    cxoneChannelId,
    threadId: shortText(contact.threadIdOnExternalPlatform, longestId),
    status,
    statusAt: momentOf(contact.statusUpdatedAtWithMilliseconds) ?? momentOf(contact.statusUpdatedAt),
    createdAt: momentOf(contact.createdAtWithMilliseconds) ?? momentOf(contact.createdAt),
    agent,
    // Once somebody else's: says nothing of now.
    assignedAt: agent === null ? null : momentOf(contact.inboxAssigneeLastAssignedAt),
    beganBy: contact.direction === 'outbound' ? 'brand' : 'customer',
    detailUrl: shortText(contact.detailUrl, longestAddress),
    raw: rawOf(contact.sla, readAt),
  };
}

/** Who wrote which message (DE 3.0: `GET /messages`), of those asked for; null when it is no list. */
export function readAuthors(value: unknown, asked: readonly string[]): ReadonlyMap<string, SeenAuthor> | null {
  const items = listIn(value);
  if (items === null) return null;
  const wanted = new Set(asked);
  const authors = new Map<string, SeenAuthor>();
  for (const item of items.slice(0, longestPage)) {
    const message = membersOf(item);
    const id = shortText(message?.idOnExternalPlatform, longestId);
    if (message === null || id === null || !wanted.has(id) || message.direction === 'inbound') continue;
    const author = authorOf(message.authorUser);
    // Should it stand there twice, what says more counts.
    if (author !== 'unknown' || !authors.has(id)) authors.set(id, author);
  }
  return authors;
}

/** Surveys are sent by no person either. */
function authorOf(value: unknown): SeenAuthor {
  const user = membersOf(value);
  if (user === null) return 'unknown';
  if (flagOf(user.isBotUser) === true || flagOf(user.isSurveyUser) === true) return 'bot';
  return flagOf(user.isBotUser) === false ? 'agent' : 'unknown';
}

function agentOf(contact: Members): string | null {
  const user = membersOf(contact.inboxAssigneeUser);
  if (user === null) return idText(contact.inboxAssignee);
  if (flagOf(user.isBotUser) === true) return null;
  const name = [user.firstName, user.surname]
    .map((part) => cutName(part))
    .filter((part) => part !== '')
    .join(' ');
  if (name !== '') return cutName(name);
  return cutName(user.nickname) || idText(user.id) || idText(contact.inboxAssignee);
}

function cutName(value: unknown): string {
  if (typeof value !== 'string') return '';
  return [...value.slice(0, longestName * 2).trim()].slice(0, longestName).join('');
}

function statusOf(value: unknown): CaseStatus | null {
  const parsed = CaseStatus.safeParse(typeof value === 'string' ? value.trim().toLowerCase() : null);
  return parsed.success ? parsed.data : null;
}

/** The figures as they stand, for the diagnostics view: what they mean is not published. */
function rawOf(value: unknown, at: number): CxoneSlaRaw | null {
  const sla = membersOf(value);
  if (sla === null) return null;
  const firstResponseTime = figureOf(sla.firstResponseTime);
  const solutionTime = figureOf(sla.solutionTime);
  return firstResponseTime === null && solutionTime === null ? null : { at, firstResponseTime, solutionTime };
}

function figureOf(value: unknown): CxoneSlaRaw['firstResponseTime'] {
  const figure = membersOf(value);
  if (figure === null) return null;
  const raw = typeof figure.raw === 'number' && Number.isFinite(figure.raw) && figure.raw >= 0 ? figure.raw : null;
  const alreadyHasValue = typeof figure.alreadyHasValue === 'boolean' ? figure.alreadyHasValue : null;
  return raw === null && alreadyHasValue === null ? null : { raw, alreadyHasValue };
}

/** '2026-01-12T08:10:02.000+00:00', with or without the fraction. Without a zone it could be any hour: null. */
export function momentOf(value: unknown): number | null {
  if (typeof value !== 'string') return null;
  const parts = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)(Z|[+-]\d{2}:?\d{2})$/iu.exec(value.trim());
  if (parts === null) return null;
  const [, wall = '', zone = ''] = parts;
  if (!isDay(wall.slice(0, 10))) return null;
  const at = Date.parse(`${wall}${zone.replace(/^([+-]\d{2})(\d{2})$/u, '$1:$2')}`.toUpperCase());
  return at >= earliestTime && at < latestTime ? at : null;
}

/** The 31st of February is no day, though the engine takes it for one of March. */
function isDay(day: string): boolean {
  const at = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(day);
}

function flagOf(value: unknown): boolean | null {
  if (value === true || value === 'true' || value === 1) return true;
  return value === false || value === 'false' || value === 0 ? false : null;
}

function idText(value: unknown, longest = longestId): string | null {
  const text = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : value;
  return shortText(text, longest);
}

/** Null for what is empty, too long, or no text. */
function shortText(value: unknown, longest: number): string | null {
  return typeof value === 'string' && value !== '' && value.length <= longest ? value : null;
}

function membersOf(value: unknown): Members | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : null;
}

function listIn(value: unknown): readonly unknown[] | null {
  const list = Array.isArray(value) ? value : membersOf(value)?.data;
  return Array.isArray(list) ? (list as readonly unknown[]) : null;
}
