import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ReceptionGap } from '#shared/domain/health.ts';
import { GapService } from '#relay/operations/gap-service.ts';
import { lotus, noon, tulip } from '#test/contracts/new-message.ts';
import { OperationsKit } from './operations-kit.ts';

const minute = 60_000;

let kit: OperationsKit;
let gaps: GapService;
let found: ReceptionGap[];
let switchedOff: Set<string>;

beforeEach(async () => {
  kit = new OperationsKit();
  found = [];
  switchedOff = new Set();
  gaps = await begun();
});
afterEach(async () => {
  await gaps.stop();
  await kit.dispose();
});

async function begun(): Promise<GapService> {
  const { store, keeper, clock, log, newId } = kit;
  const made = new GapService({
    ...{ store, keeper, clock, log, newId },
    isStopped: (channelId) => switchedOff.has(channelId),
    onFound: (gap) => void found.push(gap),
  });
  await made.start();
  return made;
}

const known = () => gaps.gaps(null, 0, Number.MAX_SAFE_INTEGER);

describe('gaps', () => {
  it('are none at the very first start, nor while the relay runs', async () => {
    await kit.wind(10 * minute, 10_000);
    expect(found).toEqual([]);
    expect(await known()).toEqual([]);
  });

  it('tell when the relay did not run, from its last sign of life on', async () => {
    await kit.wind(25_000, 5_000);
    // A crash: nobody says goodbye.
    await kit.restart(5 * minute);
    gaps = await begun();
    const gap = { cause: 'relay_not_running', from: noon + 20_000, until: noon + 325_000, channelId: null };
    expect(found).toMatchObject([gap]);
    expect(await known()).toMatchObject([gap]);
  });

  it('begin at the end of a relay that was stopped', async () => {
    await kit.wind(25_000, 5_000);
    await gaps.stop();
    await kit.restart(minute);
    gaps = await begun();
    expect(found).toMatchObject([{ from: noon + 25_000, until: noon + 25_000 + minute }]);
  });

  it('are not told when the relay was back before WeChat gives up', async () => {
    await gaps.stop();
    await kit.restart(14_999);
    gaps = await begun();
    expect(found).toEqual([]);
  });

  it('are none when the clock was set back meanwhile, or is set while the relay runs', async () => {
    await gaps.stop();
    kit.clock.setWall(noon - minute);
    await kit.restart();
    gaps = await begun();
    kit.clock.setWall(noon + 60 * minute);
    await kit.wind(minute, 10_000);
    expect(found).toEqual([]);
  });

  it('tell of a computer asleep once, however often it is said', () => {
    gaps.slept(noon - 10 * minute, noon);
    gaps.slept(noon - 10 * minute - 1_500, noon - 500);
    expect(found).toMatchObject([{ cause: 'computer_asleep' }, { cause: 'computer_asleep', until: noon }]);
    expect(new Set(found.map(({ id }) => id)).size).toBe(1);
    gaps.slept(noon + minute, noon + minute + 5_000);
    expect(found).toHaveLength(2);
    gaps.slept(noon + 5 * minute, noon + 6 * minute);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
  });

  it('tell when nobody could reach the relay, for whatever reasons together', async () => {
    gaps.notReachable('RELAY_NOT_REACHABLE');
    await kit.wind(10_000);
    gaps.reachable('RELAY_NOT_REACHABLE');
    expect(found).toEqual([]);
    gaps.notReachable('RELAY_NOT_REACHABLE');
    await kit.wind(minute);
    gaps.notReachable('NETWORK_DOWN');
    gaps.reachable('RELAY_NOT_REACHABLE');
    expect(await known()).toMatchObject([{ from: noon + 10_000, until: kit.clock.now() }]);
    await kit.wind(minute);
    gaps.reachable('NETWORK_DOWN');
    const gap = { cause: 'not_reachable', from: noon + 10_000, until: noon + 10_000 + 2 * minute, channelId: null };
    expect(found).toMatchObject([gap]);
    expect(await known()).toMatchObject([gap]);
  });

  it('of unreachable time last as long as they lasted, whatever the clock was set to', async () => {
    gaps.notReachable('NETWORK_DOWN');
    await kit.wind(minute);
    kit.clock.setWall(kit.clock.now() + 60 * minute);
    gaps.reachable('NETWORK_DOWN');
    expect(found.map(({ from, until }) => until - from)).toEqual([minute]);
    // Set back, it is too short by the wall, and is a loss all the same.
    gaps.notReachable('NETWORK_DOWN');
    await kit.wind(minute);
    kit.clock.setWall(kit.clock.now() - 2 * minute);
    gaps.reachable('NETWORK_DOWN');
    expect(found.map(({ from, until }) => until - from)).toEqual([minute, minute]);
  });

  it('that go on at a crash end with the last sign of life', async () => {
    gaps.notReachable('NETWORK_DOWN');
    await kit.wind(2 * minute, 10_000);
    await kit.restart(minute);
    gaps = await begun();
    expect(found).toMatchObject([
      { cause: 'not_reachable', from: noon, until: noon + 2 * minute },
      { cause: 'relay_not_running', from: noon + 2 * minute, until: noon + 3 * minute },
    ]);
  });

  it('of one channel are of that channel, and go on over a restart', async () => {
    switchedOff.add(tulip);
    gaps.channelStopped(tulip, kit.clock.now());
    gaps.channelStopped(lotus, kit.clock.now());
    await kit.wind(minute, 10_000);
    gaps.channelStarted(lotus);
    expect(found).toMatchObject([{ cause: 'channel_stopped', channelId: lotus, until: noon + minute }]);
    await gaps.stop();
    await kit.restart();
    gaps = await begun();
    gaps.channelStopped(tulip, kit.clock.now());
    expect(await gaps.gaps(tulip, noon, noon + 2 * minute)).toMatchObject([{ from: noon, until: noon + minute }]);
    await kit.wind(minute, 10_000);
    gaps.channelStarted(tulip);
    expect(found.at(-1)).toMatchObject({ channelId: tulip, from: noon, until: noon + 2 * minute });
    expect(await known()).toHaveLength(2);
    expect(await gaps.gaps(tulip, noon, noon + minute)).toHaveLength(1);
    expect(await gaps.gaps(tulip, noon + 3 * minute, noon + 4 * minute)).toEqual([]);
  });

  it('of a channel that was started again before a crash do not go on after it', async () => {
    gaps.channelStopped(tulip, kit.clock.now());
    await kit.wind(minute, 10_000);
    // The crash came before the end was written.
    await kit.restart(minute);
    gaps = await begun();
    await kit.wind(minute, 10_000);
    expect(await gaps.gaps(tulip, noon, noon + 9 * minute)).toMatchObject([
      { cause: 'channel_stopped', from: noon, until: noon + minute },
      { cause: 'relay_not_running', from: noon + minute, until: noon + 2 * minute },
    ]);
  });

  it('asleep while unreachable: the time asleep is told once', async () => {
    gaps.notReachable('NETWORK_DOWN');
    await kit.wind(minute);
    kit.clock.setWall(kit.clock.now() + 60 * minute);
    gaps.slept(noon + minute, noon + 61 * minute);
    await kit.wind(minute);
    gaps.reachable('NETWORK_DOWN');
    expect(found.map(({ cause, from, until }) => [cause, (from - noon) / minute, (until - noon) / minute])).toEqual([
      ['not_reachable', 0, 1],
      ['computer_asleep', 1, 61],
      ['not_reachable', 61, 62],
    ]);
  });
});
