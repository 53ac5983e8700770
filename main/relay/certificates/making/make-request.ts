import type { ReadOutcome, CertificateWish } from '../reading/read-certificate-files.ts';
import { readCertificateFiles } from '../reading/read-certificate-files.ts';
import type { GivenFile } from '../reading/pieces.ts';
import { hostNamesOf, subjectOf, type SubjectWish } from './certificate-wishes.ts';
import { exportKey, makeKey, type KeyKind } from './make-key.ts';
import * as x509 from './x509.ts';

export interface RequestWish {
  readonly kind: KeyKind;
  readonly subject: SubjectWish;
  readonly hostNames: readonly string[];
}

export interface MadeRequest {
  readonly keyPem: string;
  readonly requestPem: string;
}

/** A new key, and the request (PKCS#10) an authority answers with a certificate. Throws CERT_WISH_INVALID. */
export async function makeKeyAndRequest({ kind, subject, hostNames }: RequestWish): Promise<MadeRequest> {
  const names = hostNamesOf(hostNames);
  const name = subjectOf(subject);
  const { keys, algorithm } = await makeKey(kind);
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name,
    keys,
    signingAlgorithm: algorithm,
    extensions: names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension([...names])],
  });
  return { keyPem: await exportKey(keys), requestPem: `${request.toString('pem')}\n` };
}

/** Reads an authority's answer together with the key its request was made with: it must be the answer to that request. */
export function matchAnswer(keyPem: string, files: readonly GivenFile[], want: CertificateWish): ReadOutcome {
  return readCertificateFiles([...files, { name: 'request', bytes: Buffer.from(keyPem) }], null, want);
}
