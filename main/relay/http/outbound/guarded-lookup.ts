import { lookup as systemLookup } from 'node:dns/promises';
import type { LookupAddress } from 'node:dns';
import type { LookupFunction } from 'node:net';
import type { Clock } from '#shared/lib/clock.ts';
import { isPublicAddress } from './address-guard.ts';
import { TransportFailure } from './transport-failure.ts';

/** Finds every address of a host name. Rejects like dns.lookup when there is none. */
export type HostResolver = (hostname: string) => Promise<readonly LookupAddress[]>;

const systemResolver: HostResolver = (hostname) => systemLookup(hostname, { all: true });

/** Short: an address that changed is found soon, and a resolver that hangs does not stop hosts that just worked. */
const cacheMs = 30_000;
const cacheSize = 1_000;

export interface GuardedLookup {
  /** For net.connect: the addresses it returns are the ones connected to, so nothing can change in between. */
  readonly lookup: LookupFunction;
  /** Forgets a host whose address did not answer. */
  readonly forget: (hostname: string) => void;
}

/** Resolves a host once for all who ask, and refuses it when any of its addresses is not public. */
export function createGuardedLookup(options: {
  readonly clock: Clock;
  readonly allowPrivateTargets: boolean;
  readonly resolve?: HostResolver | undefined;
}): GuardedLookup {
  const { clock, allowPrivateTargets, resolve = systemResolver } = options;
  const known = new Map<string, { readonly addresses: readonly LookupAddress[]; readonly until: number }>();
  const underWay = new Map<string, Promise<readonly LookupAddress[]>>();

  const find = async (hostname: string): Promise<readonly LookupAddress[]> => {
    const addresses = await resolve(hostname);
    const refused = allowPrivateTargets ? undefined : addresses.find(({ address }) => !isPublicAddress(address));
    if (refused !== undefined || addresses.length === 0) {
      throw new TransportFailure('forbidden_target', 'not_sent', `${hostname} has no address that may be called`);
    }
    if (known.size >= cacheSize) known.clear();
    known.set(hostname, { addresses, until: clock.monotonic() + cacheMs });
    return addresses;
  };

  const addressesOf = (hostname: string): Promise<readonly LookupAddress[]> => {
    const entry = known.get(hostname);
    if (entry !== undefined && entry.until > clock.monotonic()) return Promise.resolve(entry.addresses);
    let search = underWay.get(hostname);
    if (search === undefined) {
      search = find(hostname).finally(() => underWay.delete(hostname));
      underWay.set(hostname, search);
    }
    return search;
  };

  return {
    lookup: (hostname, { all, family }, callback) => {
      addressesOf(hostname).then(
        (addresses) => {
          const fitting = addresses.filter(
            (entry) =>
              family === undefined || family === 0 || family === `IPv${entry.family}` || family === entry.family,
          );
          const [first] = fitting;
          if (first === undefined)
            callback(new TransportFailure('dns', 'not_sent', `no fitting address for ${hostname}`), '');
          else if (all) callback(null, fitting);
          else callback(null, first.address, first.family);
        },
        (thrown: unknown) => {
          callback(thrown instanceof Error ? thrown : new Error(String(thrown)), '');
        },
      );
    },
    forget: (hostname) => {
      known.delete(hostname);
    },
  };
}
