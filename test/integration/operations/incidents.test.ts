import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Incident } from '#shared/domain/incident.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { aNewMessage, aReply, aSettlement, bert, lotus, noon, tulip } from '#test/contracts/new-message.ts';
import { aState, FakeChannelWatch } from '#test/fakes/channel-states.ts';
import { OperationsKit, startIncidents } from './operations-kit.ts';

const minute = 60_000;

let kit: OperationsKit;
let watch: FakeChannelWatch;
let running: Awaited<ReturnType<typeof startIncidents>>;

beforeEach(async () => {
  kit = new OperationsKit();
  watch = new FakeChannelWatch([
    [tulip, aState('connected', noon)],
    [lotus, aState('connected', noon)],
  ]);
  running = await startIncidents(kit, watch);
});
afterEach(async () => {
  await running.incidents.stop();
  await kit.dispose();
});

const all = { state: 'all', channelId: null, before: null, limit: 100 } as const;

async function opened(): Promise<Incident> {
  running.state('retrying');
  await kit.wind(30_000);
  const [incident] = running.incidents.open();
  if (incident === undefined) throw new Error('none was opened');
  return incident;
}

async function linesOf(id: string): Promise<string[]> {
  return (await running.acts.story({ id })).events.map(({ kind }) => kind);
}

async function codeOf(act: () => Promise<unknown>): Promise<string> {
  try {
    await act();
  } catch (thrown) {
    if (thrown instanceof RelayError) return thrown.code;
  }
  return 'none';
}

describe('an incident', () => {
  it('is opened once, told, kept, and closed once', async () => {
    const incident = await opened();
    expect(incident).toMatchObject({ channelId: tulip, channelName: 'The tulip', openedAt: noon, worst: 'retrying' });
    expect(running.incidents.openIncidentId(tulip)).toBe(incident.id);
    expect(running.incidents.openIncidentId(lotus)).toBeNull();
    running.state('action_required', { code: 'CXONE_TOKEN_REFUSED', value: 'v', owner: 'cxone_admin' });
    await kit.wind(minute);
    running.state('verifying');
    running.state('connected');
    const quietFrom = kit.clock.now();
    await kit.wind(minute);
    expect(running.incidents.openIncidentId(tulip)).toBeNull();
    const [stored, ...others] = await running.incidents.page(all);
    expect(others).toEqual([]);
    expect(stored).toMatchObject({
      ...{ id: incident.id, closedAt: quietFrom, worst: 'action_required', code: 'CXONE_TOKEN_REFUSED', changes: 3 },
      ...{ value: 'v', owner: 'cxone_admin' },
    });
    expect(await linesOf(incident.id)).toEqual(['opened', 'changed', 'changed', 'changed', 'closed']);
    const revisions = running.onChange.mock.calls.map(([{ revision }]) => revision);
    expect(revisions).toEqual([...new Set(revisions)].sort((one, other) => one - other));
  });

  it('stays one, with a short story, for a thousand failures of one cause', async () => {
    const { id } = await opened();
    for (let failure = 0; failure < 1_000; failure += 1) {
      running.state('retrying', { until: failure });
      kit.clock.wind(1_000);
    }
    await kit.atRest();
    expect(await running.incidents.page(all)).toHaveLength(1);
    expect(await linesOf(id)).toEqual(['opened']);
  });

  it('stays one, with a short story, for a channel that comes and goes a thousand times', async () => {
    for (let time = 0; time < 1_000; time += 1) {
      running.state('retrying');
      kit.clock.wind(7_000);
      running.state('connected');
      kit.clock.wind(7_000);
    }
    await kit.atRest();
    const [incident, ...others] = await running.incidents.page(all);
    expect(others).toEqual([]);
    expect(incident).toMatchObject({ openedAt: noon, flapping: true, closedAt: null });
    expect(incident?.changes).toBeGreaterThan(1_900);
    const lines = await linesOf(incident?.id ?? '');
    expect(lines.length).toBeLessThan(10);
    expect(lines).toContain('flapping');
  });

  it('goes on after a restart, also after a crash, and ends then', async () => {
    const { id } = await opened();
    await running.acts.acknowledge({ id, by: 'Jan' });
    // As after a crash: the service is not told to stop.
    await kit.restart(minute);
    watch = new FakeChannelWatch([[tulip, aState('connecting', kit.clock.now())]]);
    running = await startIncidents(kit, watch);
    expect(running.incidents.openIncidentId(tulip)).toBe(id);
    running.state('retrying');
    await kit.wind(minute);
    expect(running.incidents.open()).toMatchObject([{ id, acknowledgedBy: 'Jan' }]);
    running.state('connected');
    await kit.wind(minute);
    expect(await running.incidents.page(all)).toMatchObject([{ id, closedAt: kit.clock.now() - minute }]);
  });

  it('of a channel that was taken out of the configuration is closed at the next start', async () => {
    const { id } = await opened();
    await kit.restart();
    watch = new FakeChannelWatch([[lotus, aState('connected', noon)]]);
    running = await startIncidents(kit, watch);
    await kit.atRest();
    expect(await running.incidents.page(all)).toMatchObject([{ id, closedAt: kit.clock.now() }]);
  });

  it('says when it began during maintenance', async () => {
    await running.incidents.stop();
    running = await startIncidents(kit, watch, { maintenanceUntil: (id) => (id === tulip ? noon + minute : null) });
    expect(await opened()).toMatchObject({ duringMaintenance: true });
  });

  it('counts messages while it is open, and once more at its end', async () => {
    const incident = await opened();
    const receivedAt = kit.clock.now();
    await kit.store.accept(aNewMessage({ receivedAt: noon - 1 }));
    await kit.store.accept(aNewMessage({ receivedAt }));
    const reply = await kit.store.accept(aReply({ receivedAt, openId: bert }));
    await kit.store.putRecord({
      ...{ kind: 'told', id: `${incident.id}:1`, channelId: tulip, parent: incident.id, at: receivedAt },
      ...{ endedAt: null, body: '{}' },
    });
    await kit.wind(5_000);
    // The one before the beginning waits as well; it did not come in while it was open.
    const impact = { inbound: 1, outbound: 1, conversations: 2, waiting: 3, unconfirmed: 0, customersTold: 1 };
    expect(running.incidents.open()).toMatchObject([{ impact }]);
    const told = running.onChange.mock.calls.length;
    await kit.wind(60_000, 5_000);
    // Nothing changed: nothing is told.
    expect(running.onChange.mock.calls).toHaveLength(told);
    await kit.store.claim(reply.seq, 1, noon);
    await kit.store.settle(aSettlement(reply.seq, { kind: 'unconfirmed' }, { at: kit.clock.now() }));
    running.state('connected');
    await kit.wind(30_000);
    const [closed] = await running.incidents.page(all);
    expect(closed?.impact).toMatchObject({ ...impact, waiting: 2, unconfirmed: 1 });
  });

  it('counts anew what waited at its end when it is looked at later', async () => {
    const { id } = await opened();
    const { seq } = await kit.store.accept(aNewMessage({ receivedAt: kit.clock.now() }));
    await kit.wind(5_000);
    running.state('connected');
    await kit.wind(30_000);
    await kit.store.claim(seq, 1, noon);
    await kit.store.settle(aSettlement(seq, { kind: 'delivered' }, { at: kit.clock.now() }));
    await kit.restart();
    running = await startIncidents(kit, watch);
    expect(await running.acts.story({ id })).toMatchObject({ incident: { impact: { inbound: 1, waiting: 0 } } });
  });
});

