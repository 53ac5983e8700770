import type { BringTarget, BroughtFile } from '#shared/contract/certificates-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { CertificatePlaceFacts } from '../../ports/certificate-places.ts';
import type { CertificateMaterial } from '../reading/certificate-material.ts';
import { inTurns, type Deriver } from '../reading/deriver.ts';
import type { GivenFile } from '../reading/pieces.ts';
import { readCertificateFiles, type CertificateWish, type ReadOutcome } from '../reading/read-certificate-files.ts';
import type { KeptRequest } from './kept.ts';

export interface Brought {
  readonly target: BringTarget;
  readonly files: readonly BroughtFile[];
  readonly passphrase: string | null;
}

export interface ReadBrought extends ReadOutcome {
  /** The request of ours whose key fits the certificate. */
  readonly request: KeptRequest | null;
}

const requestName = 'request';

/**
 * Without holding anything up for long, whatever stands in the files. `facts`: of the place they are meant for; null for what
 * CXone's calls are judged by.
 */
export function readBrought(
  brought: Brought,
  facts: CertificatePlaceFacts | null,
  requests: readonly KeptRequest[],
  now: number,
): Promise<ReadBrought> {
  return inTurns((deriver) => read(brought, facts, { requests, now, deriver }));
}

interface Reading {
  readonly requests: readonly KeptRequest[];
  readonly now: number;
  readonly deriver: Deriver;
}

function read(
  { target, files, passphrase }: Brought,
  facts: CertificatePlaceFacts | null,
  { requests, now, deriver }: Reading,
): ReadBrought {
  const readFiles = (some: readonly GivenFile[], want: CertificateWish): ReadOutcome =>
    readCertificateFiles(some, passphrase, want, deriver);
  const given = files.map(({ name, content }): GivenFile => ({ name, bytes: Buffer.from(content, 'base64') }));
  if (target.kind === 'authority') return { ...readFiles(given, { purpose: 'ca', now }), request: null };
  if (target.kind === 'client' || facts === null) {
    const want: CertificateWish = { purpose: 'client', now, withoutKey: true };
    return { ...readFiles(given, want), request: null };
  }
  const want: CertificateWish = { purpose: facts.purpose, hostNames: facts.hostNames, now };
  const found = readFiles(given, want);
  const leaf = found.reading.leaf ?? readFiles(given, { ...want, withoutKey: true }).reading.leaf;
  const request =
    requests.find(({ shown }) => shown.placeId === facts.id && shown.keySha256 === leaf?.keySha256) ?? null;
  if (request === null || found.reading.hasKey) return { ...found, request };
  const key = { name: requestName, bytes: Buffer.from(request.keyPem) };
  return { ...readFiles([...given, key], want), request };
}

/** Throws DESK_FILES_UNUSABLE. */
export function demandMaterial({ reading, material }: ReadOutcome): CertificateMaterial {
  if (material !== null) return material;
  const fault = reading.findings.find(({ severity }) => severity === 'fault');
  const code = fault?.code ?? 'CERT_NOTHING_FOUND';
  throw new RelayError('DESK_FILES_UNUSABLE', `nothing was stored: ${code}`, { value: code });
}
