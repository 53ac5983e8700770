import type { ChannelSnapshot, Leg } from '#shared/domain/channel.ts';
import type { ProbeResult } from '#shared/domain/health.ts';
import type { GuideStep, ReconnectPhase, RungName } from '#shared/domain/reconnect.ts';
import { entryFor, type ErrorCode } from '#shared/errors/catalogue.ts';

/**
 * What stands in the way, and who can do something about it. refused: the other side said no, and only a person can mend
 * that. waits: it passes by itself, and each further call adds to it. elsewhere: the other side must call us, which nothing
 * of ours brings about. passing: ours to try. doubt: the channel works as far as is known, and something says that it may
 * not.
 */
export type TroubleKind = 'refused' | 'waits' | 'elsewhere' | 'passing' | 'doubt';

export interface Trouble {
  readonly leg: Leg | null;
  readonly code: ErrorCode;
  readonly platformCode: string | null;
  readonly value: string | null;
  readonly kind: TroubleKind;
}

export const rungOrder: readonly RungName[] = ['recheck', 'new_token', 'new_connection', 'restart_worker'];

/** What other systems count or a person grants: trying harder makes it worse. */
const calmCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_QUOTA_EXHAUSTED',
  'WECHAT_RATE_LIMITED',
  'WECHAT_IP_CONFIRM_PENDING',
  'CXONE_RATE_LIMITED',
]);

/** Warnings worth a person's look before the channel is called well; the others are told and no more. */
const doubtCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_CALLBACK_NOT_SET',
  'WECHAT_CALLBACK_UNREACHABLE',
  'WECHAT_PUSHES_STOPPED',
  'CLOCK_WRONG',
  'OWN_CERTIFICATE_EXPIRED',
]);

const theirLegs: ReadonlySet<Leg> = new Set<Leg>(['wechatIn', 'cxoneIn']);
const allLegs: readonly Leg[] = ['wechatIn', 'wechatOut', 'cxoneIn', 'cxoneOut'];

export interface ChannelView {
  readonly snapshot: Pick<ChannelSnapshot, 'state' | 'legs'>;
  readonly probes: readonly ProbeResult[];
  /**
   * When the last round of checks began, epoch ms. A fault of a leg of ours that is older was not seen again by it: what
   * no check can disprove (a call forbidden) is left to the messages that wait.
   */
  readonly checkedFrom: number;
  /**
   * When a person said that it is repaired, epoch ms, or null. What the other side showed before (a wrong signature) no
   * check of ours can disprove, so that its next call decides.
   */
  readonly repairedFrom: number | null;
}

/** What stands in the way now, gravest first. */
export function troublesOf({ snapshot, probes, checkedFrom, repairedFrom }: ChannelView): readonly Trouble[] {
  const { state, legs } = snapshot;
  if (state.kind === 'not_configured' || state.kind === 'stopped') {
    const code = state.code ?? (state.kind === 'stopped' ? 'CHANNEL_STOPPED' : 'CONFIG_INVALID');
    return [{ leg: state.leg, code, platformCode: null, value: state.value, kind: 'refused' }];
  }
  const faults = allLegs.flatMap((leg): Trouble[] => {
    const { fault } = legs[leg];
    if (fault === null) return [];
    const isTheirs = theirLegs.has(leg);
    if (fault.at < (isTheirs ? (repairedFrom ?? -Infinity) : checkedFrom)) return [];
    const { code, platformCode, value } = fault;
    return [{ leg, code, platformCode, value, kind: kindOf(code, fault.nextTryAt === null, isTheirs) }];
  });
  const faulty = new Set(faults.map(({ leg }) => leg));
  const found = probes.flatMap((probe): Trouble[] => {
    if (faulty.has(probe.leg) || probe.code === null || probe.at === null || probe.at < checkedFrom) return [];
    const { leg, code, platformCode, value } = probe;
    const kind = probe.outcome === 'failed' ? kindOf(code, !entryFor(code).retryable, theirLegs.has(leg)) : 'doubt';
    if (probe.outcome !== 'failed' && (probe.outcome !== 'warning' || !doubtCodes.has(code))) return [];
    const { proof } = legs[leg];
    // A call of ours that went through since says that what failed in passing is over.
    if (kind === 'passing' && proof !== null && proof.at > probe.at) return [];
    // What really came since says more than what was looked up.
    if (kind === 'doubt' && proof !== null && proof.strength !== 'own_check' && proof.at > probe.at) return [];
    return [{ leg, code, platformCode, value, kind }];
  });
  return [...faults, ...found].sort((first, second) => gravity[first.kind] - gravity[second.kind]);
}

const gravity: Readonly<Record<TroubleKind, number>> = { refused: 0, waits: 1, elsewhere: 2, passing: 3, doubt: 4 };

function kindOf(code: ErrorCode, onlyAPerson: boolean, isTheirs: boolean): TroubleKind {
  if (onlyAPerson) return 'refused';
  if (calmCodes.has(code)) return 'waits';
  return isTheirs ? 'elsewhere' : 'passing';
}

export type NextStep =
  { readonly kind: 'climb'; readonly rung: RungName } | { readonly kind: 'verify' } | { readonly kind: 'ask' };

