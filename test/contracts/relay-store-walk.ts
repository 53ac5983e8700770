import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OpenId, type ChannelId } from '#shared/domain/ids.ts';
import type { Direction, MessageState } from '#shared/domain/message.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { aNewMessage, aSettlement, lotus, noon, tulip } from './new-message.ts';
import type { StoreUnderTest } from './relay-store.contract.ts';

const openIds = ['oWalker1', 'oWalker2', 'oWalker3'].map((id) => OpenId.parse(id));

type Step =
  | {
      readonly kind: 'accept';
      readonly channel: 0 | 1;
      readonly user: number;
      readonly out: boolean;
      readonly key: number;
    }
  | { readonly kind: 'claim'; readonly pick: number }
  | { readonly kind: 'settle'; readonly pick: number; readonly outcome: Outcome; readonly late: boolean }
  | { readonly kind: 'recover' }
  | { readonly kind: 'reopen' };

type Outcome = 'delivered' | 'retry' | 'postponed' | 'unconfirmed' | 'dead_letter' | 'expired';
const outcomes: readonly Outcome[] = ['delivered', 'retry', 'postponed', 'unconfirmed', 'dead_letter', 'expired'];

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('accept' as const),
      channel: fc.constantFrom(0 as const, 1 as const),
      user: fc.nat(2),
      out: fc.boolean(),
      key: fc.nat(8),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('claim' as const), pick: fc.nat() }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('settle' as const),
      pick: fc.nat(),
      outcome: fc.constantFrom(...outcomes),
      late: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ kind: 'recover' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
);

interface ModelMessage {
  readonly seq: number;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly contact: string;
  state: MessageState;
  attempts: number;
  isClaimed: boolean;
}

/** The rules of the port on plain objects: nothing is kept twice, so nothing can disagree. */
class Model {
  readonly messages: ModelMessage[] = [];
  readonly keys = new Set<string>();
  readonly replies = new Map<string, number>();

  recover() {
    const claimed = this.messages.filter(({ isClaimed }) => isClaimed);
    for (const message of claimed) {
      message.isClaimed = false;
      if (message.direction === 'outbound') message.state = 'unconfirmed';
    }
    const unconfirmed = claimed.filter(({ direction }) => direction === 'outbound').length;
    return { requeued: claimed.length - unconfirmed, unconfirmed };
  }

  settle(message: ModelMessage, attempt: number, outcome: Outcome): void {
    if (!message.isClaimed || message.attempts !== attempt) return;
    message.isClaimed = false;
    if (outcome === 'postponed') message.attempts -= 1;
    if (outcome === 'postponed' || outcome === 'retry') return;
    message.state = outcome;
    const left = this.replies.get(message.contact);
    if (outcome === 'delivered' && message.direction === 'outbound' && left !== undefined) {
      this.replies.set(message.contact, Math.max(0, left - 1));
    }
  }
}

/** Walks at random over accepting, claiming, settling, recovering and reopening, beside a model of the rules. */
export function itKeepsItsBooksOnRandomWalks(make: () => Promise<StoreUnderTest>): void {
  it('agree with a model, and with themselves, after random walks', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { maxLength: 12 }), async (turns) => {
        const under = await make();
        const walk = { store: under.store, model: new Model(), under };
        try {
          for (const turn of turns) await takeTurn(walk, turn);
          await compare(walk.store, walk.model);
        } finally {
          await under.dispose();
        }
      }),
      { numRuns: 25 },
    );
  });
}

interface Walk {
  store: RelayStore;
  readonly model: Model;
  readonly under: StoreUnderTest;
}

/** The steps of one turn are asked for together: they share a commit. */
async function takeTurn(walk: Walk, steps: readonly Step[]): Promise<void> {
  const pending: Promise<void>[] = [];
  for (const one of steps) {
    if (one.kind === 'reopen' || one.kind === 'accept') {
      // What comes later in this turn may pick a message by the number it gets here.
      await Promise.all(pending.splice(0));
    }
    if (one.kind === 'reopen') walk.store = await walk.under.reopen();
    else pending.push(take(walk, one));
    if (one.kind === 'accept') await Promise.all(pending.splice(0));
  }
  await Promise.all(pending);
}

async function take({ store, model }: Walk, one: Exclude<Step, { kind: 'reopen' }>): Promise<void> {
  switch (one.kind) {
    case 'accept': {
      const channelId = one.channel === 0 ? tulip : lotus;
      const direction: Direction = one.out ? 'outbound' : 'inbound';
      const openId = openIds[one.user] ?? null;
      const contact = `${channelId} ${openId}`;
      const key = one.key < 4 ? `key-${one.key}` : null;
      const isDuplicate = !one.out && key !== null && model.keys.has(`${channelId} ${key}`);
      const opensWindow = one.out ? null : { until: noon + 1_000, replies: 5 };
      const result = await store.accept(aNewMessage({ channelId, direction, openId, dedupeKey: key, opensWindow }));
      expect(result.kind).toBe(isDuplicate ? 'duplicate' : 'stored');
      if (isDuplicate) return;
      if (!one.out && key !== null) model.keys.add(`${channelId} ${key}`);
      if (!one.out) model.replies.set(contact, 5);
      const fresh = { state: 'pending', attempts: 0, isClaimed: false } as const;
      model.messages.push({ seq: result.seq, channelId, direction, contact, ...fresh });
      return;
    }
    case 'claim': {
      const message = model.messages[one.pick % model.messages.length];
      if (message === undefined) return;
      const expected = message.state === 'pending' && !message.isClaimed;
      const attempt = message.attempts + 1;
      if (expected) Object.assign(message, { isClaimed: true, attempts: attempt });
      expect(await store.claim(message.seq, attempt, noon)).toBe(expected);
      return;
    }
    case 'settle': {
      const message = model.messages[one.pick % model.messages.length];
      if (message === undefined) return;
      const attempt = message.attempts + (one.late ? -1 : 0);
      model.settle(message, attempt, one.outcome);
      const outcome = one.outcome === 'postponed' ? ({ kind: 'retry', counts: false } as const) : { kind: one.outcome };
      await store.settle(aSettlement(message.seq, outcome, { attempt }));
      return;
    }
    case 'recover': {
      const expected = model.recover();
      expect(await store.recoverClaims(noon)).toEqual(expected);
    }
  }
}

async function compare(store: RelayStore, model: Model): Promise<void> {
  const counts = await store.verifyCounts();
  expect(counts.agrees).toBe(true);
  const { accepted, ...states } = counts.kept;
  expect(accepted).toBe(model.messages.length);
  for (const [state, count] of Object.entries(states)) {
    expect(count).toBe(model.messages.filter((message) => message.state === state).length);
  }
  const rows = await store.rows(model.messages.map(({ seq }) => seq));
  expect(rows.map(({ seq, state, attempts }) => ({ seq, state, attempts }))).toEqual(
    model.messages.map(({ seq, state, attempts }) => ({ seq, state, attempts })),
  );
  for (const channelId of [tulip, lotus]) {
    for (const direction of ['inbound', 'outbound'] as const) {
      const expected = model.messages.filter(
        (one) => one.channelId === channelId && one.direction === direction && one.state === 'pending',
      );
      const { messages } = await store.pendingPage(channelId, direction, 0, 1_000);
      expect(messages.map(({ seq }) => seq)).toEqual(expected.map(({ seq }) => seq));
    }
    for (const openId of openIds) {
      const left = model.replies.get(`${channelId} ${openId}`);
      if (left !== undefined) expect(await store.contact(channelId, openId)).toMatchObject({ repliesLeft: left });
    }
  }
}
