import { performance } from 'node:perf_hooks';
import type { Socket } from 'node:net';
import { peerName } from './peer-name.ts';

export interface ConnectionLimits {
  /** Together. Far more than may be at work at once, so that one that is not at work can always give way. */
  readonly total: number;
  /** Of one caller, unless many may stand behind it. */
  readonly perPeer: number;
  /** Held for requests still arriving, all connections together, before their sender is known to be who it says. */
  readonly arrivingBytes: number;
}

export const connectionLimits: ConnectionLimits = { total: 1_024, perPeer: 128, arrivingBytes: 64 * 1024 * 1024 };

interface Held {
  readonly socket: Socket;
  readonly peer: string;
  /** Requests read and not yet answered. */
  working: number;
  /** Monotonic: when it was opened, last began a request, or was last answered. */
  since: number;
  /** What the socket had read when its last request began or was answered. */
  readBefore: number;
}

/**
 * Room for connections. When there is none left, the connection of the busiest caller that has been of no use the longest
 * gives way: never one whose request is at work. So neither idle nor dawdling callers can shut others out.
 */
export class ConnectionRoom {
  readonly #limits: ConnectionLimits;
  readonly #isShared: (peer: string) => boolean;
  readonly #held = new Map<string, Held>();
  /** The same by the socket requests come over, once one has. */
  readonly #bySocket = new WeakMap<Socket, Held>();
  readonly #perPeer = new Map<string, Set<Held>>();
  #evicted = 0;

  constructor(isShared: (peer: string) => boolean, limits: ConnectionLimits = connectionLimits) {
    this.#isShared = isShared;
    this.#limits = limits;
  }

  get size(): number {
    return this.#held.size;
  }

  /** Connections closed to make room, since start. */
  get evicted(): number {
    return this.#evicted;
  }

  /** A new connection. Closed at once when every other one that could give way is at work. */
  admit(socket: Socket): void {
    const held: Held = {
      socket,
      peer: peerName(socket.remoteAddress),
      working: 0,
      since: performance.now(),
      readBefore: 0,
    };
    if (!this.#makeRoom(held.peer)) {
      this.#evicted += 1;
      socket.destroy();
      return;
    }
    const key = keyOf(socket);
    const ofPeer = this.#perPeer.get(held.peer) ?? new Set();
    ofPeer.add(held);
    this.#perPeer.set(held.peer, ofPeer);
    this.#held.set(key, held);
    socket.once('close', () => {
      this.#forget(key, held);
    });
  }

  /** The head of a request was read. */
  begun(socket: Socket): void {
    const held = this.#of(socket);
    if (held === undefined) return;
    held.since = performance.now();
    held.readBefore = held.socket.bytesRead;
  }

  /** A request was read whole. Returns what is to be called when it is answered or given up. */
  works(socket: Socket): () => void {
    const held = this.#of(socket);
    if (held === undefined) return () => undefined;
    held.working += 1;
    return () => {
      held.working -= 1;
      held.since = performance.now();
      held.readBefore = held.socket.bytesRead;
    };
  }

  /** Closes what holds the most of a body that is still arriving, until all of them together are within bounds. */
  sweep(): void {
    const arriving = [...this.#held.values()]
      .filter(({ working }) => working === 0)
      .map((held) => ({ held, bytes: held.socket.bytesRead - held.readBefore }))
      .sort((first, second) => second.bytes - first.bytes);
    let excess = arriving.reduce((sum, { bytes }) => sum + bytes, 0) - this.#limits.arrivingBytes;
    for (const { held, bytes } of arriving) {
      if (excess <= 0) return;
      excess -= bytes;
      this.#evict(held);
    }
  }

  /** Closes every connection, at work or not. */
  closeAll(): void {
    for (const { socket } of this.#held.values()) socket.destroy();
  }

  #of(socket: Socket): Held | undefined {
    const known = this.#bySocket.get(socket);
    if (known !== undefined) return known;
    const held = this.#held.get(keyOf(socket));
    if (held !== undefined) this.#bySocket.set(socket, held);
    return held;
  }

  #makeRoom(peer: string): boolean {
    const { perPeer, total } = this.#limits;
    const ofPeer = this.#perPeer.get(peer);
    if (ofPeer !== undefined && ofPeer.size >= perPeer && !this.#isShared(peer)) return this.#giveWay(ofPeer);
    if (this.#held.size < total) return true;
    const crowds = [...this.#perPeer.values()].sort((first, second) => second.size - first.size);
    return crowds.some((crowd) => this.#giveWay(crowd));
  }

  #giveWay(crowd: ReadonlySet<Held>): boolean {
    let longest: Held | null = null;
    for (const held of crowd) {
      if (held.working === 0 && (longest === null || held.since < longest.since)) longest = held;
    }
    if (longest !== null) this.#evict(longest);
    return longest !== null;
  }

  #evict(held: Held): void {
    this.#evicted += 1;
    this.#forget(keyOf(held.socket), held);
    held.socket.destroy();
  }

  #forget(key: string, held: Held): void {
    if (this.#held.get(key) === held) this.#held.delete(key);
    const ofPeer = this.#perPeer.get(held.peer);
    if (ofPeer === undefined) return;
    ofPeer.delete(held);
    if (ofPeer.size === 0) this.#perPeer.delete(held.peer);
  }
}

/** The same for a TLS connection and for the TCP connection below it. */
function keyOf(socket: Socket): string {
  return `${socket.remoteAddress ?? ''} ${socket.remotePort ?? ''} ${socket.localPort ?? ''}`;
}
