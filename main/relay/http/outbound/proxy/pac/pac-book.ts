import { isAbsolute } from 'node:path';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import { silentLogger, type Logger } from '#shared/lib/logger.ts';
import { systemClock } from '#main/node/system-clock.ts';
import type { ProxyRoute } from '../proxy-route.ts';
import { PacFinder } from './pac-finder.ts';
import { startPacMachine, type PacMachine } from './pac-machine.ts';
import { lookUpName, ownAddress, type LookUpName } from './pac-names.ts';
import { PacScript } from './pac-script.ts';
import { isAddress, pacReader, placeOf, type ReadPac } from './pac-source.ts';

/** A file on this computer is looked at as often as its answers are asked for anew; one of a server each hour. */
const rereadFileMs = 4 * 60_000;
const rereadAddressMs = 60 * 60_000;

/** What PAC files need; each has its real one. */
export interface PacDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly startMachine: () => PacMachine;
  readonly readerOf: (source: string, ca: string | null) => ReadPac;
  readonly lookUp: LookUpName;
}

/** One PAC file in use. */
export interface Pac {
  readonly finder: PacFinder;
  /** Where it lies, for people. */
  readonly place: string;
}

interface PacWay {
  readonly pac: Pac;
  readonly routeTo: (url: URL) => ProxyRoute | null;
}

/** The PAC files of a configuration, each once. */
export class PacBook {
  readonly #destinations: RelayConfig['destinations'];
  readonly #deps: PacDeps;
  readonly #ways = new Map<string, PacWay>();
  readonly #listeners: ((origin: string) => void)[] = [];

  constructor(destinations: RelayConfig['destinations'], deps: Partial<PacDeps>) {
    this.#destinations = destinations;
    this.#deps = {
      clock: systemClock,
      log: silentLogger,
      startMachine: startPacMachine,
      readerOf: pacReader,
      lookUp: lookUpName,
      ...deps,
    };
  }

  get isEmpty(): boolean {
    return this.#ways.size === 0;
  }

  /** Throws PROXY_SETTING_INVALID for a source that is neither an address nor an absolute path. */
  wayOf(source: string): PacWay {
    const known = this.#ways.get(source);
    if (known !== undefined) return known;
    const made = this.#made(source);
    this.#ways.set(source, made);
    return made;
  }

  onOtherWays(listener: (origin: string) => void): void {
    this.#listeners.push(listener);
  }

  #made(source: string): PacWay {
    const { clock, log, lookUp } = this.#deps;
    const place = placeOf(source);
    if (isAddress(source) ? !URL.canParse(source) : !isAbsolute(source)) {
      throw new RelayError('PROXY_SETTING_INVALID', 'a PAC file has an http(s) address or an absolute path', {
        value: place,
      });
    }
    const host = isAddress(source) ? new URL(source).hostname : null;
    const ca = this.#destinations.find((one) => one.host === host)?.ca ?? null;
    let machine: PacMachine | null = null;
    const script = new PacScript({
      place,
      read: this.#deps.readerOf(source, ca),
      rereadMs: host === null ? rereadFileMs : rereadAddressMs,
      machine: (ask) => (machine ??= this.#deps.startMachine())(ask),
      lookUp,
      ownAddress,
      clock,
      log,
      onChange: () => {
        finder.outdated();
      },
    });
    const finder = new PacFinder({
      script,
      place,
      clock,
      onOtherWays: (origin) => {
        for (const listener of this.#listeners) listener(origin);
      },
    });
    return { pac: { finder, place }, routeTo: (url) => finder.routeTo(url) };
  }
}
