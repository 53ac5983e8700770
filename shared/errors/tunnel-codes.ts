import type { ErrorEntry } from './entry.ts';

const never = { retryable: false, action: 'none' } as const;
const wait = { retryable: true, action: 'none' } as const;

/** Errors of the tunnel program that the console starts. */
export const tunnelCatalogue = {
  TUNNEL_PROGRAM_FORM: never,
  TUNNEL_VARIABLE_FORM: never,
  TUNNEL_VARIABLE_TWICE: never,
  TUNNEL_PATTERN_FORM: never,
  TUNNEL_PATTERN_SLOW: never,
  TUNNEL_PROGRAM_MISSING: never,
  TUNNEL_PROGRAM_REFUSED: never,
  TUNNEL_SECRET_MISSING: never,
  TUNNEL_NO_RELAY: wait,
  TUNNEL_ENDED: wait,
  TUNNEL_GAVE_UP: wait,
  TUNNEL_NOT_SAVED: wait,
  TUNNEL_FILE_DAMAGED: never,
} as const satisfies Record<string, ErrorEntry>;

export type TunnelCode = keyof typeof tunnelCatalogue;
