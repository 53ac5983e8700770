import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { OpenId } from '#shared/domain/ids.ts';
import { aNewMessage } from '#test/contracts/new-message.ts';
import { pendingOf } from '#relay/services/inbound-service.ts';
import { minutes, SlaKit } from './sla-kit.ts';

const many = 20_000;

describe('many open cases', () => {
  let kit: SlaKit;

  beforeEach(async () => {
    kit = new SlaKit();
    await kit.start();
  });
  afterEach(async () => {
    await kit.dispose();
  });

  it('are kept, shown, killed and read again', async () => {
    const at = kit.clock.now();
    const writes: Promise<void>[] = [];
    for (let no = 0; no < many; no += 1) {
      const openId = OpenId.parse(`oMany${String(no).padStart(6, '0')}`);
      // A second apart each hundred, so that the order is known.
      const receivedAt = at - (no % 100) * 1_000;
      const message = aNewMessage({ openId, receivedAt, platformAt: receivedAt });
      writes.push(
        kit.store.accept(message).then((stored) => {
          if (stored.kind === 'stored') kit.sla.stored(pendingOf({ ...message, openId }, stored));
        }),
      );
    }
    await Promise.all(writes);
    await kit.wind(20_000, 2_000);
    const first = kit.board({ limit: 250 });
    expect(first.total).toBe(many);
    expect(first.summary.open).toBe(many);
    const deadlines = first.rows.map(({ next }) => next?.deadlineAt ?? 0);
    expect(deadlines).toEqual([...deadlines].sort((one, other) => one - other));
    expect(deadlines[0]).toBe(at - 99_000 + minutes(30));
    expect(deadlines[199]).toBe(at - 99_000 + minutes(30));
    expect(deadlines[200]).toBe(at - 98_000 + minutes(30));
    // Written while it ran: after a kill nothing has to be read from the messages but what came since.
    for (let rounds = 0; rounds < 600 && (await kit.store.readFact('sla.read')) !== `{"seq":${many}}`; rounds += 1) {
      await kit.wind(1_000);
    }
    await kit.kill(1_000);
    await kit.wind(10_000, 1_000);
    expect(kit.board().total).toBe(many);
    expect(kit.recording.events.filter(({ event }) => event === 'sla.messages_read')).toEqual([]);
    // Half time comes for all of them within two minutes: each is told of once.
    await kit.wind(minutes(18), 10_000);
    const told = new Set(kit.warned.map(({ slaCaseId }) => slaCaseId));
    expect(kit.warned.length).toBe(told.size);
    expect(kit.board({ show: 'at_risk' }).total).toBe(many);
  }, 240_000);
});
