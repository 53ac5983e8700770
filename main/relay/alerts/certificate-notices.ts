import type { AlertSeverity, AlertSettings } from '#shared/domain/alerts.ts';
import type { Leg } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import { expiryStep } from '../certificates/expiry.ts';
import type { PendingCertificate, RelayNotice } from './alert-state.ts';
import { mayTell } from './quiet.ts';

const mostPending = 50;
const mostNames = 100;
const endCodes: ReadonlySet<string> = new Set(['CERT_EXPIRES_SOON', 'CERT_EXPIRED']);

export interface CertificatesInput {
  /** Epoch ms. */
  readonly now: number;
  readonly settings: AlertSettings;
  readonly inMaintenance: (channelId: ChannelId) => boolean;
  readonly newId: () => string;
}

/** Notes what people are to be told. News of a certificate's end takes the place of what was held back of it. */
export function withCertificate(
  pending: readonly PendingCertificate[],
  one: PendingCertificate,
): readonly PendingCertificate[] {
  const isSameEnd = ({ name, validUntil, code }: PendingCertificate): boolean =>
    isOfEnd(one) && endCodes.has(code) && name === one.name && validUntil === one.validUntil;
  return [...pending.filter((other) => !isSameEnd(other)), one].slice(-mostPending);
}

/** A notice for each that neither quiet hours nor maintenance of all it serves hold back; the others wait. */
export function tellOfCertificates(
  pending: readonly PendingCertificate[],
  input: CertificatesInput,
): { readonly certificates: PendingCertificate[]; readonly notices: readonly RelayNotice[] } {
  const isTellable = (one: PendingCertificate): boolean =>
    mayTell(severityOf(one, input.now), input) && !isInMaintenance(one, input);
  return {
    certificates: pending.filter((one) => !isTellable(one)),
    notices: pending.filter(isTellable).map((one) => noticeOf(one, input)),
  };
}

/** By the time that is left. What was put back by itself works again, and is worth a look. */
function severityOf(one: PendingCertificate, now: number): AlertSeverity {
  if (!isOfEnd(one)) return one.stillInUse ? 'urgent' : 'warning';
  const step = expiryStep({ sha256: '', validUntil: one.validUntil }, now);
  if (step === null || step > 14) return 'info';
  return step > 3 ? 'warning' : 'urgent';
}

const isOfEnd = ({ code }: PendingCertificate): boolean => endCodes.has(code);

function isInMaintenance({ channels }: PendingCertificate, { inMaintenance }: CertificatesInput): boolean {
  return channels.length > 0 && channels.every(({ id }) => inMaintenance(id));
}

function noticeOf(one: PendingCertificate, { now, newId }: CertificatesInput): RelayNotice {
  const { name, validUntil, legs, what } = one;
  const named = one.channels.slice(0, mostNames);
  // It may have ended while it was held back.
  const code = isOfEnd(one) && validUntil <= now ? 'CERT_EXPIRED' : one.code;
  return {
    id: newId(),
    at: now,
    kind: 'certificate',
    severity: severityOf(one, now),
    incidentIds: [],
    channelIds: named.map(({ id }) => id),
    channelNames: named.map((channel) => channel.name),
    state: one.stillInUse ? 'action_required' : null,
    leg: onlyOf(legs),
    code,
    value: null,
    since: validUntil,
    lastedMs: null,
    subject: name,
    sla: null,
    owner: 'operator',
    certificate: { legs: [...legs], what },
  };
}

function onlyOf(legs: readonly Leg[]): Leg | null {
  const [only, second] = legs;
  return only !== undefined && second === undefined ? only : null;
}
