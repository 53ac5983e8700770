import type { Socket } from 'node:net';
import type { Server, TLSSocket } from 'node:tls';
import type { PlaceEvent } from '../../ports/certificate-places.ts';
import { peerName } from '../peer-name.ts';
import { refusalByCaller } from './certificate-alert.ts';
import { HabitualPeers } from './habitual-peers.ts';

export interface ConnectionWatchDeps {
  /** A trial of our own, by the port it calls from or the name it asks for. */
  readonly isTrial: (remotePort: number | undefined, serverName: string | null) => boolean;
  /** The relay looks whether it can be reached: what breaks off meanwhile may be its own call. */
  readonly isLooking: () => boolean;
}

/** handshake: begun. secured: done, no call yet. settled: whatever comes of it says nothing more of the certificate. */
type Phase = 'handshake' | 'secured' | 'settled';

interface Connection {
  readonly peer: string;
  readonly port: number | undefined;
  /** Which certificate it was shown, counted from the start. */
  readonly generation: number;
  phase: Phase;
}

/** What the engine says of a handshake that failed. */
interface Word {
  readonly error: NodeJS.ErrnoException;
  readonly socket: TLSSocket;
}

/**
 * What becomes of connections to a listener after they were shown its certificate. Callers tell it in three ways: by an alert
 * (in the handshake, or right after it), by going away without a word (TLS 1.3 as well as libraries that verify after the
 * handshake), or by calling. Counted are connections of the present certificate only.
 */
export class ConnectionWatch {
  readonly #deps: ConnectionWatchDeps;
  readonly #listeners = new Set<(event: PlaceEvent) => void>();
  readonly #open = new Map<string, Connection>();
  /**
   * When a caller is gone the engine cannot say any more whose the error was. Its word and the end of the connection below come
   * within a moment, either first; so the one that came first waits here for the other.
   */
  readonly #gone: Connection[] = [];
  readonly #words: Word[] = [];
  readonly #habitual = new HabitualPeers();
  #generation = 0;

  constructor(deps: ConnectionWatchDeps) {
    this.#deps = deps;
  }

  /** To be called before the listener listens, and after whoever judges callers. */
  attach(server: Server): void {
    // Ahead of the engine, which chooses the certificate at this moment.
    server.prependListener('connection', (raw: Socket) => {
      this.#began(raw);
    });
    // Ahead of whoever may turn the caller away.
    server.prependListener('secureConnection', (socket: TLSSocket) => {
      this.#secured(socket);
    });
    server.on('tlsClientError', (error: NodeJS.ErrnoException, socket: TLSSocket) => {
      this.#handshakeFailed(error, socket);
    });
  }

  /** Connections from here on are shown another certificate. */
  changed(): void {
    this.#generation += 1;
    this.#habitual.nextGeneration();
  }

