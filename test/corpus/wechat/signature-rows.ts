import { expect } from 'vitest';
import { account, aTextPush, encrypted, plainQuery, xmlOf } from '#test/unit/relay/wechat/support/account.ts';
import { vector } from '#test/unit/relay/wechat/vectors.ts';
import {
  appended,
  channels,
  plainPush,
  sealedPush,
  seconds,
  securePush,
  verification,
  withoutParameter,
  withParameter,
  type Row,
} from './row.ts';

const text = aTextPush();
const flip = (hex: string): string => (hex.startsWith('0') ? '1' : '0') + hex.slice(1);
const flipped = (name: string) => (query: URLSearchParams) => withParameter(name, flip(query.get(name) ?? ''))(query);
const upperCase = (name: string) => (query: URLSearchParams) =>
  withParameter(name, (query.get(name) ?? '').toUpperCase())(query);

const bothModes = (what: string, change: (query: URLSearchParams) => URLSearchParams | string): Row[] => [
  { what: `${what}, plain mode`, expected: 'unauthorized', request: plainPush(text, { query: change }) },
  { what: `${what}, security mode`, expected: 'unauthorized', request: securePush(text, { query: change }) },
];

/** Digits moved between time and nonce: the signature stays right, because nothing separates the two. */
function shifted(timestamp: string, nonce: string): (query: URLSearchParams) => URLSearchParams {
  return (query) => withParameter('nonce', nonce)(withParameter('timestamp', timestamp)(query));
}

const fixedSample = vector('a text with Chinese, emoji and markup');

const verificationRows: readonly Row[] = [
  { what: 'verification', expected: 'echo', request: verification('4375120948345356249') },
  {
    what: 'verification, again and again',
    expected: 'echo',
    before: Array.from({ length: 9 }, () => verification('4375120948345356249')),
    request: verification('4375120948345356249'),
    also: ({ legs, intake }) => {
      expect(legs.proofs).toEqual(Array.from({ length: 10 }, () => 'tulip wechatIn other_side'));
      expect(intake.pushes).toHaveLength(0);
    },
  },
  ...Object.values(channels).map((channel): Row => ({
    what: `verification of ${channel}`,
    expected: 'echo',
    request: verification('7', { channel }),
  })),
  {
    what: 'verification with a script in its text',
    expected: 'echo',
    request: verification('<script>alert(1)</script>'),
  },
  {
    what: 'verification with bytes that are no text',
    expected: 'echo',
    request: verification('', {
      query: (query) => `${withoutParameter('echostr')(query).toString()}&echostr=%ff%00%fe`,
    }),
  },
  {
    what: 'verification, wrong signature',
    expected: 'unauthorized',
    request: verification('7', { query: flipped('signature') }),
  },
  {
    what: 'verification, no signature',
    expected: 'unauthorized',
    request: verification('7', { query: withoutParameter('signature') }),
  },
  {
    what: 'verification without text',
    expected: 'unauthorized',
    request: verification('7', { query: withoutParameter('echostr') }),
  },
  {
    what: 'verification with two texts',
    expected: 'unauthorized',
    request: verification('7', { query: appended('echostr=8') }),
  },
  {
    what: 'verification, 301 s old',
    expected: 'unauthorized',
    request: verification('7', { signing: { timestamp: seconds(-301) } }),
  },
  {
    what: 'verification of a channel nobody has',
    expected: 'unauthorized',
    request: verification('7', { channel: 'nobody' }),
  },
  { what: 'verification with a text of 100 KB', expected: 431, request: verification('7'.repeat(102_400)) },
  { what: 'verification with a text of 8 KB', expected: 'unauthorized', request: verification('7'.repeat(8_192)) },
];

