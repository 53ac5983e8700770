import { describe, expect, it } from 'vitest';
import type { ExpiryLine } from '#shared/domain/certificate-desk.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { ExpiryWatch } from '#relay/certificates/expiry-watch.ts';
import type { CertificateAlert } from '#relay/ports/certificate-alerts.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';
import { FactShelf } from '#test/unit/relay/alerts/fact-shelf.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const begin = Date.UTC(2026, 0, 1);
const shop = ChannelId.parse('shop');

const aLine = (days: number, patch: Partial<ExpiryLine> = {}): ExpiryLine => ({
  sha256: 'a'.repeat(64),
  name: 'relay.example',
  what: 'shown',
  placeId: 'open',
  integrationId: null,
  validFrom: begin - dayMs,
  validUntil: begin + days * dayMs,
  daysLeft: days,
  serves: { legs: ['wechatIn'], channelIds: [shop] },
  ...patch,
});

/** A watch over lines that can be changed, on facts that outlive it. */
function aWorld(lines: ExpiryLine[], clock = new HandClock(begin), facts = new FactShelf()) {
  const told: CertificateAlert[] = [];
  const make = () =>
    new ExpiryWatch({
      certificates: () => lines,
      facts,
      alerts: { told: (alert) => void told.push(alert) },
      clock,
      log: silentLogger,
    });
  return { lines, clock, facts, told, make, days: () => told.map(({ daysLeft }) => daysLeft) };
}

/** In steps of an hour, with time for writes. */
const pass = (clock: HandClock, ms: number): Promise<void> => clock.windSlowly(ms, hourMs);

describe('the watch over ends', () => {
  it('tells at the start, and at each step to the second, once', async () => {
    const { make, clock, told, days } = aWorld([aLine(20)]);
    const watch = make();
    await watch.start();
    expect(told).toEqual([
      {
        name: 'relay.example',
        validUntil: begin + 20 * dayMs,
        daysLeft: 20,
        code: 'CERT_EXPIRES_SOON',
        serves: { legs: ['wechatIn'], channelIds: [shop] },
        what: 'shown',
      },
    ]);
    clock.wind(6 * dayMs - 1);
    expect(days()).toEqual([20]);
    clock.wind(1);
    expect(days()).toEqual([20, 14]);
    await pass(clock, 30 * dayMs);
    expect(days()).toEqual([20, 14, 7, 3, 1, 0]);
    expect(told.at(-1)?.code).toBe('CERT_EXPIRED');
    await watch.stop();
    expect(clock.pendingTimers).toBe(0);
  });

  it('remembers over restarts, also one that comes right after telling', async () => {
    const world = aWorld([aLine(29)]);
    for (let run = 0; run < 5; run += 1) {
      const watch = world.make();
      await watch.start();
      await watch.stop();
    }
    expect(world.days()).toEqual([29]);
  });

  it('tells again rather than never when the relay dies between telling and remembering', async () => {
    const world = aWorld([aLine(29)]);
    await world.make().start();
    await world.make().start();
    expect(world.days()).toEqual([29, 29]);
    world.clock.wind(5_000);
    await settled();
    await world.make().start();
    expect(world.days()).toEqual([29, 29]);
  });

  it.each(['no JSON', '{"a":1}', '[]', 'null'])('tells again when its memory is unreadable: %s', async (text) => {
    const world = aWorld([aLine(29)]);
    world.facts.facts.set('certificate-expiry', text);
    const watch = world.make();
    await watch.start();
    expect(world.days()).toEqual([29]);
    await watch.stop();
    await world.make().start();
    expect(world.days()).toEqual([29]);
  });

  it('tells nobody twice while the disk is full, and remembers when it is not any more', async () => {
    const world = aWorld([aLine(29)]);
    world.facts.failing = true;
    const watch = world.make();
    await watch.start();
    await pass(world.clock, 3 * hourMs);
    expect(world.days()).toEqual([29]);
    world.facts.failing = false;
    await pass(world.clock, hourMs);
    await world.make().start();
    expect(world.days()).toEqual([29]);
  });

  it('looks again when told that something changed, once for many changes', async () => {
    const world = aWorld([]);
    const watch = world.make();
    watch.changed();
    await watch.start();
    for (let days = 1; days <= 50; days += 1) {
      world.lines.splice(0, 1, aLine(days));
      watch.changed();
      world.clock.wind(10);
    }
    world.clock.wind(1_000);
    expect(world.days()).toEqual([49]);
    await watch.stop();
    watch.changed();
    expect(world.clock.pendingTimers).toBe(0);
  });

  it('leaves earlier ones in peace, and tells of the others', async () => {
    const whats = ['shown', 'next', 'previous', 'client', 'authority'] as const;
    const { make, told } = aWorld(whats.map((what) => aLine(5, { what, sha256: what, name: what })));
    await make().start();
    expect(told.map(({ name, what }) => [name, what]).sort()).toEqual([
      ['authority', 'authority'],
      ['client', 'client'],
      ['next', 'next'],
      ['shown', 'shown'],
    ]);
  });

  it('tells once of a certificate in two places, with all it serves', async () => {
    const tours = ChannelId.parse('tours');
    const { make, told } = aWorld([
      aLine(5, { what: 'next', serves: { legs: ['cxoneIn'], channelIds: [tours, shop] } }),
      aLine(5),
    ]);
    await make().start();
    expect(told).toMatchObject([
      { what: 'shown', serves: { legs: ['cxoneIn', 'wechatIn'], channelIds: [tours, shop] } },
    ]);
  });

  it('goes on when the certificates cannot be listed for a while', async () => {
    const world = aWorld([]);
    let isBroken = true;
    const told: CertificateAlert[] = [];
    const watch = new ExpiryWatch({
      certificates: () => {
        if (isBroken) throw new Error('not now');
        return [aLine(5)];
      },
      facts: world.facts,
      alerts: { told: (alert) => void told.push(alert) },
      clock: world.clock,
      log: silentLogger,
    });
    await watch.start();
    isBroken = false;
    await pass(world.clock, 6 * hourMs);
    expect(told).toHaveLength(1);
  });
});

