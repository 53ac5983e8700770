import { createCipheriv } from 'node:crypto';
import { expect } from 'vitest';
import { account, aTextPush, encrypted, otherAesKey } from '#test/unit/relay/wechat/support/account.ts';
import { vector } from '#test/unit/relay/wechat/vectors.ts';
import { channels, plainPush, sealedPush, securePush, type Row } from './row.ts';

const text = aTextPush();

/** A cipher of the test's own, so that every part of the frame can be broken. */
function seal(frame: Uint8Array, key = account.encodingAesKey): string {
  const aesKey = Buffer.from(`${key}=`, 'base64');
  const cipher = createCipheriv('aes-256-cbc', aesKey, aesKey.subarray(0, 16)).setAutoPadding(false);
  return Buffer.concat([cipher.update(frame), cipher.final()]).toString('base64');
}

interface FrameChanges {
  readonly message?: Uint8Array | string;
  readonly messageBytes?: number;
  readonly appId?: string;
  /** Changes the padded frame last. */
  readonly break?: (frame: Buffer, padBytes: number) => Buffer;
}

function frame(changes: FrameChanges = {}): Buffer {
  const message = Buffer.from(changes.message ?? text);
  const length = Buffer.alloc(4);
  length.writeUInt32BE((changes.messageBytes ?? message.length) >>> 0);
  const body = Buffer.concat([Buffer.alloc(16, 0x61), length, message, Buffer.from(changes.appId ?? account.appId)]);
  const padBytes = 32 - (body.length % 32);
  const padded = Buffer.concat([body, Buffer.alloc(padBytes, padBytes)]);
  return changes.break === undefined ? padded : changes.break(padded, padBytes);
}

const sealed = (changes: FrameChanges) => sealedPush(seal(frame(changes)));

const lastByte =
  (value: number) =>
  (padded: Buffer): Buffer => {
    padded[padded.length - 1] = value;
    return padded;
  };

const codes = (code: string, value: string | null = null): NonNullable<Row['also']> => {
  return ({ legs }) => {
    expect(legs.refused.map((refused) => refused.code)).toEqual([code]);
    expect(legs.faults).toMatchObject([{ fault: { code, value, retryable: false } }]);
  };
};

const frameRows: readonly Row[] = [
  ...Array.from({ length: 32 }, (_, index): Row => {
    const padBytes = index + 1;
    const content = 'x'.repeat(64);
    const base = frame({ message: aTextPush({ Content: content }), break: (padded, pad) => padded.subarray(0, -pad) });
    const extra = (32 - padBytes - (base.length % 32) + 64) % 32;
    const message = aTextPush({ Content: content + 'y'.repeat(extra) });
    return {
      what: `a frame with ${padBytes} bytes of padding`,
      expected: 'stored',
      request: sealedPush(seal(frame({ message }))),
      also: () => {
        expect(frame({ message }).at(-1)).toBe(padBytes);
      },
    };
  }),
  ...[0, 33, 34, 64, 128, 255].map((value): Row => ({
    what: `padding byte ${value}`,
    expected: 'unauthorized',
    request: sealed({ break: lastByte(value) }),
    also: codes('WECHAT_AESKEY_MISMATCH'),
  })),
  {
    what: 'right last padding byte, wrong first one',
    expected: 'unauthorized',
    request: sealed({
      message: aTextPush({ Content: 'xx' }),
      break: (padded, padBytes) => {
        expect(padBytes).toBeGreaterThan(1);
        padded[padded.length - padBytes] = 0;
        return padded;
      },
    }),
    also: codes('WECHAT_AESKEY_MISMATCH'),
  },
  ...[0, 0xffff_ffff, 0x7fff_ffff, 100_000].map((messageBytes): Row => ({
    what: `message length ${messageBytes}`,
    expected: 'unauthorized',
    request: sealed({ messageBytes }),
    also: codes('WECHAT_AESKEY_MISMATCH'),
  })),
  {
    what: 'message length one short',
    expected: 'unauthorized',
    request: sealed({ messageBytes: Buffer.byteLength(text) - 1 }),
    also: codes('WECHAT_APPID_MISMATCH'),
  },
  {
    what: 'message length one more',
    expected: 'unauthorized',
    request: sealed({ messageBytes: Buffer.byteLength(text) + 1 }),
    also: codes('WECHAT_APPID_MISMATCH'),
  },
  {
    what: 'the app id and one byte more',
    expected: 'unauthorized',
    request: sealed({ appId: `${account.appId}a` }),
    also: codes('WECHAT_APPID_MISMATCH'),
  },
  { what: 'no app id', expected: 'unauthorized', request: sealed({ appId: '' }), also: codes('WECHAT_APPID_MISMATCH') },
  {
    what: 'the app id of another channel of ours',
    expected: 'unauthorized',
    request: securePush(text, { channel: channels.twin }),
    also: codes('WECHAT_APPID_MISMATCH', account.appId),
  },
];

