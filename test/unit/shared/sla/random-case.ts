import fc from 'fast-check';
import type { AnswerAuthor, CaseStatus, SlaCaseFacts } from '#shared/domain/sla.ts';
import type { OfficeCalendar, SlaRules } from '#shared/domain/sla-settings.ts';
import type { PolicyTimeline } from '#shared/sla/policy-timeline.ts';
import { calendarOf, CaseTale, minuteMs, timelineOf, type Change } from './sla-facts.ts';

export interface RandomEvent {
  readonly kind: 'request' | 'answer' | 'status' | 'assignment' | 'extension';
  /** Minutes after the one before it. */
  readonly after: number;
  /** Minutes within which it is known. */
  readonly width: number;
  readonly author: AnswerAuthor;
  readonly status: CaseStatus;
  readonly agent: string | null;
}

/** Around the two nights in which Amsterdam's clock is put forward and back, and an ordinary week; UTC. */
const beginnings = [Date.UTC(2026, 0, 8), Date.UTC(2026, 2, 26), Date.UTC(2026, 9, 22)];

export const randomEvent: fc.Arbitrary<RandomEvent> = fc.record({
  kind: fc.constantFrom('request', 'answer', 'status', 'status', 'assignment', 'extension'),
  after: fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2_000 })),
  width: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 30 })),
  author: fc.constantFrom<AnswerAuthor>('agent', 'agent', 'bot', 'asking', 'unknown'),
  status: fc.constantFrom<CaseStatus>('open', 'open', 'pending', 'escalated', 'resolved', 'resolved', 'closed'),
  agent: fc.constantFrom('Ann', 'Bob', null),
});

export const randomRules: fc.Arbitrary<SlaRules> = fc.record({
  requestFrom: fc.constantFrom('customer_message', 'case_created'),
  botAnswersCount: fc.boolean(),
  unknownAuthorCounts: fc.boolean(),
  answeredWhen: fc.constantFrom('agent_sent', 'accepted_by_wechat'),
  waitingForCustomer: fc.constantFrom('runs_on', 'pending_status', 'after_answer'),
  reopening: fc.constantFrom('resume', 'restart', 'keep_first'),
  closedWithoutAnswer: fc.constantFrom('no_reply', 'missed'),
  closedWithoutResolved: fc.constantFrom('ends', 'missed'),
  brandBegan: fc.constantFrom('from_customer_message', 'not_timed'),
  followUpFrom: fc.constantFrom('last_message', 'first_unanswered'),
});

export const randomCalendar: fc.Arbitrary<OfficeCalendar> = fc.constantFrom(
  calendarOf(),
  calendarOf('Europe/Amsterdam', [{ from: '22:00', until: '06:00' }], 'night'),
  calendarOf('Australia/Lord_Howe', [
    { from: '00:30', until: '11:45' },
    { from: '13:00', until: '17:00' },
  ]),
  { ...calendarOf(), id: 'always', week: Array.from({ length: 7 }, () => [{ from: '00:00', until: '24:00' }]) },
);

export const randomChange: fc.Arbitrary<Change> = fc
  .record({
    calendar: randomCalendar,
    rules: randomRules,
    first: fc.integer({ min: 1, max: 900 }),
    solution: fc.integer({ min: 1, max: 3_000 }),
    timer: fc.integer({ min: 1, max: 200 }),
    timersInOfficeHours: fc.boolean(),
  })
  .map(({ calendar, rules, first, solution, timer, timersInOfficeHours }) => ({
    calendar,
    rules,
    targets: {
      first_response: first * minuteMs,
      solution: solution * minuteMs,
      agent_first_response: timer * minuteMs,
      agent_follow_up: timer * minuteMs,
      customer_idle: timer * minuteMs,
    },
    policy: { timersInOfficeHours, warnings: [{ kind: 'percent' as const, used: 50 }] },
  }));

export interface RandomCase {
  readonly begunAt: number;
  /** Of the newest event. */
  readonly lastAt: number;
  readonly tell: (knownUntil: number | null) => SlaCaseFacts;
  readonly timeline: PolicyTimeline;
  readonly changes: readonly (Change & { readonly from: number })[];
  readonly events: readonly RandomEvent[];
}

/** What happens in one case, and under which versions of the settings. `isExact`: nothing is known roughly only. */
export function randomCase(isExact: boolean): fc.Arbitrary<RandomCase> {
  return fc
    .record({
      begin: fc.constantFrom(...beginnings),
      delay: fc.integer({ min: 0, max: 6_000 }),
      events: fc.array(randomEvent, { maxLength: 8 }),
      first: randomChange,
      later: fc.array(fc.record({ change: randomChange, after: fc.integer({ min: 1, max: 2_000 }) }), { maxLength: 2 }),
    })
    .map(({ begin, delay, events, first, later }) => {
      const begunAt = begin + delay * minuteMs;
      let from = begin;
      const changes = [
        { ...first, from: 0 },
        ...later.map(({ change, after }) => {
          from += after * minuteMs;
          return { ...change, from };
        }),
      ];
      const told = tellCase(begunAt, events, isExact);
      return { ...told, begunAt, timeline: timelineOf(...changes), changes, events };
    });
}

export function tellCase(
  begunAt: number,
  events: readonly RandomEvent[],
  isExact: boolean,
): Pick<RandomCase, 'tell' | 'lastAt'> {
  const tale = new CaseTale().writes(begunAt);
  let at = begunAt;
  for (const event of events) {
    at += event.after * minuteMs;
    const latest = isExact ? at : at + event.width * minuteMs;
    switch (event.kind) {
      case 'request':
        tale.writes(at);
        break;
      case 'answer':
        tale.answers(at, isExact && event.author === 'asking' ? 'agent' : event.author);
        break;
      case 'status':
        tale.becomes(event.status, [at, latest]);
        at = latest;
        break;
      case 'assignment':
        tale.assigned(event.agent, [at, latest]);
        at = latest;
        break;
      case 'extension':
        tale.extended(at);
        break;
    }
  }
  return { lastAt: at, tell: (knownUntil) => tale.facts(knownUntil) };
}
