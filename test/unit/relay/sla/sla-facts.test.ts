import { describe, expect, it } from 'vitest';
import { ChannelId, MessageId } from '#shared/domain/ids.ts';
import { defaultSlaSettings } from '#shared/sla/defaults.ts';
import { policyTimeline } from '#shared/sla/policy-timeline.ts';
import { viewOf } from '#relay/sla/case-view.ts';
import { exactly, newCase, type KeptCase } from '#relay/sla/kept-case.ts';
import { createSlaFacts } from '#relay/sla/sla-facts.ts';

const minuteMs = 60_000;
/** A Wednesday in office hours. */
const start = Date.parse('2026-01-14T10:00:00Z');
const timeline = policyTimeline([{ id: 'initial', settings: defaultSlaSettings('UTC'), appliesFrom: 0 }]);
const channelId = ChannelId.parse('shop-nl');

function aCase(part: Partial<KeptCase> = {}): KeptCase {
  const fixed = { id: 'slc-1', channelId, beganAt: start, openId: null, endUser: '…k4Qz', contactNo: 1 } as const;
  const request = {
    kind: 'request' as const,
    messageId: MessageId.parse('wxin-00000000000000000000000001'),
    seq: 1,
    at: start,
    acceptedAt: start,
    doneAt: start,
    author: null,
  };
  return {
    ...newCase({ ...fixed, beganBy: 'customer', asked: false }),
    messages: [request],
    statuses: [{ status: 'new', at: exactly(start) }],
    ...part,
  };
}

function factsAt(now: number, kept: KeptCase) {
  return createSlaFacts({
    book: { find: (id) => (id === kept.id ? kept : null) },
    desk: { viewNow: (one) => viewOf(one, timeline, now) },
    breaches: { since: (from) => (from < start ? { people: 5, outage: 2 } : { people: 1, outage: 2 }) },
    timeline: () => timeline,
    now: () => now,
    nameOf: () => 'Shop NL',
  });
}

const late = start + 40 * minuteMs;
const breach = {
  metric: 'first_response',
  round: 0,
  cause: 'outage',
  at: start + 30 * minuteMs,
  startedAt: start,
  ended: false,
} as const;

describe('a clock as alerts ask for it', () => {
  it('goes on: with its deadline, its channel, and whether the office is open', () => {
    expect(factsAt(start + 20 * minuteMs, aCase()).current('slc-1', 'first_response')).toEqual({
      slaCaseId: 'slc-1',
      channelId,
      channelName: 'Shop NL',
      endUser: '…k4Qz',
      metric: 'first_response',
      deadlineAt: start + 30 * minuteMs,
      cause: null,
      officeOpen: true,
    });
    const evening = Date.parse('2026-01-14T20:00:00Z');
    const begun = Date.parse('2026-01-14T17:20:00Z');
    const [request] = aCase().messages;
    const messages = request === undefined ? [] : [{ ...request, at: begun, acceptedAt: begun, doneAt: begun }];
    const kept = aCase({ messages, statuses: [], beganAt: begun });
    expect(factsAt(evening, kept).current('slc-1', 'first_response')).toMatchObject({ officeOpen: false });
  });

  it('missed: with the cause as it was recorded', () => {
    const found = factsAt(late, aCase({ breaches: [breach] })).current('slc-1', 'first_response');
    expect(found).toMatchObject({ cause: 'outage', deadlineAt: start + 30 * minuteMs });
  });

  it('is none while a miss is not recorded, when it has ended, and when the case is over, resolved or unknown', () => {
    const ask = (kept: KeptCase, at = late) => factsAt(at, kept).current('slc-1', 'first_response');
    expect(ask(aCase())).toBeNull();
    const [request] = aCase().messages;
    if (request === undefined) throw new Error('no request');
    const at = start + 10 * minuteMs;
    const answer = {
      ...request,
      kind: 'answer' as const,
      seq: 2,
      at,
      acceptedAt: at,
      doneAt: at,
      author: 'agent' as const,
    };
    expect(ask(aCase({ messages: [request, answer] }), start + 20 * minuteMs)).toBeNull();
    expect(ask(aCase({ overAt: start + minuteMs }), start + 20 * minuteMs)).toBeNull();
    const statuses = [{ status: 'resolved' as const, at: exactly(at) }];
    expect(ask(aCase({ statuses }), start + 20 * minuteMs)).toBeNull();
    expect(factsAt(late, aCase()).current('other', 'first_response')).toBeNull();
    expect(factsAt(start, aCase()).current('slc-1', 'customer_idle')).toBeNull();
  });

  it('counts what was missed between two moments', async () => {
    expect(await factsAt(late, aCase()).missed(start - minuteMs, late)).toEqual({ people: 4, outage: 0 });
  });
});
