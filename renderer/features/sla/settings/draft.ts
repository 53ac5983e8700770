import type { ChannelId } from '#shared/domain/ids.ts';
import type { OfficeCalendar, SlaPolicy, SlaSettings, SlaTarget, SlaWarning } from '#shared/domain/sla-settings.ts';

export const targetNames = ['firstResponse', 'solution', 'agentFirst', 'agentFollowUp', 'customerIdle'] as const;
export type TargetName = (typeof targetNames)[number];

/** A target as typed. */
export interface TargetDraft {
  readonly enabled: boolean;
  readonly days: string;
  readonly hours: string;
  readonly minutes: string;
}

export interface WarningDraft {
  readonly kind: SlaWarning['kind'];
  readonly value: string;
}

/** A policy as typed: what is a number in the settings is text here, so that nothing typed is lost. */
export interface PolicyDraft extends Omit<SlaPolicy, TargetName | 'warnings'> {
  readonly firstResponse: TargetDraft;
  readonly solution: TargetDraft;
  readonly agentFirst: TargetDraft;
  readonly agentFollowUp: TargetDraft;
  readonly customerIdle: TargetDraft;
  readonly warnings: readonly WarningDraft[];
}

export interface ChannelDraft {
  readonly channelId: ChannelId;
  /** True: what stands here is kept in case the operator changes their mind, and not saved. */
  readonly follows: boolean;
  readonly policy: PolicyDraft;
}

/** Calendars keep their form: times and dates are text in both, whole or not. */
export interface SettingsDraft {
  readonly calendars: readonly OfficeCalendar[];
  readonly global: PolicyDraft;
  readonly channels: readonly ChannelDraft[];
}

const minuteMs = 60_000;

export function targetDraft({ enabled, targetMs }: SlaTarget): TargetDraft {
  const all = Math.round(targetMs / minuteMs);
  const text = (value: number): string => String(value);
  return {
    enabled,
    days: text(Math.floor(all / 1_440)),
    hours: text(Math.floor(all / 60) % 24),
    minutes: text(all % 60),
  };
}

function policyDraft({
  firstResponse,
  solution,
  agentFirst,
  agentFollowUp,
  customerIdle,
  warnings,
  ...rest
}: SlaPolicy): PolicyDraft {
  return {
    ...rest,
    firstResponse: targetDraft(firstResponse),
    solution: targetDraft(solution),
    agentFirst: targetDraft(agentFirst),
    agentFollowUp: targetDraft(agentFollowUp),
    customerIdle: targetDraft(customerIdle),
    warnings: warnings.map((one) => ({ kind: one.kind, value: String(one.kind === 'percent' ? one.used : one.left) })),
  };
}

/** Settings as they are put into the fields. */
export function draftOf({ calendars, global, channels }: SlaSettings): SettingsDraft {
  return {
    calendars,
    global: policyDraft(global),
    channels: channels.map(({ channelId, policy }) => ({ channelId, follows: false, policy: policyDraft(policy) })),
  };
}

/** Empty stands for zero; null when it is no whole number. */
export function wholeNumber(text: string): number | null {
  const trimmed = text.trim();
  if (trimmed === '') return 0;
  return /^\d{1,9}$/u.test(trimmed) ? Number(trimmed) : null;
}

/** Office time of a typed target, ms; null while it is no number. */
export function targetMsOf({ days, hours, minutes }: TargetDraft): number | null {
  const parts = [wholeNumber(days), wholeNumber(hours), wholeNumber(minutes)];
  const [dayCount, hourCount, minuteCount] = parts;
  if (dayCount == null || hourCount == null || minuteCount == null) return null;
  return (dayCount * 1_440 + hourCount * 60 + minuteCount) * minuteMs;
}

/** Whether saving would change anything; channels that follow count for nothing. */
export function sameDraft(a: SettingsDraft, b: SettingsDraft): boolean {
  const shown = ({ calendars, global, channels }: SettingsDraft): string =>
    JSON.stringify([calendars, global, channels.filter(({ follows }) => !follows)]);
  return shown(a) === shown(b);
}

/** A list with one item replaced. */
export function replaced<T>(list: readonly T[], index: number, value: T): T[] {
  return list.map((one, at) => (at === index ? value : one));
}

/** A list without one item. */
export function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_one, at) => at !== index);
}

/** An id no calendar has: ids stay when names change. */
export function freshCalendarId(calendars: readonly Pick<OfficeCalendar, 'id'>[]): string {
  const taken = new Set(calendars.map(({ id }) => id));
  let number = calendars.length + 1;
  while (taken.has(`calendar-${number}`)) number += 1;
  return `calendar-${number}`;
}
