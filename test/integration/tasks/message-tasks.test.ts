import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { MessageId, OpenId } from '#shared/domain/ids.ts';
import type { Direction, MessageAction, MessageState } from '#shared/domain/message.ts';
import type { MessageTask } from '#shared/domain/message-task.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { createRecordIds } from '#relay/operations/record-id.ts';
import type { PendingMessage, RelayStore } from '#relay/ports/relay-store.ts';
import { LegDispatcher } from '#relay/services/leg-dispatcher.ts';
import { MessageActions } from '#relay/services/message-actions.ts';
import { MessageTasks } from '#relay/tasks/message-tasks.ts';
import { aNewMessage, anna, aSettlement, bert, noon, tulip } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { roomyLimits } from '#test/fakes/shared-limits.ts';
import { makeFolder, openIn } from '../storage/sqlite-harness.ts';

/** A store on disk, a dispatcher of each direction, the single acts and the tasks over them. */
class Relay {
  readonly folder: string;
  readonly clock: HandClock;
  readonly store: RelayStore;
  readonly tasks: MessageTasks;
  readonly sent: { readonly contactNo: number; readonly seq: number }[] = [];
  readonly #lanes: Readonly<Record<Direction, LegDispatcher>>;

  constructor(folder: string, wallMs = noon) {
    this.folder = folder;
    this.clock = new HandClock(wallMs);
    this.store = openIn(folder, { clock: this.clock });
    this.#lanes = { inbound: this.#dispatcher('inbound'), outbound: this.#dispatcher('outbound') };
    const { clock, store } = this;
    const actions = new MessageActions({
      store,
      clock,
      log: silentLogger,
      relays: () => true,
      onDecided: () => undefined,
      channel: () => ({
        agentLanguage: 'en',
        longestTextBytes: 2_048,
        templates: new Set(),
        lane: (direction) => this.#lanes[direction],
        legFault: () => null,
      }),
    });
    this.tasks = new MessageTasks({
      store,
      actions,
      clock,
      log: silentLogger,
      search: { found: () => noPages() },
      audit: { note: () => undefined },
      newId: createRecordIds(() => clock.now(), Math.random),
      sureNow: () => clock.now(),
      isBusy: () => false,
      onChange: () => undefined,
    });
  }

