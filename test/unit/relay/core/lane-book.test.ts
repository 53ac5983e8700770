import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LaneBook, type LaneLimits } from '#relay/core/lane-book.ts';
import { MemoryBudget } from '#relay/core/memory-budget.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';

const roomy = { perLane: 100, total: 1_000, reserved: 100 };

function lanes(limits: Partial<LaneLimits> = {}): LaneBook {
  return new LaneBook({ ...roomy, ...limits }, new MemoryBudget(Number.POSITIVE_INFINITY));
}

describe('lane book', () => {
  it('gives one message of a conversation at a time, in order', () => {
    const book = lanes();
    for (const seq of [1, 2, 3]) book.add(aPendingMessage({ seq }), 0);
    expect(book.take(0)?.seq).toBe(1);
    expect(book.take(0)).toBeNull();
    book.finish(1, 0);
    expect(book.take(0)?.seq).toBe(2);
  });

  it('takes conversations in turn, so that a busy one never holds up a quiet one', () => {
    const book = lanes();
    for (const seq of [1, 2, 3, 4]) book.add(aPendingMessage({ seq, contactNo: 1 }), 0);
    book.add(aPendingMessage({ seq: 5, contactNo: 2 }), 0);
    expect(book.take(0)?.seq).toBe(1);
    book.finish(1, 0);
    expect(book.take(0)?.seq).toBe(5);
  });

  it('lets a waiting message hold back its own conversation only, until it is due', () => {
    const book = lanes();
    book.add(aPendingMessage({ seq: 1, contactNo: 1 }), 0);
    book.add(aPendingMessage({ seq: 2, contactNo: 1 }), 0);
    book.add(aPendingMessage({ seq: 3, contactNo: 2 }), 0);
    const first = book.take(0);
    book.wait({ ...(first ?? aPendingMessage()), attempts: 1 }, { waitsFor: 'time', dueAt: 500 }, 0);
    expect(book.take(0)?.seq).toBe(3);
    expect(book.take(499)).toBeNull();
    expect(book.nextDueAt()).toBe(500);
    expect(book.take(500)).toMatchObject({ seq: 1, attempts: 1 });
  });

  it('wakes what waits for the leg only when the leg works, and what waits for the window when the customer writes', () => {
    const book = lanes();
    for (const contactNo of [1, 2, 3]) book.add(aPendingMessage({ seq: contactNo, contactNo }), 0);
    book.wait(book.take(0) ?? aPendingMessage(), { waitsFor: 'leg', dueAt: null }, 0);
    book.wait(book.take(0) ?? aPendingMessage(), { waitsFor: 'window', dueAt: 9_000 }, 0);
    book.wait(book.take(0) ?? aPendingMessage(), { waitsFor: 'leg', dueAt: 9_000 }, 0);
    expect(book.take(8_999)).toBeNull();
    book.wakeWindow(2);
    expect(book.take(1)?.seq).toBe(2);
    book.wakeLeg();
    expect([book.take(1)?.seq, book.take(1)?.seq]).toEqual([1, 3]);
    expect(book.take(9_000)).toBeNull();
  });

  it('asks for the rest of a long conversation and sends nothing of it until it has come', () => {
    const book = lanes({ perLane: 2 });
    for (const seq of [1, 2, 3, 4]) book.add(aPendingMessage({ seq }), 0);
    expect(book.size).toBe(2);
    book.take(0);
    expect(book.finish(1, 0)).toBeNull();
    book.take(0);
    expect(book.finish(1, 0)).toBe(2);
    book.add(aPendingMessage({ seq: 5 }), 0);
    expect(book.take(0)).toBeNull();
    expect(book.refill(1, [aPendingMessage({ seq: 3 }), aPendingMessage({ seq: 4 })], true, 0)).toBeNull();
    expect(book.take(0)?.seq).toBe(3);
    book.finish(1, 0);
    book.take(0);
    // The fifth came while the rest was being read: it is still on disk.
    expect(book.finish(1, 0)).toBe(4);
  });

  it('counts the rest of a long conversation as waiting while it is being read', () => {
    const book = lanes({ perLane: 1 });
    for (const [seq, receivedAt] of [100, 200].entries()) book.add(aPendingMessage({ seq: seq + 1, receivedAt }), 0);
    book.take(0);
    expect(book.finish(1, 0)).toBe(1);
    expect(book.oldestReceivedAt()).toBe(100);
    book.refill(1, [aPendingMessage({ seq: 2, receivedAt: 200 })], true, 0);
    expect(book.oldestReceivedAt()).toBe(200);
    book.take(0);
    book.finish(1, 0);
    expect(book.oldestReceivedAt()).toBeNull();
  });

  it('reads once more when nothing came but something was left on disk meanwhile', () => {
    const book = lanes({ perLane: 1 });
    book.add(aPendingMessage({ seq: 1 }), 0);
    book.add(aPendingMessage({ seq: 2 }), 0);
    book.take(0);
    expect(book.finish(1, 0)).toBe(1);
    book.add(aPendingMessage({ seq: 3 }), 0);
    expect(book.refill(1, [], true, 0)).toBe(1);
    expect(book.refill(1, [], true, 0)).toBeNull();
    book.add(aPendingMessage({ seq: 4 }), 0);
    expect(book.take(0)?.seq).toBe(4);
  });

  it('takes an old message back to its place in its conversation, behind the one under way', () => {
    const book = lanes();
    for (const seq of [3, 5]) book.add(aPendingMessage({ seq }), 0);
    expect(book.take(0)?.seq).toBe(3);
    book.readmit(aPendingMessage({ seq: 4 }), 0);
    book.readmit(aPendingMessage({ seq: 1 }), 0);
    book.readmit(aPendingMessage({ seq: 1 }), 0);
    expect(book.size).toBe(4);
    const order: number[] = [];
    for (book.finish(1, 0); book.size > 0; book.finish(1, 0)) order.push(book.take(0)?.seq ?? 0);
    expect(order).toEqual([1, 4, 5]);
  });

  it('lets an older message that came back go before one that has to wait', () => {
    const book = lanes();
    book.add(aPendingMessage({ seq: 3 }), 0);
    const head = book.take(0) ?? aPendingMessage();
    book.readmit(aPendingMessage({ seq: 2 }), 0);
    book.wait({ ...head, attempts: 1, dueAt: 500 }, { waitsFor: 'time', dueAt: 500 }, 0);
    expect(book.take(0)?.seq).toBe(2);
    book.finish(1, 0);
    expect(book.take(0)).toBeNull();
    expect(book.take(500)?.seq).toBe(3);
  });

  it('wakes a conversation at once when an old message comes back before its waiting head', () => {
    const book = lanes();
    book.add(aPendingMessage({ seq: 3, dueAt: 900 }), 0);
    book.readmit(aPendingMessage({ seq: 2 }), 0);
    expect(book.take(0)?.seq).toBe(2);
  });

  it('frees the lane of a waiting head that is withdrawn', () => {
    const book = lanes();
    for (const seq of [1, 2, 3]) book.add(aPendingMessage({ seq }), 0);
    book.wait(book.take(0) ?? aPendingMessage(), { waitsFor: 'time', dueAt: 9_000 }, 0);
    book.withdraw(1, 2, 0);
    book.withdraw(1, 1, 0);
    expect(book.take(0)?.seq).toBe(3);
    book.finish(1, 0);
    expect(book.size).toBe(0);
  });

  it('leaves what is under way to its attempt, and forgets it when that ends with a wait', () => {
    const book = lanes();
    for (const seq of [1, 2]) book.add(aPendingMessage({ seq }), 0);
    const head = book.take(0) ?? aPendingMessage();
    expect(book.withdraw(1, 1, 0)).toBeNull();
    expect(book.size).toBe(2);
    expect(book.take(0)).toBeNull();
    expect(book.wait(head, { waitsFor: 'time', dueAt: 9_000 }, 0)).toBeNull();
    expect(book.size).toBe(1);
    const next = book.take(0) ?? aPendingMessage();
    expect(next.seq).toBe(2);
    book.wait(next, { waitsFor: 'time', dueAt: 500 }, 0);
    expect(book.take(500)?.seq).toBe(2);
  });

  it('keeps what was withdrawn and taken back while it was under way', () => {
    const book = lanes();
    book.add(aPendingMessage({ seq: 1 }), 0);
    const head = book.take(0) ?? aPendingMessage();
    book.withdraw(1, 1, 0);
    book.readmit(head, 0);
    book.wait(head, { waitsFor: 'time', dueAt: 500 }, 0);
    expect(book.take(500)?.seq).toBe(1);
  });

  it('asks for the rest of a long conversation when the last in memory was withdrawn under way', () => {
    const book = lanes({ perLane: 1 });
    for (const seq of [1, 2]) book.add(aPendingMessage({ seq }), 0);
    const head = book.take(0) ?? aPendingMessage();
    book.withdraw(1, 1, 0);
    expect(book.wait(head, { waitsFor: 'time', dueAt: 9_000 }, 0)).toBe(1);
    expect(book.refill(1, [aPendingMessage({ seq: 2 })], true, 0)).toBeNull();
    expect(book.take(0)?.seq).toBe(2);
  });

  it('asks for the rest of a long conversation when its last message in memory is withdrawn', () => {
    const book = lanes({ perLane: 1 });
    for (const seq of [1, 2]) book.add(aPendingMessage({ seq }), 0);
    expect(book.withdraw(1, 1, 0)).toBe(1);
    book.readmit(aPendingMessage({ seq: 1 }), 0);
    expect(book.take(0)).toBeNull();
    expect(book.refill(1, [aPendingMessage({ seq: 2 })], true, 0)).toBeNull();
    expect(book.take(0)?.seq).toBe(1);
  });

  it('lets what it read from disk with a time to come go as soon as the leg works', () => {
    const book = lanes();
    book.add(aPendingMessage({ seq: 1, contactNo: 1, attempts: 7, dueAt: 3_600_000 }), 0);
    book.add(aPendingMessage({ seq: 2, contactNo: 2, windowClosed: true, dueAt: 3_600_000 }), 0);
    expect(book.take(0)).toBeNull();
    book.wakeLeg();
    expect([book.take(0)?.seq, book.take(0)]).toEqual([1, null]);
  });

  it('keeps only its reserve when the memory all legs share is used up, and gives back what it took', () => {
    const budget = new MemoryBudget(20_000);
    const greedy = new LaneBook({ perLane: 100, total: 1_000, reserved: 2 }, budget);
    const modest = new LaneBook({ perLane: 100, total: 1_000, reserved: 2 }, budget);
    for (let seq = 1; !greedy.isFull; seq += 1) greedy.add(aPendingMessage({ seq, contactNo: seq }), 0);
    expect(greedy.size).toBeLessThan(25);
    expect(modest.room).toBe(2);
    for (let left = greedy.size; left > 0; left -= 1) greedy.finish(greedy.take(0)?.contactNo ?? 0, 0);
    expect(budget.usedBytes).toBe(0);
    expect(modest.room).toBe(1_000);
  });

  it('keeps every conversation in order and loses nothing, whatever happens', () => {
    const steps = fc.array(
      fc.oneof(
        fc.record({ kind: fc.constant('accept' as const), contactNo: fc.integer({ min: 1, max: 4 }) }),
        fc.record({ kind: fc.constant('finish' as const), contactNo: fc.constant(0) }),
        fc.record({ kind: fc.constant('wait' as const), contactNo: fc.constant(0) }),
        fc.record({ kind: fc.constant('time' as const), contactNo: fc.constant(0) }),
      ),
      { maxLength: 120 },
    );
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 3 }), (walk, perLane) => {
        const book = lanes({ perLane });
        const disk = new Map<number, number[]>();
        const sent = new Map<number, number[]>();
        let now = 0;
        let seq = 0;
        const finishOne = (): boolean => {
          const message = book.take(now);
          if (message === null) return false;
          sent.set(message.contactNo, [...(sent.get(message.contactNo) ?? []), message.seq]);
          let readAfter = book.finish(message.contactNo, now);
          while (readAfter !== null) {
            const after = readAfter;
            const rest = (disk.get(message.contactNo) ?? []).filter((other) => other > after).slice(0, perLane);
            readAfter = book.refill(
              message.contactNo,
              rest.map((other) => aPendingMessage({ seq: other, contactNo: message.contactNo })),
              rest.length < perLane,
              now,
            );
          }
          return true;
        };
        for (const step of walk) {
          if (step.kind === 'accept') {
            seq += 1;
            disk.set(step.contactNo, [...(disk.get(step.contactNo) ?? []), seq]);
            book.add(aPendingMessage({ seq, contactNo: step.contactNo }), now);
          } else if (step.kind === 'finish') finishOne();
          else if (step.kind === 'time') now += 100;
          else {
            const message = book.take(now);
            if (message !== null) book.wait(message, { waitsFor: 'time', dueAt: now + 150 }, now);
          }
        }
        now += 1_000;
        while (finishOne());
        for (const [contactNo, accepted] of disk) expect(sent.get(contactNo) ?? []).toEqual(accepted);
        expect(book.size).toBe(0);
      }),
      { numRuns: 500 },
    );
  });
});
