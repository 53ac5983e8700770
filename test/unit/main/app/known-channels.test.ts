import { expect, it } from 'vitest';
import { KnownChannels } from '#main/app/known-channels.ts';
import { worstState } from '#main/app/worst-state.ts';
import type { RelayClient } from '#main/relay-host/relay-client.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import type { ChannelSnapshot, ChannelStateKind } from '#shared/domain/channel.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { settled } from '#test/fakes/hand-clock.ts';
import { aChannel } from '#test/unit/renderer/fake-data.ts';

const inState = (id: string, kind: ChannelStateKind, revision: number): ChannelSnapshot => {
  const channel = aChannel({ id });
  return { ...channel, revision, state: { ...channel.state, kind } };
};

function kept(list: readonly ChannelSnapshot[]) {
  let asked = 0;
  const invoke = (): Promise<unknown> => {
    asked += 1;
    return Promise.resolve(list);
  };
  const seen: (readonly ChannelSnapshot[])[] = [];
  const channels = new KnownChannels({ invoke } as unknown as Pick<RelayClient, 'invoke'>, silentLogger, (now) => {
    seen.push(now);
  });
  return { channels, asked: () => asked, now: () => seen.at(-1)?.map(({ id, state }) => [id, state.kind]), seen };
}

it('keeps a broken channel in mind when another one tells that it works', async () => {
  const { channels, seen, now, asked } = kept([inState('a', 'connected', 1), inState('b', 'connected', 1)]);
  channels.processChanged({ kind: 'running', pid: 7 });
  channels.processChanged({ kind: 'running', pid: 7 });
  await settled();
  channels.channelsChanged([inState('a', 'action_required', 2)]);
  channels.channelsChanged([inState('b', 'connected', 2)]);
  expect(asked()).toBe(1);
  expect(now()).toEqual([
    ['a', 'action_required'],
    ['b', 'connected'],
  ]);
  const running = { kind: 'running' } as RelayProcess;
  expect(worstState(running, seen.at(-1) ?? [])).toBe('fault');
});

it('keeps the newer word when the list comes late', async () => {
  const { channels, now } = kept([inState('a', 'connecting', 1)]);
  channels.processChanged({ kind: 'running', pid: 7 });
  channels.channelsChanged([inState('a', 'connected', 5)]);
  await settled();
  expect(now()).toEqual([['a', 'connected']]);
});

it('forgets them with the relay that told of them', async () => {
  const { channels, now } = kept([inState('a', 'connected', 9)]);
  channels.processChanged({ kind: 'running', pid: 7 });
  await settled();
  channels.processChanged({ kind: 'unresponsive', pid: 7 });
  expect(now()).toEqual([['a', 'connected']]);
  channels.processChanged({ kind: 'restarting', pid: null });
  expect(now()).toEqual([]);
  channels.channelsChanged([inState('a', 'connecting', 1)]);
  expect(now()).toEqual([['a', 'connecting']]);
});
