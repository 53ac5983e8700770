import type { SandboxClock } from '../../kit/clock.ts';
import type { Route } from '../admin/route-of.ts';
import type { TenantUser } from '../admin/tenant-model.ts';
import { isRunning } from '../contact-status.ts';
import type { DeskAccess } from './desk-access.ts';
import { DeskRefused } from './desk-refusal.ts';
import type { KeptCase, KeptCases } from './kept-case.ts';

/** How long a case rests after everybody who may get it has rejected it. */
const restAfterRefusalsMs = 30_000;
/** Cases one user gets by routing at a time; more can be assigned by hand. */
const mostAtATime = 10;

/**
 * Brings waiting cases to people. A skill with accept and reject offers a case to one user at a time, and a user has one
 * offer at a time; without, the case is assigned at once. Whoever has least to do comes first. A rejected case goes back to
 * the queue and to the next user.
 */
export interface Offering {
  /** Gives out what waits, as far as there is somebody to take it. */
  dispatch(): void;
  accept(kept: KeptCase, user: TenantUser): void;
  reject(kept: KeptCase, user: TenantUser): void;
  /** Takes an offer back, when the case goes another way. */
  withdraw(kept: KeptCase): void;
}

export interface OfferingParts {
  clock: SandboxClock;
  access: DeskAccess;
  cases: KeptCases;
  /** Signed in and available. */
  takesOffers(userId: number): boolean;
  /** Assigns it at once. */
  assign(kept: KeptCase, userId: number): void;
  /** Assigns it to who said yes. */
  onAccepted(kept: KeptCase, userId: number): void;
  onOffered(kept: KeptCase, userId: number): void;
  onRejected(kept: KeptCase, userId: number): void;
  /** The offer stood its time unanswered. */
  onRanOut(kept: KeptCase, userId: number): void;
  onWithdrawn(kept: KeptCase, userId: number): void;
}

export function createOffering(parts: OfferingParts): Offering {
  const { clock, access, cases } = parts;
  // Who was given something last comes last among equals.
  const lastTurn = new Map<number, number>();
  let turns = 0;

  const waits = ({ contact, offer, isIdle, cancelPause }: KeptCase): boolean =>
    contact.assigneeId === null && offer === null && !isIdle && cancelPause === null && isRunning(contact.status);

  const takeOffer = (kept: KeptCase): number | null => {
    const { offer } = kept;
    if (!offer) return null;
    offer.cancel();
    kept.offer = null;
    return offer.userId;
  };

  const rest = (kept: KeptCase): void => {
    kept.cancelPause = clock.after(restAfterRefusalsMs, () => {
      kept.cancelPause = null;
      kept.refusedBy.clear();
      dispatch();
    });
  };

  const give = (kept: KeptCase, route: Route, load: Map<number, { offers: number; assigned: number }>): void => {
    if (route.kind === 'backlog') return;
    const present = route.userIds.filter((id) => parts.takesOffers(id));
    if (present.length === 0) return;
    const willing = present.filter((id) => !kept.refusedBy.has(id));
    if (willing.length === 0) {
      rest(kept);
      return;
    }
    const loadOf = (id: number) => load.get(id) ?? { offers: 0, assigned: 0 };
    const free = willing.filter((id) => loadOf(id).offers === 0 && loadOf(id).assigned < mostAtATime);
    const [next] = free.sort(
      (a, b) => loadOf(a).assigned - loadOf(b).assigned || (lastTurn.get(a) ?? 0) - (lastTurn.get(b) ?? 0),
    );
    if (next === undefined) return;
    lastTurn.set(next, (turns += 1));
    const skill = access.skill(route);
    const before = loadOf(next);
    if (skill?.acceptReject !== true) {
      load.set(next, { ...before, assigned: before.assigned + 1 });
      parts.assign(kept, next);
      return;
    }
    load.set(next, { ...before, offers: before.offers + 1 });
    const standsMs = Math.max(1, skill.refusalSeconds) * 1_000;
    kept.offer = {
      userId: next,
      until: clock.now() + standsMs,
      cancel: clock.after(standsMs, () => {
        kept.offer = null;
        kept.refusedBy.add(next);
        parts.onRanOut(kept, next);
        dispatch();
      }),
    };
    parts.onOffered(kept, next);
  };

  let isDispatching = false;
  const dispatch = (): void => {
    // Assigning tells the desk, which may ask for another round.
    if (isDispatching) return;
    isDispatching = true;
    try {
      const load = new Map<number, { offers: number; assigned: number }>();
      const waiting: KeptCase[] = [];
      for (const kept of cases.list()) {
        const { contact, offer } = kept;
        if (waits(kept)) waiting.push(kept);
        const userId = offer?.userId ?? (isRunning(contact.status) ? contact.assigneeId : null);
        if (userId === null) continue;
        const before = load.get(userId) ?? { offers: 0, assigned: 0 };
        load.set(userId, {
          offers: before.offers + (offer ? 1 : 0),
          assigned: before.assigned + (offer ? 0 : 1),
        });
      }
      waiting.sort((a, b) => a.contact.createdAt - b.contact.createdAt || Number(a.contact.id) - Number(b.contact.id));
      // Cases of one channel go one way.
      const routes = new Map<string, Route>();
      for (const kept of waiting) {
        const { channelId } = kept.contact;
        const route = routes.get(channelId) ?? access.route(kept.contact);
        routes.set(channelId, route);
        give(kept, route, load);
      }
    } finally {
      isDispatching = false;
    }
  };

  const requireOffer = (kept: KeptCase, user: TenantUser): void => {
    if (kept.offer?.userId === user.id) return;
    const { contact } = kept;
    const route = access.route(contact);
    if (contact.assigneeId === user.id && access.skill(route)?.acceptReject !== true) {
      throw new DeskRefused('no_accept_reject');
    }
    throw new DeskRefused('not_offered_to_you');
  };

  return {
    dispatch,
    accept(kept, user) {
      requireOffer(kept, user);
      takeOffer(kept);
      kept.refusedBy.clear();
      parts.onAccepted(kept, user.id);
    },
    reject(kept, user) {
      requireOffer(kept, user);
      takeOffer(kept);
      kept.refusedBy.add(user.id);
      parts.onRejected(kept, user.id);
      dispatch();
    },
    withdraw(kept) {
      const userId = takeOffer(kept);
      kept.cancelPause?.();
      kept.cancelPause = null;
      kept.refusedBy.clear();
      if (userId !== null) parts.onWithdrawn(kept, userId);
    },
  };
}
