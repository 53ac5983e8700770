import { allowedUrl } from '../action-pages/allowed-origin.ts';

/**
 * The case's page at CXone, or null when CXone named none, or one outside its own hosts. `testOrigins`: those of a simulated
 * CXone, which are let through.
 */
export function caseLink(detailUrl: string | null, testOrigins: ReadonlySet<string>): string | null {
  return detailUrl === null ? null : (allowedUrl(detailUrl, testOrigins)?.href ?? null);
}
