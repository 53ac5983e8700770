import type { ErrorEntry } from './entry.ts';

const never = { retryable: false, action: 'none' } as const;
const wait = { retryable: true, action: 'none' } as const;

/** Errors of the way out through a proxy: of the proxy itself, kept apart from those of the host behind it. */
export const proxyCatalogue = {
  PROXY_UNREACHABLE: wait,
  PROXY_CERTIFICATE: wait,
  PROXY_AUTHENTICATION: wait,
  PROXY_REFUSED: wait,
  PROXY_BROKEN: wait,
  PAC_UNREADABLE: wait,
  PAC_FAILED: wait,
  PAC_UNUSABLE: wait,
  WAY_HOST_UNREACHABLE: wait,
  PROXY_NOT_SUPPORTED: never,
  PROXY_SETTING_INVALID: never,
} as const satisfies Record<string, ErrorEntry>;

export type ProxyCode = keyof typeof proxyCatalogue;
