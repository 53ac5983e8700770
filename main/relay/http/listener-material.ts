import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';
import type { TlsFiles } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { systemCode } from '../core/system-code.ts';
import type { PlaceMaterial } from '../ports/certificate-places.ts';

/** What a listener, or a caller that is asked who it is, shows of itself. */
export type TlsMaterial = PlaceMaterial;

/** `field`: where it stands in the configuration. Throws CONFIG_CERTIFICATE_UNUSABLE, naming field and file, never a content. */
export function readTlsMaterial(files: TlsFiles, field: string): TlsMaterial {
  const material: TlsMaterial = {
    cert: readText(files.certFile, `${field}.certFile`),
    key: readText(files.keyFile, `${field}.keyFile`),
    ...(files.passphrase !== undefined && { passphrase: files.passphrase }),
  };
  try {
    load(material);
  } catch (cause) {
    const code = systemCode(cause) ?? 'unreadable';
    throw unusable(
      field,
      `${files.certFile} and ${files.keyFile} do not fit each other or cannot be read (${code})`,
      cause,
    );
  }
  return material;
}

/** Throws CONFIG_CERTIFICATE_UNUSABLE when no listener and no caller could show it. */
export function checkUsable(material: PlaceMaterial): void {
  try {
    load(material);
  } catch (cause) {
    const code = systemCode(cause) ?? 'unreadable';
    const problem = `certificate and key do not fit each other or cannot be read (${code})`;
    throw new RelayError('CONFIG_CERTIFICATE_UNUSABLE', problem, { cause, value: code });
  }
}

function load(material: PlaceMaterial): void {
  createSecureContext({ ...material });
  const { cert, key, passphrase } = material;
  const privateKey = createPrivateKey({ key, ...(passphrase !== undefined && { passphrase }) });
  // The engine takes a key of another kind than the certificate's without a word, and then refuses every handshake.
  if (!new X509Certificate(cert).checkPrivateKey(privateKey)) {
    throw Object.assign(new Error('the key is not the certificate’s'), { code: 'KEY_VALUES_MISMATCH' });
  }
}

function readText(file: string, field: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unreadable';
    throw unusable(field, `the file ${file} cannot be read (${code})`, cause);
  }
}

function unusable(field: string, problem: string, cause: unknown): RelayError {
  return new RelayError('CONFIG_CERTIFICATE_UNUSABLE', `${field}: ${problem}`, { cause, value: field });
}

/**
 * The authorities of a PEM text, in its order. Null when there is none, or anything in it is no certificate of an authority: a
 * listener that asks for client certificates with an empty list would take those of every public authority.
 */
export function authoritiesIn(pem: string): readonly X509Certificate[] | null {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  try {
    const authorities = blocks.map((block) => new X509Certificate(block));
    return authorities.length > 0 && authorities.every(({ ca }) => ca) ? authorities : null;
  } catch {
    return null;
  }
}
