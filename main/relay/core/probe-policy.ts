import type { ErrorCode } from '#shared/errors/catalogue.ts';

const second = 1_000;

/** While a leg fails it is probed this often in the long run; the probes burn no attempts of messages. */
export const probeMs = 30 * second;

/** Short failures are over soon: while messages wait, a leg is looked at more often at first. By the age of the fault. */
const earlyProbes = [
  { untilMs: 5 * second, everyMs: second },
  { untilMs: 60 * second, everyMs: 5 * second },
] as const;

const eagerProbes = { everyMs: 5 * second } as const;

/** So many channels may be probed early without slowing one another down. */
const channelsAtFullPace = 20;

/** The secret itself was refused: asking again with the same one helps nobody and may get the account frozen. */
const neverProbed: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'WECHAT_SECRET_INVALID',
  'WECHAT_SECRET_FROZEN',
  'WECHAT_APPID_INVALID',
  'CXONE_CREDENTIALS_REFUSED',
]);

/** Mended at WeChat's site, by somebody who then waits for it to work here. */
const watchedProbes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['WECHAT_IP_NOT_LISTED', 'WECHAT_IP_CONFIRM_PENDING']);
const watchedMs = 60 * second;
/** Other refusals: until somebody acts they stay. */
const refusedMs = 300 * second;

/** True for faults that are looked at again only when somebody asks for it. */
export function isNeverProbed(code: ErrorCode | undefined): boolean {
  return code !== undefined && neverProbed.has(code);
}

/**
 * How long after the last check a failing leg is checked again by itself, milliseconds; null when only a person's check, a
 * message that gets through, or a restart can tell that it works again.
 */
export function probeAfterMs(input: {
  readonly code: ErrorCode;
  readonly operatorMustAct: boolean;
  /** How long it has been failing, milliseconds. */
  readonly faultAgeMs: number;
  readonly messagesWait: boolean;
  /** The computer has just woken or got its network back, so that what failed may work by now. */
  readonly isEager?: boolean;
  /** All channels of the relay. */
  readonly channels: number;
}): number | null {
  if (neverProbed.has(input.code)) return null;
  if (input.operatorMustAct) return watchedProbes.has(input.code) ? watchedMs : refusedMs;
  const isEager = input.isEager === true;
  if ((!input.messagesWait && !isEager) || input.faultAgeMs < 0) return probeMs;
  const early = isEager ? eagerProbes : earlyProbes.find(({ untilMs }) => input.faultAgeMs < untilMs);
  if (early === undefined) return probeMs;
  return Math.min(early.everyMs * Math.max(1, input.channels / channelsAtFullPace), probeMs);
}
