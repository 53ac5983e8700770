import type { TransportReason } from './outbound-http.ts';

/** What came of going to a host without asking it anything. */
export type HostOutcome =
  | {
      readonly ok: true;
      /** False for http: there was no certificate to look at. */
      readonly secure: boolean;
    }
  | {
      readonly ok: false;
      readonly reason: TransportReason;
      /** The system's own word ('ECONNREFUSED', 'CERT_HAS_EXPIRED'), or our reason where it has none. */
      readonly cause: string;
      /** The host is this computer, which needs no network. */
      readonly isThisComputer: boolean;
      /** The proxy the way went through, 'host:port'; left out where there was none. */
      readonly proxy?: string;
    };

/** Looks up the name, connects and, with https, completes the handshake; by the rules of every outgoing call. Never rejects. */
export type HostCheck = (address: string, signal: AbortSignal) => Promise<HostOutcome>;
