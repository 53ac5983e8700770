import { ChannelId, MessageId } from '#shared/domain/ids.ts';
import type { AnswerAuthor, CaseStatus, SlaCaseFacts, SlaMessage } from '#shared/domain/sla.ts';
import type {
  OfficeCalendar,
  OfficeSpan,
  SlaMetric,
  SlaPolicy,
  SlaRules,
  SlaSettings,
} from '#shared/domain/sla-settings.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { policyTimeline, targetNames, type PolicyTimeline } from '#shared/sla/policy-timeline.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
export const channelId = ChannelId.parse('wx-service');
/** Monday, 12 January 2026, 10:00 in Amsterdam (and 09:00 UTC). */
export const monday10 = Date.UTC(2026, 0, 12, 9);

export function minutes(count: number): number {
  return monday10 + count * minuteMs;
}

/** A moment, or a stretch in which it lies. */
export type When = number | readonly [earliest: number, latest: number];

function moment(when: When): { earliest: number; latest: number } {
  return typeof when === 'number' ? { earliest: when, latest: when } : { earliest: when[0], latest: when[1] };
}

/** Tells a case event by event; each in the order told. */
export class CaseTale {
  readonly #messages: SlaMessage[] = [];
  readonly #statuses: SlaCaseFacts['statuses'] = [];
  readonly #assignments: SlaCaseFacts['assignments'] = [];
  readonly #extensions: SlaCaseFacts['extensions'] = [];
  readonly #rest: Partial<SlaCaseFacts>;

  constructor(rest: Partial<SlaCaseFacts> = {}) {
    this.#rest = rest;
  }

  writes(at: number, acceptedAt: number | null = at): this {
    return this.#message('request', at, acceptedAt, null);
  }

  answers(at: number, author: AnswerAuthor = 'agent', acceptedAt: number | null = at): this {
    return this.#message('answer', at, acceptedAt, author);
  }

  becomes(status: CaseStatus, when: When): this {
    this.#statuses.push({ status, at: moment(when) });
    return this;
  }

  assigned(agent: string | null, when: When): this {
    this.#assignments.push({ agent, at: moment(when) });
    return this;
  }

  extended(at: number): this {
    this.#extensions.push({ at, by: 'Ann' });
    return this;
  }

  facts(knownUntil: number | null, more: Partial<SlaCaseFacts> = {}): SlaCaseFacts {
    return {
      id: 'case-1',
      channelId,
      contactNo: 1,
      endUser: '…k4Qz',
      caseId: '1001',
      beganBy: this.#messages[0]?.kind === 'answer' ? 'brand' : 'customer',
      createdAt: null,
      messages: this.#messages,
      statuses: this.#statuses,
      assignments: this.#assignments,
      extensions: this.#extensions,
      knownUntil,
      asked: true,
      ...this.#rest,
      ...more,
    };
  }

  #message(kind: SlaMessage['kind'], at: number, acceptedAt: number | null, author: AnswerAuthor | null): this {
    const seq = this.#messages.length + 1;
    const messageId = MessageId.parse(`${kind === 'request' ? 'wxin' : 'wxout'}-${String(seq)}`);
    this.#messages.push({ kind, messageId, seq, at, acceptedAt, author });
    return this;
  }
}

export interface Change {
  readonly calendar?: OfficeCalendar;
  readonly rules?: Partial<SlaRules>;
  readonly targets?: Partial<Record<SlaMetric, number | null>>;
  readonly policy?: Partial<SlaPolicy>;
}

/** Open on Mondays to Fridays, 09:00 to 18:00, unless told otherwise. */
export function calendarOf(
  timeZone = 'Europe/Amsterdam',
  spans: readonly OfficeSpan[] = [{ from: '09:00', until: '18:00' }],
  id = 'office',
): OfficeCalendar {
  return {
    id,
    name: id,
    timeZone,
    week: [0, 1, 2, 3, 4, 5, 6].map((day) => (day < 5 ? [...spans] : [])),
    exceptions: [],
  };
}

/** The standard targets, all switched on: 30 min, 2 h, 5 min, 5 min, 15 min. */
export const standardTargets: Readonly<Record<SlaMetric, number>> = {
  first_response: 30 * minuteMs,
  solution: 2 * hourMs,
  agent_first_response: 5 * minuteMs,
  agent_follow_up: 5 * minuteMs,
  customer_idle: 15 * minuteMs,
};

export function settingsWith(change: Change = {}): SlaSettings {
  const settings = defaultSlaSettings('Europe/Amsterdam');
  const calendar = change.calendar ?? calendarOf();
  const targets = { ...standardTargets, ...change.targets };
  const policy: SlaPolicy = {
    ...settings.global,
    calendarId: calendar.id,
    rules: { ...settings.global.rules, ...change.rules },
    ...change.policy,
  };
  for (const [metric, name] of Object.entries(targetNames) as [SlaMetric, (typeof targetNames)[SlaMetric]][]) {
    const targetMs = targets[metric];
    policy[name] = { enabled: targetMs !== null, targetMs: targetMs ?? 0 };
  }
  return { calendars: [calendar], global: policy, channels: [] };
}

export function timelineOf(...changes: readonly (Change & { readonly from?: number })[]): PolicyTimeline {
  return policyTimeline(
    (changes.length === 0 ? [{}] : changes).map((change: Change & { readonly from?: number }, index) => ({
      id: `v${String(index + 1)}`,
      settings: settingsWith(change),
      appliesFrom: change.from ?? 0,
    })),
  );
}
