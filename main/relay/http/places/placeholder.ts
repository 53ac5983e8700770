import type { PlaceMaterial } from '../../ports/certificate-places.ts';
import { issueServerPair, makeAuthority } from '../../certificates/making/private-authority.ts';

/** Shown until somebody brings one; nobody renews it. */
const days = 3_650;

/**
 * What a listener shows that is told to take its certificate from the desk while the desk has none. Its authority's key is gone
 * as soon as it has signed, and nobody trusts it: callers refuse it, as they should.
 */
export async function makePlaceholder(hostNames: readonly string[], now: number): Promise<PlaceMaterial> {
  const authority = await makeAuthority({ name: 'No certificate yet', years: 11, now });
  const pair = await issueServerPair({
    authority,
    name: 'No certificate yet',
    hostNames: hostNames.length > 0 ? hostNames : ['localhost'],
    days,
    now,
  });
  return { cert: pair.certificatePem, key: pair.keyPem };
}
