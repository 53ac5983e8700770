import { describe, expect, it } from 'vitest';
import type { TunnelState } from '#shared/domain/setup/tunnel.ts';
import { attentionItems, byNeed, channelProblem } from '#renderer/lib/describe/attention.ts';
import { worstState } from '#renderer/lib/describe/worst-state.ts';
import { aChannel, anOverview, aRelayProcess, fault, minute, mixedChannels, present, proof } from '../fake-data.ts';
import { aTunnelState } from '../fake-tunnel-bridge.ts';

const running = aRelayProcess();

describe('what needs attention', () => {
  it('puts the channel a person must mend first', () => {
    const items = attentionItems({
      relay: running,
      channels: mixedChannels(),
      overview: anOverview({ missingRecords: 0 }),
    });
    expect(items.map((item) => (item.kind === 'channel' ? item.channel.id : item.kind))).toEqual(['tulip', 'canal']);
  });

  it('puts lost messages before every channel', () => {
    const [first] = attentionItems({
      relay: running,
      channels: mixedChannels(),
      overview: anOverview({ missingRecords: 3 }),
    });
    expect(first).toEqual({ kind: 'missing_records', count: 3 });
  });

  it.each(['starting', 'restarting', 'unresponsive', 'gave_up', 'stopped'] as const)(
    'says nothing of channels while the relay is %s',
    (kind) => {
      const relay = aRelayProcess({ kind });
      expect(attentionItems({ relay, channels: mixedChannels(), overview: anOverview({ missingRecords: 0 }) })).toEqual(
        [{ kind: 'relay', process: relay }],
      );
    },
  );

  it.each(['locked', 'not_configured'] as const)('leaves %s to the page that is about it', (kind) => {
    expect(
      attentionItems({ relay: aRelayProcess({ kind }), channels: [], overview: anOverview({ missingRecords: 0 }) }),
    ).toEqual([]);
  });

  it('puts a disk that takes nothing before everything, and a wrong clock last', () => {
    const overview = anOverview({ storage: { writable: false, code: 'STORE_FULL' }, clockOffsetMs: -600_000 });
    const items = attentionItems({ relay: running, channels: mixedChannels(), overview });
    expect(items[0]).toEqual({ kind: 'storage', code: 'STORE_FULL' });
    expect(items.at(-1)).toEqual({ kind: 'clock', offsetMs: -600_000 });
    const right = anOverview({ clockOffsetMs: 59_000 });
    expect(attentionItems({ relay: running, channels: [], overview: right })).toEqual([]);
  });

  it('puts a tunnel that gave up before the channels that lose by it, and says nothing of one that tries', () => {
    const overview = anOverview({ missingRecords: 0 });
    const kindsWith = (tunnel: TunnelState | null): string[] =>
      attentionItems({ relay: running, channels: mixedChannels(), overview, tunnel }).map(({ kind }) => kind);
    expect(kindsWith(aTunnelState({ kind: 'gave_up', code: 'TUNNEL_GAVE_UP' }))).toEqual([
      'tunnel',
      'channel',
      'channel',
    ]);
    for (const kind of ['stopped', 'waiting', 'starting', 'running', 'restarting'] as const) {
      expect(kindsWith(aTunnelState({ kind }))).not.toContain('tunnel');
    }
    expect(kindsWith(null)).not.toContain('tunnel');
    const gone = aRelayProcess({ kind: 'gave_up' });
    const tunnel = aTunnelState({ kind: 'gave_up' });
    expect(attentionItems({ relay: gone, channels: [], overview, tunnel })).toEqual([{ kind: 'relay', process: gone }]);
  });

  it('orders equal states by how long they last, and connected ones by name', () => {
    const older = aChannel({ id: 'b', name: 'B', state: { kind: 'down', since: present - 9 * minute } });
    const newer = aChannel({ id: 'a', name: 'A', state: { kind: 'down', since: present - minute } });
    const zed = aChannel({ id: 'z', name: 'Z', state: { kind: 'connected', since: 0 } });
    const ant = aChannel({ id: 'n', name: 'Ant', state: { kind: 'connected', since: present } });
    expect([zed, newer, ant, older].sort(byNeed).map(({ id }) => id)).toEqual(['b', 'a', 'n', 'z']);
  });
});

describe('what a broken channel means', () => {
  it('tells the direction by the broken leg, and what still works', () => {
    const channel = aChannel({
      state: { kind: 'action_required', leg: 'wechatOut', code: 'WECHAT_IP_NOT_LISTED' },
      legs: { wechatOut: fault({ code: 'WECHAT_IP_NOT_LISTED' }) },
    });
    expect(channelProblem(channel)).toEqual({
      title: 'repliesBlocked',
      direction: 'outbound',
      leg: 'wechatOut',
      comfort: 'customersCanWrite',
    });
  });

  it('comforts with nothing that is not proved', () => {
    const channel = aChannel({
      state: { kind: 'down', leg: 'cxoneOut', code: 'CXONE_UNREACHABLE' },
      legs: {
        cxoneOut: fault({ code: 'CXONE_UNREACHABLE' }),
        cxoneIn: { proof: null, fault: null },
        wechatOut: proof(1),
      },
    });
    expect(channelProblem(channel)).toMatchObject({ title: 'messagesBlocked', direction: 'inbound', comfort: null });
  });

  it('speaks of delay while the relay tries again by itself', () => {
    const channel = aChannel({ state: { kind: 'retrying', leg: 'cxoneOut' } });
    expect(channelProblem(channel).title).toBe('messagesDelayed');
  });
});

describe('the one state for everything', () => {
  it('is the relay when it does not run, whatever the channels were', () => {
    expect(worstState(aRelayProcess({ kind: 'gave_up' }), [aChannel()], 0)).toMatchObject({
      tone: 'bad',
      text: { key: 'relay.gave_up' },
    });
  });

  it('counts the channels of the worst kind', () => {
    expect(worstState(running, mixedChannels(), 0).text).toEqual({ key: 'worst.channelsNeedAction', count: 1 });
  });

  it('is green only when every channel is connected', () => {
    expect(worstState(running, [aChannel(), aChannel({ id: 'b' })], 0)).toMatchObject({
      tone: 'ok',
      text: { key: 'worst.allConnected', count: 2 },
    });
    expect(worstState(running, [aChannel(), aChannel({ id: 'b', state: { kind: 'paused' } })], 0).tone).not.toBe('ok');
    expect(worstState(running, [], 0).tone).toBe('idle');
  });

  it('is red when messages are missing', () => {
    expect(worstState(running, [aChannel()], 1)).toMatchObject({ tone: 'bad', text: { key: 'worst.messagesLost' } });
  });
});
