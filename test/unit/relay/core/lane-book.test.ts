import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LaneBook } from '#relay/core/lane-book.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';

const roomy = { perLane: 100, total: 1_000 };

describe('lane book', () => {
  it('gives one message of a conversation at a time, in order', () => {
    const book = new LaneBook(roomy);
    for (const seq of [1, 2, 3]) book.add(aPendingMessage({ seq }), 0);
    expect(book.take(0)?.seq).toBe(1);
    expect(book.take(0)).toBeNull();
    book.finish(1, 0);
    expect(book.take(0)?.seq).toBe(2);
  });

  it('takes conversations in turn, so that a busy one never holds up a quiet one', () => {
    const book = new LaneBook(roomy);
    for (const seq of [1, 2, 3, 4]) book.add(aPendingMessage({ seq, contactNo: 1 }), 0);
    book.add(aPendingMessage({ seq: 5, contactNo: 2 }), 0);
    expect(book.take(0)?.seq).toBe(1);
    book.finish(1, 0);
    expect(book.take(0)?.seq).toBe(5);
  });

  it('lets a waiting message hold back its own conversation only, until it is due', () => {
    const book = new LaneBook(roomy);
    book.add(aPendingMessage({ seq: 1, contactNo: 1 }), 0);
    book.add(aPendingMessage({ seq: 2, contactNo: 1 }), 0);
    book.add(aPendingMessage({ seq: 3, contactNo: 2 }), 0);
    const first = book.take(0);
    book.wait({ ...(first ?? aPendingMessage()), attempts: 1 }, { waitsFor: 'time', dueAt: 500 });
    expect(book.take(0)?.seq).toBe(3);
    expect(book.take(499)).toBeNull();
    expect(book.nextDueAt()).toBe(500);
    expect(book.take(500)).toMatchObject({ seq: 1, attempts: 1 });
  });

  it('wakes what waits for the leg only when the leg works, and what waits for the window when the customer writes', () => {
    const book = new LaneBook(roomy);
    for (const contactNo of [1, 2, 3]) book.add(aPendingMessage({ seq: contactNo, contactNo }), 0);
    book.wait(book.take(0) ?? aPendingMessage(), { waitsFor: 'leg', dueAt: null });
    book.wait(book.take(0) ?? aPendingMessage(), { waitsFor: 'window', dueAt: 9_000 });
    book.wait(book.take(0) ?? aPendingMessage(), { waitsFor: 'leg', dueAt: 9_000 });
    expect(book.take(8_999)).toBeNull();
    book.wakeWindow(2);
    expect(book.take(1)?.seq).toBe(2);
    book.wakeLeg();
    expect([book.take(1)?.seq, book.take(1)?.seq]).toEqual([1, 3]);
    expect(book.take(9_000)).toBeNull();
  });

  it('asks for the rest of a long conversation and sends nothing of it until it has come', () => {
    const book = new LaneBook({ perLane: 2, total: 1_000 });
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

  it('reads once more when nothing came but something was left on disk meanwhile', () => {
    const book = new LaneBook({ perLane: 1, total: 1_000 });
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
        const book = new LaneBook({ perLane, total: 1_000 });
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
            if (message !== null) book.wait(message, { waitsFor: 'time', dueAt: now + 150 });
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
