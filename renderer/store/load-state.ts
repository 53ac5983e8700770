import type { RelayError } from '#shared/errors/relay-error.ts';

/** Whether an area's first answer is there. Data once shown stays shown while it is asked for again. */
export type LoadState =
  { readonly kind: 'loading' } | { readonly kind: 'ready' } | { readonly kind: 'failed'; readonly error: RelayError };
