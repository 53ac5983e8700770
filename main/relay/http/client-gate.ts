import { constants, X509Certificate } from 'node:crypto';
import { Server, type TLSSocket } from 'node:tls';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BoxListen, RelayConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { thumbprintOf } from './certificate-facts.ts';
import { judgeClientCertificate, type ClientVerdict, type PinnedClient } from './client-certificates.ts';
import { peerName } from './peer-name.ts';
import type { TlsMaterial } from './listener-material.ts';

export interface ClientGateDeps {
  readonly listen: BoxListen;
  readonly clients: readonly PinnedClient[];
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  /**
   * A certificate of one of our authorities was turned away. `fingerprint` is null when the engine refused it before we
   * could read it. Strangers, who have none of our authorities', are only logged.
   */
  readonly onRefused: (reason: string, fingerprint: string | null) => void;
  readonly onAccepted: (clientIds: ReadonlySet<string>) => void;
}

/** Who calls, by certificate. */
export interface CallerCertificate {
  /** SHA-256, base64url: what tokens are bound to. */
  readonly thumbprint: string;
  readonly clientIds: ReadonlySet<string>;
}

/** What the engine says of certificates that our own authority signed all the same. */
const ofOurAuthority: ReadonlySet<string> = new Set(['CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'INVALID_PURPOSE']);

/**
 * Asks CXone's calls for a client certificate (mTLS) and judges it before a byte of HTTP is read: the engine verifies chain
 * and dates, we verify purpose, strength and identity. With a proxy in front, the proxy does the first half and says so in a
 * header that is believed from nobody else.
 */
export class ClientGate {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #log: Logger;
  readonly #onRefused: ClientGateDeps['onRefused'];
  readonly #onAccepted: ClientGateDeps['onAccepted'];
  /** Open connections, with the certificate whose chain was verified. */
  readonly #sockets = new Map<TLSSocket, X509Certificate | null>();
  readonly #callers = new WeakMap<object, CallerCertificate>();
  #listen: BoxListen;
  #clients: readonly PinnedClient[];
  #server: Server | null = null;

  constructor(deps: ClientGateDeps) {
    this.#listen = deps.listen;
    this.#clients = deps.clients;
    this.#clock = deps.clock;
    this.#log = deps.log;
    this.#onRefused = deps.onRefused;
    this.#onAccepted = deps.onAccepted;
  }

  get isRequired(): boolean {
    return this.#listen.clientCertificate?.mode === 'required';
  }

  /** For the making of the listener. */
  get tlsOptions() {
    return tlsOptionsOf(this.#listen);
  }

  /** To be called before the listener listens. */
  attach(app: FastifyInstance): void {
    if (this.#listen.clientCertificate === undefined || this.#listen.tls === undefined) return;
    const { server } = app;
    if (!(server instanceof Server)) return;
    this.#server = server;
    // Ahead of the HTTP server's own listener: what is destroyed here is never read.
    server.prependListener('secureConnection', (socket: TLSSocket) => {
      this.#judge(socket);
    });
    server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      this.#handshakeFailed(error, socket);
    });
  }

  /** Who made this call, or null without a certificate that was accepted. */
  callerOf(request: FastifyRequest): CallerCertificate | null {
    const { header } = this.#listen.clientCertificate ?? {};
    if (header === undefined) return this.#callers.get(request.raw.socket) ?? null;
    const peer = peerName(request.raw.socket.remoteAddress);
    if (this.#listen.trustedProxy === undefined || peer !== peerName(this.#listen.trustedProxy)) return null;
    const given = request.headers[header.toLowerCase()];
    const certificate = typeof given === 'string' ? certificateInHeader(given) : null;
    if (certificate === null || !isInTime(certificate, this.#clock.now())) return null;
    const verdict = judgeClientCertificate(certificate, this.#clients);
    if (verdict.ok) return callerBy(certificate, verdict);
    this.#refused(verdict.reason, verdict.fingerprint);
    return null;
  }

  thumbprintOf(request: FastifyRequest): string | null {
    return this.callerOf(request)?.thumbprint ?? null;
  }

  /** Whether the call may act for that client id. */
  mayCall(request: FastifyRequest, clientId: string): boolean {
    return !this.isRequired || this.callerOf(request)?.clientIds.has(clientId) === true;
  }

  /**
   * Changes certificate, authorities and identities of the running listener. New connections follow the new ones; open ones
   * go on, but for those whose certificate counts no more, which end at once.
   */
  replace(listen: BoxListen, clients: readonly PinnedClient[], material: TlsMaterial): void {
    const isOtherTrust = this.#listen.clientCertificate?.ca !== listen.clientCertificate?.ca;
    this.#listen = listen;
    this.#clients = clients;
    this.#server?.setSecureContext({ ...material, ...tlsOptionsOf(listen), minVersion: 'TLSv1.2' });
    for (const [socket, certificate] of [...this.#sockets]) {
      const verdict = certificate === null ? null : judgeClientCertificate(certificate, clients);
      if (certificate !== null && verdict?.ok === true && !isOtherTrust) {
        this.#callers.set(socket, callerBy(certificate, verdict));
        continue;
      }
      this.#callers.delete(socket);
      if (this.isRequired || certificate !== null) this.#end(socket, 'trust_changed');
    }
  }

  #judge(socket: TLSSocket): void {
    const certificate = socket.getPeerX509Certificate() ?? null;
    this.#sockets.set(socket, socket.authorized ? certificate : null);
    socket.once('close', () => {
      this.#sockets.delete(socket);
    });
    if (certificate === null) {
      if (this.isRequired) this.#end(socket, 'no_certificate');
      return;
    }
    if (!socket.authorized) {
      this.#log.warn('box.certificate_not_verified', { reason: String(socket.authorizationError) });
      if (this.isRequired) this.#end(socket, 'not_verified');
      return;
    }
    const verdict = judgeClientCertificate(certificate, this.#clients);
    if (verdict.ok) {
      this.#callers.set(socket, callerBy(certificate, verdict));
      this.#onAccepted(verdict.clientIds);
      return;
    }
    this.#refused(verdict.reason, verdict.fingerprint);
    if (this.isRequired) this.#end(socket, verdict.reason);
  }

  /** TLS 1.3 has told the caller that all is well before it judges the certificate: only we can say what was wrong. */
  #handshakeFailed(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    const refusal = socket.authorizationError as unknown;
    const reason = typeof refusal === 'string' ? refusal : (error.code ?? 'unknown');
    if (ofOurAuthority.has(reason)) this.#refused(reason, null);
    else this.#log.warn('box.handshake_failed', { reason });
  }

  #refused(reason: string, fingerprint: string | null): void {
    this.#log.warn('box.certificate_refused', { reason, fingerprint });
    this.#onRefused(reason, fingerprint);
  }

  #end(socket: TLSSocket, reason: string): void {
    this.#log.debug('box.connection_ended', { reason });
    socket.destroy();
  }
}

function tlsOptionsOf({ clientCertificate }: BoxListen) {
  if (clientCertificate === undefined || clientCertificate.header !== undefined) return {};
  return {
    ca: clientCertificate.ca,
    requestCert: true,
    rejectUnauthorized: clientCertificate.mode === 'required',
    // A session taken up again would skip the look at the certificate.
    secureOptions: constants.SSL_OP_NO_TICKET,
  };
}

function callerBy(certificate: X509Certificate, { clientIds }: ClientVerdict & { ok: true }): CallerCertificate {
  return { thumbprint: thumbprintOf(certificate), clientIds };
}

/** URL-encoded PEM, as nginx writes it (`$ssl_client_escaped_cert`), or DER in Base64 between colons (RFC 9440). */
function certificateInHeader(text: string): X509Certificate | null {
  try {
    const der = /^:([A-Za-z0-9+/=]+):$/u.exec(text.trim())?.[1];
    return new X509Certificate(der === undefined ? decodeURIComponent(text) : Buffer.from(der, 'base64'));
  } catch {
    return null;
  }
}

function isInTime(certificate: X509Certificate, now: number): boolean {
  return Date.parse(certificate.validFrom) <= now && now < Date.parse(certificate.validTo);
}

/** Certificates by which callers are told apart, from the configuration. */
export function pinnedClients(config: Pick<RelayConfig, 'integrations'>): readonly PinnedClient[] {
  return config.integrations.map(({ box }) => ({ clientId: box.clientId, pins: box.clientCertificates }));
}
