import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import type { PendingMessage, RelayStore } from '#relay/ports/relay-store.ts';
import { ChannelWorker, type Lane } from '#relay/reconnect/channel-worker.ts';
import { LegDispatcher } from '#relay/services/leg-dispatcher.ts';
import { decideRecovered, startAfterRecovery } from '#relay/services/recovered-replies.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';

describe('replies that were being sent when the last run ended', () => {
  let store: ModelStore;
  let again: PendingMessage[];
  const clock = new HandClock();
  const recoveredAt = clock.now();

  beforeEach(async () => {
    store = new ModelStore();
    again = [];
    for (const seq of [1, 2, 3]) {
      // The first one became unconfirmed long before, and was left to a person.
      store.add({ seq, contactNo: seq, direction: 'outbound', receivedAt: seq === 1 ? recoveredAt - 1 : recoveredAt });
      await store.claim(seq, 1);
    }
    store.restart();
  });

  async function decide(rule: 'ask' | 'send_again' | 'give_up'): Promise<void> {
    const trafficPage: RelayStore['trafficPage'] = async (_filter, beforeSeq) => {
      // Two to a page, newest first.
      const seqs = [3, 2, 1].filter((seq) => beforeSeq === null || seq < beforeSeq).slice(0, 2);
      const found = seqs.flatMap((seq) => store.held.get(seq) ?? []).filter(({ state }) => state === 'unconfirmed');
      const rows = await Promise.all(found.map(async ({ message }) => (await store.message(message.id)).row));
      return { rows, nextBeforeSeq: seqs.includes(1) ? null : (seqs.at(-1) ?? null) };
    };
    await decideRecovered({
      store: { trafficPage, message: (id) => store.message(id), decide: (decision) => store.decide(decision) },
      channels: [
        {
          id: store.add({ seq: 9 }).channelId,
          rules: { agentLanguage: 'en', unconfirmed: { rule, report: 'nothing' } },
        },
      ],
      recoveredAt,
      clock,
      log: silentLogger,
      onPending: (message) => again.push(message),
    });
  }

  it('are left to a person where the channel asks one', async () => {
    await decide('ask');
    expect(store.states()).toMatchObject({ 1: 'unconfirmed', 2: 'unconfirmed', 3: 'unconfirmed' });
  });

  it('are sent once more by the rule, oldest first; older ones stay with the person', async () => {
    await decide('send_again');
    expect(again.map((message) => message.seq)).toEqual([2, 3]);
    expect(store.states()).toMatchObject({ 1: 'unconfirmed', 2: 'pending', 3: 'pending' });
    // The relay ends in the middle again: now a person is asked.
    await store.claim(2, 2);
    store.restart();
    again = [];
    await decide('send_again');
    expect(again).toEqual([]);
    expect(store.states()).toMatchObject({ 2: 'unconfirmed' });
  });

  it('are given up by the rule, and CXone is told that they may have arrived', async () => {
    await decide('give_up');
    expect(store.states()).toMatchObject({ 1: 'unconfirmed', 2: 'dead_letter', 3: 'dead_letter' });
    expect(store.held.get(2)?.report?.reason).toMatch(/may have arrived/u);
  });

  it('takes its place in its conversation again before the reply behind it leaves', async () => {
    const sent: number[] = [];
    const [first, second] = [4, 5];
    store.add({ seq: first, contactNo: 7, direction: 'outbound', receivedAt: recoveredAt });
    await store.claim(first, 1);
    store.restart();
    store.add({ seq: second, contactNo: 7, direction: 'outbound', receivedAt: recoveredAt });
    const lane = dispatcherTo(store, clock, sent);
    let isDecided: () => void = () => undefined;
    const decided = new Promise<void>((resolve) => (isDecided = resolve)).then(async () => {
      const { message } = store.held.get(first) ?? { message: store.add({ seq: 99 }) };
      const { pending } = await store.decide({ id: message.id, action: 'send_again', by: 'rule', at: 0, report: null });
      if (pending !== null) lane.outbound.readmit(pending);
    });
    startAfterRecovery([lane.unit('send_again')], decided, clock);
    await settled();
    expect(sent).toEqual([]);
    isDecided();
    await clock.windSlowly(1_000);

    expect(sent).toEqual([first, second]);
  });

  it('holds up no reply for longer than ten seconds, and none of a channel that asks a person', async () => {
    const never = new Promise<void>(() => undefined);
    const sent: number[] = [];
    store.add({ seq: 6, contactNo: 8, direction: 'outbound', receivedAt: recoveredAt });
    startAfterRecovery([dispatcherTo(store, clock, sent).unit('ask')], never, clock);
    await clock.windSlowly(100);
    expect(sent).toEqual([6]);

    store.add({ seq: 7, contactNo: 8, direction: 'outbound', receivedAt: recoveredAt });
    startAfterRecovery([dispatcherTo(store, clock, sent).unit('send_again')], never, clock);
    await clock.windSlowly(9_800);
    expect(sent).toEqual([6]);
    await clock.windSlowly(1_000);
    expect(sent).toEqual([6, 7]);
  });
});

/** A channel whose replies are taken at once. */
function dispatcherTo(store: ModelStore, clock: HandClock, sent: number[]) {
  const outbound = new LegDispatcher({
    channelId: aPendingMessage().channelId,
    direction: 'outbound',
    target: {
      repeatable: false,
      deliver: ({ seq }) => {
        sent.push(seq);
        return Promise.resolve({ kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] });
      },
      check: () => Promise.resolve({ ok: true }),
    },
    store,
    clock,
    chance: () => 0.5,
    log: silentLogger,
    reporter: {
      proof: () => undefined,
      fault: () => undefined,
      warning: () => undefined,
      warningOver: () => undefined,
      refusedRequest: () => undefined,
    },
    inFlightLimit: 8,
    shared: roomyLimits(),
    rules: { agentLanguage: 'en', unconfirmed: { rule: 'ask', report: 'nothing' } },
    relays: () => true,
    onChange: () => undefined,
  });
  const worker = new ChannelWorker({
    build: () => ({ inbound: idleLane, outbound, release: () => undefined }),
    log: silentLogger,
  });
  const unit = (rule: 'ask' | 'send_again') => ({
    worker,
    rules: { agentLanguage: 'en', unconfirmed: { rule, report: 'nothing' } } as const,
  });
  return { outbound, unit };
}

const idleLane: Lane = {
  start: () => undefined,
  stop: () => Promise.resolve(),
  offer: () => undefined,
  readmit: () => undefined,
  withdraw: () => undefined,
  deciding: () => () => undefined,
  windowOpened: () => undefined,
  probePassed: () => undefined,
  repaired: () => undefined,
  oldestWaitingAt: () => null,
  nextTryInMs: () => null,
  hold: () => undefined,
  release: () => undefined,
  isOpen: false,
  inFlight: 0,
};
