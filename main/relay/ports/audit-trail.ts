import type { AuditLine } from '#shared/domain/operations.ts';

/** Who did what. Never a secret, a message's text or an openid. */
export interface AuditTrail {
  /** Written soon; a failure to write is logged and stops nothing. */
  note(line: Omit<AuditLine, 'id' | 'at'>): void;
}

/** For what may only be done once it stands in the audit. */
export interface KeptAudit {
  /** On disk when this resolves. Rejects with what the store rejects with. */
  keep(line: Omit<AuditLine, 'id' | 'at'>): Promise<void>;
}
