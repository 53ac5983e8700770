import { deskFileLimitBytes } from '#shared/domain/desk.ts';
import type { DeskAttachment, DeskDraft, DeskNotice, DeskReply, DeskSla, DeskUpload } from '#shared/domain/desk.ts';
import type { SandboxClock } from '../../kit/clock.ts';
import { stringOf } from '../../kit/json.ts';
import type { Random } from '../../kit/random.ts';
import type { TenantUser } from '../admin/tenant-model.ts';
import type { AgentActions } from '../agent-actions.ts';
import type { ContactStatus } from '../contact-status.ts';
import type { TenantStore } from '../store.ts';
import type { CaseTimers } from './case-timers.ts';
import type { DeskAccess } from './desk-access.ts';
import { DeskRefused } from './desk-refusal.ts';
import { deskSla } from './desk-sla.ts';
import { isVisible } from './desk-state.ts';
import { draftView } from './desk-views.ts';
import type { ViewParts } from './desk-views.ts';
import { checkReply, findDraft, outgoing, settleDraft } from './drafts.ts';
import { keepDraft, keepFile, note } from './kept-case.ts';
import type { KeptCase, KeptCases, KeptDraft } from './kept-case.ts';
import { createMessageActs } from './message-acts.ts';
import type { MessageActs } from './message-acts.ts';
import type { Offering } from './offering.ts';

/** What a signed-in user does. Each throws DeskRefused when the tenant does not let them. `number`: a case. */
export interface DeskActs extends MessageActs {
  accept(user: TenantUser, number: string): void;
  reject(user: TenantUser, number: string): void;
  /** Also reassigns. */
  assign(user: TenantUser, number: string, toUserId: number): void;
  unassign(user: TenantUser, number: string): void;
  setStatus(user: TenantUser, number: string, status: ContactStatus): void;
  /** Our own id of the message. */
  reply(user: TenantUser, number: string, reply: DeskReply): string;
  draft(user: TenantUser, number: string, reply: DeskReply): DeskDraft;
  approve(user: TenantUser, number: string, draftId: string): DeskDraft;
  refuse(user: TenantUser, number: string, draftId: string, reason: string): DeskDraft;
  extend(user: TenantUser, number: string): void;
  type(user: TenantUser, number: string, isTyping: boolean): Promise<void>;
  upload(user: TenantUser, number: string, file: DeskUpload): DeskAttachment;
  sla(user: TenantUser, number: string): DeskSla;
  /** The number of the case an external or internal thread id stands for; undefined when there is none. */
  caseOfThread(channelId: string, threadId: string): string | undefined;
}

/** Runs something in a user's name. `isNoted`: it is in the case's history already. */
export type DeskActor = <T>(user: { id: number }, isNoted: boolean, run: () => T) => T;

export interface DeskActsParts {
  store: TenantStore;
  agents: AgentActions;
  clock: SandboxClock;
  random: Random;
  timeZone: string;
  access: DeskAccess;
  cases: KeptCases;
  offering: Offering;
  timers: CaseTimers;
  views: ViewParts;
  tell: (
    userId: number,
    kind: DeskNotice['kind'],
    kept: KeptCase,
    more?: { by?: number | null; reason?: string | null },
  ) => void;
  by: DeskActor;
  changed: () => void;
}

