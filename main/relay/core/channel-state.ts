import type { ChannelState, ChannelStateKind, Leg, LegStatus } from '#shared/domain/channel.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

export type Legs = Readonly<Record<Leg, LegStatus>>;

/** Both directions a channel has, and the legs each of them needs. */
export const legs: readonly Leg[] = ['wechatOut', 'cxoneOut', 'wechatIn', 'cxoneIn'];

/** A change is shown at once and marked as settling for this long; notices wait for the end of it. */
export const settleMs = 30_000;

/** A passing fault that lasts this long with no known cause is not called passing any more. */
export const retryBudgetMs = 30 * 60_000;

export interface StateFacts {
  readonly legs: Legs;
  /** True once both of our own checks have ended, well or badly, since the relay started. */
  readonly checked: boolean;
  /** When the newest full round of our own checks passed, or null. */
  readonly checksPassedAt: number | null;
  /** When the oldest message still waiting was accepted, or null when nothing waits. */
  readonly oldestWaitingAt: number | null;
}

type Derived = { readonly kind: ChannelStateKind; readonly leg: Leg | null; readonly code: ErrorCode | null };

const failureKinds: ReadonlySet<ChannelStateKind> = new Set([
  'degraded',
  'retrying',
  'action_required',
  'down',
  'unknown',
]);

export function initialState(now: number): ChannelState {
  return { kind: 'connecting', since: now, leg: null, code: null, settling: true, operatorMustAct: false };
}

/**
 * The channel's state from what was seen of its legs, never from hope. A failure state is left only through
 * `verifying`, and `verifying` only after our checks have passed and the backlog of the failure has been delivered.
 */
export function nextChannelState(previous: ChannelState, facts: StateFacts, now: number): ChannelState {
  const derived = derive(previous, facts, now);
  const same = derived.kind === previous.kind && derived.leg === previous.leg && derived.code === previous.code;
  const since = same ? previous.since : now;
  return {
    ...derived,
    since,
    settling: now - since < settleMs,
    operatorMustAct: derived.kind === 'action_required' || derived.kind === 'down' || derived.kind === 'not_configured',
  };
}

function derive(previous: ChannelState, facts: StateFacts, now: number): Derived {
  const refused = legs.find((leg) => isRefusal(facts.legs[leg]));
  if (refused !== undefined) return withFault('action_required', refused, facts.legs);
  const failing = legs.find((leg) => facts.legs[leg].fault !== null);
  if (failing !== undefined) {
    const since = facts.legs[failing].fault?.since ?? now;
    return withFault(now - since >= retryBudgetMs ? 'down' : 'retrying', failing, facts.legs);
  }
  if (!facts.checked) return { kind: 'connecting', leg: null, code: null };
  const unproven = legs.find((leg) => facts.legs[leg].proof === null);
  if (unproven !== undefined) return { kind: 'verifying', leg: unproven, code: 'NO_PROOF_YET' };
  if (failureKinds.has(previous.kind)) return { kind: 'verifying', leg: null, code: null };
  if (previous.kind === 'verifying' && !isVerified(previous, facts))
    return { kind: 'verifying', leg: null, code: null };
  return { kind: 'connected', leg: null, code: null };
}

/** The other side said no, and only a person can change that. */
function isRefusal(status: LegStatus): boolean {
  return status.fault !== null && status.fault.nextTryAt === null;
}

function withFault(kind: ChannelStateKind, leg: Leg, all: Legs): Derived {
  return { kind, leg, code: all[leg].fault?.code ?? null };
}

function isVerified(verifying: ChannelState, facts: StateFacts): boolean {
  const checked = facts.checksPassedAt !== null && facts.checksPassedAt >= verifying.since;
  const caughtUp = facts.oldestWaitingAt === null || facts.oldestWaitingAt >= verifying.since;
  return checked && caughtUp;
}
