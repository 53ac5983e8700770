import { CaseStatus } from '#shared/domain/sla.ts';
import type { DeskCase, DeskCaseRow, DeskDraft, DeskMessage, DeskTimer, DeskUser } from '#shared/domain/desk.ts';
import type { JsonObject } from '../../kit/json.ts';
import { stringOf } from '../../kit/json.ts';
import type { Route } from '../admin/route-of.ts';
import type { TenantBook } from '../admin/tenant-book.ts';
import type { TenantUser } from '../admin/tenant-model.ts';
import { canChangeStatus, isRunning } from '../contact-status.ts';
import type { DeMessage, Thread } from '../model.ts';
import type { TenantStore } from '../store.ts';
import { hindranceOf } from './desk-access.ts';
import type { DeskAccess } from './desk-access.ts';
import type { KeptCase, KeptDraft, KeptTimer } from './kept-case.ts';

export interface ViewParts {
  book: TenantBook;
  store: TenantStore;
  access: DeskAccess;
  isPresent: (userId: number) => boolean;
  isAvailable: (userId: number) => boolean;
}

type Person = NonNullable<DeskCaseRow['assignee']>;

const longestPreview = 200;
const longestShown = 10_000;

export function userView({ book, isPresent, isAvailable }: ViewParts, user: TenantUser): DeskUser {
  return {
    id: user.id,
    name: `${user.firstName} ${user.surname}`.trim(),
    roles: user.roleIds.map((id) => book.roles.get(id)?.name ?? id),
    application: user.application,
    digitalEngagement: user.digitalEngagement,
    skills: user.skillIds.map((id) => book.skills.get(id)?.name ?? book.queues.get(id)?.name ?? id),
    isSignedIn: isPresent(user.id),
    isAvailable: isAvailable(user.id),
    hindrance: hindranceOf(user),
  };
}

export function rowView(parts: ViewParts, kept: KeptCase): DeskCaseRow {
  const { contact, offer } = kept;
  const thread = parts.store.threads.get(contact.threadId);
  const last = thread ? messagesOf(kept, thread).at(-1) : undefined;
  return {
    number: contact.id,
    channelName: parts.store.channels.get(contact.channelId)?.name ?? contact.channelId,
    customer: customerOf(thread),
    status: contact.status,
    stage: stageOf(kept, parts.access.route(contact)),
    assignee: personOf(parts, contact.assigneeId),
    offeredTo: personOf(parts, offer?.userId ?? null),
    offeredUntil: offer?.until ?? null,
    createdAt: contact.createdAt,
    lastMessage: last
      ? { from: writerOf(parts, last), at: last.createdAt, text: last.text.slice(0, longestPreview) }
      : null,
    draftsWaiting: kept.drafts.filter(({ state }) => state === 'waiting').length,
    timers: timersOf(parts, kept),
  };
}

export function caseView(parts: ViewParts, kept: KeptCase, user: TenantUser): DeskCase {
  const { access, book, store } = parts;
  const { contact } = kept;
  const thread = store.threads.get(contact.threadId);
  const route = access.route(contact);
  const replyHindrance = access.replyHindrance(user, contact.channelId)?.code ?? null;
  const deskHindrance = contact.assigneeId === user.id ? overOf(kept) : ('not_assigned_to_you' as const);
  const isNoDraft =
    replyHindrance !== null && replyHindrance !== 'needs_right' && replyHindrance !== 'needs_view_skills';
  return {
    ...rowView(parts, kept),
    messages: thread
      ? messagesOf(kept, thread)
          .slice(-100)
          .map((message) => messageView(parts, kept, message))
      : [],
    drafts: kept.drafts.map((draft) => draftView(parts, kept, draft)),
    events: [...kept.events],
    route: {
      script: route.kind === 'skill' ? (book.scripts.get(route.scriptId)?.name ?? null) : null,
      skill: route.kind === 'skill' ? (book.skills.get(route.skillId)?.name ?? null) : null,
      queue: route.kind === 'queue' ? (book.queues.get(route.queueId)?.name ?? null) : null,
    },
    rights: access.rights(user, contact.channelId),
    replyHindrance: deskHindrance ?? replyHindrance,
    draftHindrance: deskHindrance ?? (isNoDraft ? replyHindrance : null),
    acceptReject: access.skill(route)?.acceptReject ?? false,
    statuses: CaseStatus.options.filter(
      (status) => status !== contact.status && canChangeStatus(contact.status, status),
    ),
    assignable: [...book.users.values()]
      .filter((candidate) => access.mayGet(candidate, contact, route))
      .slice(0, 500)
      .map(({ id }) => ({ id, name: access.nameOf(id) })),
  };
}

