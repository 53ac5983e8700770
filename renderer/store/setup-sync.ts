import { toRelayError } from '#shared/errors/relay-error.ts';
import type { ConsoleClient } from '../lib/console-client.ts';
import { draftKeeperOf } from './setup-drafts.ts';
import type { SetupSlice } from './setup-slice.ts';

/** Asks for the book: at first, and when a page wants it again. */
export async function askForSetup(client: ConsoleClient, state: SetupSlice): Promise<void> {
  try {
    state.setupTold(await client.invoke('setup.view', null));
    draftKeeperOf(client).recover();
  } catch (thrown) {
    state.setupFailed(toRelayError(thrown));
  }
}

/** Asks the relay what it saw before the window listened: at first, and after each of its restarts. */
export async function askForSightings(client: ConsoleClient, state: SetupSlice, ended: () => boolean): Promise<void> {
  try {
    const sightings = await client.invoke('setup.sightings', null);
    if (!ended()) state.sightingsListed(sightings);
  } catch {
    // A relay that does not run has seen nothing; it is asked again when it does.
  }
}

/** What main and the relay tell of the set-up becomes state. Returns a function for each notice that ends it. */
export function listenToSetup(client: ConsoleClient, state: SetupSlice): readonly (() => void)[] {
  return [
    client.on('setup.changed', state.setupTold),
    client.on('setup.sighted', state.sighted),
    () => draftKeeperOf(client).stop(),
  ];
}
