import { type ChannelId, MessageId } from '#shared/domain/ids.ts';
import type { SlaCaseFacts } from '#shared/domain/sla.ts';
import type { OfficeCalendar, SlaPolicy, SlaSettings } from '#shared/domain/sla-settings.ts';
import { caseIdAt } from './case-pages.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** Nearly always open, so that a run says the same at any hour of the day, and with more pieces than most offices have. */
const zones = ['Europe/Amsterdam', 'Asia/Shanghai', 'Asia/Kolkata'] as const;

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Of each conversation two clocks go on: first response and solution. */
export const clocksOfCase = 2;

export interface CasesWanted {
  readonly count: number;
  readonly seed: number;
  /** Epoch ms: they began before. */
  readonly now: number;
  readonly channelIds: readonly ChannelId[];
}

/** Conversations whose customers wait for their first answer, with what CXone said of them. The same for the same seed. */
export function someCases({ count, seed, now, channelIds }: CasesWanted): SlaCaseFacts[] {
  const chance = seeded(seed);
  return Array.from({ length: count }, (_, index) => {
    const startedAt = now - minuteMs - Math.floor(chance() * 7 * hourMs);
    const requests = 1 + Math.floor(chance() * 8);
    const within = Math.max(1, now - startedAt - 1);
    const moments = [
      startedAt,
      ...Array.from({ length: requests - 1 }, () => startedAt + Math.floor(chance() * within)),
    ];
    const channelId = channelIds[index % channelIds.length];
    if (channelId === undefined) throw new Error('no channel');
    const polledAt = startedAt + 7_000;
    return {
      id: `sla-${index}`,
      channelId,
      contactNo: index + 1,
      endUser: `…${String(index).padStart(4, '0')}`,
      caseId: caseIdAt(index),
      beganBy: 'customer',
      createdAt: startedAt + 900,
      messages: moments
        .sort((one, other) => one - other)
        .map((at, place) => ({
          kind: 'request',
          messageId: MessageId.parse(`wxin-${String(index * 10 + place).padStart(26, '0')}`),
          seq: index * 10 + place + 1,
          at,
          acceptedAt: at + 800,
          author: null,
        })),
      statuses: [{ status: 'new', at: { earliest: startedAt + 900, latest: polledAt } }],
      assignments:
        chance() < 0.5 ? [] : [{ agent: `Agent ${index % 40}`, at: { earliest: polledAt, latest: polledAt + 15_000 } }],
      extensions: [],
      knownUntil: now,
      asked: true,
    };
  });
}

/** By then, half of the first response's target has passed, closed minutes included. */
export const warnedAfterMs = 4.75 * hourMs;

/** A policy whose moments lie in the hours around the run. `firstHours`: office hours for the first response. */
export function someSettings(channelIds: readonly ChannelId[], firstHours = 8): SlaSettings {
  const usual = defaultSlaSettings('UTC').global;
  const calendars = zones.map((timeZone, index): OfficeCalendar => ({
    id: `office-${index}`,
    name: timeZone,
    timeZone,
    week: Array.from({ length: 7 }, () => [
      { from: '00:00', until: '11:55' },
      { from: '12:05', until: '18:00' },
      { from: '18:10', until: '24:00' },
    ]),
    exceptions: [],
  }));
  const policyOf = (index: number): SlaPolicy => ({
    ...usual,
    calendarId: `office-${index % zones.length}`,
    firstResponse: { enabled: true, targetMs: firstHours * hourMs },
    solution: { enabled: true, targetMs: 2 * dayMs },
    warnings: [
      { kind: 'percent', used: 50 },
      { kind: 'minutes', left: 15 },
    ],
  });
  return {
    calendars,
    global: policyOf(0),
    channels: channelIds.map((channelId, index) => ({ channelId, policy: policyOf(index) })),
  };
}
