import type { DeskState, DeskUser } from '#shared/domain/desk.ts';
import type { SandboxClock } from '../../kit/clock.ts';
import type { Random } from '../../kit/random.ts';
import type { Signal } from '../../kit/signal.ts';
import type { TenantUser } from '../admin/tenant-model.ts';
import type { AgentActions } from '../agent-actions.ts';
import type { MessageNotice } from '../api-context.ts';
import { automaticAgent } from '../automatic-agents.ts';
import { isRunning } from '../contact-status.ts';
import type { Contact } from '../model.ts';
import type { TenantStore } from '../store.ts';
import { createCaseTimers } from './case-timers.ts';
import { createDeskAccess } from './desk-access.ts';
import { createDeskActs } from './desk-acts.ts';
import type { DeskActor, DeskActs } from './desk-acts.ts';
import { createDeskNotices } from './desk-notices.ts';
import { DeskRefused } from './desk-refusal.ts';
import { createDeskSessions } from './desk-sessions.ts';
import { deskState, peopleOf } from './desk-state.ts';
import { customerOf, userView } from './desk-views.ts';
import type { ViewParts } from './desk-views.ts';
import { KeptCases, note, stopAll } from './kept-case.ts';
import type { KeptCase } from './kept-case.ts';
import { createOffering } from './offering.ts';
import { officeMs } from './office-time.ts';
import { createRevision } from './revision.ts';

export interface TenantDeskParts {
  store: TenantStore;
  agents: AgentActions;
  messages: Signal<MessageNotice>;
  clock: SandboxClock;
  random: Random;
  /** IANA zone of the tenant's office hours. */
  timeZone: string;
  /** A session not heard of for so long is over; default two minutes. */
  presenceMs?: number | undefined;
}

/** The agent desk: what the tenant's people may do with its cases, each rule enforced here. */
export interface TenantDesk {
  readonly acts: DeskActs;
  people(): DeskUser[];
  signIn(userId: number): { token: string; user: DeskUser };
  signOut(token: string): void;
  /** Throws DeskRefused. */
  userOf(token: string | undefined): TenantUser;
  /** Whether the token looks like one of the desk's, valid or not. */
  isDeskToken(token: string | undefined): boolean;
  setAvailable(user: TenantUser, isAvailable: boolean): void;
  /** Null when nothing newer than `since` came in time. */
  state(user: TenantUser, token: string, since: number | null, number: string | null): Promise<DeskState | null>;
  /**
   * Whether the sandbox may answer the case by itself: some user gets it who may reply, and no person takes part in it. A person
   * who has the case takes part, one who wrote in it does, and everybody at the desk does as long as nobody has it.
   */
  isLeftToAutomaticAgents(contact: Contact): boolean;
  stop(): void;
}

const longestWaitMs = 25_000;
/** Cases taken in when somebody signs in: of those that wait the first, of others' the last. */
const mostTakenIn = 200;

