import { RelayError } from '#shared/errors/relay-error.ts';
import { systemCode } from '../../core/system-code.ts';
import { isTransportError } from '../../ports/outbound-http.ts';

/** Why a call to an address of the operator's choice did not come off. The address itself may hold a secret: it is not named. */
export function callError(thrown: unknown): RelayError {
  if (!isTransportError(thrown)) return new RelayError('INTERNAL', 'the call failed', { cause: thrown });
  const { transportReason: reason } = thrown;
  if (reason === 'forbidden_target') {
    return new RelayError('ALERT_TARGET_FORBIDDEN', 'the address may not be called', { cause: thrown });
  }
  const value = systemCode(thrown) ?? reason;
  if (reason === 'redirect') return new RelayError('ALERT_REFUSED', 'redirected', { value, cause: thrown });
  return new RelayError('ALERT_UNREACHABLE', reason, { value, cause: thrown });
}
