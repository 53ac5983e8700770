import { constants, X509Certificate } from 'node:crypto';
import { Server, type TLSSocket } from 'node:tls';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { BoxListen, RelayConfig } from '#shared/contract/relay-config.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ExtraTrust } from '../ports/certificate-places.ts';
import { configuredAuthorities } from '../config/configured-authorities.ts';
import { thumbprintOf } from './certificate-facts.ts';
import { judgeClientCertificate, type ClientVerdict, type PinnedClient } from './client-certificates.ts';
import { endsAtTrusted, sentChain } from './client-chain.ts';
import { authoritiesIn } from './listener-material.ts';
import { peerName } from './peer-name.ts';

/** By whom CXone's calls may be made. */
export interface ClientTrust {
  /** PEM texts of one authority or several each. */
  readonly authorities: readonly string[];
  readonly clients: readonly PinnedClient[];
}

/** A client's certificate as it was accepted. */
export interface SeenClient {
  readonly pem: string;
  readonly sha256: string;
  readonly clientIds: ReadonlySet<string>;
}

export interface ClientGateDeps {
  readonly listen: BoxListen;
  readonly trust: ClientTrust;
  readonly clock: Pick<Clock, 'now'>;
  readonly log: Logger;
  /**
   * A certificate of one of our authorities was turned away. `fingerprint` is null when the engine refused it before we
   * could read it. Strangers, who have none of our authorities', are only logged.
   */
  readonly onRefused: (reason: string, fingerprint: string | null) => void;
  readonly onAccepted: (clientIds: ReadonlySet<string>) => void;
  /** A trial of our own: judged like any other, but told to nobody. */
  readonly isTrial?: (remotePort: number | undefined, serverName: string | null) => boolean;
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
  readonly #isTrial: NonNullable<ClientGateDeps['isTrial']>;
  /** Open connections, with the chain that was verified; null: none was. */
  readonly #sockets = new Map<TLSSocket, readonly X509Certificate[] | null>();
  readonly #callers = new WeakMap<object, CallerCertificate>();
  readonly #listeners: ((seen: SeenClient) => void)[] = [];
  /** When a certificate that a proxy passed was told last, epoch ms, by fingerprint. */
  readonly #toldAt = new Map<string, number>();
  readonly #listen: BoxListen;
  #trust: ClientTrust;
  /** Epoch ms. */
  #changedAt = Number.NEGATIVE_INFINITY;

