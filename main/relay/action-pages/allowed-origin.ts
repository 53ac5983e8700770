import ipaddr from 'ipaddr.js';
import type { RelayConfig } from '#shared/contract/relay-config.ts';

/** Where CXone's own pages and programming interfaces live. */
const cxoneDomains = ['niceincontact.com', 'nice-incontact.com', 'nicecxone.com', 'nicecxone-gov.com'] as const;

const longestUrl = 2_000;

/**
 * Reads an address that came with the link, and gives it back only when it is CXone's: https, the usual port, a name
 * under one of CXone's domains, no user information, no address spelled out. Whoever makes a link chooses these
 * addresses, and one of them is sent a token. `testOrigins` are let through as they are.
 */
export function allowedUrl(text: string, testOrigins: ReadonlySet<string>): URL | null {
  // A reader of addresses drops blanks and line ends silently and takes a backslash for a slash; people do not.
  if (text.length > longestUrl || /[\u0000-\u0020\u007f-\u009f\\]/u.test(text) || !URL.canParse(text)) return null;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '') return null;
  if (testOrigins.has(url.origin)) return url;
  if (url.protocol !== 'https:' || url.port !== '' || isAddress(url.hostname)) return null;
  const ours = cxoneDomains.some((domain) => url.hostname === domain || url.hostname.endsWith(`.${domain}`));
  return ours ? url : null;
}

/** Some installations name the host alone. */
export function allowedHost(text: string, testOrigins: ReadonlySet<string>): string | null {
  const spelled = /^[a-z0-9.-]+$/iu.test(text) ? `https://${text}` : text;
  return allowedUrl(spelled, testOrigins)?.origin ?? null;
}

/** The addresses a configuration for tests names for CXone. None unless private targets are allowed. */
export function testOriginsOf(config: Pick<RelayConfig, 'integrations' | 'allowPrivateTargets'>): ReadonlySet<string> {
  if (!config.allowPrivateTargets) return new Set();
  return new Set(
    config.integrations.flatMap(({ cxone }) =>
      [cxone.issuer, cxone.apiBase].flatMap((address) => (address === undefined ? [] : [new URL(address).origin])),
    ),
  );
}

function isAddress(hostname: string): boolean {
  return hostname.startsWith('[') || ipaddr.isValid(hostname);
}