describe('what operators do', () => {
  it('is kept, told, written into the story, and audited', async () => {
    const { id } = await opened();
    const until = kit.clock.now() + 10 * minute;
    await running.acts.acknowledge({ id, by: 'Jan' });
    expect(await running.acts.acknowledge({ id, by: 'Piet' })).toMatchObject({ acknowledgedBy: 'Jan' });
    await running.acts.snooze({ id, until, by: 'Jan' });
    await running.acts.assign({ id, assignee: 'Wang Fang', by: 'Jan' });
    const story = await running.acts.note({ id, text: '已联系 CXone', by: 'Piet' });
    expect(story.incident).toMatchObject({ acknowledgedBy: 'Jan', snoozedUntil: until, assignee: 'Wang Fang' });
    expect(story.events.map(({ kind, by, detail }) => [kind, by, detail])).toEqual([
      ['opened', null, null],
      ['acknowledged', 'Jan', null],
      ['snoozed', 'Jan', new Date(until).toISOString()],
      ['assigned', 'Jan', 'Wang Fang'],
      ['note', 'Piet', '已联系 CXone'],
    ]);
    expect(kit.lines.map(({ action, by, subject }) => [action, by, subject])).toEqual([
      ['acknowledge', 'Jan', id],
      ['snooze', 'Jan', id],
      ['assign', 'Jan', id],
      ['note', 'Piet', id],
    ]);
    expect(await kit.audit.page({ channelId: tulip, before: null, limit: 2 })).toEqual([...kit.lines].reverse());
    await kit.wind(10 * minute, 5_000);
    expect(running.incidents.open()).toMatchObject([{ snoozedUntil: null }]);
    expect((await linesOf(id)).at(-1)).toBe('snooze_ended');
  });

  it('is refused when there is nothing to do it to', async () => {
    const { id } = await opened();
    const { acts } = running;
    expect(await codeOf(() => acts.snooze({ id, until: kit.clock.now(), by: 'Jan' }))).toBe('TIME_IN_PAST');
    expect(await codeOf(() => acts.acknowledge({ id: 'inc-none', by: 'Jan' }))).toBe('INCIDENT_NOT_FOUND');
    running.state('connected');
    await kit.wind(30_000);
    expect(await codeOf(() => acts.acknowledge({ id, by: 'Jan' }))).toBe('INCIDENT_CLOSED');
    expect((await acts.note({ id, text: 'late', by: 'Jan' })).events.at(-1)).toMatchObject({ kind: 'note' });
  });
});