  constructor(deps: ClientGateDeps) {
    this.#listen = deps.listen;
    this.#trust = deps.trust;
    this.#isTrial = deps.isTrial ?? (() => false);
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
    return tlsOptionsOf(this.#listen, this.#trust.authorities);
  }

  /** How the listener itself asks; null: it does not, a proxy in front of it does. */
  get asks(): { readonly mode: 'optional' | 'required'; readonly ca: readonly string[] } | null {
    const { clientCertificate } = this.#listen;
    if (clientCertificate === undefined || clientCertificate.header !== undefined) return null;
    return { mode: clientCertificate.mode, ca: this.#trust.authorities };
  }

  get mode(): 'optional' | 'required' | 'off' {
    return this.#listen.clientCertificate?.mode ?? 'off';
  }

  /** Client ids whose calls are known by a certificate at this moment. */
  get pinned(): ReadonlySet<string> {
    return new Set(this.#trust.clients.filter(({ pins }) => pins.length > 0).map(({ clientId }) => clientId));
  }

  get authorities(): readonly X509Certificate[] {
    return this.#trust.authorities.flatMap((pem) => authoritiesIn(pem) ?? []);
  }

  /** Told of each certificate that was accepted, at its handshake; of those that a proxy passes once a minute. */
  onClient(listener: (seen: SeenClient) => void): void {
    this.#listeners.push(listener);
  }

  /** To be called before the listener listens. */
  attach(app: FastifyInstance): void {
    if (this.#listen.clientCertificate === undefined || this.#listen.tls === undefined) return;
    const { server } = app;
    if (!(server instanceof Server)) return;
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
    const isOne = request.raw.headersDistinct[header.toLowerCase()]?.length === 1;
    // Twice: somebody sent one himself, and the proxy put its own beside it.
    const certificate = isOne && typeof given === 'string' ? certificateInHeader(given) : null;
    if (certificate === null || !isInTime(certificate, this.#clock.now())) return null;
    const verdict = judgeClientCertificate(certificate, this.#trust.clients);
    if (verdict.ok) {
      this.#seenOnceAMinute(certificate, verdict);
      return callerBy(certificate, verdict);
    }
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
   * Whom calls may come from, from here on. An open connection goes on while its certificate counts for somebody and the chain
   * it came with ends at an authority that is trusted; all others end at once. The listener itself is told by its place.
   */
  trust(trust: ClientTrust): void {
    this.#trust = trust;
    this.#changedAt = this.#clock.now();
    const authorities = this.authorities;
    for (const [socket, chain] of [...this.#sockets]) {
      const [certificate] = chain ?? [];
      const verdict = certificate === undefined ? null : judgeClientCertificate(certificate, trust.clients);
      if (certificate !== undefined && verdict?.ok === true && endsAtTrusted(chain ?? [], authorities)) {
        this.#callers.set(socket, callerBy(certificate, verdict));
        continue;
      }
      this.#callers.delete(socket);
      if (this.isRequired || certificate !== undefined) this.#end(socket, 'trust_changed');
    }
  }

  #judge(socket: TLSSocket): void {
    const certificate = socket.getPeerX509Certificate() ?? null;
    // Whatever the engine trusts when it is given no authority, we trust nobody then.
    const isVerified = socket.authorized && this.#trust.authorities.length > 0;
    this.#sockets.set(socket, isVerified && certificate !== null ? sentChain(certificate) : null);
    socket.once('close', () => {
      this.#sockets.delete(socket);
    });
    const isTold = !this.#isTrial(socket.remotePort, serverNameOf(socket));
    if (certificate === null) {
      if (this.isRequired) this.#end(socket, 'no_certificate');
      return;
    }
    if (isVerified && isTold && this.#isOutdated(certificate)) {
      this.#sockets.set(socket, null);
      this.#end(socket, 'trust_changed');
      return;
    }
    if (!isVerified) {
      const reason = socket.authorized ? 'NO_AUTHORITY' : String(socket.authorizationError);
      if (isTold) this.#log.warn('box.certificate_not_verified', { reason });
      if (this.isRequired) this.#end(socket, 'not_verified');
      return;
    }
    const verdict = judgeClientCertificate(certificate, this.#trust.clients);
    if (verdict.ok) {
      this.#callers.set(socket, callerBy(certificate, verdict));
      if (isTold) this.#accepted(certificate, verdict);
      return;
    }
    if (isTold) this.#refused(verdict.reason, verdict.fingerprint);
    if (!this.isRequired) return;
    if (isTold) this.#end(socket, verdict.reason);
    // The last word of an older handshake leaves after this; a trial wants to hear it.
    else setImmediate(() => this.#end(socket, verdict.reason));
  }

  /** Its handshake began before the last change, and was verified by authorities of before. */
  #isOutdated(certificate: X509Certificate): boolean {
    if (Math.abs(this.#clock.now() - this.#changedAt) > longestHandshakeMs) return false;
    return !endsAtTrusted(sentChain(certificate), this.authorities);
  }

  /** TLS 1.3 has told the caller that all is well before it judges the certificate: only we can say what was wrong. */
  #handshakeFailed(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    if (this.#isTrial(socket.remotePort, serverNameOf(socket))) return;
    const refusal = socket.authorizationError as unknown;
    const reason = typeof refusal === 'string' ? refusal : (error.code ?? 'unknown');
    if (ofOurAuthority.has(reason)) this.#refused(reason, null);
    else this.#log.warn('box.handshake_failed', { reason });
  }

  #accepted(certificate: X509Certificate, { fingerprint, clientIds }: ClientVerdict & { ok: true }): void {
    this.#onAccepted(clientIds);
    this.#seen({ pem: certificate.toString(), sha256: fingerprint, clientIds });
  }

  /** A proxy passes the certificate with every call, and nothing tells where a connection began. */
  #seenOnceAMinute(certificate: X509Certificate, { fingerprint, clientIds }: ClientVerdict & { ok: true }): void {
    const now = this.#clock.now();
    const last = this.#toldAt.get(fingerprint);
    if (last !== undefined && Math.abs(now - last) < seenAgainMs) return;
    this.#toldAt.set(fingerprint, now);
    this.#seen({ pem: certificate.toString(), sha256: fingerprint, clientIds });
  }

  #seen(seen: SeenClient): void {
    for (const listener of this.#listeners) listener(seen);
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

const seenAgainMs = 60_000;
/** More than the listener gives a handshake. */
const longestHandshakeMs = 10_000;

function serverNameOf({ servername }: TLSSocket): string | null {
  return typeof servername === 'string' ? servername : null;
}

function tlsOptionsOf({ clientCertificate }: BoxListen, authorities: readonly string[]) {
  if (clientCertificate === undefined || clientCertificate.header !== undefined) return {};
  return {
    // Never left out: with an empty list the engine takes nobody's, without a list those of every public authority.
    ca: [...authorities],
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

/** Authorities and certificates by which callers are told apart: those of the configuration and those of the desk. */
export function clientTrust(config: Pick<RelayConfig, 'integrations' | 'listen'>, extra: ExtraTrust): ClientTrust {
  const ofConfig = configuredAuthorities(config);
  return {
    authorities: [...(ofConfig === null ? [] : [ofConfig]), ...extra.authorities],
    clients: config.integrations.map(({ box }) => ({
      clientId: box.clientId,
      pins: [
        ...box.clientCertificates,
        ...extra.clients.filter(({ clientId }) => clientId === box.clientId).map(({ sha256 }) => ({ sha256 })),
      ],
    })),
  };
}
