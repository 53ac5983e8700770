import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authenticatePush, type Verdict } from '#relay/connectors/wechat/wechat-authentication.ts';
import { inboundChannelOf } from '#relay/connectors/wechat/wechat-channel.ts';
import { parseQuery } from '#relay/connectors/wechat/wechat-query.ts';
import { channelSecretsOf } from '#test/fakes/fixed-secrets.ts';
import { aChannel, aTextPush, encrypted, encryptedQuery, envelopeOf, plainQuery } from './support/account.ts';

const now = 1_767_225_700_000;
const security = inboundChannelOf(aChannel('tulip'), channelSecretsOf(aChannel('tulip')));

function judge(query: URLSearchParams, body: Uint8Array | string): Verdict {
  const parsed = parseQuery(query.toString());
  if (parsed === null) throw new Error('the query has a broken form');
  return authenticatePush(security, parsed, Buffer.from(body), now);
}

const encryptText = encrypted(aTextPush());
const query = encryptedQuery(encryptText);
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=';

describe('a push in security mode', () => {
  it('is authentic as it is', () => {
    expect(judge(query, envelopeOf(encryptText))).toMatchObject({ kind: 'authentic', keyIndex: 0 });
  });

  it('is refused after any change of one character of what was signed', () => {
    fc.assert(
      fc.property(fc.nat({ max: encryptText.length - 1 }), fc.constantFrom(...alphabet), (at, character) => {
        const changed = encryptText.slice(0, at) + character + encryptText.slice(at + 1);
        fc.pre(changed !== encryptText);
        expect(judge(query, envelopeOf(changed))).toMatchObject({ kind: 'refused', refusal: { reason: 'signature' } });
      }),
      { numRuns: 1_000 },
    );
  });

  it('never comes out changed, however its cipher text was changed and signed again', () => {
    const cipherBytes = Buffer.from(encryptText, 'base64');
    fc.assert(
      fc.property(fc.nat({ max: cipherBytes.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, mask) => {
        const changed = Buffer.from(cipherBytes);
        changed[at] = (changed[at] ?? 0) ^ mask;
        const text = changed.toString('base64');
        const verdict = judge(encryptedQuery(text), envelopeOf(text));
        // A garbled block in the middle leaves the frame whole; what is in it is then no XML and is set aside later.
        if (verdict.kind === 'authentic') expect(Buffer.from(verdict.message).toString()).not.toBe(aTextPush());
        else expect(verdict.kind).toBe('refused');
      }),
      { numRuns: 500 },
    );
  });

  it('is never found in other bytes, and no bytes make the judgement fail', () => {
    const anyBody = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.string().map((text) => `<xml>${text}</xml>`),
    );
    fc.assert(
      fc.property(anyBody, fc.constantFrom(query, plainQuery()), (body, given) => {
        expect(judge(given, body).kind).not.toBe('authentic');
      }),
      { numRuns: 1_000 },
    );
  });

  it('without proof in its address is not read when it is long', () => {
    const bare = new URLSearchParams(query);
    bare.delete('signature');
    const padded = `${envelopeOf(encryptText)}${' '.repeat(70_000)}`;
    expect(judge(bare, envelopeOf(encryptText))).toMatchObject({ kind: 'authentic' });
    expect(judge(bare, padded)).toMatchObject({ kind: 'refused' });
    expect(judge(query, padded)).toMatchObject({ kind: 'authentic' });
  });
});