const signatureRows: readonly Row[] = [
  ...bothModes('one digit of the signature changed', flipped('signature')),
  {
    what: 'one digit of the message signature changed',
    expected: 'unauthorized',
    request: securePush(text, { query: flipped('msg_signature') }),
  },
  ...bothModes('upper-case signature', upperCase('signature')),
  {
    what: 'upper-case message signature',
    expected: 'unauthorized',
    request: securePush(text, { query: upperCase('msg_signature') }),
  },
  ...[39, 41, 0].flatMap((length) =>
    ['signature', 'msg_signature'].flatMap((name) =>
      bothModes(`${name} of ${length} digits`, withParameter(name, '0123456789abcdef'.repeat(3).slice(0, length))),
    ),
  ),
  ...bothModes('a signature that is no hex', withParameter('signature', 'g'.repeat(40))),
  {
    what: 'two message signatures, the first good',
    expected: 'unauthorized',
    request: securePush(text, { query: appended(`msg_signature=${'0'.repeat(40)}`) }),
  },
  ...bothModes('two signatures', appended(`signature=${'0'.repeat(40)}`)),
  {
    what: 'good signature, bad message signature',
    expected: 'unauthorized',
    request: securePush(text, { query: withParameter('msg_signature', '0'.repeat(40)) }),
    also: ({ legs }) => {
      expect(legs.faults).toMatchObject([
        { channelId: 'tulip', fault: { code: 'WECHAT_SIGNATURE_MISMATCH', retryable: true } },
      ]);
    },
  },
  {
    what: 'bad signature, good message signature',
    expected: 'unauthorized',
    request: securePush(text, { query: flipped('signature') }),
  },
  {
    what: 'good message signature alone',
    expected: 'stored',
    request: securePush(text, { query: withoutParameter('signature') }),
  },
  {
    what: 'no message signature in security mode',
    expected: 'unauthorized',
    request: securePush(text, { query: withoutParameter('msg_signature') }),
  },
  {
    what: 'no signature in plain mode',
    expected: 'unauthorized',
    request: plainPush(text, { query: withoutParameter('signature') }),
  },
  {
    what: 'the signature of another token',
    expected: 'unauthorized',
    request: plainPush(text, { signing: { token: 'AAAAA' } }),
  },
  {
    what: 'the signatures of another token, for our account',
    expected: 'unauthorized',
    request: securePush(text, { signing: { token: 'AAAAA' } }),
    also: ({ legs }) => {
      expect(legs.faults).toMatchObject([{ fault: { code: 'WECHAT_SIGNATURE_MISMATCH', retryable: true } }]);
    },
  },
  {
    what: 'a stranger’s push for another account',
    expected: 'unauthorized',
    request: plainPush(aTextPush({ ToUserName: 'gh_other' }), { signing: { token: 'AAAAA' } }),
    also: ({ legs }) => {
      expect(legs.faults).toEqual([]);
      expect(legs.refused).toEqual([{ channelId: 'tulip-plain', code: 'WECHAT_SIGNATURE_MISMATCH' }]);
    },
  },
  { what: 'a channel nobody has', expected: 'unauthorized', request: securePush(text, { channel: 'nobody' }) },
  {
    what: 'a channel named like a part of every object',
    expected: 'unauthorized',
    request: securePush(text, { channel: 'constructor' }),
  },
  {
    what: 'the app id instead of the channel id',
    expected: 'unauthorized',
    request: securePush(text, { channel: account.appId }),
  },
];

