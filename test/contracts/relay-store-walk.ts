import fc from 'fast-check';
import { expect, it } from 'vitest';
import { OpenId, type ChannelId, type MessageId } from '#shared/domain/ids.ts';
import type { Direction, MessageAction, MessagePart, MessageState } from '#shared/domain/message.ts';
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
  | { readonly kind: 'part'; readonly pick: number; readonly no: number; readonly end: PartEnd | null }
  | { readonly kind: 'decide'; readonly pick: number; readonly action: MessageAction }
  | { readonly kind: 'recover' }
  | { readonly kind: 'prune'; readonly openToo: boolean }
  | { readonly kind: 'reopen' };

type PartEnd = 'accepted' | 'unknown' | 'refused';
const actions: readonly MessageAction[] = ['send_again', 'confirm_arrived', 'give_up', 'discard', 'restore'];
const settledStates: readonly MessageState[] = ['delivered', 'expired', 'discarded'];
const openStates: readonly MessageState[] = ['dead_letter', 'unconfirmed', 'quarantined'];

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
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('part' as const),
      pick: fc.nat(),
      no: fc.integer({ min: 1, max: 3 }),
      end: fc.constantFrom('accepted' as const, 'unknown' as const, 'refused' as const, null),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('decide' as const),
      pick: fc.nat(),
      action: fc.constantFrom(...actions),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('prune' as const), openToo: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'recover' as const }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'reopen' as const }) },
);

interface ModelMessage {
  readonly seq: number;
  readonly id: MessageId;
  readonly key: string | null;
  readonly channelId: ChannelId;
  readonly direction: Direction;
  readonly contact: string;
  state: MessageState;
  attempts: number;
  isClaimed: boolean;
  discardedFrom: MessageState | null;
  readonly parts: Map<number, MessagePart['state']>;
}

/** The rules of the port on plain objects: nothing is kept twice, so nothing can disagree. */
class Model {
  readonly messages: ModelMessage[] = [];
  readonly keys = new Set<string>();
  readonly replies = new Map<string, number>();

  recover() {
    const result = { requeued: 0, unconfirmed: 0 };
    for (const message of this.messages.filter(({ isClaimed }) => isClaimed)) {
      message.isClaimed = false;
      const isBetweenParts = message.parts.size > 0 && ![...message.parts.values()].includes('sending');
      for (const [no, state] of message.parts) if (state === 'sending') message.parts.set(no, 'unknown');
      if (message.direction === 'inbound' || isBetweenParts) {
        result.requeued += 1;
      } else {
        message.state = 'unconfirmed';
        result.unconfirmed += 1;
      }
    }
    return result;
  }

  settle(message: ModelMessage, attempt: number, outcome: Outcome): void {
    if (!message.isClaimed || message.attempts !== attempt) return;
    message.isClaimed = false;
    if (outcome === 'postponed') message.attempts -= 1;
    if (outcome === 'postponed' || outcome === 'retry') return;
    message.state = outcome;
    if (outcome === 'delivered' && message.parts.size === 0) this.#useReply(message);
  }

  beginPart(message: ModelMessage, no: number): boolean {
    if (!message.isClaimed) return false;
    if (message.parts.get(no) !== 'accepted') message.parts.set(no, 'sending');
    return true;
  }

  endPart(message: ModelMessage, no: number, state: PartEnd): void {
    if (message.parts.get(no) === 'accepted') return;
    message.parts.set(no, state);
    if (state === 'accepted') this.#useReply(message);
  }

  /** False when it is not possible. */
  decide(message: ModelMessage, action: MessageAction): boolean {
    const { state } = message;
    switch (action) {
      case 'send_again':
        if (state !== 'unconfirmed' && state !== 'dead_letter' && state !== 'expired') return false;
        message.state = 'pending';
        for (const [no, part] of message.parts) if (part !== 'accepted') message.parts.set(no, 'waiting');
        return true;
      case 'confirm_arrived':
        if (state !== 'unconfirmed') return false;
        if (message.parts.size === 0) this.#useReply(message);
        message.state = this.#seeParts(message) ? 'pending' : 'delivered';
        return true;
      case 'give_up':
        if (state !== 'unconfirmed') return false;
        message.state = 'dead_letter';
        return true;
      case 'discard':
        if (state === 'delivered' || state === 'discarded' || message.isClaimed) return false;
        Object.assign(message, { state: 'discarded', discardedFrom: state });
        return true;
      case 'restore':
        if (state !== 'discarded' || message.discardedFrom === null) return false;
        message.state = message.discardedFrom;
        return true;
    }
  }