describe('what others note', () => {
  it('stands in the story of the open one, and for ten minutes in that of the last', async () => {
    const { incidents } = running;
    expect(incidents.noteEvent(tulip, 'reconnect_started', null, 'Jan')).toBeNull();
    const { id } = await opened();
    expect(incidents.noteEvent(tulip, 'reconnect_started', null, 'Jan')).toBe(id);
    for (let told = 1; told <= 300; told += 1) incidents.noteEvent(tulip, 'customers_told', String(told), null);
    running.state('connected');
    await kit.wind(30_000);
    expect(incidents.noteEvent(tulip, 'reconnect_ended', 'rcp-1', 'Jan')).toBe(id);
    expect(incidents.incidentIdSince(tulip, noon)).toBe(id);
    expect(incidents.incidentIdSince(tulip, kit.clock.now() + 1)).toBeNull();
    await kit.wind(10 * minute);
    expect(incidents.noteEvent(tulip, 'notified', 'webhook', null)).toBeNull();
    await incidents.noteEventOf(id, 'notified', 'webhook', null);
    const { events } = await running.acts.story({ id });
    expect(events.map(({ kind, detail }) => [kind, detail])).toEqual([
      ['opened', null],
      ['reconnect_started', null],
      ['customers_told', '300'],
      ['changed', null],
      ['closed', null],
      ['reconnect_ended', 'rcp-1'],
      ['notified', 'webhook'],
    ]);
  });
});

describe('pages', () => {
  it('hold what is asked for, and skip none of those that began at one moment', async () => {
    const many = Array.from({ length: 30 }, (_, no) => ChannelId.parse(`channel-${no}`));
    await running.incidents.stop();
    watch = new FakeChannelWatch(many.map((id) => [id, aState('retrying', noon)]));
    running = await startIncidents(kit, watch);
    await kit.wind(30_000);
    for (const id of many.slice(0, 10)) watch.set(id, aState('connected', kit.clock.now()), kit.clock.now());
    await kit.wind(60_000);
    for (const id of many.slice(0, 5)) watch.set(id, aState('down', kit.clock.now()), kit.clock.now());
    await kit.wind(60_000);
    const { incidents } = running;
    expect(await incidents.page({ ...all, state: 'open' })).toHaveLength(25);
    expect(await incidents.page({ ...all, state: 'closed' })).toHaveLength(10);
    expect(await incidents.page({ ...all, channelId: many[0] ?? null })).toHaveLength(2);
    const first = await incidents.page({ ...all, limit: 3 });
    expect(first.map(({ openedAt }) => openedAt > noon)).toEqual(Array.from({ length: 5 }, () => true));
    const second = await incidents.page({ ...all, limit: 3, before: first.at(-1)?.openedAt ?? null });
    expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(35);
    expect(await incidents.page({ ...all, state: 'closed', limit: 3 })).toHaveLength(10);
  });
});

it('a disk that cannot be read leaves out a line about an old incident, and nothing else', async () => {
  const { id } = await opened();
  running.state('connected');
  await kit.wind(30_000);
  running.state('retrying');
  await kit.wind(30_000);
  const get = kit.store.getRecord.bind(kit.store);
  kit.store.getRecord = () => Promise.reject(new RelayError('STORE_WRITE_FAILED', 'told to fail'));
  await expect(running.incidents.noteEventOf(id, 'notified', 'webhook', null)).resolves.toBeUndefined();
  kit.store.getRecord = get;
  expect(await linesOf(id)).not.toContain('notified');
});

it('a disk that refuses for a while loses no incident', async () => {
  const put = kit.store.putRecord.bind(kit.store);
  kit.store.putRecord = () => Promise.reject(new RelayError('STORE_FULL', 'told to fail'));
  const { id } = await opened();
  expect(await kit.store.getRecord('incident', id)).toBeNull();
  kit.store.putRecord = put;
  await kit.wind(5_000);
  expect(await kit.store.getRecord('incident', id)).not.toBeNull();
  expect(await linesOf(id)).toEqual(['opened']);
});
