import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** A certificate and its key, PEM. */
export interface IssuedCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface TestAuthority extends IssuedCertificate {
  issue(options: {
    readonly name: string;
    readonly from?: Date;
    readonly to?: Date;
    readonly usage?: 'server' | 'client';
  }): IssuedCertificate;
}

const dayMs = 86_400_000;
const yesterday = (): Date => new Date(Date.now() - dayMs);
const inAMonth = (): Date => new Date(Date.now() + 30 * dayMs);

/** A certificate authority made for one test run, with ECDSA P-256 keys. `life`: for tests that move the clock. */
export function createTestAuthority(
  name = 'Test authority',
  life: { readonly from: Date; readonly to: Date } = { from: yesterday(), to: inAMonth() },
): TestAuthority {
  const keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const own = certificate({
    subject: name,
    issuer: name,
    publicKey: keys.publicKey,
    signer: keys.privateKey,
    ...life,
    extensions: [basicConstraintsCa],
  });
  return {
    cert: own,
    key: pemKey(keys.privateKey),
    issue: ({ name: subject, from = life.from, to = life.to, usage = 'server' }) => {
      const leaf = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const extensions = [subjectAltName(subject), extendedKeyUsage(usage)];
      const cert = certificate({
        subject,
        issuer: name,
        publicKey: leaf.publicKey,
        signer: keys.privateKey,
        from,
        to,
        extensions,
      });
      return { cert, key: pemKey(leaf.privateKey) };
    },
  };
}

function certificate(input: {
  readonly subject: string;
  readonly issuer: string;
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly from: Date;
  readonly to: Date;
  readonly extensions: readonly Buffer[];
}): string {
  const ecdsaWithSha256 = sequence(oid('1.2.840.10045.4.3.2'));
  const body = sequence(
    der(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([0x01]), randomBytes(8)])),
    ecdsaWithSha256,
    commonName(input.issuer),
    sequence(generalizedTime(input.from), generalizedTime(input.to)),
    commonName(input.subject),
    input.publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(...input.extensions)),
  );
  const signature = sign('sha256', body, input.signer);
  return pem('CERTIFICATE', sequence(body, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature)));
}

const basicConstraintsCa = extension('2.5.29.19', sequence(der(0x01, Buffer.from([0xff]))));

function subjectAltName(name: string): Buffer {
  const octets = /^\d+(\.\d+){3}$/u.test(name) ? name.split('.').map(Number) : null;
  return extension(
    '2.5.29.17',
    sequence(octets ? der(0x87, Buffer.from(octets)) : der(0x82, Buffer.from(name, 'ascii'))),
  );
}

function extendedKeyUsage(usage: 'server' | 'client'): Buffer {
  return extension('2.5.29.37', sequence(oid(usage === 'server' ? '1.3.6.1.5.5.7.3.1' : '1.3.6.1.5.5.7.3.2')));
}

function extension(id: string, value: Buffer): Buffer {
  return sequence(oid(id), der(0x04, value));
}

function commonName(name: string): Buffer {
  return sequence(der(0x31, sequence(oid('2.5.4.3'), der(0x0c, Buffer.from(name, 'utf8')))));
}

function generalizedTime(date: Date): Buffer {
  return der(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]|\.\d+Z$/gu, '')}Z`, 'ascii'));
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const groups = [part & 0x7f];
    for (let left = part >>> 7; left > 0; left >>>= 7) groups.unshift((left & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return der(0x06, Buffer.from(bytes));
}

function integer(bytes: Buffer): Buffer {
  return der(0x02, bytes);
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** One element of ASN.1's distinguished encoding: tag, length, content. */
function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

function pemKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString();
}

function pem(label: string, bytes: Buffer): string {
  return `-----BEGIN ${label}-----\n${bytes
    .toString('base64')
    .replace(/(.{64})/gu, '$1\n')
    .trimEnd()}\n-----END ${label}-----\n`;
}
