import type { ExpiryLine, Serves } from '#shared/domain/certificate-desk.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';

/** One certificate that people are to be told of. */
export interface CertificateAlert {
  readonly name: string;
  /** Epoch ms. */
  readonly validUntil: number;
  /** Null: nothing to do with its end (it was put back by itself). */
  readonly daysLeft: number | null;
  /** CERT_EXPIRES_SOON, CERT_EXPIRED, DESK_REFUSED_BY_CALLERS, DESK_WENT_SILENT. */
  readonly code: ErrorCode;
  readonly serves: Serves;
  /** How it is used; absent when it does not matter. */
  readonly what?: ExpiryLine['what'];
  /** DESK_REFUSED_BY_CALLERS, DESK_WENT_SILENT: nothing earlier could be put back, so it still is in use. */
  readonly stillInUse?: boolean;
}

/** Whom certificates tell before they end, and when one was put back. Called once for each certificate and step. */
export interface CertificateAlerts {
  told(alert: CertificateAlert): void;
}
