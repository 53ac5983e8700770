import type { X509Certificate } from 'node:crypto';

/** More links than any chain in use has. */
const mostLinks = 8;

/** A client's certificate with all that came with it, whoever signed what. */
export function sentChain(leaf: X509Certificate): readonly X509Certificate[] {
  const chain = [leaf];
  for (
    let next = leaf.issuerCertificate;
    next !== undefined && chain.length < mostLinks;
    next = next.issuerCertificate
  ) {
    chain.push(next);
  }
  return chain;
}

/**
 * Whether a chain that the engine verified once still ends at an authority that is trusted. Like the engine it takes only an
 * authority that signs itself for an end; others that are trusted serve as links.
 */
export function endsAtTrusted(chain: readonly X509Certificate[], trusted: readonly X509Certificate[]): boolean {
  const [leaf, ...sent] = chain;
  if (leaf === undefined) return false;
  const links = [...trusted, ...sent];
  const isTrusted = (one: X509Certificate): boolean => trusted.some((other) => isSame(other, one));
  const leads = (one: X509Certificate, passed: readonly X509Certificate[]): boolean => {
    if (isSignedBy(one, one)) return isTrusted(one);
    if (passed.length >= mostLinks) return false;
    return links.some(
      (link) =>
        link.ca &&
        !passed.some((other) => isSame(other, link)) &&
        isSignedBy(one, link) &&
        leads(link, [...passed, link]),
    );
  };
  return leads(leaf, [leaf]);
}

const isSame = (a: X509Certificate, b: X509Certificate): boolean => a.fingerprint256 === b.fingerprint256;

/** Whether that one is named as the issuer and its key made the signature. */
export function isSignedBy(one: X509Certificate, issuer: X509Certificate): boolean {
  return one.checkIssued(issuer) && one.verify(issuer.publicKey);
}
