import type { Handlers } from '#shared/contract/contract-types.ts';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { setupForRelay } from '#shared/contract/setup-contract.ts';
import type { RelayParts } from './compose.ts';
import { createTenantDesk } from './connectors/cxone/setup/tenant-desk.ts';
import { createWeChatTrial } from './connectors/wechat/setup/account-trial.ts';
import type { Notices } from './notices.ts';
import type { RecordKeeper } from './operations/record-keeper.ts';
import type { AuditTrail } from './ports/audit-trail.ts';
import type { CredentialUse } from './ports/credential-use.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';
import type { PendingMessage, RelayStore, Settlement } from './ports/relay-store.ts';
import type { BoxSightings } from './ports/setup-sightings.ts';
import type { WayTrial } from './ports/way-trial.ts';
import { setupHandlers } from './setup/setup-handlers.ts';
import { SightingBook } from './setup/sighting-book.ts';
import { boxSightings, noteSettled, presentAddresses, sightedUses, sightingOwners } from './setup/sighting-hooks.ts';

/** What the relay sees and tries for whoever sets it up. */
export interface SetupParts {
  readonly handlers: Handlers<typeof setupForRelay>;
  readonly box: BoxSightings;
  /** In the place of the credentials' own, for everybody who reports uses. */
  readonly uses: CredentialUse;
  readonly settled: (message: PendingMessage, settlement: Settlement) => void;
  /** Before the record keeper is stopped. */
  stop(): void;
}

export interface SetupDeps {
  readonly config: RelayConfig;
  readonly store: RelayStore;
  readonly http: OutboundHttp;
  readonly notices: Pick<Notices, 'send'>;
  readonly operations: { readonly keeper: RecordKeeper; readonly audit: AuditTrail };
  readonly uses: CredentialUse;
  readonly ways: WayTrial;
  /** CXone made or named these channels, by its ids. */
  readonly inCxone: (cxoneChannelIds: readonly string[]) => void;
}

/** Reads what was seen before. */
export async function composeSetup({ clock, log }: RelayParts, deps: SetupDeps): Promise<SetupParts> {
  const { config, store, http, notices, operations } = deps;
  const book = new SightingBook({
    store,
    keeper: operations.keeper,
    clock,
    log,
    owners: sightingOwners(config),
    present: presentAddresses(config),
    onSighted: (sighting) => {
      notices.send('setup.sighted', sighting);
    },
  });
  await book.load();
  return {
    handlers: setupHandlers({
      tryWeChat: createWeChatTrial({ http, clock }),
      tenant: createTenantDesk({ http, clock }),
      sightings: book,
      audit: operations.audit,
      ways: deps.ways,
      inCxone: deps.inCxone,
    }),
    box: boxSightings(book, config),
    uses: sightedUses(deps.uses, book),
    settled: noteSettled(book),
    stop: () => {
      book.stop();
    },
  };
}
