import type { AuditLine } from '#shared/domain/operations.ts';
import type { ConsoleClient } from '../lib/console-client.ts';
import type { SlaSlice } from './sla-slice.ts';

const settingsActs: readonly AuditLine['action'][] = ['sla_settings', 'sla_planned_taken_back'];

/** Asks for what was so before the window listened. Each answer counts by itself. */
export async function askForSla(client: ConsoleClient, state: SlaSlice, ended: () => boolean): Promise<void> {
  await Promise.allSettled([
    client.invoke('sla.summary', null).then((summary) => {
      if (!ended()) state.slaSummaryAnswered(summary);
    }),
    client.invoke('sla.settings', null).then((settings) => {
      if (!ended()) state.slaSettingsLoaded(settings);
    }),
  ]);
}

/** What the relay tells of its clocks becomes state. Returns a function for each notice that ends it. */
export function listenToSla(client: ConsoleClient, state: SlaSlice): readonly (() => void)[] {
  return [
    client.on('sla.changed', state.slaChanged),
    // Settings saved by somebody else: what is counted down here follows.
    client.on('audit.added', ({ action }) => {
      if (!settingsActs.includes(action)) return;
      client.invoke('sla.settings', null).then(state.slaSettingsLoaded, () => undefined);
    }),
  ];
}
