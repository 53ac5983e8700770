import type { Clock } from '#shared/lib/clock.ts';
import { ProxyFailure } from '../proxy-failure.ts';
import type { ProxyRoute } from '../proxy-route.ts';
import { kindsIn, offersOf, type PacOffer } from './pac-offers.ts';
import type { PacScript } from './pac-script.ts';

/** What was found for an address counts for so long, milliseconds. */
const freshMs = 5 * 60_000;
/** From here on it is found anew beside the calls, so that none of them waits, milliseconds. */
const refreshMs = 4 * 60_000;
/** A proxy that could not be reached is not asked for this long while there is another way, milliseconds. */
const asideMs = 5 * 60_000;
/** The same while going straight in its place leads nowhere: where a network lets nobody out, a proxy that was gone for a moment is missed. */
const asideInVainMs = 30_000;
/** Where nothing was found it is not looked again within this time, milliseconds. */
const failedMs = 15_000;
/** Addresses of files are named by the other side; of those not asked for lately so many are kept. */
const mostPlaces = 200;

interface Place {
  /** Null until there was an answer. */
  offers: readonly PacOffer[] | null;
  /** Monotonic. */
  foundAt: number;
  usedAt: number;
  failure: { readonly at: number; readonly error: ProxyFailure } | null;
  finding: Promise<void> | null;
}

export interface PacFinderDeps {
  readonly script: Pick<PacScript, 'answer' | 'readNow'>;
  /** Where the file lies, for people. */
  readonly place: string;
  readonly clock: Clock;
  /** The ways to that origin are others than before. */
  readonly onOtherWays: (origin: string) => void;
}

/** Which ways a PAC file offers to each host, and which of them work. */
export class PacFinder {
  readonly #deps: PacFinderDeps;
  readonly #places = new Map<string, Place>();
  /** Until when, monotonic, by the key of an offer. */
  readonly #aside = new Map<string, number>();
  /** One object for each proxy, so that what is kept for it is found again. */
  readonly #offers = new Map<string, PacOffer>();
  /** Counts the scripts. */
  #version = 0;

  constructor(deps: PacFinderDeps) {
    this.#deps = deps;
  }

  /** Null: the way is known. Otherwise it is when the promise is kept; it rejects with a ProxyFailure. */
  find(url: URL): Promise<void> | null {
    const now = this.#deps.clock.monotonic();
    const place = this.#placeOf(url.origin);
    place.usedAt = now;
    const ageMs = now - place.foundAt;
    if (place.offers !== null && ageMs < refreshMs) return null;
    const { failure } = place;
    if (failure !== null && now - failure.at < failedMs) {
      return place.offers === null ? Promise.reject(failure.error) : null;
    }
    const finding = this.#look(url, place);
    if (place.offers === null || ageMs >= freshMs) return finding;
    finding.catch(() => undefined);
    return null;
  }

  /** Null: straight, or not found yet. */
  routeTo(url: URL): ProxyRoute | null {
    return this.#best(this.#places.get(url.origin)?.offers ?? [])?.route ?? null;
  }

  /** The proxy could not be used. True: there is another way to try. */
  setAside(url: URL, route: ProxyRoute): boolean {
    const offers = this.#places.get(url.origin)?.offers ?? [];
    const failed = offers.find((offer) => offer.route === route);
    // Somebody else's answer by now.
    if (failed === undefined) return offers.length > 0;
    this.#aside.set(failed.key, this.#deps.clock.monotonic() + asideMs);
    return offers.some(({ key }) => !this.#isAside(key));
  }

  /** The host was not reached by the way in use. */
  notReached(url: URL): void {
    const offers = this.#places.get(url.origin)?.offers ?? [];
    if (this.#best(offers)?.route !== null) return;
    const latest = this.#deps.clock.monotonic() + asideInVainMs;
    for (const { key } of offers) {
      const until = this.#aside.get(key);
      if (until !== undefined) this.#aside.set(key, Math.min(until, latest));
    }
  }

  /** Reads the file and asks it anew. 'PROXY a.example.com:8080; DIRECT', as far as it can be used. Throws a ProxyFailure. */
  async findNow(url: URL): Promise<string> {
    await this.#deps.script.readNow();
    const place = this.#placeOf(url.origin);
    await this.#look(url, place);
    const failure = place.failure?.error;
    if (failure !== undefined) throw failure;
    return (place.offers ?? []).map(({ key }) => (key === 'direct' ? 'DIRECT' : key)).join('; ');
  }

  /** Another script: what the old one said counts until the new one was asked, by the next call. */
  outdated(): void {
    this.#version += 1;
    for (const place of this.#places.values()) {
      place.foundAt = -Infinity;
      place.failure = null;
    }
  }

  /** Those that look at the same time share the look. With an older answer a failure is kept and not thrown. */
  #look(url: URL, place: Place): Promise<void> {
    place.finding ??= this.#ask(url, place).finally(() => {
      place.finding = null;
    });
    return place.finding;
  }

  async #ask(url: URL, place: Place): Promise<void> {
    const { script, place: file, clock } = this.#deps;
    const version = this.#version;
    try {
      // No path: what is asked of a host is between us and the host.
      const answer = await script.answer({ url: `${url.origin}/`, host: bare(url.hostname) });
      const offers = offersOf(answer).map((offer) => this.#known(offer));
      if (offers.length === 0) throw new ProxyFailure('pac_unusable', kindsIn(answer), undefined, { place: file });
      const before = place.offers;
      place.offers = offers;
      // By a script that was replaced meanwhile: it will do for this call.
      place.foundAt = version === this.#version || before === null ? clock.monotonic() : -Infinity;
      place.failure = null;
      if (before !== null && keysOf(before) !== keysOf(offers)) this.#deps.onOtherWays(url.origin);
    } catch (thrown) {
      if (!(thrown instanceof ProxyFailure)) throw thrown;
      place.failure = { at: clock.monotonic(), error: thrown };
      if (place.offers === null) throw thrown;
    }
  }

  #known(offer: PacOffer): PacOffer {
    const known = this.#offers.get(offer.key);
    if (known !== undefined) return known;
    this.#offers.set(offer.key, offer);
    return offer;
  }

  /** The first that works as far as is known; when none does, the one whose failure is the longest ago. */
  #best(offers: readonly PacOffer[]): PacOffer | null {
    const [first, ...others] = offers;
    if (first === undefined) return null;
    const free = offers.find(({ key }) => !this.#isAside(key));
    if (free !== undefined) return free;
    const until = ({ key }: PacOffer): number => this.#aside.get(key) ?? 0;
    return others.reduce((best, offer) => (until(offer) < until(best) ? offer : best), first);
  }

  #isAside(key: string): boolean {
    const until = this.#aside.get(key);
    if (until === undefined) return false;
    if (this.#deps.clock.monotonic() < until) return true;
    this.#aside.delete(key);
    return false;
  }

  #placeOf(origin: string): Place {
    const known = this.#places.get(origin);
    if (known !== undefined) return known;
    if (this.#places.size >= mostPlaces) this.#forgetOld();
    const made: Place = { offers: null, foundAt: -Infinity, usedAt: 0, failure: null, finding: null };
    this.#places.set(origin, made);
    return made;
  }

  /** Never one that a call may be about to use: without its answer the call would go straight. */
  #forgetOld(): void {
    const now = this.#deps.clock.monotonic();
    for (const [origin, { usedAt }] of this.#places) if (now - usedAt >= 2 * freshMs) this.#places.delete(origin);
  }
}

function bare(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

const keysOf = (offers: readonly PacOffer[]): string => offers.map(({ key }) => key).join(' ');
