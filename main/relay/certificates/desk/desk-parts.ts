import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AuditTrail } from '../../ports/audit-trail.ts';
import type { CertificateAlerts } from '../../ports/certificate-alerts.ts';
import type { CertificatePlaces } from '../../ports/certificate-places.ts';
import type { DeskShelf } from './desk-shelf.ts';
import type { Lanes } from './lanes.ts';
import type { PlaceFiles } from './place-files.ts';

export interface CertificateDeskDeps {
  readonly shelf: DeskShelf;
  readonly places: CertificatePlaces;
  readonly clock: Clock;
  readonly newId: (prefix: string) => string;
  readonly audit: AuditTrail;
  readonly alerts: CertificateAlerts;
  readonly log: Logger;
  /** Something that is shown has changed. May come often. */
  readonly onChange: () => void;
}

/** What the parts of the desk share. */
export interface DeskParts extends CertificateDeskDeps {
  readonly files: PlaceFiles;
  /** Acts of one name run one after the other: a place's id, or 'trust'. */
  readonly lanes: Lanes;
}

/** Who acts when nobody asked: in the audit. */
export const ourselves = 'Veerpont';
