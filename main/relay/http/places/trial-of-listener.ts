import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { createSecureContext, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { TrialStep } from '#shared/domain/certificate-desk.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { KeyKind } from '../../certificates/making/make-key.ts';
import { issueClientPair, makeAuthority } from '../../certificates/making/private-authority.ts';
import { systemCode } from '../../core/system-code.ts';
import type { PlaceMaterial } from '../../ports/certificate-places.ts';
import { checkUsable } from '../listener-material.ts';
import { afterwardsMs, callAsTrial, type TrialAnswer, type TrialCall, type TrialCallDeps } from './trial-call.ts';
import { tryChain } from './trial-chain.ts';

export interface ListenerTrial extends TrialCallDeps {
  readonly material: PlaceMaterial;
  readonly hostNames: readonly string[];
  /** How callers are asked for a certificate; `ca` PEM of the authorities. Null: not at all. */
  readonly asks: { readonly mode: 'optional' | 'required'; readonly ca: readonly string[] } | null;
  /** What the listener's contexts have besides. */
  readonly options: SecureContextOptions;
  /** Authorities that are at hand besides the public ones. */
  readonly known: readonly X509Certificate[];
}

/**
 * Real handshakes with the running listener, each in both versions of TLS. Nobody else is shown the certificate on trial. Never
 * rejects.
 */
export async function tryListener(trial: ListenerTrial): Promise<readonly TrialStep[]> {
  const now = trial.clock.now();
  const isRequired = trial.asks?.mode === 'required';
  let kind: CertificateKind;
  try {
    checkUsable(trial.material);
    kind = kindOf(trial.material);
  } catch (thrown) {
    return unusable(systemCode(thrown instanceof RelayError ? thrown.cause : thrown) ?? 'unreadable');
  }
  const { signatures } = kind;
  // Where only CXone is let in, a caller made for this trial and known nowhere else gets to the end of a handshake.
  const caller = isRequired ? await callerPair(kind, now) : null;
  const stranger = isRequired ? await callerPair(kind, now) : null;
  let exact: SecureContext;
  let lettingIn: SecureContext;
  try {
    exact = contextOf(trial, []);
    lettingIn = caller === null ? exact : contextOf(trial, [caller.authority]);
  } catch (thrown) {
    return unusable(systemCode(thrown) ?? 'unreadable');
  }
  const names = { exact: trial.trials.offer(exact), lettingIn: trial.trials.offer(lettingIn) };
  const call = (more: Partial<TrialCall>): Promise<TrialAnswer> =>
    callAsTrial({ name: names.lettingIn, signatures, ...(caller !== null && { shows: caller.pair }), ...more }, trial);
  try {
    const [old, present] = await Promise.all([call({ version: 'TLSv1.2' }), call({ version: 'TLSv1.3' })]);
    const shown = present.isSecured ? present : old;
    return [
      { kind: 'handshake_tls12', ...judgeHandshake(old, trial.material) },
      { kind: 'handshake_tls13', ...judgeHandshake(present, trial.material) },
      { kind: 'names', ...judgeNames(shown, trial.hostNames) },
      {
        kind: 'chain',
        ...(await tryChain({
          shown,
          cert: trial.material.cert,
          known: trial.known,
          now,
          callTrusting: (trusts) => call({ trusts }),
        })),
      },
      {
        kind: 'client_certificate',
        ...(stranger !== null
          ? await tryStrangers({ trial, name: names.exact, signatures, stranger: stranger.pair })
          : notApplicable),
      },
      { kind: 'other_side', ...notApplicable },
    ];
  } finally {
    for (const name of Object.values(names)) trial.trials.end(name);
    trial.clock.after(afterwardsMs, () => {
      for (const name of Object.values(names)) trial.trials.forget(name);
    });
  }
}

type Result = Omit<TrialStep, 'kind'>;

const passed: Result = { result: 'passed', code: null, value: null };
const notApplicable: Result = { result: 'not_applicable', code: null, value: null };

function judgeHandshake({ isSecured, error, chain: [leaf] }: TrialAnswer, { cert }: PlaceMaterial): Result {
  if (!isSecured || leaf === undefined) {
    const code = error === 'ECONNREFUSED' || error === 'timeout' ? 'DESK_TRIAL_UNREACHABLE' : 'DESK_TRIAL_HANDSHAKE';
    return { result: code === 'DESK_TRIAL_UNREACHABLE' ? 'cannot_tell' : 'failed', code, value: error };
  }
  // What it is shown must be the one on trial, not the one in use.
  const isOurs = stripped(cert).startsWith(stripped(leaf.toString()));
  return isOurs ? passed : { result: 'failed', code: 'DESK_TRIAL_HANDSHAKE', value: 'other_certificate' };
}

const stripped = (pem: string): string => pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----')).replaceAll(/\s/gu, '');

function judgeNames({ chain: [leaf] }: TrialAnswer, hostNames: readonly string[]): Result {
  if (hostNames.length === 0) return notApplicable;
  if (leaf === undefined) return { result: 'cannot_tell', code: null, value: null };
  const covers = (host: string): boolean =>
    (isIP(host) === 0 ? leaf.checkHost(host, { subject: 'never' }) : leaf.checkIP(host)) !== undefined;
  const uncovered = hostNames.find((host) => !covers(host));
  return uncovered === undefined ? passed : { result: 'failed', code: 'CERT_NAME_NOT_COVERED', value: uncovered };
}

interface StrangersTrial {
  readonly trial: TrialCallDeps;
  readonly name: string;
  readonly signatures: string;
  readonly stranger: PlaceMaterial;
}

/** Callers without a certificate, and with one of somebody else's authority, get no byte of HTTP. */
async function tryStrangers({ trial, name, signatures, stranger }: StrangersTrial): Promise<Result> {
  const answers = await Promise.all(
    (['TLSv1.2', 'TLSv1.3'] as const).flatMap((version) => [
      callAsTrial({ name, version, signatures, asks: true }, trial),
      callAsTrial({ name, version, signatures, asks: true, shows: stranger }, trial),
    ]),
  );
  if (answers.some(({ bytes }) => bytes > 0)) return { result: 'failed', code: 'DESK_TRIAL_CLIENTS', value: null };
  // Nothing came, but it was not ended either.
  const isUnknown = answers.some(({ error }) => error === 'timeout' || error === 'ECONNREFUSED');
  return isUnknown ? { result: 'cannot_tell', code: 'DESK_TRIAL_UNREACHABLE', value: null } : passed;
}

function contextOf({ material, asks, options }: ListenerTrial, more: readonly string[]): SecureContext {
  const { cert } = material;
  return createSecureContext({
    ...options,
    ...material,
    // Of one with nothing beside it the engine would send what is sent beside the one in use.
    cert: cert.split('-----BEGIN CERTIFICATE-----').length > 2 ? cert : `${cert}\n${cert}`,
    ...(asks !== null && { ca: [...asks.ca, ...more] }),
  });
}

/** How a certificate signs. The engine keeps the one in use beside the one on trial where they are of two kinds. */
interface CertificateKind {
  readonly signatures: string;
  readonly key: KeyKind;
}

function kindOf({ cert }: PlaceMaterial): CertificateKind {
  const type = new X509Certificate(cert).publicKey.asymmetricKeyType;
  if (type === 'rsa' || type === 'rsa-pss') return { signatures: byRsa, key: 'rsa2048' };
  return { signatures: type === 'ec' ? byCurve : `ed25519:${byCurve}`, key: 'p256' };
}

const digests = ['SHA256', 'SHA384', 'SHA512'];
const byRsa = digests.flatMap((digest) => [`RSA-PSS+${digest}`, `RSA+${digest}`]).join(':');
const byCurve = digests.map((digest) => `ECDSA+${digest}`).join(':');

/** A caller of an authority that nobody trusts, made for one trial. */
async function callerPair(
  { key }: CertificateKind,
  now: number,
): Promise<{ readonly authority: string; readonly pair: PlaceMaterial }> {
  const authority = await makeAuthority({ name: 'Trial', years: 1, now });
  const pair = await issueClientPair({ authority, name: 'trial', days: 1, now, kind: key });
  return { authority: authority.certificatePem, pair: { cert: pair.certificatePem, key: pair.keyPem } };
}

/** The engine cannot even load it. */
export function unusable(value: string): readonly TrialStep[] {
  return withoutHandshake({ result: 'failed', code: 'DESK_TRIAL_HANDSHAKE', value });
}

/** There is no running listener to try it with. */
export function untried(): readonly TrialStep[] {
  return withoutHandshake({ result: 'cannot_tell', code: 'DESK_TRIAL_UNREACHABLE', value: null });
}

function withoutHandshake(handshake: Result): readonly TrialStep[] {
  const unknown: Result = { result: 'cannot_tell', code: null, value: null };
  return [
    { kind: 'handshake_tls12', ...handshake },
    { kind: 'handshake_tls13', ...handshake },
    { kind: 'names', ...unknown },
    { kind: 'chain', ...unknown },
    { kind: 'client_certificate', ...unknown },
    { kind: 'other_side', ...notApplicable },
  ];
}
