import { generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  bits,
  contentOf,
  der,
  integer,
  octets,
  oid,
  pem,
  sequence,
  setOf,
  tagged,
  utf8,
  yes,
  type Bytes,
} from './der.ts';
import { host, now } from './row.ts';

const dayMs = 86_400_000;

export interface HandWish {
  readonly version?: Bytes | null;
  readonly serial?: Bytes;
  /** Of the inner algorithm; the outer one is always ECDSA with SHA-256. */
  readonly algorithm?: Bytes;
  readonly subject?: Bytes;
  readonly issuer?: Bytes;
  readonly from?: Bytes;
  readonly until?: Bytes;
  /** SubjectPublicKeyInfo; else the one of `keys`. */
  readonly publicKey?: Bytes;
  /** Null: none at all. */
  readonly extensions?: readonly Bytes[] | null;
  readonly keys?: Keys;
  readonly signer?: Keys;
}

export interface Keys {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export interface HandMade {
  readonly der: Buffer;
  readonly pem: string;
  readonly keyPem: string;
  readonly keys: Keys;
  readonly subject: Bytes;
}

export const newKeys = (): Keys => generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const ecdsa = sequence(oid('1.2.840.10045.4.3.2'));

/** A name of one part: common name, unless told otherwise. */
export const nameOf = (value: Bytes, kind = '2.5.4.3'): Buffer => sequence(setOf(sequence(oid(kind), value)));
export const commonName = (text: string): Buffer => nameOf(utf8(text));

export const utcTime = (text: string): Buffer => der(0x17, Buffer.from(text));
export const anyTime = (text: string): Buffer => der(0x18, Buffer.from(text));
/** Epoch ms, written with four figures for the year. */
export const timeOf = (at: number): Buffer => anyTime(`${new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/gu, '')}`);

export const extension = (kind: string, content: Bytes, isCritical = false): Buffer =>
  sequence(oid(kind), ...(isCritical ? [yes()] : []), octets(content));
export const hostNames = (...names: readonly Bytes[]): Buffer =>
  extension('2.5.29.17', sequence(...names.map((name) => der(0x82, name))));
export const purposes = (...kinds: readonly string[]): Buffer => extension('2.5.29.37', sequence(...kinds.map(oid)));
export const forBoth = purposes('1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2');
export const noAuthority = extension('2.5.29.19', sequence(), true);
export const anAuthority = extension('2.5.29.19', sequence(yes()), true);
export const usual = (): readonly Bytes[] => [noAuthority, forBoth, hostNames(Buffer.from(host))];

/** A certificate of any form, rightly signed all the same: by itself, unless a signer is named. */
export function handMade(wish: HandWish = {}): HandMade {
  const keys = wish.keys ?? newKeys();
  const subject = wish.subject ?? commonName(host);
  const { version = tagged(0, integer(2)), extensions = usual() } = wish;
  const signed = sequence(
    ...(version === null ? [] : [version]),
    wish.serial ?? integer(4_711),
    wish.algorithm ?? ecdsa,
    wish.issuer ?? subject,
    sequence(wish.from ?? timeOf(now - 10 * dayMs), wish.until ?? timeOf(now + 300 * dayMs)),
    subject,
    wish.publicKey ?? keys.publicKey.export({ type: 'spki', format: 'der' }),
    ...(extensions === null ? [] : [tagged(3, sequence(...extensions))]),
  );
  const signature = sign('sha256', signed, (wish.signer ?? keys).privateKey);
  const certificate = sequence(signed, ecdsa, bits(signature));
  return {
    der: certificate,
    pem: pem('CERTIFICATE', certificate),
    keyPem: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    keys,
    subject,
  };
}

/** Its parts again, for a container to be made of them. */
export const keyContent = ({ keyPem }: { readonly keyPem: string }): Buffer => contentOf(keyPem);
