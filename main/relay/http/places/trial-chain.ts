import { X509Certificate } from 'node:crypto';
import type { TrialStep } from '#shared/domain/certificate-desk.ts';
import { harmless } from '../../certificates/reading/names.ts';
import { isSignedBy } from '../client-chain.ts';
import type { TrialAnswer } from './trial-call.ts';

type ChainResult = Omit<TrialStep, 'kind'>;

export interface TrialChain {
  /** What the listener showed to a caller that trusts the public authorities. */
  readonly shown: TrialAnswer;
  /** All certificates that are meant to be shown, PEM. */
  readonly cert: string;
  /** Authorities that are at hand besides the public ones. */
  readonly known: readonly X509Certificate[];
  /** Epoch ms. */
  readonly now: number;
  /** Calls as one that trusts that authority alone. */
  readonly callTrusting: (authorityPem: string) => Promise<TrialAnswer>;
}

/** What the engine says when it has not the authority at the top. Anything else is a fault of the chain. */
const authorityNotAtHand: ReadonlySet<string> = new Set([
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
]);

/** Whether a caller that trusts nothing but the authority at the top can follow what is sent. */
export async function tryChain({ shown, cert, known, now, callTrusting }: TrialChain): Promise<ChainResult> {
  const top = shown.chain.at(-1);
  if (top === undefined) return { result: 'cannot_tell', code: null, value: shown.error };
  if (shown.unverified === null) return passed;
  if (!authorityNotAtHand.has(shown.unverified)) return failed(shown.unverified);
  const unlinked = certificatesIn(cert).find((one) => !shown.chain.some((sent) => isSame(sent, one)));
  if (unlinked !== undefined) return failed(harmless(unlinked.subject.replaceAll('\n', ', ')));
  const anchor = isSelfSigned(top) ? top : known.find((one) => isSelfSigned(one) && isSignedBy(top, one));
  if (anchor !== undefined) {
    const { unverified, error, isSecured } = await callTrusting(anchor.toString());
    if (!isSecured) return { result: 'cannot_tell', code: null, value: error };
    return unverified === null ? passed : failed(unverified);
  }
  const outOfTime = shown.chain.find((one) => Date.parse(one.validFrom) > now || Date.parse(one.validTo) < now);
  if (outOfTime !== undefined) {
    return failed(Date.parse(outOfTime.validTo) < now ? 'CERT_HAS_EXPIRED' : 'CERT_NOT_YET_VALID');
  }
  return { result: 'cannot_tell', code: null, value: harmless(top.issuer.replaceAll('\n', ', ')) };
}

const passed: ChainResult = { result: 'passed', code: null, value: null };

const failed = (value: string): ChainResult => ({ result: 'failed', code: 'DESK_TRIAL_CHAIN', value });

const isSame = (a: X509Certificate, b: X509Certificate): boolean => a.fingerprint256 === b.fingerprint256;

const isSelfSigned = (one: X509Certificate): boolean => isSignedBy(one, one);

function certificatesIn(pem: string): readonly X509Certificate[] {
  const blocks = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/gu) ?? [];
  return blocks.map((block) => new X509Certificate(block));
}