const timeRows: readonly Row[] = [
  ...[300, -300, 0].map((from): Row => ({
    what: `${from} s from now`,
    expected: 'stored',
    request: securePush(text, { signing: { timestamp: seconds(from) } }),
  })),
  {
    what: '301 s old, rightly signed',
    expected: 'unauthorized',
    request: securePush(text, { signing: { timestamp: seconds(-301) } }),
    also: ({ legs }) => {
      expect(legs.refused).toEqual([{ channelId: 'tulip', code: 'WECHAT_PUSH_STALE' }]);
      expect(legs.faults).toEqual([]);
    },
  },
  {
    what: '301 s ahead, rightly signed',
    expected: 'unauthorized',
    request: securePush(text, { signing: { timestamp: seconds(301) } }),
    also: ({ legs }) => {
      expect(legs.faults).toMatchObject([{ fault: { code: 'CLOCK_WRONG', value: '301 s' } }]);
    },
  },
  {
    what: '301 s ahead, by a stranger',
    expected: 'unauthorized',
    request: securePush(text, { signing: { timestamp: seconds(301), token: 'AAAAA' } }),
    also: ({ legs }) => {
      expect(legs.faults).toEqual([]);
    },
  },
  {
    what: 'a push sent again after ten minutes',
    expected: 'unauthorized',
    before: [securePush(text)],
    request: securePush(text, { signing: { timestamp: seconds(-600) } }),
  },
  ...['0', '-767225700', '176722570.', '17672257001767225700', '0x69560064', '', '1e9', ' 1767225700'].flatMap(
    (timestamp) =>
      bothModes(`time ${JSON.stringify(timestamp)}`, (query) => {
        // Rightly signed, so that only its form can be what is refused.
        const signed = plainQuery({ timestamp });
        return withParameter('signature', signed.get('signature') ?? '')(withParameter('timestamp', timestamp)(query));
      }),
  ),
  {
    what: 'a digit moved from time to nonce',
    expected: 'unauthorized',
    request: plainPush(text, { signing: { nonce: '9042' }, query: shifted('176722570', '09042') }),
  },
  {
    what: 'a digit moved from nonce to time',
    expected: 'unauthorized',
    request: plainPush(text, { signing: { nonce: '9042' }, query: shifted('17672257009', '042') }),
  },
  {
    what: 'time and nonce exchanged',
    expected: 'unauthorized',
    request: plainPush(text, { signing: { nonce: '1908273645' }, query: shifted('1908273645', '1767225700') }),
  },
  ...['', 'x'.repeat(200), 'a b', 'a\0b', 'a+b', '你', "a'b"].flatMap((nonce) =>
    bothModes(`nonce ${JSON.stringify(nonce.slice(0, 10))} of ${nonce.length}`, (query) => {
      const signed = plainQuery({ nonce });
      return withParameter('signature', signed.get('signature') ?? '')(withParameter('nonce', nonce)(query));
    }),
  ),
];

const repeatRows: readonly Row[] = [
  {
    what: 'the same message with new time, nonce and cipher text',
    expected: 'duplicate',
    before: [securePush(text)],
    request: securePush(text, { signing: { timestamp: seconds(5), nonce: '43' } }),
  },
  { what: 'the same bytes again', expected: 'duplicate', before: [plainPush(text)], request: plainPush(text) },
  {
    what: 'the same nonce, another message',
    expected: 'stored',
    before: [securePush(text)],
    request: securePush(aTextPush({ MsgId: '2' })),
    also: ({ intake }) => {
      expect(intake.pushes).toHaveLength(2);
    },
  },
  {
    what: 'the same MsgId from another sender',
    expected: 'stored',
    before: [securePush(text)],
    request: securePush(aTextPush({ FromUserName: 'oSomebodyElse' })),
    also: ({ intake }) => {
      expect(intake.pushes).toHaveLength(2);
    },
  },
  {
    what: 'the same MsgId, sender and time, other words',
    expected: 'duplicate',
    before: [securePush(text)],
    request: securePush(aTextPush({ Content: 'changed' })),
    also: ({ intake }) => {
      expect(intake.pushes.map((push) => push.content)).toEqual([{ kind: 'text', text: 'hello' }]);
    },
  },
  {
    what: 'a push published as a sample',
    expected: 'stored',
    request: sealedPush(fixedSample.encrypt, {
      signing: { timestamp: fixedSample.timestamp, nonce: fixedSample.nonce },
    }),
    also: ({ intake }) => {
      expect(intake.pushes[0]?.raw).toBe(fixedSample.message);
    },
  },
];

const plainXml = xmlOf({ ToUserName: account.originalId, Note: 'no message' });

