import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';
import { refusalByHost } from '../places/certificate-alert.ts';
import { bareHost, type DestinationTls } from './connection-pool.ts';
import type { DestinationEvent } from './destinations.ts';
import type { CallPhase } from './transport-failure.ts';

/** Who uses a wire at the moment. */
export interface WireUser {
  /** The connection stands, and over TLS the other side is who it should be. */
  onReady(): void;
  onData(piece: Buffer): void;
  /** The other side sends no more. */
  onEnd(): void;
  onError(error: Error): void;
  onClose(): void;
}

export interface WireOptions {
  readonly url: URL;
  readonly lookup: LookupFunction;
  /** Beyond the public trust store; null for plain connections and where there is nothing. */
  readonly tls: DestinationTls | null;
  /** Of an earlier connection to the same place: shortens the handshake. */
  readonly session: Buffer | null;
  readonly onSession: (wire: Wire, session: Buffer) => void;
  /** Told once what became of it, where we show a certificate. */
  readonly onOutcome?: ((event: DestinationEvent) => void) | undefined;
  readonly onClosed: (wire: Wire) => void;
}

/** One connection that carries one call at a time. Whatever comes while nobody uses it ends it. */
export class Wire {
  readonly socket: Socket;
  readonly isSecure: boolean;
  /** How far the connection has come. */
  phase: CallPhase = 'connecting';
  user: WireUser | null = null;
  /** Until when it may stay unused; monotonic, milliseconds. */
  idleUntil = 0;
  #isClosed = false;
  #onOutcome: ((event: DestinationEvent) => void) | null;

  constructor(options: WireOptions) {
    const { url } = options;
    this.#onOutcome = options.onOutcome ?? null;
    this.isSecure = url.protocol === 'https:';
    this.socket = this.isSecure ? openSecure(options) : openPlain(options);
    this.socket.once('connect', () => {
      this.phase = this.isSecure ? 'securing' : 'sending';
      if (!this.isSecure) this.user?.onReady();
    });
    this.socket.once('secureConnect', () => {
      this.phase = 'sending';
      this.user?.onReady();
    });
    this.socket.on('session', (session: Buffer) => {
      options.onSession(this, session);
    });
    this.socket.on('data', (piece: Buffer) => {
      this.#outcome({ kind: 'accepted' });
      if (this.user === null) this.destroy();
      else this.user.onData(piece);
    });
    this.socket.on('end', () => {
      if (this.phase === 'sending') this.#outcome({ kind: 'silent' });
      if (this.user === null) this.destroy();
      else this.user.onEnd();
    });
    this.socket.on('error', (error) => {
      const reason = refusalByHost(error);
      if (reason !== null) this.#outcome({ kind: 'refused', reason });
      else if (this.phase === 'sending') this.#outcome({ kind: 'silent' });
      this.user?.onError(error);
    });
    this.socket.on('close', () => {
      this.#isClosed = true;
      options.onClosed(this);
      this.user?.onClose();
    });
  }

  get isUsable(): boolean {
    return !this.#isClosed && !this.socket.destroyed && this.socket.writable;
  }

  destroy(): void {
    this.socket.destroy();
  }

  #outcome(event: DestinationEvent): void {
    this.#onOutcome?.(event);
    this.#onOutcome = null;
  }
}

function openPlain({ url, lookup }: WireOptions): Socket {
  return connectPlain({ host: bareHost(url), port: Number(url.port || 80), lookup, noDelay: true });
}

function openSecure({ url, lookup, tls, session }: WireOptions): Socket {
  const host = bareHost(url);
  const socket = connectSecure({
    ...tls,
    host,
    port: Number(url.port || 443),
    lookup,
    // An address is not a name that TLS would send along; it is checked all the same.
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    // Spelled out, because an environment variable could otherwise switch the check off.
    rejectUnauthorized: true,
    ...(session && { session }),
  });
  socket.setNoDelay(true);
  return socket;
}
