import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectSecure, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { refusalByHost } from '../places/certificate-alert.ts';
import { bareHost, type DestinationTls } from './connection-pool.ts';
import type { DestinationEvent } from './destinations.ts';
import { tlsBehind } from './proxy/proxied-tls.ts';
import type { ProxyRoute } from './proxy/proxy-route.ts';
import { openTunnel } from './proxy/proxy-tunnel.ts';
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
  /** Left out or null: straight to the host. */
  readonly proxy?: ProxyRoute | null;
}

/** One connection that carries one call at a time. Whatever comes while nobody uses it ends it. */
export class Wire {
  /** Through a proxy: the connection to it, until the tunnel stands. */
  socket: Socket;
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
    if (options.proxy) {
      this.socket = this.#throughProxy(options, options.proxy);
      return;
    }
    this.socket = this.isSecure ? openSecure(options) : openPlain(options);
    this.socket.once('connect', () => {
      this.phase = this.isSecure ? 'securing' : 'sending';
      if (!this.isSecure) this.user?.onReady();
    });
    this.#listen(options);
  }

  #throughProxy(options: WireOptions, proxy: ProxyRoute): Socket {
    const tunnel = openTunnel(proxy, options.url, {
      onOpen: () => {
        tunnel.removeListener('close', closed);
        if (!this.isSecure) {
          this.phase = 'sending';
          this.#listen(options);
          tunnel.resume();
          this.user?.onReady();
          return;
        }
        this.phase = 'securing';
        try {
          this.socket = secureOver(tunnel, options);
        } catch (thrown) {
          // What was configured for this destination cannot be read.
          tunnel.on('close', closed);
          tunnel.on('error', () => undefined);
          this.user?.onError(thrown instanceof Error ? thrown : new Error(String(thrown)));
          tunnel.destroy();
          return;
        }
        // The end of either is the end of both.
        this.socket.once('close', () => tunnel.destroy());
        this.#listen(options);
      },
      onFailure: (failure) => {
        this.user?.onError(failure);
      },
    });
    const closed = (): void => {
      this.#isClosed = true;
      options.onClosed(this);
      this.user?.onClose();
    };
    tunnel.on('close', closed);
    return tunnel;
  }

  #listen(options: WireOptions): void {
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

function openSecure(options: WireOptions): Socket {
  const { url, lookup, tls } = options;
  const socket = connectSecure({
    ...tls,
    ...handshakeOf(options),
    host: bareHost(url),
    port: Number(url.port || 443),
    lookup,
  });
  socket.setNoDelay(true);
  return socket;
}

function secureOver(tunnel: Socket, options: WireOptions): TLSSocket {
  const { url, tls, proxy } = options;
  return connectSecure({
    ...tlsBehind(proxy ?? null, tls),
    ...handshakeOf(options),
    host: bareHost(url),
    socket: tunnel,
  });
}

function handshakeOf({ url, session }: WireOptions): ConnectionOptions {
  const host = bareHost(url);
  return {
    // An address is not a name that TLS would send along; it is checked all the same.
    servername: isIP(host) === 0 ? host : '',
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    // Spelled out, because an environment variable could otherwise switch the check off.
    rejectUnauthorized: true,
    ...(session && { session }),
  };
}