  /** A call came in over it, for something that is served here. */
  called(socket: Socket): void {
    // A listener without TLS of its own is not watched.
    if (this.#open.size === 0) return;
    const connection = this.#open.get(keyOf(socket));
    if (connection?.phase !== 'secured') return;
    connection.phase = 'settled';
    this.#habitual.called(connection.peer);
    this.#tell(connection, { kind: 'accepted' });
  }

  watch(listener: (event: PlaceEvent) => void): () => void {
    const own = (event: PlaceEvent): void => {
      listener(event);
    };
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  #began(raw: Socket): void {
    const key = keyOf(raw);
    const connection: Connection = {
      peer: peerName(raw.remoteAddress),
      port: raw.remotePort,
      generation: this.#generation,
      phase: 'handshake',
    };
    this.#open.set(key, connection);
    raw.once('close', () => {
      if (this.#open.get(key) === connection) this.#open.delete(key);
      if (connection.phase !== 'handshake') return;
      // Who sent nothing has not asked for a certificate.
      if (raw.bytesRead === 0) connection.phase = 'settled';
      const word = this.#words.shift();
      if (word !== undefined) this.#judgeHandshake(connection, word);
      else waitIn(this.#gone, connection);
    });
  }

  #secured(socket: TLSSocket): void {
    const connection = this.#open.get(keyOf(socket));
    if (connection === undefined) return;
    // A session taken up again was shown no certificate.
    const says = !socket.isSessionReused() && !this.#isTrial(connection, socket);
    connection.phase = says ? 'secured' : 'settled';
    if (!says) return;
    socket.once('end', () => {
      this.#brokeOff(connection, socket);
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      const reason = refusalByCaller(error);
      if (reason !== null) this.#refused(connection, reason);
      else if (isGone(error)) this.#brokeOff(connection, socket);
    });
  }

  #handshakeFailed(error: NodeJS.ErrnoException, socket: TLSSocket): void {
    const word: Word = { error, socket };
    const isKnown = socket.remotePort !== undefined;
    const connection = isKnown
      ? (this.#open.get(keyOf(socket)) ?? this.#gone.find(({ port }) => port === socket.remotePort))
      : this.#gone.shift();
    if (connection !== undefined) this.#judgeHandshake(connection, word);
    else if (!isKnown) waitIn(this.#words, word);
  }

  #judgeHandshake(connection: Connection, { error, socket }: Word): void {
    if (connection.phase !== 'handshake') return;
    if (this.#isTrial(connection, socket)) {
      connection.phase = 'settled';
      return;
    }
    const reason = refusalByCaller(error);
    if (reason !== null) this.#refused(connection, reason);
    // Where we refused the caller's certificate, it was us who broke off.
    else if (isGone(error) && !wasRefused(socket)) this.#brokeOff(connection, socket);
    else connection.phase = 'settled';
  }

  #refused(connection: Connection, reason: string): void {
    if (connection.phase === 'settled') return;
    connection.phase = 'settled';
    if (this.#isHeard(connection)) this.#tell(connection, { kind: 'refused', reason });
  }

  #brokeOff(connection: Connection, socket: TLSSocket): void {
    if (connection.phase === 'settled') return;
    const wasSecured = connection.phase === 'secured';
    connection.phase = 'settled';
    // Who sent a byte over it has taken the certificate, whatever it wanted.
    if ((wasSecured && socket.bytesRead > 0) || this.#deps.isLooking()) return;
    if (connection.generation === this.#generation && this.#habitual.brokeOff(connection.peer)) return;
    if (this.#isHeard(connection)) this.#tell(connection, { kind: 'silent' });
  }

  #isHeard({ generation, peer }: Connection): boolean {
    return generation === this.#generation && this.#habitual.isHeard(peer);
  }

  #isTrial({ port }: Connection, { servername }: TLSSocket): boolean {
    return this.#deps.isTrial(port, typeof servername === 'string' ? servername : null);
  }

  #tell(connection: Connection, event: PlaceEvent): void {
    if (connection.generation !== this.#generation) return;
    for (const listener of [...this.#listeners]) listener(event);
  }
}

/** Longer than the two halves of one end lie apart, milliseconds. */
const halfWaitsMs = 1_000;
const mostWaiting = 256;

function waitIn<Half>(halves: Half[], half: Half): void {
  halves.push(half);
  if (halves.length > mostWaiting) halves.shift();
  setTimeout(() => {
    const at = halves.indexOf(half);
    if (at >= 0) halves.splice(at, 1);
  }, halfWaitsMs).unref();
}

const isGone = ({ code }: NodeJS.ErrnoException): boolean => code === 'ECONNRESET' || code === 'EPIPE';

const wasRefused = ({ authorizationError }: TLSSocket): boolean => (authorizationError as unknown) !== null;

/** The same for a TLS connection and for the TCP connection below it. */
function keyOf({ remoteAddress, remotePort, localPort }: Socket): string {
  return `${remoteAddress ?? ''} ${remotePort ?? ''} ${localPort ?? ''}`;
}
