import type { NetworkInterfaceInfo } from 'node:os';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';

const lookEveryMs = 2_000;

type Interfaces = Readonly<Record<string, readonly NetworkInterfaceInfo[] | undefined>>;

/** down: no address but loopback. back: there is one again. changed: others than before, so connections may lead nowhere. */
export type NetworkChange = 'down' | 'back' | 'changed';

export interface NetworkWatchDeps {
  /** `networkInterfaces` of node:os. */
  readonly interfaces: () => Interfaces;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onChange: (change: NetworkChange) => void;
}

/**
 * Notices when this computer loses its network, gets it back, or is moved to another one. What is so at the start is no
 * change and not told.
 */
export class NetworkWatch {
  readonly #deps: NetworkWatchDeps;
  #seen: string | null = null;
  #cancel: (() => void) | null = null;
  #stopped = false;

  constructor(deps: NetworkWatchDeps) {
    this.#deps = deps;
  }

  start(): void {
    this.#seen = this.#look() ?? '';
    this.#plan();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  /** This computer has an address beside its own loopback, as far as can be seen. */
  isUp(): boolean {
    return this.#look() !== '';
  }

  #plan(): void {
    if (this.#stopped) return;
    this.#cancel = this.#deps.clock.after(lookEveryMs, () => {
      this.#compare();
      this.#plan();
    });
  }

  #compare(): void {
    const before = this.#seen;
    const now = this.#look();
    if (now === null || now === before) return;
    this.#seen = now;
    const change: NetworkChange = now === '' ? 'down' : before === '' ? 'back' : 'changed';
    this.#deps.log.info('network.changed', { change });
    this.#deps.onChange(change);
  }

  /** Null when the system will not say; then nothing is concluded. */
  #look(): string | null {
    try {
      return placeOf(this.#deps.interfaces());
    } catch (thrown) {
      this.#deps.log.debug('network.unreadable', { detail: thrown instanceof Error ? thrown.message : '' });
      return null;
    }
  }
}

/**
 * Where this computer stands in networks, as text to compare; empty when in none. Addresses it gives itself (link-local)
 * lead nowhere. Of IPv6 the network counts: the rest of the address changes every day by design.
 */
export function placeOf(interfaces: Interfaces): string {
  const places = Object.values(interfaces)
    .flatMap((addresses) => addresses ?? [])
    .filter(({ internal }) => !internal)
    .flatMap(({ address, family }) => {
      if (family === 'IPv4') return address.startsWith('169.254.') ? [] : [address];
      return /^fe[89ab]/iu.test(address) ? [] : [networkOf(address)];
    });
  return [...new Set(places)].sort().join(' ');
}

/** The first 64 bits. */
function networkOf(address: string): string {
  const [head = '', tail] = address.toLowerCase().split('%', 1).join('').split('::', 2);
  const first = head === '' ? [] : head.split(':');
  const last = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => '0');
  return `${[...first, ...zeros, ...last].slice(0, 4).join(':')}::/64`;
}
