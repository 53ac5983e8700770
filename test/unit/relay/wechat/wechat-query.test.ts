import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '#relay/connectors/wechat/wechat-query.ts';

const digest = 'a690c306664ed2079f69de6413f2b8fa5f580d95';
const good = `signature=${digest}&timestamp=1767225601&nonce=1908273645`;

describe('query of a push', () => {
  it('is read', () => {
    expect(parseQuery(`${good}&openid=oABC_-1&encrypt_type=aes&msg_signature=${digest}`)).toEqual({
      timestamp: '1767225601',
      nonce: '1908273645',
      signature: digest,
      messageSignature: digest,
      encryption: 'aes',
      openId: 'oABC_-1',
      echo: null,
    });
  });

  it.each(['n0nc3', '42', 'xxxxxx', '486452656', 'A-b_c', 'z'.repeat(64)])('takes the nonce %s', (nonce) => {
    expect(parseQuery(`signature=${digest}&timestamp=1767225601&nonce=${nonce}`)?.nonce).toBe(nonce);
  });

  it('takes the old word for "not encrypted" and parameters it does not know', () => {
    expect(parseQuery(`${good}&encrypt_type=raw&later=1&&`)).toMatchObject({ encryption: 'none' });
  });

  it.each([
    ['no parameters', ''],
    ['no time', `signature=${digest}&nonce=1`],
    ['time 0', good.replace('1767225601', '0')],
    ['a negative time', good.replace('1767225601', '-767225601')],
    ['a time with a point', good.replace('1767225601', '176722560.')],
    ['a time of 20 digits', good.replace('1767225601', '17672256011767225601')],
    ['a time in hex', good.replace('1767225601', '0x69560001')],
    ['an empty time', good.replace('1767225601', '')],
    ['full-width digits', good.replace('1767225601', '%EF%BC%91767225601')],
    ['a digit moved from time to nonce', good.replace('1767225601&nonce=', '176722560&nonce=1')],
    ['a digit moved from nonce to time', good.replace('1767225601&nonce=1', '17672256011&nonce=')],
    ['no nonce', `signature=${digest}&timestamp=1767225601`],
    ['an empty nonce', good.replace('1908273645', '')],
    ['a nonce of 65 characters', good.replace('1908273645', 'x'.repeat(65))],
    ['a nonce of 200 characters', good.replace('1908273645', 'x'.repeat(200))],
    ['a nonce with a space', good.replace('1908273645', '19%2073')],
    ['a nonce with a plus', good.replace('1908273645', '19+73')],
    ['a nonce with NUL', good.replace('1908273645', '19%0073')],
    ['a signature of 39 digits', good.replace(digest, digest.slice(1))],
    ['a signature of 41 digits', good.replace(digest, `${digest}0`)],
    ['an empty signature', good.replace(digest, '')],
    ['an upper-case signature', good.replace(digest, digest.toUpperCase())],
    ['a signature that is no hex', good.replace(digest, 'z'.repeat(40))],
    ['a repeated signature', `${good}&signature=${digest}`],
    ['a repeated message signature, the first good', `${good}&msg_signature=${digest}&msg_signature=${'0'.repeat(40)}`],
    ['a repeated name, once escaped', `${good}&%73ignature=${digest}`],
    ['a repeated time', `${good}&timestamp=1767225601`],
    ['a repeated unknown name', `${good}&x=1&x=2`],
    ['encrypt_type in capitals', `${good}&encrypt_type=AES`],
    ['another encrypt_type', `${good}&encrypt_type=aes2`],
    ['an empty encrypt_type', `${good}&encrypt_type=`],
    ['a repeated encrypt_type', `${good}&encrypt_type=aes&encrypt_type=aes`],
    ['encrypt_type as a list', `${good}&encrypt_type[]=aes&encrypt_type[]=aes`],
    ['an openid with a quote', `${good}&openid=o%27`],
    ['a broken escape', `${good}&x=%zz`],
    ['a cut escape', `${good}&x=%4`],
    ['a thousand parameters', `${good}&${Array.from({ length: 1_000 }, (_, n) => `a${n}=1`).join('&')}`],
    ['8 KB', `${good}&x=${'y'.repeat(8_192)}`],
  ])('with %s is refused', (_what, query) => {
    expect(parseQuery(query)).toBeNull();
  });

  it('never throws, and what it takes keeps its form', () => {
    const pair = fc.tuple(
      fc.constantFrom('signature', 'timestamp', 'nonce', 'msg_signature', 'encrypt_type', 'echostr', 'openid', 'x'),
      fc.oneof(fc.constantFrom(digest, '1767225601', '42', 'aes'), fc.string()),
    );
    fc.assert(
      fc.property(fc.array(pair, { maxLength: 6 }), (pairs) => {
        const query = parseQuery(pairs.map(([name, value]) => `${name}=${value}`).join('&'));
        if (query === null) return;
        expect(query.timestamp).toMatch(/^\d{10}$/u);
        expect(query.nonce).toMatch(/^[A-Za-z0-9_-]{1,64}$/u);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('verification text', () => {
  it.each([
    ['digits', '4375120948345356249', Buffer.from('4375120948345356249')],
    ['markup', '%3Cscript%3Ealert(1)%3C%2Fscript%3E', Buffer.from('<script>alert(1)</script>')],
    ['a space by plus and by escape', 'a+b%20c', Buffer.from('a b c')],
    ['a plus', 'a%2Bb', Buffer.from('a+b')],
    ['Chinese', encodeURIComponent('你好'), Buffer.from('你好')],
    ['bytes that are no UTF-8', '%ff%00%FE', Buffer.from([0xff, 0x00, 0xfe])],
    ['nothing', '', Buffer.alloc(0)],
  ])('%s comes back byte for byte', (_what, text, bytes) => {
    expect(parseQuery(`${good}&echostr=${text}`)?.echo).toEqual(bytes);
  });
});
