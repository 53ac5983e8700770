import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';

/** The IPv4 address of a name, or null. Never rejects. */
export type LookUpName = (name: string) => Promise<string | null>;

/** A name server that does not answer counts as one that knows nothing, milliseconds. */
const lookUpLimitMs = 4_000;

/** As the system resolves names. */
export const lookUpName: LookUpName = async (name) => {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, lookUpLimitMs, null);
    timer.unref();
  });
  try {
    return await Promise.race([lookup(name, { family: 4 }).then(({ address }) => address), limit]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
};

/** The first address of this computer in a network, as browsers say without asking a name server. */
export function ownAddress(): string {
  const addresses = Object.values(networkInterfaces()).flatMap((of) => of ?? []);
  return addresses.find(({ family, internal }) => family === 'IPv4' && !internal)?.address ?? '127.0.0.1';
}
