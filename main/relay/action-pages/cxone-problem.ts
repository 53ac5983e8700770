import { RelayError } from '#shared/errors/relay-error.ts';
import type { AdminFailure, AdminResult } from '../ports/admin-cxone.ts';

/** The value of a call, or the error the page shows. `at`: the exchange of the one-time token, or a call after it. */
export function valueOf<T>(result: AdminResult<T>, at: 'verify' | 'call'): T {
  if (result.ok) return result.value;
  throw asPageError(result.failure, at);
}

function asPageError(failure: AdminFailure, at: 'verify' | 'call'): RelayError {
  const said = [failure.platformCode ?? failure.code, failure.value].filter(Boolean).join(': ');
  switch (failure.code) {
    case 'TARGET_FORBIDDEN':
      return new RelayError('ACTION_HOST_NOT_ALLOWED', 'the host is at an address that may not be called');
    case 'CXONE_TOKEN_REFUSED':
      return at === 'verify'
        ? new RelayError('ACTION_TOKEN_REFUSED', `CXone said ${said}`)
        : new RelayError('ACTION_SESSION_ENDED', `CXone said ${said}`, { platformCode: 'HTTP 401' });
    case 'CXONE_REQUEST_REFUSED':
    case 'CXONE_FORBIDDEN':
      if (at === 'verify') return new RelayError('ACTION_TOKEN_REFUSED', `CXone said ${said}`);
      break;
    default:
  }
  return new RelayError('ACTION_CXONE_FAILED', `CXone said ${said}`, { value: said });
}