  /** What went out arrived. Is anything left to send of what is in three parts? Where nothing was in doubt, nothing is. */
  #seeParts(message: ModelMessage): boolean {
    const seen = [...message.parts].filter(([, part]) => part === 'unknown' || part === 'sending');
    for (const [no] of seen) this.endPart(message, no, 'accepted');
    const left = [...message.parts].filter(([, part]) => part !== 'accepted');
    if (seen.length === 0 || (message.parts.size === 3 && left.length === 0)) return false;
    for (const [no] of left) message.parts.set(no, 'waiting');
    return true;
  }

  prune(states: readonly MessageState[]): number {
    const old = this.messages.filter(({ state }) => states.includes(state));
    for (const message of old) {
      this.messages.splice(this.messages.indexOf(message), 1);
      if (message.key !== null) this.keys.delete(message.key);
    }
    return old.length;
  }

  #useReply({ direction, contact }: ModelMessage): void {
    const left = this.replies.get(contact);
    if (direction === 'outbound' && left !== undefined) this.replies.set(contact, Math.max(0, left - 1));
  }
}

/** Walks at random over accepting, claiming, settling, recovering and reopening, beside a model of the rules. */
export function itKeepsItsBooksOnRandomWalks(make: () => Promise<StoreUnderTest>): void {
  it('agree with a model, and with themselves, after random walks', { timeout: 240_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(step, { minLength: 1, maxLength: 8 }), { maxLength: 12 }), async (turns) => {
        const under = await make();
        const walk = { store: under.store, model: new Model(), under };
        try {
          for (const turn of turns) {
            await takeTurn(walk, turn);
            expect((await walk.store.verifyCounts()).agrees).toBe(true);
          }
          await compare(walk.store, walk.model);
        } finally {
          await under.dispose();
        }
      }),
      { numRuns: 20 },
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
    const isApart = one.kind === 'reopen' || one.kind === 'accept' || one.kind === 'prune';
    if (isApart) {
      // What comes later in this turn may pick a message by the number it gets here.
      await Promise.all(pending.splice(0));
    }
    if (one.kind === 'reopen') walk.store = await walk.under.reopen();
    else pending.push(take(walk, one));
    if (isApart) await Promise.all(pending.splice(0));
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
      const message = aNewMessage({ channelId, direction, openId, dedupeKey: key, opensWindow });
      const result = await store.accept(message);
      expect(result.kind).toBe(isDuplicate ? 'duplicate' : 'stored');
      if (isDuplicate) return;
      if (!one.out && key !== null) model.keys.add(`${channelId} ${key}`);
      if (!one.out) model.replies.set(contact, 5);
      const fresh = { state: 'pending', attempts: 0, isClaimed: false, discardedFrom: null } as const;
      const taken = one.out || key === null ? null : `${channelId} ${key}`;
      const { seq } = result;
      model.messages.push({
        ...fresh,
        seq,
        id: message.id,
        key: taken,
        channelId,
        direction,
        contact,
        parts: new Map(),
      });
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
    case 'part': {
      const message = model.messages[one.pick % model.messages.length];
      if (message?.direction !== 'outbound') return;
      const part = { no: one.no, of: 3, kind: 'text' } as const;
      const isBegun = model.beginPart(message, one.no);
      const begun = store.partBegun(message.seq, part, noon);
      if (!isBegun) return expect(begun).rejects.toMatchObject({ code: 'MESSAGE_ACTION_NOT_POSSIBLE' });
      const { end } = one;
      if (end === null) return begun;
      model.endPart(message, one.no, end);
      const ended = store.partEnded(message.seq, { ...part, state: end, at: noon, code: null, platformCode: null });
      await Promise.all([begun, ended]);
      return;
    }
    case 'decide': {
      const message = model.messages[one.pick % model.messages.length];
      if (message === undefined) return;
      const isPossible = model.decide(message, one.action);
      const decided = store.decide({
        id: message.id,
        action: one.action,
        by: 'walker',
        at: noon + 2_000,
        report: null,
      });
      if (!isPossible) return expect(decided).rejects.toMatchObject({ code: 'MESSAGE_ACTION_NOT_POSSIBLE' });
      expect(await decided).toMatchObject({ seq: message.seq });
      return;
    }
    case 'prune': {
      const late = noon + 3_600_000;
      const removed = model.prune(one.openToo ? [...settledStates, ...openStates] : settledStates);
      const openBefore = one.openToo ? late : 0;
      expect(await store.prune({ settledBefore: late, openBefore, limit: 1_000 })).toMatchObject({ removed });
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
  for (const { id, parts } of model.messages) {
    const found = (await store.message(id)).parts.map(({ no, state }) => [no, state]);
    expect(found).toEqual([...parts].sort(([first], [second]) => first - second));
  }
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