export function createTenantDesk(parts: TenantDeskParts): TenantDesk {
  const { store, clock } = parts;
  const { book } = store;
  const cases = new KeptCases();
  const notices = createDeskNotices();
  const revision = createRevision(clock);
  const access = createDeskAccess(book, store);
  const unavailable = new Set<number>();

  const nameOf = (id: number | null): string | null => (id === null ? null : access.nameOf(id));
  const customer = ({ contact }: KeptCase): string => customerOf(store.threads.get(contact.threadId));
  const tell = (
    userId: number,
    kind: DeskState['notices'][number]['kind'],
    kept: KeptCase,
    more: { by?: number | null; reason?: string | null } = {},
  ): void => {
    notices.tell(userId, {
      at: clock.now(),
      kind,
      number: kept.contact.id,
      customer: customer(kept),
      by: nameOf(more.by ?? null),
      reason: more.reason ?? null,
    });
  };

  const timers = createCaseTimers({
    clock,
    skillOf: ({ contact }) => access.skill(access.route(contact)),
    onLate(kept) {
      const { assigneeId } = kept.contact;
      if (assigneeId !== null) tell(assigneeId, 'timer_over', kept);
      revision.changed();
    },
    onIdle(kept) {
      const { contact } = kept;
      const { assigneeId } = contact;
      kept.isIdle = true;
      note(kept, { at: clock.now(), kind: 'unassigned_idle', by: null, about: nameOf(assigneeId) });
      if (assigneeId !== null) tell(assigneeId, 'case_unassigned_idle', kept);
      store.assign(contact, null);
    },
  });

  const sessions = createDeskSessions(clock, parts.presenceMs ?? 120_000, (userId) => {
    for (const kept of cases.list()) if (kept.offer?.userId === userId) offering.withdraw(kept);
    offering.dispatch();
    revision.changed();
  });

  const isAvailable = (userId: number): boolean => sessions.isPresent(userId) && !unavailable.has(userId);

  const offering = createOffering({
    clock,
    access,
    cases,
    takesOffers: isAvailable,
    assign(kept, userId) {
      tell(userId, 'case_assigned', kept);
      store.assign(kept.contact, userId);
    },
    onAccepted(kept, userId) {
      note(kept, { at: clock.now(), kind: 'accepted', by: nameOf(userId), about: null });
      by({ id: userId }, true, () => store.assign(kept.contact, userId));
    },
    onOffered(kept, userId) {
      note(kept, { at: clock.now(), kind: 'offered', by: null, about: nameOf(userId) });
      tell(userId, 'case_offered', kept);
      revision.changed();
    },
    onRejected(kept, userId) {
      note(kept, { at: clock.now(), kind: 'rejected', by: nameOf(userId), about: null });
      revision.changed();
    },
    onRanOut(kept, userId) {
      // Whoever does not answer is not there; else the same case would come round again and again.
      unavailable.add(userId);
      note(kept, { at: clock.now(), kind: 'offer_ran_out', by: null, about: nameOf(userId) });
      tell(userId, 'offer_ran_out', kept);
      revision.changed();
    },
    onWithdrawn(kept, userId) {
      note(kept, { at: clock.now(), kind: 'offer_withdrawn', by: null, about: nameOf(userId) });
      revision.changed();
    },
  });

  const mayGet = (user: TenantUser, contact: Contact): boolean =>
    access.route(contact).userIds.some((id) => id === user.id);

  // Whoever is at it now; a change that comes without was made past the desk.
  let actor: { name: string; isNoted: boolean } | null = null;
  const by: DeskActor = (user, isNoted, run) => {
    actor = { name: access.nameOf(user.id), isNoted };
    try {
      return run();
    } finally {
      actor = null;
    }
  };

  const takeIn = (contact: Contact): KeptCase => cases.of(contact, clock.now());

  /** Takes note of what became of a contact, whoever did it. */
  const follow = (contact: Contact): void => {
    const kept = cases.find(contact.id);
    if (!kept) return;
    const { seen } = kept;
    const { status, assigneeId, runningSince } = contact;
    if (seen.status === status && seen.assigneeId === assigneeId && seen.runningSince === runningSince) return;
    kept.seen = { status, assigneeId, runningSince };
    if (seen.runningSince !== null && runningSince === null) {
      kept.solvedOfficeMs += officeMs(seen.runningSince, contact.statusUpdatedAt, book.sla.officeHours, parts.timeZone);
    }
    const at = clock.now();
    const name = actor?.name ?? null;
    if (seen.status !== status) note(kept, { at, kind: 'status', by: name, about: status });
    if (seen.assigneeId !== assigneeId) {
      const isNoted = actor?.isNoted ?? false;
      if (assigneeId === null) {
        if (!isNoted && !kept.isIdle) note(kept, { at, kind: 'unassigned', by: name, about: nameOf(seen.assigneeId) });
        timers.ended(kept);
      } else {
        if (!isNoted) note(kept, { at, kind: 'assigned', by: name, about: nameOf(assigneeId) });
        offering.withdraw(kept);
        kept.isIdle = false;
        timers.assigned(kept);
      }
    }
    if (!isRunning(status)) {
      timers.ended(kept);
      offering.withdraw(kept);
      kept.isIdle = false;
    }
    // What follows from it is nobody's doing.
    actor = null;
    offering.dispatch();
    revision.changed();
  };

  const stops = [
    store.contactChanges.on(follow),
    parts.messages.on(({ kind, direction, contact }) => {
      if (kind !== 'created' || !contact) return;
      const known = cases.find(contact.id);
      if (!known && sessions.isEmpty) return;
      const kept = known ?? takeIn(contact);
      if (direction === 'inbound') {
        kept.isIdle = false;
        timers.customerWrote(kept);
        if (contact.assigneeId !== null) tell(contact.assigneeId, 'customer_wrote', kept);
        offering.dispatch();
      }
      revision.changed();
    }),
    parts.agents.sent.on(({ contact, author }) => {
      const kept = cases.find(contact.id);
      if (!kept) return;
      if (!author.isBotUser) timers.agentWrote(kept);
      revision.changed();
    }),
    parts.agents.outcomes.on((contactNumber) => {
      if (cases.find(contactNumber)) revision.changed();
    }),
    book.changes.on(() => {
      if (sessions.isEmpty) return;
      for (const kept of cases.list()) {
        const offered = kept.offer && book.users.get(kept.offer.userId);
        if (kept.offer && (!offered || !mayGet(offered, kept.contact))) offering.withdraw(kept);
      }
      offering.dispatch();
      revision.changed();
    }),
  ];

  const isPerson = (userId: number | null): boolean => userId !== null && book.users.get(userId)?.isBotUser === false;

  const views: ViewParts = { book, store, access, isPresent: sessions.isPresent, isAvailable };

  const requireUser = (userId: number): TenantUser => {
    const user = book.users.get(userId);
    if (!user || user.isBotUser) throw new DeskRefused('unknown_user');
    return user;
  };

  /** What waits for the user, or is theirs; and what others do, for who looks after others. */
  const takeInFor = (user: TenantUser): void => {
    const forUser: Contact[] = [];
    const ofOthers: Contact[] = [];
    const channels = new Map<string, { gets: boolean; leads: boolean }>();
    for (const contact of store.contacts.values()) {
      if (contact.direction !== 'inbound' || !isRunning(contact.status)) continue;
      const { channelId, assigneeId } = contact;
      const known = channels.get(channelId) ?? {
        gets: mayGet(user, contact),
        leads: access.rights(user, channelId).some((right) => right !== 'reply'),
      };
      channels.set(channelId, known);
      if (assigneeId === user.id || (assigneeId === null && known.gets)) forUser.push(contact);
      else if (known.leads) ofOthers.push(contact);
    }
    for (const contact of [...forUser.slice(0, mostTakenIn), ...ofOthers.slice(-mostTakenIn)]) takeIn(contact);
  };

  return {
    acts: createDeskActs({
      ...parts,
      access,
      cases,
      offering,
      timers,
      views,
      tell,
      by,
      changed: () => revision.changed(),
    }),
    people: () => peopleOf(views),
    signIn(userId) {
      const user = requireUser(userId);
      const token = sessions.signIn(user.id);
      unavailable.delete(user.id);
      takeInFor(user);
      offering.dispatch();
      revision.changed();
      return { token, user: userView(views, user) };
    },
    signOut: (token) => sessions.signOut(token),
    userOf(token) {
      const userId = token === undefined ? undefined : sessions.userOf(token);
      const user = userId === undefined ? undefined : book.users.get(userId);
      if (!user) throw new DeskRefused('not_signed_in');
      return user;
    },
    isDeskToken: (token) => token?.startsWith('desk-') ?? false,
    setAvailable(user, available) {
      if (available) unavailable.delete(user.id);
      else unavailable.add(user.id);
      offering.dispatch();
      revision.changed();
    },
    async state(user, token, since, number) {
      if (!(await revision.newerThan(since, token, longestWaitMs))) return null;
      // The administrator may have changed or removed the user in between.
      const parts = { views, cases, notices, revision: revision.number, at: clock.now() };
      return deskState(parts, book.users.get(user.id) ?? user, number);
    },
    isLeftToAutomaticAgents(contact) {
      const { assigneeId, channelId, threadId, id: number } = contact;
      if (assigneeId !== null && !automaticAgent(assigneeId)) return false;
      const { userIds } = access.route(contact);
      if (assigneeId === null && userIds.some((id) => sessions.isPresent(id))) return false;
      const hasPersonWritten = store.threads
        .get(threadId)
        ?.messages.list()
        .some(({ contactNumber, authorUserId }) => contactNumber === number && isPerson(authorUserId));
      if (hasPersonWritten === true) return false;
      return userIds.some((id) => {
        const user = book.users.get(id);
        return user !== undefined && !access.replyHindrance(user, channelId);
      });
    },
    stop() {
      for (const stop of stops) stop();
      for (const kept of cases.list()) stopAll(kept);
      sessions.stop();
      revision.stop();
    },
  };
}
