import { z } from 'zod';
import { create } from 'zustand';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { SlaPolicy, SlaSettings, SlaTarget } from '#shared/domain/sla-settings.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { policyOf } from '#shared/setup/skill-rules.ts';
import { timeOf, wholeNumber } from '#shared/setup/times.ts';

const TargetParts = z.object({ enabled: z.boolean(), days: z.string(), hours: z.string(), minutes: z.string() });
/** A target as typed, in days, hours and minutes as CXone's form has it. */
export type TargetParts = z.infer<typeof TargetParts>;

const SlaDraft = z.object({
  /** CXone: the switch YES (follows the global SLA) or NO, OTHER. */
  follows: z.boolean(),
  firstResponse: TargetParts,
  solution: TargetParts,
  /** The skill's timers become clocks counted here, too. */
  takeTimers: z.boolean(),
});
/** What a channel's SLA is to become. */
export type SlaDraft = z.infer<typeof SlaDraft>;

const minuteMs = 60_000;

function partsOf({ enabled, targetMs }: SlaTarget): TargetParts {
  const minutes = Math.round(targetMs / minuteMs);
  return {
    enabled,
    days: String(Math.floor(minutes / 1_440)),
    hours: String(Math.floor(minutes / 60) % 24),
    minutes: String(minutes % 60),
  };
}

/** Milliseconds of office time; null while a part is no whole number. */
export function targetOf({ days, hours, minutes }: TargetParts): number | null {
  const [dayCount, hourCount, minuteCount] = [wholeNumber(days), wholeNumber(hours), wholeNumber(minutes)];
  if (dayCount === null || hourCount === null || minuteCount === null) return null;
  return (dayCount * 1_440 + hourCount * 60 + minuteCount) * minuteMs;
}

/** The channel's SLA as it is. */
export function slaDraftOf(settings: SlaSettings, channelId: string): SlaDraft {
  const { firstResponse, solution } = policyOf(settings, channelId);
  return {
    follows: !settings.channels.some((one) => one.channelId === channelId),
    firstResponse: partsOf(firstResponse),
    solution: partsOf(solution),
    takeTimers: false,
  };
}

const targetFrom = (parts: TargetParts): SlaTarget => ({ enabled: parts.enabled, targetMs: targetOf(parts) ?? 0 });

/** A timer rounded up to whole minutes, which is what clocks are counted in. */
const timerFrom = (enabled: boolean, ms: number | null, before: SlaTarget): SlaTarget =>
  enabled && ms !== null && ms > 0
    ? { enabled, targetMs: Math.ceil(ms / minuteMs) * minuteMs }
    : { ...before, enabled };

function withTimers(policy: SlaPolicy, { agentTimer, customerTimer }: SkillForm): SlaPolicy {
  return {
    ...policy,
    agentFirst: timerFrom(agentTimer.enabled, timeOf(agentTimer.first), policy.agentFirst),
    agentFollowUp: timerFrom(agentTimer.enabled, timeOf(agentTimer.followUp), policy.agentFollowUp),
    customerIdle: timerFrom(customerTimer.enabled, timeOf(customerTimer.idle), policy.customerIdle),
    mayExtendIdle: customerTimer.enabled ? customerTimer.extension : policy.mayExtendIdle,
  };
}

/** The settings with a channel's SLA changed; what is taken over while it follows counts for all that follow. */
export function withSlaDraft(
  settings: SlaSettings,
  channelId: ChannelId,
  draft: SlaDraft,
  skill: SkillForm,
): SlaSettings {
  const others = settings.channels.filter((one) => one.channelId !== channelId);
  const timed = (policy: SlaPolicy): SlaPolicy => (draft.takeTimers ? withTimers(policy, skill) : policy);
  if (draft.follows) return { ...settings, global: timed(settings.global), channels: others };
  const before = policyOf(settings, channelId);
  const policy = { ...before, firstResponse: targetFrom(draft.firstResponse), solution: targetFrom(draft.solution) };
  return { ...settings, channels: [...others, { channelId, policy: timed(policy) }] };
}

export const sameSlaDraft = (a: SlaDraft, b: SlaDraft): boolean => JSON.stringify(a) === JSON.stringify(b);

const storageKey = 'veerpont.setup.sla';
const Kept = z.record(z.string(), SlaDraft);

function kept(): Record<string, SlaDraft> {
  try {
    const parsed = Kept.safeParse(JSON.parse(window.localStorage.getItem(storageKey) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

function keep(drafts: Readonly<Record<string, SlaDraft>>): void {
  try {
    if (Object.keys(drafts).length === 0) window.localStorage.removeItem(storageKey);
    else window.localStorage.setItem(storageKey, JSON.stringify(drafts));
  } catch {
    // Full or forbidden: then it lives as long as the window does.
  }
}

interface SlaDrafts {
  /** What was typed and not saved, by channel. */
  readonly typed: Readonly<Record<string, SlaDraft>>;
  readonly type: (channelId: string, draft: SlaDraft) => void;
  readonly forget: (channelId: string) => void;
}

/** Typed SLA targets outlive a change of page, a failed save and a reload of the window. */
export const useSlaDrafts = create<SlaDrafts>()((set) => {
  const change = (make: (typed: Readonly<Record<string, SlaDraft>>) => Readonly<Record<string, SlaDraft>>): void =>
    set((state) => {
      const typed = make(state.typed);
      keep(typed);
      return { typed };
    });
  return {
    typed: kept(),
    type: (channelId, draft) => change((typed) => ({ ...typed, [channelId]: draft })),
    forget: (channelId) =>
      change((typed) => Object.fromEntries(Object.entries(typed).filter(([id]) => id !== channelId))),
  };
});
