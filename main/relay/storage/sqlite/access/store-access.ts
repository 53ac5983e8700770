import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { ChangeOptions } from '../commit-queue.ts';
import type { ConnectionKeeper } from '../connection-keeper.ts';
import type { HeldClaims } from '../held-claims.ts';
import type { StoreSession } from '../store-session.ts';

/** What the groups of the store's methods share: one connection, and one queue of commits. */
export interface StoreAccess {
  readonly connection: ConnectionKeeper;
  readonly held: HeldClaims;
  readonly clock: Clock;
  readonly log: Logger;
  /** The change is on disk when this resolves. */
  readonly write: <T>(change: (session: StoreSession) => T, options?: ChangeOptions) => Promise<T>;
  readonly read: <T>(read: (session: StoreSession) => T) => Promise<T>;
}
