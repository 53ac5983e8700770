import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { ContractClient, Handlers } from '#shared/contract/contract-types.ts';
import type { operationsActs, operationsQuestions } from '#shared/contract/operations-contract.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { Receipt } from '#shared/domain/reconnect.ts';
import { operatorName } from '../operator-name.ts';

export interface OperationsHandlerDeps {
  readonly client: Pick<ContractClient<RelayContract>, 'invoke'>;
  /** Asks where to save and writes the file. Null: called off. Throws FILE_NOT_SAVED. */
  readonly saveReceipt: (receipt: Receipt, form: 'json' | 'text') => Promise<string | null>;
}

type OperationsHandlers = Pick<
  Handlers<ConsoleContract>,
  keyof typeof operationsQuestions | keyof typeof operationsActs | 'receipt.export'
>;

/**
 * Questions about health, incidents and alerts, and the acts of an operator, which only the relay can answer. Who acts is
 * the user of this computer; the window has no say in it.
 */
export function operationsHandlers({ client, saveReceipt }: OperationsHandlerDeps): OperationsHandlers {
  return {
    'channel.detail': (input) => client.invoke('channel.detail', input),
    'channel.history': (input) => client.invoke('channel.history', input),
    'reconnect.runs': (input) => client.invoke('reconnect.runs', input),
    'receipt.get': (input) => client.invoke('receipt.get', input),
    'incidents.page': (input) => client.invoke('incidents.page', input),
    'incident.get': (input) => client.invoke('incident.get', input),
    'alerts.get': (input) => client.invoke('alerts.get', input),
    'alerts.status': (input) => client.invoke('alerts.status', input),
    'maintenance.list': (input) => client.invoke('maintenance.list', input),
    'watches.list': (input) => client.invoke('watches.list', input),
    'audit.page': (input) => client.invoke('audit.page', input),
    'shift.handOver': (input) => client.invoke('shift.handOver', input),
    'reconnect.start': (input) => client.invoke('reconnect.start', { ...input, by: operatorName() }),
    'reconnect.continue': (input) => client.invoke('reconnect.continue', { ...input, by: operatorName() }),
    'reconnect.cancel': (input) => client.invoke('reconnect.cancel', { ...input, by: operatorName() }),
    'reconnect.test': (input) => client.invoke('reconnect.test', { ...input, by: operatorName() }),
    'channels.control': (input) => client.invoke('channels.control', { ...input, by: operatorName() }),
    'channel.setSettings': (input) => client.invoke('channel.setSettings', { ...input, by: operatorName() }),
    'channel.addFollower': (input) => client.invoke('channel.addFollower', { ...input, by: operatorName() }),
    'incident.acknowledge': (input) => client.invoke('incident.acknowledge', { ...input, by: operatorName() }),
    'incident.snooze': (input) => client.invoke('incident.snooze', { ...input, by: operatorName() }),
    'incident.assign': (input) => client.invoke('incident.assign', { ...input, by: operatorName() }),
    'incident.note': (input) => client.invoke('incident.note', { ...input, by: operatorName() }),
    'alerts.set': (input) => client.invoke('alerts.set', { ...input, by: operatorName() }),
    'alerts.test': (input) => client.invoke('alerts.test', { ...input, by: operatorName() }),
    'maintenance.plan': (input) => client.invoke('maintenance.plan', { ...input, by: operatorName() }),
    'maintenance.end': (input) => client.invoke('maintenance.end', { ...input, by: operatorName() }),
    'watch.message': (input) => client.invoke('watch.message', { ...input, by: operatorName() }),
    'watch.customer': (input) => client.invoke('watch.customer', { ...input, by: operatorName() }),
    'watch.end': (input) => client.invoke('watch.end', { ...input, by: operatorName() }),
    'shift.note': (input) => client.invoke('shift.note', { ...input, by: operatorName() }),
    'receipt.export': async ({ id, form }) => {
      const receipt = await client.invoke('receipt.get', { id });
      const path = await saveReceipt(receipt, form);
      // The file is there, whether or not the relay is still there to note it.
      if (path !== null) await client.invoke('receipt.exported', { id, form, by: operatorName() }).catch(() => null);
      return { path };
    },
  };
}
