import { describe, expect, it } from 'vitest';
import { ChannelStateKind } from '#shared/domain/channel.ts';
import { channelStateLook, needRank } from '#renderer/lib/describe/describe-channel-state.ts';
import { describeDirection, directionWorks, legTone } from '#renderer/lib/describe/describe-direction.ts';
import { aChannel, fault, present, proof } from '../fake-data.ts';

describe('how a channel state looks', () => {
  it('tells every state that may need a look apart by its sign, not by colour alone', () => {
    const seen = ChannelStateKind.options.filter((kind) =>
      ['bad', 'warn', 'ok', 'unsure'].includes(channelStateLook(kind).tone),
    );
    const signs = seen.map((kind) => channelStateLook(kind).sign);
    expect(new Set(signs).size).toBe(signs.length);
  });

  it('uses red only where a person must act or nothing is known to help', () => {
    const red = ChannelStateKind.options.filter((kind) => channelStateLook(kind).tone === 'bad');
    expect(red).toEqual(['action_required', 'down']);
  });

  it('ranks every state, the refused first and the connected last', () => {
    const ranked = [...ChannelStateKind.options].sort((a, b) => needRank(a) - needRank(b));
    expect(ranked[0]).toBe('action_required');
    expect(ranked.at(-1)).toBe('connected');
    expect(ChannelStateKind.options.every((kind) => needRank(kind) >= 0)).toBe(true);
  });
});

describe('what can be claimed of a direction', () => {
  it('is as old as its older proof and as strong as that one', () => {
    const channel = aChannel({ legs: { wechatIn: proof(2_000), cxoneOut: proof(40_000, 'own_check') } });
    expect(describeDirection(channel, 'inbound')).toMatchObject({
      kind: 'proof',
      leg: 'cxoneOut',
      at: present - 40_000,
      strength: 'own_check',
    });
  });

  it('is unproven while one of its legs is', () => {
    const channel = aChannel({ legs: { cxoneIn: { proof: null, fault: null } } });
    expect(describeDirection(channel, 'outbound')).toMatchObject({ kind: 'unproven', leg: 'cxoneIn' });
    expect(directionWorks(channel, 'outbound')).toBe(false);
    expect(directionWorks(channel, 'inbound')).toBe(true);
  });

  it('shows a fault although a proof is there, and the one that needs a person first', () => {
    const channel = aChannel({
      legs: {
        cxoneIn: fault(
          { code: 'CXONE_SERVER_ERROR', nextTryAt: present + 5_000 },
          { at: present, strength: 'message' },
        ),
        wechatOut: fault({ code: 'WECHAT_IP_NOT_LISTED', nextTryAt: null }),
      },
    });
    expect(describeDirection(channel, 'outbound')).toMatchObject({ kind: 'fault', leg: 'wechatOut', tone: 'bad' });
  });

  it('marks what is tried again as a warning, and claims nothing of a leg without proof', () => {
    expect(legTone(fault({ code: 'WECHAT_BUSY', nextTryAt: present }))).toBe('warn');
    expect(legTone(fault({ code: 'WECHAT_SECRET_INVALID' }))).toBe('bad');
    expect(legTone({ proof: null, fault: null })).toBe('idle');
    expect(legTone(undefined)).toBe('idle');
  });
});
