import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ChannelId, OpenId } from '#shared/domain/ids.ts';
import { fingerprintOf } from '#relay/connectors/cxone/box-message.ts';

const channelId = ChannelId.parse('tulip');
const openId = OpenId.parse('oAbc');

function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, shuffled(member)]),
  );
}

describe('the fingerprint of a Box call', () => {
  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (payload) => {
        const body = { messageContent: { type: 'TEXT', payload } };
        expect(fingerprintOf(channelId, openId, shuffled(body) as Record<string, unknown>)).toBe(
          fingerprintOf(channelId, openId, body),
        );
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    [{ content: 'a' }, { content: 'b' }],
    [{ content: 'a' }, { message: { text: 'a' } }],
    [{ content: 'ab' }, { content: 'a' }],
    [{ messageContent: { payload: ['a', 'b'] } }, { messageContent: { payload: ['b', 'a'] } }],
    [{ messageContent: { a: { b: 1 } } }, { messageContent: { a: [['b', 1]], b: 1 } }],
    [{ attachments: [{ id: '1' }] }, { attachments: [{ id: '2' }] }],
    [{ attachments: [{ id: '1' }, { id: '2' }] }, { attachments: [{ id: '2' }, { id: '1' }] }],
    [{ attachments: [{ url: 'https://x/a' }] }, { attachments: [{ url: 'https://x/b' }] }],
  ])('tells %j from %j', (first, second) => {
    expect(fingerprintOf(channelId, openId, first)).not.toBe(fingerprintOf(channelId, openId, second));
  });

  it('leaves out who sent it and the signature of a file', () => {
    const file = { friendlyName: 'a.pdf', url: 'https://x/a.pdf?sig=1' };
    const first = { content: 'a', author: { id: 1 }, attachments: [file] };
    const second = { content: 'a', author: { id: 2 }, attachments: [{ ...file, url: 'https://x/a.pdf?sig=2' }] };

    expect(fingerprintOf(channelId, openId, first)).toBe(fingerprintOf(channelId, openId, second));
  });
});
