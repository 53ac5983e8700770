import type { ConsoleClient } from '../lib/console-client.ts';
import type { OperationsSlice } from './operations-slice.ts';

/** Open incidents asked for at once; more are read on their own page. */
const openLimit = 200;
const auditLimit = 50;

/** What the relay tells of its operation becomes state. Returns a function for each notice that ends it. */
export function listenToOperations(client: ConsoleClient, state: OperationsSlice): readonly (() => void)[] {
  return [
    client.on('reconnect.changed', state.runChanged),
    client.on('incident.changed', state.incidentChanged),
    client.on('alert.raised', state.alertRaised),
    client.on('watch.changed', state.watchChanged),
    client.on('gap.found', state.gapFound),
    client.on('audit.added', state.auditAdded),
  ];
}

/** Asks for what was so before the window listened. Each answer counts by itself: one that fails does not keep the others. */
export async function askForOperations(
  client: ConsoleClient,
  state: OperationsSlice,
  ended: () => boolean,
): Promise<void> {
  const take =
    <T>(use: (value: T) => void) =>
    (value: T): void => {
      if (!ended()) use(value);
    };
  await Promise.allSettled([
    client.invoke('reconnect.runs', null).then(take(state.runsListed)),
    client
      .invoke('incidents.page', { state: 'open', channelId: null, before: null, limit: openLimit })
      .then(take(state.openIncidentsListed)),
    client.invoke('watches.list', null).then(take(state.watchesListed)),
    client.invoke('audit.page', { channelId: null, before: null, limit: auditLimit }).then(take(state.auditListed)),
  ]);
}
