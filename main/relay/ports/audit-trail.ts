import type { AuditLine } from '#shared/domain/operations.ts';

/** Who did what. Never a secret, a message's text or an openid. */
export interface AuditTrail {
  /** Written soon; a failure to write is logged and stops nothing. */
  note(line: Omit<AuditLine, 'id' | 'at'>): void;
}