  start(): Promise<void> {
    for (const lane of Object.values(this.#lanes)) lane.start();
    return this.tasks.start();
  }

  hold(): void {
    for (const lane of Object.values(this.#lanes)) lane.hold();
  }

  async accept(count: number, state: Extract<MessageState, 'pending' | 'dead_letter'>): Promise<MessageId[]> {
    const direction = state === 'pending' ? 'inbound' : 'outbound';
    const writers: readonly OpenId[] = [anna, bert];
    const messages = Array.from({ length: count }, (_, place) =>
      aNewMessage({ direction, openId: writers[place % 2] ?? anna, receivedAt: this.clock.now() }),
    );
    const accepted = await Promise.all(messages.map((message) => this.store.accept(message)));
    if (state === 'dead_letter') {
      await Promise.all(accepted.map(({ seq }) => this.store.claim(seq, 1, noon)));
      await Promise.all(accepted.map(({ seq }) => this.store.settle(aSettlement(seq, { kind: 'dead_letter' }))));
    }
    return messages.map(({ id }) => id);
  }

  async begin(ids: readonly MessageId[], action: MessageAction): Promise<MessageTask> {
    const { handlers } = this.tasks;
    const { id: planId } = await handlers['task.plan']({
      source: { kind: 'chosen', ids: [...ids] },
      action,
      by: 'Ann',
    });
    while (!(await handlers['task.planned']({ planId })).isCounted) await this.turn();
    return handlers['task.start']({ planId, acceptTwice: false, by: 'Ann' });
  }

  /** Lets time pass until the task is over, or has got so far. */
  async run(
    id: string,
    isFar: (task: MessageTask) => boolean = ({ endedAt }) => endedAt !== null,
  ): Promise<MessageTask> {
    for (;;) {
      const task = (await this.tasks.handlers['tasks.list'](null)).find((one) => one.id === id);
      if (task === undefined) throw new Error('no such task');
      if (isFar(task)) return task;
      this.clock.wind(20);
      await this.turn();
      // Waits for the disk: time must not run away from it.
      await this.store.readFact('none');
      await this.turn();
    }
  }

  async turn(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  #dispatcher(direction: Direction): LegDispatcher {
    return new LegDispatcher({
      channelId: tulip,
      direction,
      target: {
        repeatable: direction === 'inbound',
        deliver: async ({ contactNo, seq }: PendingMessage) => {
          this.sent.push({ contactNo, seq });
          await this.turn();
          return { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };
        },
        check: () => Promise.resolve({ ok: true }),
      },
      store: this.store,
      clock: this.clock,
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
  }
}

async function* noPages(): AsyncGenerator<never> {}

describe('acts upon many messages, with the store on disk', () => {
  let folder: string;
  let relay: Relay;

  beforeEach(async () => {
    folder = makeFolder();
    relay = new Relay(folder);
    await relay.start();
  });

  afterEach(async () => {
    await relay.tasks.stop();
    await relay.store.close();
    rmSync(folder, { recursive: true });
  });

  it('sends dead letters again in the order of each conversation', async () => {
    const ids = await relay.accept(120, 'dead_letter');
    const task = await relay.begin([...ids].reverse(), 'send_again');
    expect(await relay.run(task.id)).toMatchObject({ state: 'done', succeeded: 120, skipped: 0, failed: 0 });
    while (relay.sent.length < 120) {
      relay.clock.wind(20);
      await relay.turn();
    }
    for (const contactNo of new Set(relay.sent.map((sent) => sent.contactNo))) {
      const seqs = relay.sent.filter((sent) => sent.contactNo === contactNo).map(({ seq }) => seq);
      expect(seqs).toHaveLength(60);
      expect(seqs).toEqual([...seqs].sort((first, second) => first - second));
    }
    expect((await relay.store.message(ids[7] as MessageId)).events.filter(({ by }) => by === 'Ann')).toMatchObject([
      { kind: 'sent_again' },
    ]);
  });

  it('discards a thousand and takes it back, and every message is counted once throughout', async () => {
    relay.hold();
    const ids = await relay.accept(1_000, 'pending');
    const task = await relay.begin(ids, 'discard');
    expect(await relay.run(task.id)).toMatchObject({ succeeded: 1_000, undoable: 1_000 });
    expect(await relay.store.verifyCounts()).toMatchObject({ agrees: true, counted: { discarded: 1_000, pending: 0 } });
    const undoing = await relay.tasks.handlers['task.act']({ id: task.id, act: 'undo', by: 'Bea' });
    expect(await relay.run(undoing.id)).toMatchObject({ action: 'restore', undoes: task.id, succeeded: 1_000 });
    expect(await relay.store.verifyCounts()).toMatchObject({ agrees: true, counted: { discarded: 0, pending: 1_000 } });
    const { results, next } = await relay.tasks.handlers['task.results']({ id: task.id, from: 900, limit: 200 });
    expect([results.length, next]).toEqual([100, null]);
    expect(results.at(-1)).toMatchObject({ id: ids.at(-1), outcome: 'succeeded', row: { state: 'pending' } });
  });

  it('goes on after the relay ended in the middle, and acts upon none twice', async () => {
    relay.hold();
    const ids = await relay.accept(260, 'dead_letter');
    const { id } = await relay.begin(ids, 'send_again');
    await relay.run(id, ({ succeeded }) => succeeded >= 137);
    // Gone without a word: its clock stands still from here on.
    const ended = relay;
    const done = async (): Promise<number> => {
      const { pending } = await ended.store.stateCounts();
      return pending;
    };
    let before = await done();
    for (let quiet = 0; quiet < 50; quiet += 1) {
      await ended.turn();
      const now = await done();
      if (now !== before) quiet = 0;
      before = now;
    }
    await ended.store.close();

    relay = new Relay(folder, ended.clock.now() + 60_000);
    relay.hold();
    await relay.start();
    expect(await relay.tasks.handlers['tasks.list'](null)).toMatchObject([{ id, state: 'stopped', succeeded: before }]);
    expect(before).toBeGreaterThanOrEqual(137);
    await relay.tasks.handlers['task.act']({ id, act: 'resume', by: 'Bea' });
    expect(await relay.run(id)).toMatchObject({ state: 'done', succeeded: 260, skipped: 0 });
    for (const messageId of ids) {
      const { events, row } = await relay.store.message(messageId);
      expect(row.state).toBe('pending');
      expect(events.filter(({ kind }) => kind === 'sent_again')).toHaveLength(1);
    }
  });
});
