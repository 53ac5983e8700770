import { createPrivateKey, createPublicKey, webcrypto, type KeyObject } from 'node:crypto';
import { RelayError } from '#shared/errors/relay-error.ts';

export const keyKinds = ['p256', 'rsa2048', 'rsa3072'] as const;
export type KeyKind = (typeof keyKinds)[number];

export interface SigningPair {
  readonly keys: webcrypto.CryptoKeyPair;
  readonly algorithm: { readonly name: string; readonly hash: string };
}

const usages: readonly webcrypto.KeyUsage[] = ['sign', 'verify'];
const ecSignature = { name: 'ECDSA', hash: 'SHA-256' } as const;
const rsaSignature = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const;

export async function makeKey(kind: KeyKind): Promise<SigningPair> {
  if (kind === 'p256') {
    const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, usages);
    return { keys, algorithm: ecSignature };
  }
  const modulusLength = kind === 'rsa2048' ? 2_048 : 3_072;
  const publicExponent = new Uint8Array([1, 0, 1]);
  const keys = await webcrypto.subtle.generateKey({ ...rsaSignature, modulusLength, publicExponent }, true, usages);
  return { keys, algorithm: rsaSignature };
}

/** PKCS#8 in PEM, not encrypted. */
export async function exportKey({ privateKey }: webcrypto.CryptoKeyPair): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey('pkcs8', privateKey));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString();
}

/** A key from PEM for signing. Throws CERT_KEY_UNUSABLE for kinds that are never made here. */
export async function importKey(keyPem: string): Promise<SigningPair> {
  const key = createPrivateKey(keyPem);
  if (key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1') {
    return { keys: await importedPair(key, { name: 'ECDSA', namedCurve: 'P-256' }), algorithm: ecSignature };
  }
  if (key.asymmetricKeyType === 'rsa') return { keys: await importedPair(key, rsaSignature), algorithm: rsaSignature };
  throw new RelayError('CERT_KEY_UNUSABLE', 'this key cannot sign here', { value: key.asymmetricKeyType ?? 'unknown' });
}

type ImportAlgorithm = webcrypto.EcKeyImportParams | webcrypto.RsaHashedImportParams;

async function importedPair(key: KeyObject, algorithm: ImportAlgorithm): Promise<webcrypto.CryptoKeyPair> {
  const privateDer = key.export({ type: 'pkcs8', format: 'der' });
  const publicDer = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    privateKey: await webcrypto.subtle.importKey('pkcs8', privateDer, algorithm, true, ['sign']),
    publicKey: await webcrypto.subtle.importKey('spki', publicDer, algorithm, true, ['verify']),
  };
}
