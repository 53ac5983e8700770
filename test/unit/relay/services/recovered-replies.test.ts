import { beforeEach, describe, expect, it } from 'vitest';
import { silentLogger } from '#shared/lib/logger.ts';
import type { PendingMessage, RelayStore } from '#relay/ports/relay-store.ts';
import { decideRecovered } from '#relay/services/recovered-replies.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { ModelStore } from '#test/fakes/model-store.ts';

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
});