describe('a clock that is set', () => {
  it('far ahead and right again within the hour tells nobody anything', async () => {
    const { make, clock, days } = aWorld([aLine(100)]);
    await make().start();
    await pass(clock, dayMs);
    clock.setWall(clock.now() + 400 * dayMs);
    await pass(clock, hourMs);
    clock.setWall(clock.now() - 400 * dayMs);
    await pass(clock, 110 * dayMs);
    expect(days()).toEqual([60, 30, 14, 7, 3, 1, 0]);
  });

  it('far ahead for days does not eat the steps, over restarts too', async () => {
    const world = aWorld([aLine(100)]);
    const watch = world.make();
    await watch.start();
    await pass(world.clock, dayMs);
    world.clock.setWall(world.clock.now() + 400 * dayMs);
    await pass(world.clock, 3 * dayMs);
    expect(world.days()).toEqual([-302]);
    await watch.stop();
    world.clock.setWall(world.clock.now() - 400 * dayMs);
    await world.make().start();
    await pass(world.clock, 110 * dayMs);
    expect(world.days()).toEqual([-302, 60, 30, 14, 7, 3, 1, 0]);
  });

  it('back by minutes, hours or weeks tells nothing a second time', async () => {
    const { make, clock, days } = aWorld([aLine(14)]);
    await make().start();
    for (const backMs of [1, 60_000, 14 * hourMs, 40 * dayMs]) {
      clock.setWall(clock.now() - backMs);
      await pass(clock, 2 * hourMs);
      clock.setWall(clock.now() + backMs);
      await pass(clock, 2 * hourMs);
    }
    expect(days().filter((left) => left === 14)).toEqual([14]);
    expect(days().filter((left) => left !== null && left < 14)).toEqual([]);
  });

  it('ahead for good (the computer slept) is told of within two hours', async () => {
    const { make, clock, days } = aWorld([aLine(100)]);
    await make().start();
    clock.setWall(clock.now() + 72 * dayMs);
    await pass(clock, 2 * hourMs);
    expect(days()).toEqual([27]);
  });
});
