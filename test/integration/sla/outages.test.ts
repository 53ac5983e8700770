import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '#shared/domain/incident.ts';
import type { Leg } from '#shared/domain/channel.ts';
import { tulip } from '#test/contracts/new-message.ts';
import { minutes, SlaKit } from './sla-kit.ts';

describe('a missed target and the legs', () => {
  let kit: SlaKit;

  beforeEach(async () => {
    kit = new SlaKit();
    await kit.start();
  });
  afterEach(async () => {
    await kit.dispose();
  });

  async function legSpan(id: string, leg: Leg, from: number, until: number | null, condition = 'down'): Promise<void> {
    const body = JSON.stringify({ leg, condition });
    await kit.store.putRecord({ kind: 'leg_span', id, channelId: tulip, parent: null, at: from, endedAt: until, body });
  }

  async function incident(id: string, openedAt: number): Promise<void> {
    const body: Incident = {
      id,
      channelId: tulip,
      channelName: 'Tulip',
      openedAt,
      closedAt: null,
      worst: 'down',
      leg: 'wechatOut',
      code: null,
      value: null,
      owner: 'operator',
      flapping: false,
      changes: 0,
      acknowledgedBy: null,
      acknowledgedAt: null,
      snoozedUntil: null,
      assignee: null,
      duringMaintenance: false,
      impact: {
        inbound: 0,
        outbound: 0,
        conversations: 0,
        waiting: 0,
        deadLetters: 0,
        unconfirmed: 0,
        expired: 0,
        customersTold: 0,
      },
      revision: 1,
    };
    const record = { channelId: tulip, parent: null, at: openedAt, endedAt: null, body: JSON.stringify(body) };
    await kit.store.putRecord({ kind: 'incident', id, ...record });
  }

  async function miss(): Promise<void> {
    await kit.wind(minutes(31));
    await kit.poll([kit.seen('C1')]);
  }

  it('is an outage’s when the way of the answer was down, with the incident', async () => {
    await kit.request('C1');
    const from = kit.clock.now() + minutes(5);
    await legSpan('one', 'wechatOut', from, from + minutes(10));
    await incident('inc-1', from);
    await miss();
    const [breach] = await kit.breaches();
    expect(breach).toMatchObject({ cause: 'outage', outage: { legs: ['wechatOut'], incidentIds: ['inc-1'] } });
    expect(breach?.outage?.lostMs).toBe(minutes(10));
    const report = await kit.report();
    const first = report.total.find(({ metric }) => metric === 'first_response');
    expect(first?.figures).toMatchObject({ missedOutage: 1, missedPeople: 0 });
    expect(report.byChannel.find(({ channelId }) => channelId === tulip)?.outageMinutes).toBe(10);
    expect(report.byDay.map(({ outageMinutes }) => outageMinutes)).toEqual([10]);
  });

  it('is an outage’s while the leg is still down', async () => {
    await kit.request('C1');
    await legSpan('one', 'cxoneIn', kit.clock.now() + minutes(20), null);
    await miss();
    expect(await kit.breaches()).toMatchObject([{ cause: 'outage', outage: { legs: ['cxoneIn'] } }]);
  });

  it('is people’s when another leg was down, or none, or one of another time', async () => {
    await kit.request('C1');
    const now = kit.clock.now();
    await legSpan('in', 'wechatIn', now + minutes(5), now + minutes(25));
    await legSpan('up', 'wechatOut', now, null, 'up');
    await legSpan('before', 'wechatOut', now - minutes(50), now - minutes(20));
    await miss();
    expect(await kit.breaches()).toMatchObject([{ metric: 'first_response', cause: 'people', outage: null }]);
  });
});