export function createDeskActs(parts: DeskActsParts): DeskActs {
  const { store, agents, clock, access, cases, offering, timers, views, tell, changed } = parts;
  const { book } = store;

  const noteBy = (kept: KeptCase, user: TenantUser, kind: KeptCase['events'][number]['kind'], about?: string): void => {
    note(kept, { at: clock.now(), kind, by: access.nameOf(user.id), about: about ?? null });
  };

  /** By number, or by the contact's other id. */
  const find = (number: string): KeptCase => {
    const contact =
      store.contacts.get(number) ?? [...cases.list()].find((kept) => kept.contact.contactId === number)?.contact;
    if (!contact) throw new DeskRefused('unknown_case');
    return cases.of(contact, clock.now());
  };

  /** A case of a channel the user works with. */
  const open = (user: TenantUser, number: string): KeptCase => {
    const kept = find(number);
    access.requireWork(user, kept.contact.channelId);
    return kept;
  };

  /** As `open`, and the user may read it. */
  const read = (user: TenantUser, number: string): KeptCase => {
    const kept = open(user, number);
    if (!isVisible(views, kept, user)) throw new DeskRefused('not_assigned_to_you');
    return kept;
  };

  const refuseOver = ({ contact: { status } }: KeptCase): void => {
    if (status === 'closed' || status === 'trashed') throw new DeskRefused('case_over');
  };

  /** As `open`, and the user has it. */
  const own = (user: TenantUser, number: string): KeptCase => {
    const kept = open(user, number);
    if (kept.contact.assigneeId !== user.id) throw new DeskRefused('not_assigned_to_you');
    return kept;
  };

  /** Who may release drafts of the channel, and is there to be told. */
  const tellApprovers = (kept: KeptCase, author: TenantUser): void => {
    for (const user of book.users.values()) {
      if (user.id === author.id || !views.isPresent(user.id)) continue;
      if (access.rights(user, kept.contact.channelId).includes('approve')) {
        tell(user.id, 'draft_waiting', kept, { by: author.id });
      }
    }
  };

  const draftOf = (user: TenantUser, number: string, draftId: string): { kept: KeptCase; draft: KeptDraft } => {
    const kept = open(user, number);
    return { kept, draft: findDraft(kept, draftId) };
  };

  return {
    accept(user, number) {
      offering.accept(open(user, number), user);
    },
    reject(user, number) {
      offering.reject(open(user, number), user);
    },
    assign(user, number, toUserId) {
      const kept = open(user, number);
      access.requireRight(user, kept.contact.channelId, 'assign');
      refuseOver(kept);
      const to = book.users.get(toUserId);
      if (!to) throw new DeskRefused('unknown_user', { field: 'userId' });
      if (!access.mayGet(to, kept.contact, access.route(kept.contact))) {
        throw new DeskRefused('user_may_not_get_it', { field: 'userId' });
      }
      const before = kept.contact.assigneeId;
      if (before === to.id) return;
      if (before !== null && before !== user.id) tell(before, 'case_unassigned', kept, { by: user.id });
      if (to.id !== user.id) tell(to.id, 'case_assigned', kept, { by: user.id });
      parts.by(user, false, () => store.assign(kept.contact, to.id));
    },
    unassign(user, number) {
      const kept = open(user, number);
      access.requireRight(user, kept.contact.channelId, 'unassign');
      const before = kept.contact.assigneeId;
      if (before === null) throw new DeskRefused('not_assigned');
      if (before !== user.id) tell(before, 'case_unassigned', kept, { by: user.id });
      // Back to the queue, and to somebody else as long as there is anybody.
      kept.refusedBy.add(before);
      parts.by(user, false, () => store.assign(kept.contact, null));
    },
    setStatus(user, number, status) {
      const kept = open(user, number);
      const { contact } = kept;
      const rights = access.rights(user, contact.channelId);
      if (contact.assigneeId !== user.id && !rights.includes('assign')) throw new DeskRefused('not_assigned_to_you');
      if (!parts.by(user, false, () => store.changeStatus(contact, status))) {
        throw new DeskRefused('status_not_possible', {
          field: 'status',
          message: `A ${contact.status} contact cannot become ${status}.`,
        });
      }
    },
    reply(user, number, reply) {
      const kept = own(user, number);
      refuseOver(kept);
      const hindrance = access.replyHindrance(user, kept.contact.channelId);
      if (hindrance) throw hindrance;
      checkReply(kept, reply);
      return send(kept, user.id, { ...reply, fileIds: reply.files, replyTo: reply.replyTo });
    },
    draft(user, number, reply) {
      const kept = own(user, number);
      refuseOver(kept);
      checkReply(kept, reply);
      const draft: KeptDraft = {
        id: parts.random.uuid(),
        authorId: user.id,
        at: clock.now(),
        text: reply.text,
        fileIds: [...reply.files],
        replyTo: reply.replyTo,
        state: 'waiting',
        settledById: null,
        settledAt: null,
        reason: null,
      };
      if (!keepDraft(kept, draft)) throw new DeskRefused('too_many', { message: 'Too many drafts wait.' });
      noteBy(kept, user, 'draft_written');
      tellApprovers(kept, user);
      changed();
      return draftView(views, kept, draft);
    },
    approve(user, number, draftId) {
      const { kept, draft } = draftOf(user, number, draftId);
      access.requireRight(user, kept.contact.channelId, 'approve');
      refuseOver(kept);
      settleDraft(access, kept, draft, user, clock.now(), { state: 'approved' });
      noteBy(kept, user, 'draft_approved', access.nameOf(draft.authorId));
      if (draft.authorId !== user.id) tell(draft.authorId, 'draft_approved', kept, { by: user.id });
      send(kept, draft.authorId, draft);
      return draftView(views, kept, draft);
    },
    refuse(user, number, draftId, reason) {
      const { kept, draft } = draftOf(user, number, draftId);
      settleDraft(access, kept, draft, user, clock.now(), { state: 'refused', reason });
      noteBy(kept, user, 'draft_refused', access.nameOf(draft.authorId));
      tell(draft.authorId, 'draft_refused', kept, { by: user.id, reason: draft.reason });
      changed();
      return draftView(views, kept, draft);
    },
    ...createMessageActs({ store, agents, access, cases, read, noteBy, changed }),
    extend(user, number) {
      const kept = own(user, number);
      timers.extend(kept);
      noteBy(kept, user, 'extended');
      changed();
    },
    async type(user, number, isTyping) {
      const kept = own(user, number);
      const hindrance = access.replyHindrance(user, kept.contact.channelId);
      if (hindrance) throw hindrance;
      // Whether the middleware could show it is of no concern to the agent.
      await agents.type(kept.contact.threadId, isTyping, user.id);
    },
    upload(user, number, { fileName, mimeType, contentBase64 }) {
      const kept = own(user, number);
      const content = Buffer.from(contentBase64, 'base64');
      if (content.length > deskFileLimitBytes) throw new DeskRefused('file_too_big', { field: 'contentBase64' });
      const attachment = agents.attach(kept.contact.threadId, { fileName, mimeType, content });
      const id = stringOf(attachment.id) ?? '';
      keepFile(kept, id, attachment);
      return { id, fileName, mimeType, url: stringOf(attachment.url) ?? '' };
    },
    sla: (user, number) => deskSla(read(user, number), book.sla, parts.timeZone, clock.stampNow()),
    caseOfThread: (channelId, threadId) => store.findThread(channelId, threadId)?.contactNumber,
  };

  function send(
    kept: KeptCase,
    authorId: number,
    written: { text: string; fileIds: readonly string[]; replyTo: string | undefined },
  ): string {
    const thread = store.threads.get(kept.contact.threadId);
    const answered = thread?.messages.list().find(({ id }) => id === written.replyTo);
    const replyTo = answered?.idOnExternalPlatform ?? undefined;
    return agents.reply(kept.contact.threadId, outgoing(kept, { ...written, replyTo }), authorId).messageId;
  }
}
