import { createSecureContext, rootCertificates, type SecureContext } from 'node:tls';
import type { DestinationTls } from '../connection-pool.ts';
import type { ProxyRoute } from './proxy-route.ts';

/** Reading the public authorities takes milliseconds, so it is done once for what a host and its way have in common. */
const known = new WeakMap<ProxyRoute, WeakMap<object, SecureContext>>();
const nothing = {};

/** What is trusted of a host behind a proxy: as without it, and a re-signing proxy's authority beside that. */
export function tlsBehind(
  route: ProxyRoute | null,
  tls: DestinationTls | null,
): DestinationTls | { readonly secureContext: SecureContext } | null {
  if (route?.trustedCa === null || route === null) return tls;
  const ofRoute = known.get(route) ?? new WeakMap<object, SecureContext>();
  known.set(route, ofRoute);
  let secureContext = ofRoute.get(tls ?? nothing);
  if (secureContext === undefined) {
    const others = tls?.ca === undefined ? rootCertificates : [tls.ca];
    secureContext = createSecureContext({ ...tls, ca: [...others, route.trustedCa], minVersion: 'TLSv1.2' });
    ofRoute.set(tls ?? nothing, secureContext);
  }
  return { secureContext };
}
