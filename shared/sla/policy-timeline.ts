import type { ChannelId } from '../domain/ids.ts';
import type { OfficeCalendar, SlaMetric, SlaPolicy, SlaSettings, SlaTimeline } from '../domain/sla-settings.ts';
import { alwaysOpen, compileCalendar, type OfficeHours } from './office-hours.ts';

/** What counts for a channel at a moment. The same object as long as the same version counts. */
export interface PolicyAt {
  readonly versionId: string;
  readonly policy: SlaPolicy;
  readonly from: 'global' | 'channel';
  readonly calendar: OfficeCalendar;
  readonly hours: OfficeHours;
}

/** A stretch of time in which one version counts: from `from` until `until` (excluded), both possibly infinite. */
export interface PolicyPart {
  readonly from: number;
  readonly until: number;
  readonly at: PolicyAt;
}

export interface PolicyTimeline {
  at(channelId: ChannelId, moment: number): PolicyAt;
  /** All of time for one channel, oldest first, without a hole; never empty. */
  parts(channelId: ChannelId): readonly PolicyPart[];
  /** Moments at which another version comes into force, oldest first. */
  readonly changes: readonly number[];
}

/** The policy's object for each metric's target. */
export const targetNames = {
  first_response: 'firstResponse',
  solution: 'solution',
  agent_first_response: 'agentFirst',
  agent_follow_up: 'agentFollowUp',
  customer_idle: 'customerIdle',
} as const satisfies Record<SlaMetric, keyof SlaPolicy>;

/** The hours one metric is counted in: the response timers run round the clock unless the policy says otherwise. */
export function hoursOf(at: PolicyAt, metric: SlaMetric): OfficeHours {
  const isSla = metric === 'first_response' || metric === 'solution';
  return isSla || at.policy.timersInOfficeHours ? at.hours : alwaysOpen;
}

/** Stands in for a calendar that settings name and do not hold; settings with that fault are never saved. */
const missingCalendar: OfficeCalendar = {
  id: 'missing',
  name: '',
  timeZone: 'UTC',
  week: Array.from({ length: 7 }, () => [{ from: '00:00', until: '24:00' as const }]),
  exceptions: [],
};

/** Which policy and which hours count when. Compiles each calendar once, however many versions carry it. */
export function policyTimeline(versions: SlaTimeline): PolicyTimeline {
  const first = versions[0];
  if (first === undefined) throw new Error('A timeline of SLA settings needs a version');
  const hoursBook = new Map<string, OfficeHours>();
  const partBook = new Map<ChannelId, readonly PolicyPart[]>();
  const plain = versions.map((version) => globalPolicy(version.id, version.settings));

  function compiled(calendar: OfficeCalendar): OfficeHours {
    const key = JSON.stringify([calendar.timeZone, calendar.week, calendar.exceptions]);
    const known = hoursBook.get(key) ?? compileCalendar(calendar);
    hoursBook.set(key, known);
    return known;
  }

  function resolve(versionId: string, settings: SlaSettings, policy: SlaPolicy, from: 'global' | 'channel'): PolicyAt {
    const calendar = settings.calendars.find((one) => one.id === policy.calendarId) ?? missingCalendar;
    return { versionId, policy, from, calendar, hours: compiled(calendar) };
  }

  function globalPolicy(versionId: string, settings: SlaSettings): PolicyAt {
    return resolve(versionId, settings, settings.global, 'global');
  }

  function partsOf(channelId: ChannelId): readonly PolicyPart[] {
    const known = partBook.get(channelId);
    if (known !== undefined) return known;
    const parts = versions.map((version, index): PolicyPart => {
      const own = version.settings.channels.find((one) => one.channelId === channelId);
      return {
        from: index === 0 ? -Infinity : version.appliesFrom,
        until: versions[index + 1]?.appliesFrom ?? Infinity,
        at:
          own === undefined
            ? (plain[index] ?? globalPolicy(version.id, version.settings))
            : resolve(version.id, version.settings, own.policy, 'channel'),
      };
    });
    partBook.set(channelId, parts);
    return parts;
  }

  return {
    at: (channelId, moment) => partAt(partsOf(channelId), moment).at,
    parts: partsOf,
    changes: versions.slice(1).map((version) => version.appliesFrom),
  };
}

/** The part that holds a moment. */
export function partAt(parts: readonly PolicyPart[], moment: number): PolicyPart {
  // Newest first: clocks ask about now.
  for (let index = parts.length - 1; index > 0; index -= 1) {
    const part = parts[index];
    if (part !== undefined && part.from <= moment) return part;
  }
  const part = parts[0];
  if (part === undefined) throw new Error('A timeline of SLA settings needs a version');
  return part;
}