export function draftView(parts: ViewParts, kept: KeptCase, draft: KeptDraft): DeskDraft {
  return {
    id: draft.id,
    author: { id: draft.authorId, name: parts.access.nameOf(draft.authorId) },
    at: draft.at,
    text: draft.text,
    files: draft.fileIds.map((id) => stringOf(kept.files.get(id)?.friendlyName) ?? id),
    state: draft.state,
    settledBy: personOf(parts, draft.settledById),
    settledAt: draft.settledAt,
    reason: draft.reason,
  };
}

export function customerOf(thread: Thread | undefined): string {
  return thread?.endUser.nickname || thread?.threadName || thread?.endUser.idOnExternalPlatform || '';
}

function personOf({ access }: ViewParts, id: number | null): Person | null {
  return id === null ? null : { id, name: access.nameOf(id) };
}

function overOf({ contact: { status } }: KeptCase): 'case_over' | null {
  return status === 'closed' || status === 'trashed' ? 'case_over' : null;
}

function stageOf({ contact, offer, isIdle }: KeptCase, route: Route): DeskCaseRow['stage'] {
  if (!isRunning(contact.status)) return 'done';
  if (contact.assigneeId !== null) return 'assigned';
  if (offer) return 'offered';
  if (isIdle) return 'idle';
  return route.kind === 'backlog' ? 'backlog' : 'waiting';
}

function messagesOf({ contact }: KeptCase, thread: Thread): readonly DeMessage[] {
  return thread.messages.list().filter(({ contactNumber }) => contactNumber === contact.id);
}

function writerOf({ book }: ViewParts, { direction, authorUserId }: DeMessage): DeskMessage['from'] {
  if (direction === 'inbound') return 'customer';
  return authorUserId !== null && book.users.get(authorUserId)?.isBotUser === true ? 'bot' : 'agent';
}

function messageView(parts: ViewParts, kept: KeptCase, message: DeMessage): DeskMessage {
  return {
    id: message.id,
    from: writerOf(parts, message),
    author: message.authorUserId === null ? null : parts.access.nameOf(message.authorUserId),
    at: message.createdAt,
    text: message.text.slice(0, longestShown),
    files: message.attachments.map(fileView),
    state: message.state,
    reason: message.reason,
    isDeletedHere: kept.deletedHere.has(message.id),
    isHiddenHere: kept.hiddenHere.has(message.id),
  };
}

function fileView(attachment: JsonObject): DeskMessage['files'][number] {
  return {
    name: stringOf(attachment.friendlyName) ?? stringOf(attachment.fileName) ?? '',
    mimeType: stringOf(attachment.mimeType) ?? '',
    url: stringOf(attachment.url) ?? '',
  };
}

function timersOf({ access }: ViewParts, { agentTimer, customerTimer, contact }: KeptCase): DeskTimer[] {
  const mayExtend = access.skill(access.route(contact))?.customerTimer.extension ?? false;
  return [agentTimer, customerTimer]
    .filter((timer): timer is KeptTimer => timer !== null)
    .map(({ kind, startedAt, dueAt, isOver, extensions }) => ({
      kind,
      startedAt,
      dueAt,
      isOver,
      mayExtend: kind === 'customer_idle' && mayExtend && !isOver,
      extensions,
    }));
}
