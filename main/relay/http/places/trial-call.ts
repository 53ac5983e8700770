import type { X509Certificate } from 'node:crypto';
import { connect, type SecureVersion } from 'node:tls';
import type { Clock } from '#shared/lib/clock.ts';
import { systemCode } from '../../core/system-code.ts';
import type { PlaceMaterial } from '../../ports/certificate-places.ts';
import { isSignedBy } from '../client-chain.ts';
import type { TrialContexts } from './trial-contexts.ts';

/** For connection, handshake and, where something is asked, its answer, milliseconds. */
export const trialCallLimitMs = 4_000;
/** The listener hears of a call's end a little later than we do, milliseconds. */
export const afterwardsMs = 1_000;

export interface TrialCallDeps {
  readonly clock: Clock;
  readonly trials: TrialContexts;
  readonly host: string;
  readonly port: number;
}

export interface TrialCall {
  /** The name asked for. */
  readonly name: string;
  readonly version?: SecureVersion;
  /** How what it is shown must sign: an engine that holds certificates of two kinds chooses by this. */
  readonly signatures: string;
  /** PEM of the only authority trusted; left out: the public ones. */
  readonly trusts?: string;
  /** What the caller shows of itself. */
  readonly shows?: PlaceMaterial;
  /** Sends a request once the handshake is done, and waits for what comes. */
  readonly asks?: boolean;
}

export interface TrialAnswer {
  /** The certificates the listener sent, leaf first, as far as each was signed by the next; empty: none was seen. */
  readonly chain: readonly X509Certificate[];
  /** Null: verified. Otherwise the engine's word. */
  readonly unverified: string | null;
  readonly isSecured: boolean;
  /** Bytes that came over it. */
  readonly bytes: number;
  /** Why it ended before it was done; null: it went as it should, 'timeout': nothing came. */
  readonly error: string | null;
}

/** One call of our own to our own listener. Never rejects. */
export function callAsTrial(call: TrialCall, { clock, trials, host, port }: TrialCallDeps): Promise<TrialAnswer> {
  return new Promise((resolve) => {
    let from: number | null = null;
    let bytes = 0;
    let seen: Pick<TrialAnswer, 'chain' | 'unverified'> = { chain: [], unverified: null };
    let isSecured = false;
    const socket = connect({
      host,
      port,
      servername: call.name,
      // A call to ourselves that looks at what it is shown: what the engine says of it is kept and judged afterwards.
      // eslint-disable-next-line no-restricted-syntax -- nothing is sent that anybody else may not see
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
      ALPNProtocols: ['http/1.1'],
      sigalgs: call.signatures,
      minVersion: call.version ?? 'TLSv1.2',
      ...(call.version !== undefined && { maxVersion: call.version }),
      ...(call.trusts !== undefined && { ca: call.trusts }),
      ...call.shows,
    });
    let isOver = false;
    const end = (error: string | null): void => {
      if (isOver) return;
      isOver = true;
      cancel();
      socket.destroy();
      if (from !== null) {
        const leaving = from;
        clock.after(afterwardsMs, () => {
          trials.calledFrom(leaving);
        });
      }
      resolve({ ...seen, isSecured, bytes, error });
    };
    const cancel = clock.after(trialCallLimitMs, () => {
      end('timeout');
    });
    socket.once('connect', () => {
      from = socket.localPort ?? null;
      if (from !== null) trials.callsFrom(from);
    });
    socket.once('secureConnect', () => {
      isSecured = true;
      // Once only: the engine takes it off what was sent.
      const leaf = socket.getPeerX509Certificate();
      const refusal = socket.authorizationError as unknown;
      seen = {
        chain: leaf === undefined ? [] : chainFrom(leaf),
        unverified: socket.authorized
          ? null
          : typeof refusal === 'string'
            ? refusal
            : (systemCode(refusal) ?? 'unknown'),
      };
      if (call.asks === true) socket.write('GET / HTTP/1.1\r\nhost: trial.invalid\r\nconnection: close\r\n\r\n');
      // The last word of the handshake is ours: it must leave before we do.
      else socket.end();
    });
    socket.on('data', (piece: Buffer) => {
      bytes += piece.length;
    });
    socket.once('error', (error) => {
      end(systemCode(error) ?? 'unknown');
    });
    socket.once('close', () => {
      end(isSecured ? null : 'ECONNRESET');
    });
  });
}

/** What was sent, as far as each was signed by the next. The engine gives all of it, whoever signed. */
function chainFrom(leaf: X509Certificate): readonly X509Certificate[] {
  const chain = [leaf];
  let last = leaf;
  for (let next = last.issuerCertificate; next !== undefined && isSignedBy(last, next); next = last.issuerCertificate) {
    if (chain.length >= mostSent) break;
    chain.push(next);
    last = next;
  }
  return chain;
}

const mostSent = 10;
