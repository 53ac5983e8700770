import { describe, expect, it } from 'vitest';
import { createLedger } from '#sandbox/witness/ledger.ts';

const offered = (ledger: ReturnType<typeof createLedger>, id: string, hash = id, customer = 'anna') =>
  ledger.offer({ id, channel: 'tulip', customer, hash }, 0);
const effect = (id: string, effectId: string | null = id, customer = 'anna') => ({ id, customer, hash: id, effectId });
const byText = (hash: string, customer = 'anna') => ({ id: undefined, customer, hash, effectId: null });

describe('the ledger', () => {
  it('calls lost what was acknowledged and never arrived, once it is old enough', () => {
    const ledger = createLedger();
    offered(ledger, 'a');
    offered(ledger, 'b');
    offered(ledger, 'c');
    ledger.ack('a', 100);
    ledger.ack('b', 200);
    ledger.apply(effect('a'), 150);
    expect(ledger.counts(1_000, 900)).toMatchObject({ offered: 3, acked: 2, applied: 1, lost: 0, waiting: 1 });
    expect(ledger.counts(1_100, 900)).toMatchObject({ lost: 1, waiting: 0 });
    expect(ledger.missing(10).map(({ id }) => id)).toEqual(['b']);
  });

  it('calls nothing lost that was never acknowledged', () => {
    const ledger = createLedger();
    offered(ledger, 'a');
    ledger.giveUp('a');
    expect(ledger.counts(10_000, 0)).toMatchObject({ lost: 0, notAcked: 1 });
  });

  it('tells a second effect from a repeat of the first', () => {
    const ledger = createLedger();
    offered(ledger, 'a');
    expect(ledger.apply(effect('a', 'wxin-a'), 1).kind).toBe('first');
    expect(ledger.apply(effect('a', 'wxin-a'), 2).kind).toBe('repeat');
    expect(ledger.apply(effect('a', 'other-a'), 3).kind).toBe('duplicate');
    expect(ledger.counts(10, 0)).toMatchObject({ applied: 1, duplicates: 1 });
  });

  it('matches equal texts one to one', () => {
    const ledger = createLedger();
    offered(ledger, '1', 'thanks');
    offered(ledger, '2', 'thanks');
    expect(ledger.apply(byText('thanks'), 1).kind).toBe('first');
    expect(ledger.apply(byText('thanks'), 2).kind).toBe('first');
    expect(ledger.apply(byText('thanks'), 3).kind).toBe('duplicate');
    expect(ledger.apply(byText('thanks', 'bert'), 4).kind).toBe('unexpected');
    expect(ledger.counts(10, 0)).toMatchObject({ applied: 2, duplicates: 1, unexpected: 1 });
  });

  it('gives the effect of a repeated text to the try that was acknowledged', () => {
    const ledger = createLedger();
    offered(ledger, 'unanswered', 'hello');
    ledger.giveUp('unanswered');
    offered(ledger, 'again', 'hello');
    ledger.apply(byText('hello'), 5);
    ledger.ack('again', 6);
    expect(ledger.counts(10_000, 0)).toMatchObject({ lost: 0, applied: 1, duplicates: 0 });
  });

  it('does the same for a message that arrived before its acknowledgement was read', () => {
    const ledger = createLedger();
    offered(ledger, 'gone', 'hello');
    ledger.giveUp('gone');
    offered(ledger, 'again', 'hello');
    ledger.apply({ ...byText('hello'), effectId: 'wxin-1' }, 5);
    ledger.ack('again', 6, 'wxin-1');
    expect(ledger.counts(10_000, 0)).toMatchObject({ lost: 0, applied: 1 });
    expect(ledger.missing(1)).toEqual([]);
  });

  it('keeps the id the relay gave, to ask the relay for what is missing', () => {
    const ledger = createLedger();
    offered(ledger, 'a');
    ledger.ack('a', 1, 'wxout-7');
    expect(ledger.missing(1)).toMatchObject([{ id: 'a', ackId: 'wxout-7' }]);
  });

  it('does not call lost what the relay reported as failed', () => {
    const ledger = createLedger();
    offered(ledger, 'a');
    ledger.ack('a', 1);
    ledger.reportFailed('a');
    expect(ledger.counts(10_000, 0)).toMatchObject({ lost: 0, reportedFailed: 1 });
  });

  it('sees a message overtaken by one that was written only after its acknowledgement', () => {
    const ledger = createLedger();
    offered(ledger, 'a');
    ledger.ack('a', 1);
    offered(ledger, 'b');
    ledger.apply(effect('b'), 2);
    ledger.apply(effect('a'), 3);
    expect(ledger.counts(10, 0).orderBreaks).toBe(1);
  });

  it('blames nobody for the order of messages that were on their way together', () => {
    const ledger = createLedger();
    offered(ledger, 'a');
    offered(ledger, 'b');
    ledger.ack('b', 1);
    ledger.ack('a', 2);
    ledger.apply(effect('b'), 3);
    ledger.apply(effect('a'), 4);
    offered(ledger, 'other', 'other', 'bert');
    ledger.apply(effect('other', 'other', 'bert'), 5);
    expect(ledger.counts(10, 0).orderBreaks).toBe(0);
  });
});