const flipByte = (base64: string, at: number): string => {
  const bytes = Buffer.from(base64, 'base64');
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return bytes.toString('base64');
};

const cipherRows: readonly Row[] = [
  // By somebody who knows the token but not the key. A change in the middle garbles the message but not its frame.
  ...[0, 3, -1, -16, -17, -32].map((at): Row => ({
    what: `cipher text with byte ${at} changed, signed again`,
    expected: 'unauthorized',
    request: sealedPush(flipByte(encrypted(text), at)),
  })),
  {
    what: 'cipher text changed in the middle, signed again',
    expected: 'quarantined',
    request: sealedPush(flipByte(encrypted(text), 100)),
  },
  { what: 'no cipher text', expected: 'unauthorized', request: sealedPush('') },
  {
    what: 'cipher text of 16 bytes',
    expected: 'unauthorized',
    request: sealedPush(Buffer.alloc(16).toString('base64')),
  },
  {
    what: 'cipher text of 47 bytes',
    expected: 'unauthorized',
    request: sealedPush(Buffer.alloc(47).toString('base64')),
  },
  {
    what: 'cipher text of 48 bytes',
    expected: 'unauthorized',
    request: sealedPush(Buffer.alloc(48).toString('base64')),
  },
  ...[1, 2, 3, 4].map((count): Row => ({
    what: `Base64 without its last ${count}`,
    expected: 'unauthorized',
    request: sealedPush(encrypted(text).slice(0, -count)),
  })),
  ...(
    [
      ['a space', (base64) => `${base64.slice(0, 10)} ${base64.slice(10)}`],
      ['a line break', (base64) => `${base64.slice(0, 76)}\n${base64.slice(76)}`],
      ['a line break at its end', (base64) => `${base64}\n`],
      ['the URL alphabet', (base64) => base64.replaceAll('+', '-').replaceAll('/', '_').replace(/^./u, '-')],
      ['padding in the middle', (base64) => `${base64.slice(0, 6)}==${base64.slice(8)}`],
      ['a character it does not have', (base64) => `*${base64.slice(1)}`],
    ] satisfies [string, (base64: string) => string][]
  ).map(([what, change]): Row => ({
    what: `Base64 with ${what}`,
    expected: 'unauthorized',
    request: sealedPush(change(encrypted(text))),
  })),
  {
    what: 'encrypted with another key',
    expected: 'unauthorized',
    request: sealedPush(vector('the classic sample kit').encrypt),
    also: codes('WECHAT_AESKEY_MISMATCH'),
  },
  {
    what: 'encrypted with the key before the change',
    expected: 'stored',
    request: securePush(text, { channel: channels.rotating }),
    also: ({ log }) => {
      expect(log.lines.join()).toContain('wechat.previous_key_used');
    },
  },
  {
    what: 'encrypted with the key after the change',
    expected: 'stored',
    request: securePush(text, { channel: channels.rotating, key: otherAesKey }),
  },
];

const insideRows: readonly Row[] = [
  {
    what: 'encrypted bytes that are no UTF-8',
    expected: 'quarantined',
    request: sealed({ message: Uint8Array.of(0x3c, 0xff, 0xfe) }),
  },
  { what: 'encrypted JSON', expected: 'quarantined', request: securePush('{"ToUserName":"gh_97417a04a28d"}') },
  { what: 'encrypted text that is no XML', expected: 'quarantined', request: securePush('hello') },
  {
    what: 'encrypted bytes that cannot be read are kept as they are',
    expected: 'quarantined',
    request: sealed({ message: Uint8Array.of(1, 2, 255) }),
    also: ({ intake, legs }) => {
      expect(intake.quarantined).toEqual([
        { channelId: 'tulip', raw: Buffer.from([1, 2, 255]), code: 'WECHAT_PUSH_UNREADABLE' },
      ]);
      expect(legs.proofs).toEqual(['tulip wechatIn other_side']);
      expect(legs.faults).toEqual([]);
    },
  },
  {
    what: 'the platform’s own sample, which is JSON',
    expected: 'unauthorized',
    request: plainPush(vector('the platform’s own request sample').message ?? '', {
      channel: channels.security,
      signing: { token: 'AAAAA' },
    }),
  },
];

export const allEncryptionRows: readonly Row[] = [...frameRows, ...cipherRows, ...insideRows];
