import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { Operations } from './compose-operations.ts';
import type { RelayParts } from './compose.ts';
import { CertificateDeskService, type CertificateHandlers } from './certificates/desk/certificate-desk-service.ts';
import type { DeskShelf } from './certificates/desk/desk-shelf.ts';
import { ExpiryWatch } from './certificates/expiry-watch.ts';
import type { Notices } from './notices.ts';
import type { CertificatePlaces } from './ports/certificate-places.ts';
import type { RelayStore } from './ports/relay-store.ts';

/** Who shows the desk asks again after a notice: one a second is enough. */
const noticeEveryMs = 1_000;

export interface CertificatesDeps {
  readonly store: RelayStore;
  /** Read before the listeners were made. */
  readonly shelf: DeskShelf;
  readonly places: CertificatePlaces;
  readonly operations: Operations;
  readonly notices: Notices;
}

export interface Certificates {
  readonly handlers: CertificateHandlers;
  /** Once the relay listens and alerts are started. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** relay.json was read again. */
  configChanged(config: RelayConfig): void;
}

/** The certificate desk, and who tells people before a certificate ends. */
export function composeCertificates({ clock, log }: RelayParts, deps: CertificatesDeps): Certificates {
  const { store, shelf, places, operations, notices } = deps;
  let isNoticePlanned = false;
  const desk = new CertificateDeskService({
    shelf,
    places,
    clock,
    newId: operations.newId,
    audit: operations.audit,
    alerts: operations.alerts.certificate,
    log,
    onChange: () => {
      expiry.changed();
      if (isNoticePlanned) return;
      isNoticePlanned = true;
      clock.after(noticeEveryMs, () => {
        isNoticePlanned = false;
        notices.send('certificates.changed', null);
      });
    },
  });
  const expiry = new ExpiryWatch({
    certificates: () => desk.timeLine(),
    facts: store,
    alerts: operations.alerts.certificate,
    clock,
    log,
  });
  return {
    handlers: desk.handlers,
    start: async () => {
      desk.start();
      await expiry.start();
    },
    stop: async () => {
      await expiry.stop();
      await desk.stop();
    },
    configChanged: (config) => {
      desk.configChanged(config);
    },
  };
}
