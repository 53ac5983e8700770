import type { OfficeSpan, SlaPolicy, SlaRules, SlaSettings } from '../domain/sla-settings.ts';
import { isKnownZone } from './zone-time.ts';

const minuteMs = 60_000;
const workingDay: readonly OfficeSpan[] = [{ from: '09:00', until: '17:30' }];

/** The safest reading of each point that CXone's documents leave open. */
export const defaultRules: SlaRules = {
  requestFrom: 'customer_message',
  botAnswersCount: false,
  unknownAuthorCounts: true,
  answeredWhen: 'agent_sent',
  waitingForCustomer: 'runs_on',
  reopening: 'resume',
  closedWithoutAnswer: 'no_reply',
  closedWithoutResolved: 'ends',
  brandBegan: 'from_customer_message',
  followUpFrom: 'last_message',
};

const defaultPolicy: SlaPolicy = {
  calendarId: 'office',
  firstResponse: { enabled: true, targetMs: 30 * minuteMs },
  solution: { enabled: true, targetMs: 8 * 60 * minuteMs },
  rules: defaultRules,
  agentFirst: { enabled: false, targetMs: 5 * minuteMs },
  agentFollowUp: { enabled: false, targetMs: 5 * minuteMs },
  customerIdle: { enabled: false, targetMs: 15 * minuteMs },
  mayExtendIdle: true,
  timersInOfficeHours: true,
  warnings: [{ kind: 'percent', used: 50 }],
};

/** What a first start begins with: CXone publishes no targets of its own. `timeZone`: IANA name of the computer's zone. */
export function defaultSlaSettings(timeZone: string): SlaSettings {
  // A container may not know where it is, and say 'Etc/Unknown'.
  const zone = isKnownZone(timeZone) ? timeZone : 'UTC';
  const week = Array.from({ length: 7 }, (_, weekday) => (weekday < 5 ? workingDay.map((span) => ({ ...span })) : []));
  return {
    calendars: [{ id: 'office', name: 'Office', timeZone: zone, week, exceptions: [] }],
    global: copyOf(defaultPolicy),
    channels: [],
  };
}

function copyOf(policy: SlaPolicy): SlaPolicy {
  return {
    ...policy,
    firstResponse: { ...policy.firstResponse },
    solution: { ...policy.solution },
    agentFirst: { ...policy.agentFirst },
    agentFollowUp: { ...policy.agentFollowUp },
    customerIdle: { ...policy.customerIdle },
    rules: { ...policy.rules },
    warnings: policy.warnings.map((warning) => ({ ...warning })),
  };
}
