import { rmSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { composeSla, type SlaComposeDeps } from '#relay/compose-sla.ts';
import type { RelayParts } from '#relay/compose.ts';
import { Notices } from '#relay/notices.ts';
import { createRecordIds } from '#relay/operations/record-id.ts';
import { RecordKeeper } from '#relay/operations/record-keeper.ts';
import type { RelayStore } from '#relay/ports/relay-store.ts';
import { pendingOf } from '#relay/services/inbound-service.ts';
import { aNewMessage, anna, noon, tulip } from '#test/contracts/new-message.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { relayConfig } from '#test/integration/cxone/relay-fixture.ts';
import { makeFolder, openIn, recordingLogger } from '../storage/sqlite-harness.ts';

describe('a start on a store that cannot be read', () => {
  const folder = makeFolder();
  const clock = new HandClock(noon);
  const { logger: log } = recordingLogger();
  const store = openIn(folder, { clock, logger: log });
  const keeper = new RecordKeeper({ store, clock, log });

  afterEach(async () => {
    await keeper.stop();
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('stops no message, and is tried again until the clocks are there', async () => {
    let failing = true;
    const shaky = new Proxy(store, {
      get: (target, name: keyof RelayStore) => {
        if (name === 'slaMessages' && failing)
          return () => Promise.reject(new RelayError('STORE_DAMAGED', 'unreadable'));
        const member: unknown = target[name];
        return typeof member === 'function' ? (member as () => unknown).bind(target) : member;
      },
    });
    const parts = { clock, chance: () => 0.5, log } as unknown as RelayParts;
    const operations = {
      keeper,
      audit: { note: () => undefined },
      newId: createRecordIds(() => clock.now(), Math.random),
      gaps: { gaps: () => Promise.resolve([]) },
      maintenance: { list: () => [] },
      alerts: { warned: () => undefined, breached: () => undefined, followClocks: () => undefined },
    };
    const client = { read: () => new Promise(() => undefined) };
    const sla = composeSla(parts, {
      config: relayConfig,
      store: shaky,
      engine: { channels: { snapshot: () => null }, cxoneClientOf: () => client, awaited: { awaits: () => false } },
      operations,
      notices: new Notices(log),
      clockOffsetMs: () => 0,
    } as unknown as SlaComposeDeps);

    await sla.start();
    const message = aNewMessage({ direction: 'inbound', openId: anna, channelId: tulip, receivedAt: clock.now() });
    const stored = await store.accept(message);
    if (stored.kind !== 'stored') throw new Error('a duplicate');
    sla.stored(pendingOf({ ...message, openId: anna }, stored));
    const total = async () => {
      clock.wind(200);
      const board = await sla.handlers['sla.board']({ channelIds: [], show: 'open', metric: null, limit: 10 });
      return board.total;
    };
    expect(await total()).toBe(0);
    failing = false;
    clock.wind(30_000);
    await expect.poll(total).toBe(1);
    await sla.stop();
  });
});
