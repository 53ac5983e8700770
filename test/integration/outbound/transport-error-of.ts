import { expect } from 'vitest';
import { isTransportError, type TransportError } from '#relay/ports/outbound-http.ts';

/** The error a call ends with; fails the test when the call succeeds or ends with something else. */
export async function transportErrorOf(call: Promise<unknown>): Promise<TransportError> {
  const outcome: unknown = await call.then(
    () => 'it succeeded',
    (thrown: unknown) => thrown,
  );
  if (!isTransportError(outcome)) {
    expect.fail(`no transport error, but: ${String(outcome)}`);
  }
  return outcome;
}
