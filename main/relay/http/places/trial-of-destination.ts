import type { TrialStep } from '#shared/domain/certificate-desk.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { systemCode } from '../../core/system-code.ts';
import type { DestinationTls } from '../outbound/connection-pool.ts';
import { createGuardedLookup, type HostResolver } from '../outbound/guarded-lookup.ts';
import { reasonOf } from '../outbound/transport-failure.ts';
import { Wire } from '../outbound/wire.ts';
import { refusalByHost } from './certificate-alert.ts';

/** For name, connection, handshake and the first line of an answer together, milliseconds. */
export const destinationTrialLimitMs = 8_000;

export interface DestinationTrial {
  readonly clock: Clock;
  readonly allowPrivateTargets: boolean;
  readonly resolve?: HostResolver | undefined;
  /** Where calls to that host go. */
  readonly urls: readonly URL[];
  /** With the certificate on trial. */
  readonly tls: DestinationTls;
  /** What is in use now; null: nothing is shown. */
  readonly present: DestinationTls | null;
}

/**
 * Goes to the host with the certificate on trial, on a connection of its own. TLS 1.3 tells us that the handshake is done before
 * the host has looked at our certificate, so something is asked and the first word of the answer waited for. Never rejects.
 */
export async function tryDestination(trial: DestinationTrial): Promise<readonly TrialStep[]> {
  const results: Result[] = [];
  for (const url of trial.urls) results.push(await tryOrigin(url, trial));
  const worst =
    results.find(({ result }) => result === 'failed') ?? results.find(({ result }) => result === 'cannot_tell');
  const notApplicable: Result = { result: 'not_applicable', code: null, value: null };
  return [
    { kind: 'handshake_tls12', ...notApplicable },
    { kind: 'handshake_tls13', ...notApplicable },
    { kind: 'names', ...notApplicable },
    { kind: 'chain', ...notApplicable },
    { kind: 'client_certificate', ...notApplicable },
    { kind: 'other_side', ...(worst ?? results[0] ?? unreachable('')) },
  ];
}

type Result = Omit<TrialStep, 'kind'>;

const unreachable = (value: string): Result => ({ result: 'cannot_tell', code: 'DESK_TRIAL_UNREACHABLE', value });
const refused = (value: string): Result => ({ result: 'failed', code: 'DESK_TRIAL_REFUSED', value });

/** Some servers (nginx) end no handshake over a certificate, but answer with these. */
const doubtful: ReadonlySet<number> = new Set([400, 403, 495, 496]);

async function tryOrigin(url: URL, trial: DestinationTrial): Promise<Result> {
  const heard = await hear(url, trial.tls, trial);
  if ('alert' in heard) return refused(heard.alert);
  if ('failure' in heard) return unreachable(heard.failure);
  if (!doubtful.has(heard.status)) return { result: 'passed', code: null, value: null };
  const value = `HTTP ${heard.status}`;
  const before = trial.present?.cert === undefined ? null : await hear(url, trial.present, trial);
  // What the present one is answered with as well is not about the certificate.
  const isWorse = before !== null && 'status' in before && !doubtful.has(before.status);
  return isWorse ? refused(value) : { result: 'cannot_tell', code: null, value };
}

type Heard = { readonly status: number } | { readonly alert: string } | { readonly failure: string };

function hear(
  url: URL,
  tls: DestinationTls,
  { clock, allowPrivateTargets, resolve }: DestinationTrial,
): Promise<Heard> {
  const { lookup } = createGuardedLookup({ clock, allowPrivateTargets, resolve });
  return new Promise((tell) => {
    let wire: Wire;
    try {
      wire = new Wire({ url, lookup, tls, session: null, onSession: () => undefined, onClosed: () => undefined });
    } catch (thrown) {
      tell({ failure: systemCode(thrown) ?? 'tls' });
      return;
    }
    let text = '';
    const end = (heard: Heard): void => {
      cancel();
      wire.user = null;
      wire.destroy();
      tell(heard);
    };
    const cancel = clock.after(destinationTrialLimitMs, () => {
      end({ failure: 'timeout' });
    });
    wire.user = {
      onReady: () => {
        wire.socket.write(`GET / HTTP/1.1\r\nHost: ${url.host}\r\nConnection: close\r\n\r\n`);
      },
      onData: (piece) => {
        text += piece.toString('latin1');
        const status = /^HTTP\/1\.[01] (?<status>\d{3})/u.exec(text)?.groups?.['status'];
        if (status !== undefined) end({ status: Number(status) });
        else if (text.length > 64) end({ failure: 'protocol' });
      },
      onEnd: () => undefined,
      onError: (error) => {
        const alert = refusalByHost(error);
        end(alert === null ? { failure: systemCode(error) ?? reasonOf(error, wire.phase) } : { alert });
      },
      onClose: () => {
        end({ failure: reasonOf(null, wire.phase) });
      },
    };
  });
}
