import { allowedUrl } from '../action-pages/allowed-origin.ts';

const none: ReadonlySet<string> = new Set();

/** The case's page at CXone as https address, or null when CXone named none, or one outside its own hosts. */
export function caseLink(detailUrl: string | null): string | null {
  return detailUrl === null ? null : (allowedUrl(detailUrl, none)?.href ?? null);
}
