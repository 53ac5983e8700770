import type { LookupFunction } from 'node:net';
import type { Destinations } from './destinations.ts';
import type { Ways } from './proxy/ways.ts';
import { Wire, type WireUser } from './wire.ts';

/** Someone who wants a wire and may lose interest before there is one. */
export interface WireSeeker extends WireUser {
  readonly hasGivenUp: boolean;
  /** The wire is the seeker's until it is given back or destroyed. */
  take(wire: Wire): void;
}

export interface WirePoolOptions {
  readonly lookup: LookupFunction;
  readonly maxSocketsPerHost: number;
  /** Unused wires are closed after this. */
  readonly idleSocketMs: number;
  readonly destinations: Destinations;
  /** Null: every call goes straight to its host. */
  readonly ways?: Ways | null;
}

/** All wires to one scheme, host and port. */
interface Place {
  readonly url: URL;
  /** The one used last stands last and is taken first: the others grow old and are closed by us, not by the server. */
  readonly idle: Wire[];
  readonly waiting: WireSeeker[];
  /** Wires of before a renewal; they are closed when the call on them is over. */
  outdated: WeakSet<Wire>;
  /** All that are open. */
  readonly wires: Set<Wire>;
  open: number;
  session: Buffer | null;
}

/** A server that announces when it closes an unused connection is forestalled by this much. */
const forestallMs = 1_000;

/** Keep-alive connections, grouped by scheme, host and port, so many to each at most. */
export class WirePool {
  readonly #options: WirePoolOptions;
  readonly #places = new Map<string, Place>();
  #sweepTimer: NodeJS.Timeout | null = null;

  constructor(options: WirePoolOptions) {
    this.#options = options;
    options.destinations.onChange?.((host) => {
      for (const { url } of [...this.#places.values()]) if (url.hostname === host) this.renew(url);
    });
    options.ways?.finder?.onOtherWays((origin) => {
      this.renew(new URL(origin));
    });
  }

  /** Gives the seeker an unused wire, or a new one, or puts it in the queue. */
  seek(url: URL, seeker: WireSeeker): void {
    const place = this.#placeOf(url);
    for (let wire = place.idle.pop(); wire !== undefined; wire = place.idle.pop()) {
      // A process that was held up, or a computer that slept, is late in closing it: the server may have done so.
      if (wire.isUsable && wire.idleUntil > performance.now()) return seeker.take(wire);
      wire.destroy();
    }
    if (place.open < this.#options.maxSocketsPerHost) seeker.take(this.#opened(place));
    else place.waiting.push(seeker);
  }

  /** The call on it is over and another may follow. `idleMs`: what the server says it waits, or null. */
  giveBack(url: URL, wire: Wire, idleMs: number | null): void {
    const place = this.#placeOf(url);
    wire.user = null;
    const limitMs = Math.min(this.#options.idleSocketMs, idleMs === null ? Infinity : idleMs - forestallMs);
    if (!wire.isUsable || limitMs <= 0 || place.outdated.has(wire)) return wire.destroy();
    const next = nextOf(place);
    if (next !== undefined) return next.take(wire);
    wire.idleUntil = performance.now() + limitMs;
    place.idle.push(wire);
    if (this.#sweepTimer !== null) return;
    this.#sweepTimer = setTimeout(this.#sweep, limitMs + 1);
  }

  /** Closes the unused wires to the host of `url`: after a silent time-out none of them can be trusted. */
  dropIdle(url: URL): void {
    for (const wire of this.#placeOf(url).idle.splice(0)) wire.destroy();
  }

  /** No call that begins from here on uses a connection, or a TLS session, of before. */
  renew(url: URL): void {
    const place = this.#places.get(url.origin);
    if (place === undefined) return;
    place.session = null;
    place.outdated = new WeakSet(place.wires);
    for (const wire of place.idle.splice(0)) wire.destroy();
  }

  #placeOf(url: URL): Place {
    const key = url.origin;
    let place = this.#places.get(key);
    if (place === undefined) {
      place = {
        url,
        idle: [],
        waiting: [],
        outdated: new WeakSet(),
        wires: new Set(),
        open: 0,
        session: null,
      };
      this.#places.set(key, place);
    }
    return place;
  }

  #opened(place: Place): Wire {
    place.open += 1;
    const { destinations, lookup, ways } = this.#options;
    const host = place.url.hostname;
    const tls = destinations.get(host) ?? null;
    const opened = new Wire({
      url: place.url,
      lookup,
      tls,
      session: place.session,
      proxy: ways?.routeTo(place.url) ?? null,
      onSession: (wire, session) => {
        // One of before a renewal may have been made with another certificate of ours.
        if (!place.outdated.has(wire)) place.session = session;
      },
      onOutcome:
        tls?.cert === undefined || place.session !== null
          ? undefined
          : (event) => {
              destinations.tell?.(host, tls, event);
            },
      onClosed: (wire) => {
        this.#closed(place, wire);
      },
    });
    place.wires.add(opened);
    return opened;
  }

  #closed(place: Place, wire: Wire): void {
    place.open -= 1;
    place.wires.delete(wire);
    // A session that was just refused must not be offered again.
    if (wire.phase !== 'sending') place.session = null;
    const at = place.idle.indexOf(wire);
    if (at >= 0) place.idle.splice(at, 1);
    const next = nextOf(place);
    if (next !== undefined) next.take(this.#opened(place));
    else if (place.open === 0) this.#places.delete(place.url.origin);
  }

  readonly #sweep = (): void => {
    this.#sweepTimer = null;
    const now = performance.now();
    let nextAt = Infinity;
    for (const place of this.#places.values()) {
      for (const wire of [...place.idle]) {
        if (wire.idleUntil <= now) wire.destroy();
        else nextAt = Math.min(nextAt, wire.idleUntil);
      }
      place.idle.splice(0, place.idle.length, ...place.idle.filter((wire) => wire.isUsable));
    }
    if (nextAt < Infinity) this.#sweepTimer = setTimeout(this.#sweep, nextAt - now + 1);
  };
}

function nextOf(place: Place): WireSeeker | undefined {
  for (let next = place.waiting.shift(); next !== undefined; next = place.waiting.shift()) {
    if (!next.hasGivenUp) return next;
  }
  return undefined;
}
