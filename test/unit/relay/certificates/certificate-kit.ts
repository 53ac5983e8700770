import { execFileSync } from 'node:child_process';
import { webcrypto } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as x509 from '#relay/certificates/making/x509.ts';

/** The time all certificates of these tests are looked at: a little ahead, since openssl makes them valid from this moment. */
export const now = Math.floor(Date.now() / 1_000) * 1_000 + 3_600_000;
export const dayMs = 86_400_000;

export interface Wish {
  readonly name: string;
  readonly issuer?: Made;
  readonly isAuthority?: boolean;
  readonly pathLength?: number;
  /** Null: no extended key usage at all. */
  readonly purposes?: readonly string[] | null;
  readonly names?: readonly (readonly ['dns' | 'ip' | 'email' | 'url', string])[];
  readonly from?: number;
  readonly until?: number;
  readonly rsaBits?: number;
  readonly keys?: webcrypto.CryptoKeyPair;
  readonly maySign?: boolean;
  readonly extensions?: readonly x509.Extension[];
  readonly subject?: x509.Name;
}

export interface Made {
  readonly pem: string;
  readonly der: Uint8Array;
  readonly keyPem: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly certificate: x509.X509Certificate;
}

export const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;

let serial = 1;

/** A certificate with any property we like, sensible or not. */
export async function issue(wish: Wish): Promise<Made> {
  const keys = wish.keys ?? (await makeKeys(wish.rsaBits));
  const { isAuthority = false, pathLength, purposes = [clientAuth, serverAuth], issuer } = wish;
  const signer = issuer?.keys ?? keys;
  const subject = wish.subject ?? new x509.Name([{ CN: [{ utf8String: wish.name }] }]);
  serial += 1;
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial.toString(16).padStart(4, '0'),
    subject,
    issuer: issuer?.certificate.subjectName ?? subject,
    notBefore: new Date(wish.from ?? now - 10 * dayMs),
    notAfter: new Date(wish.until ?? now + 300 * dayMs),
    publicKey: keys.publicKey,
    signingKey: signer.privateKey,
    signingAlgorithm: { ...signer.privateKey.algorithm, hash: 'SHA-256' },
    extensions: [
      new x509.BasicConstraintsExtension(isAuthority, pathLength, true),
      ...(wish.maySign === false ? [new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true)] : []),
      ...(isAuthority || purposes === null ? [] : [new x509.ExtendedKeyUsageExtension([...purposes])]),
      ...(wish.names === undefined
        ? []
        : [new x509.SubjectAlternativeNameExtension(wish.names.map(([type, value]) => ({ type, value })))]),
      ...(wish.extensions ?? []),
    ],
  });
  return {
    pem: `${certificate.toString('pem')}\n`,
    der: new Uint8Array(certificate.rawData),
    keyPem: `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')}\n`,
    keys,
    certificate,
  };
}

function makeKeys(rsaBits?: number): Promise<webcrypto.CryptoKeyPair> {
  if (rsaBits === undefined) {
    return webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  }
  const publicExponent = new Uint8Array([1, 0, 1]);
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256', modulusLength: rsaBits, publicExponent };
  return webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

/** The openssl program in a folder of its own. */
export class Openssl {
  readonly #folder = mkdtempSync(join(tmpdir(), 'veerpont-certificates-'));

  call(args: readonly string[]): string {
    return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  }

  write(name: string, content: string | Uint8Array): void {
    writeFileSync(this.path(name), content);
  }

  path(name: string): string {
    return join(this.#folder, name);
  }

  read(name: string): Buffer {
    return readFileSync(this.path(name));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