/**
 * What a reconnect does next. An explicit refusal ends the ladder at once. No rung is climbed twice, none that could make
 * it worse: while the other side wants to be left alone no token is asked for, and the worker, who keeps to the time the
 * other side named, is not restarted.
 */
export function nextStep(input: {
  readonly troubles: readonly Trouble[];
  readonly tried: ReadonlySet<RungName>;
  /** Doubts were shown to a person in this run, who went on. */
  readonly doubtsShown: boolean;
}): NextStep {
  const { troubles, tried, doubtsShown } = input;
  if (!tried.has('recheck')) return { kind: 'climb', rung: 'recheck' };
  const blocking = blockingOf(troubles);
  if (blocking.length === 0) return { kind: troubles.length > 0 && !doubtsShown ? 'ask' : 'verify' };
  if (blocking.some(({ kind }) => kind === 'refused')) return { kind: 'ask' };
  if (!blocking.some(({ kind }) => kind === 'passing')) return { kind: 'ask' };
  const isCalm = blocking.some(({ kind }) => kind === 'waits');
  const rung = rungOrder.find((name) => !tried.has(name) && (!isCalm || name === 'new_connection'));
  return rung === undefined ? { kind: 'ask' } : { kind: 'climb', rung };
}

/** Those that keep the channel from working. */
export function blockingOf(troubles: readonly Trouble[]): readonly Trouble[] {
  return troubles.filter(({ kind }) => kind !== 'doubt');
}

const followers: Readonly<Record<ReconnectPhase, readonly ReconnectPhase[]>> = {
  laddering: ['asking', 'verifying', 'failed', 'cancelled'],
  asking: ['laddering', 'failed', 'cancelled'],
  verifying: ['laddering', 'asking', 'catching_up', 'failed', 'cancelled'],
  catching_up: ['laddering', 'done', 'paused', 'failed', 'cancelled'],
  done: [],
  paused: [],
  failed: [],
  cancelled: [],
};

/** There is no way to 'done' or 'paused' that skips verifying and catching up. */
export function mayFollow(from: ReconnectPhase, to: ReconnectPhase): boolean {
  return from === to || followers[from].includes(to);
}

export function isOver(phase: ReconnectPhase): boolean {
  return followers[phase].length === 0;
}

/** Addresses people need when the other side has to be told where we are. */
export interface OwnAddresses {
  readonly callbackUrl: string | null;
  readonly boxUrl: string | null;
}

/** Where the other side's form asks for an address of ours, that address is what helps. */
const callbackCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_CALLBACK_NOT_SET',
  'WECHAT_CALLBACK_UNREACHABLE',
  'WECHAT_PUSHES_STOPPED',
  'WECHAT_SIGNATURE_MISMATCH',
  'WECHAT_AESKEY_MISMATCH',
  'WECHAT_MODE_MISMATCH',
  'NO_PROOF_YET',
]);

/**
 * Legs without a proof that counts: never seen to work, or not since a repair that only real traffic can prove. Somebody has
 * to make the other side call, or a customer write.
 */
export function unprovenOf({ state, legs }: Pick<ChannelSnapshot, 'state' | 'legs'>): readonly Trouble[] {
  const isWaiting = state.kind === 'verifying' || state.kind === 'connecting';
  return allLegs
    .filter((leg) => legs[leg].fault === null && (legs[leg].proof === null || (isWaiting && state.leg === leg)))
    .map((leg) => ({
      leg,
      code: leg === 'cxoneIn' ? 'BOX_NOT_CALLED_YET' : 'NO_PROOF_YET',
      platformCode: null,
      value: null,
      kind: 'doubt' as const,
    }));
}

/** Says what happened to single messages. Nobody does anything about it that could be done. */
const neverDone: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['WECHAT_OUTCOME_UNKNOWN']);

/**
 * What a person is asked to do: only what applies, one step for each cause. Steps asked for earlier that do not apply any
 * more stay, as done, where there was something to do.
 */
export function guideOf(
  troubles: readonly Trouble[],
  addresses: OwnAddresses,
  earlier: readonly GuideStep[] = [],
): readonly GuideStep[] {
  const steps = new Map<string, GuideStep>();
  for (const { leg, code, value } of troubles) {
    const known = steps.get(keyOf(leg, code));
    if (known === undefined) {
      steps.set(keyOf(leg, code), { code, leg, value: value ?? addressFor(code, leg, addresses), done: false });
    }
  }
  const gone = earlier
    .filter(({ leg, code }) => !steps.has(keyOf(leg, code)) && !neverDone.has(code))
    .map((step) => ({ ...step, done: true }));
  return [...gone, ...steps.values()];
}

function addressFor(code: ErrorCode, leg: Leg | null, { callbackUrl, boxUrl }: OwnAddresses): string | null {
  if (code === 'BOX_NOT_CALLED_YET') return boxUrl;
  return callbackCodes.has(code) && (leg === 'wechatIn' || leg === null) ? callbackUrl : null;
}

function keyOf(leg: Leg | null, code: ErrorCode): string {
  return `${leg ?? ''} ${code}`;
}
