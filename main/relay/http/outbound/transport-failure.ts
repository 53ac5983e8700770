import { systemCode } from '../../core/system-code.ts';
import { ProxyFailure } from './proxy/proxy-failure.ts';
import type { SentPhase, TransportError, TransportReason } from '../../ports/outbound-http.ts';

/** What the guarded adapter rejects with. `cause` holds the system's own error with its code, where there is one. */
export class TransportFailure extends Error implements TransportError {
  override readonly name = 'TransportFailure';
  readonly transportReason: TransportReason;
  readonly sentPhase: SentPhase;

  constructor(transportReason: TransportReason, sentPhase: SentPhase, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.transportReason = transportReason;
    this.sentPhase = sentPhase;
  }
}

/** How far a call had come when it failed. */
export type CallPhase = 'waiting' | 'connecting' | 'securing' | 'sending';

/** Names the reason of a system error by how far the call had come; the codes alone do not tell TLS from reset. */
export function reasonOf(error: unknown, phase: CallPhase): TransportReason {
  if (error instanceof TransportFailure) return error.transportReason;
  if (error instanceof ProxyFailure) return error.reason;
  const code = systemCode(error) ?? '';
  if (code.startsWith('HPE_') || code === 'ERR_INVALID_CHAR' || code === 'ERR_HTTP_INVALID_HEADER_VALUE')
    return 'protocol';
  switch (phase) {
    case 'waiting':
      return 'connect';
    case 'connecting':
      return isLookupError(error) ? 'dns' : 'connect';
    case 'securing':
      return 'tls';
    case 'sending':
      return 'reset';
  }
}

function isLookupError(error: unknown): boolean {
  return (
    error instanceof Error &&
    'syscall' in error &&
    typeof error.syscall === 'string' &&
    /^(getaddrinfo|query)/u.test(error.syscall)
  );
}