const modeRows: readonly Row[] = [
  {
    what: 'plain text in security mode, rightly signed',
    expected: 'unauthorized',
    request: plainPush(text, { channel: channels.security }),
    also: ({ legs }) => {
      expect(legs.faults).toMatchObject([
        { fault: { code: 'WECHAT_MODE_MISMATCH', value: 'plain', retryable: false } },
      ]);
    },
  },
  {
    what: 'plain text in security mode that calls itself encrypted',
    expected: 'unauthorized',
    request: sealedPush(encrypted(text), { body: text }),
  },
  {
    what: 'an encrypted body in security mode that calls itself plain',
    expected: 'unauthorized',
    request: securePush(text, { query: withoutParameter('encrypt_type') }),
  },
  {
    what: 'a plain push that names its encryption raw',
    expected: 'stored',
    request: plainPush(text, { query: withParameter('encrypt_type', 'raw') }),
  },
  {
    what: 'only an encrypted body in plain mode',
    expected: 'unauthorized',
    request: securePush(text, { channel: channels.plain }),
    also: ({ legs }) => {
      expect(legs.faults).toMatchObject([{ fault: { code: 'WECHAT_MODE_MISMATCH', value: 'security' } }]);
    },
  },
  { what: 'no message in plain mode', expected: 'unauthorized', request: plainPush(plainXml) },
  {
    what: 'plain text in compatible mode',
    expected: 'stored',
    request: plainPush(text, { channel: channels.compatible }),
  },
  {
    what: 'encrypted only in compatible mode',
    expected: 'stored',
    request: securePush(text, { channel: channels.compatible }),
  },
  {
    what: 'compatible mode: the encrypted copy wins over a plain one that says something else',
    expected: 'stored',
    request: compatible(aTextPush({ Content: 'forged' }), text, channels.compatible),
    also: ({ intake }) => {
      expect(intake.pushes.map((push) => push.content)).toEqual([{ kind: 'text', text: 'hello' }]);
    },
  },
  {
    what: 'security mode: the same',
    expected: 'stored',
    request: compatible(aTextPush({ Content: 'forged' }), text, channels.security),
    also: ({ intake }) => {
      expect(intake.pushes.map((push) => push.content)).toEqual([{ kind: 'text', text: 'hello' }]);
    },
  },
  {
    what: 'plain mode takes the plain half of a compatible push',
    expected: 'stored',
    request: compatible(text, aTextPush({ Content: 'encrypted half' }), channels.plain),
    also: ({ intake }) => {
      expect(intake.pushes.map((push) => push.content)).toEqual([{ kind: 'text', text: 'hello' }]);
    },
  },
  {
    what: 'compatible mode: an encrypted copy cannot be left aside by renaming a parameter',
    expected: 'unauthorized',
    request: {
      ...compatible(text, text, channels.compatible),
      target: plainPush('', { channel: channels.compatible }).target,
    },
  },
  {
    what: 'compatible mode: encrypted by name only',
    expected: 'unauthorized',
    request: sealedPush(encrypted(text), { body: text, channel: channels.compatible }),
  },
  ...['AES', 'aes2', '', 'aes,aes', 'none'].map((value): Row => ({
    what: `encrypt_type ${JSON.stringify(value)}`,
    expected: 'unauthorized',
    request: securePush(text, { query: withParameter('encrypt_type', value) }),
  })),
  {
    what: 'encrypt_type twice',
    expected: 'unauthorized',
    request: securePush(text, { query: appended('encrypt_type=aes') }),
  },
];

function compatible(plain: string, hidden: string, channel: string) {
  const encryptText = encrypted(hidden);
  const body = plain.replace('</xml>', `<Encrypt><![CDATA[${encryptText}]]></Encrypt></xml>`);
  return sealedPush(encryptText, { channel, body });
}

export const allSignatureRows: readonly Row[] = [
  ...verificationRows,
  ...signatureRows,
  ...timeRows,
  ...repeatRows,
  ...modeRows,
];
