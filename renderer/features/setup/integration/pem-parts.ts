/** What a text with several PEM blocks holds, sorted for CXone's three fields. */
export interface PemParts {
  readonly clientCertificate: string;
  readonly privateKey: string;
  readonly caCertificate: string;
}

const block = /-----BEGIN ([A-Z0-9 ]{1,40})-----[A-Za-z0-9+/=\s]*-----END \1-----/gu;

/**
 * Takes apart what the certificate desk shows, or three files pasted one after the other: the first certificate is the
 * client's, all others are the authority's, the key is the key. Null unless there is one of each.
 */
export function pemParts(text: string): PemParts | null {
  const blocks = [...text.matchAll(block)].map(([all, label]) => ({ all, label: label ?? '' }));
  const certificates = blocks.filter(({ label }) => label === 'CERTIFICATE').map(({ all }) => all);
  const [key, otherKey] = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY')).map(({ all }) => all);
  const [client, ...authority] = certificates;
  if (client === undefined || authority.length === 0 || key === undefined || otherKey !== undefined) return null;
  return { clientCertificate: client, privateKey: key, caCertificate: authority.join('\n') };
}
