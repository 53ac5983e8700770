import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import { operatorName } from '../operator-name.ts';
import type { RelayHost } from '#main/relay-host/relay-host.ts';

type RelayHandlers = Pick<
  Handlers<ConsoleContract>,
  | 'relay.process'
  | 'relay.restart'
  | 'sandbox.status'
  | 'sandbox.start'
  | 'sandbox.stop'
  | 'sandbox.setTraffic'
  | 'channels.list'
  | 'channels.check'
  | 'overview.get'
  | 'traffic.page'
  | 'message.get'
  | 'message.outlook'
  | 'message.act'
  | 'store.verifyCounts'
>;

/** Questions about the relay's process and the sandbox, and those that only the relay itself can answer. */
export function relayHandlers(host: RelayHost): RelayHandlers {
  const { client } = host;
  return {
    'relay.process': () => host.process,
    'relay.restart': () => host.restartRelay(),
    'sandbox.status': () => host.sandboxStatus,
    'sandbox.start': () => host.startSandbox(),
    'sandbox.stop': () => host.stopSandbox(),
    'sandbox.setTraffic': (traffic) => host.setTraffic(traffic),
    'channels.list': (input) => client.invoke('channels.list', input),
    'channels.check': (input) => client.invoke('channels.check', input),
    'overview.get': (input) => client.invoke('overview.get', input),
    'traffic.page': (input) => client.invoke('traffic.page', input),
    'message.get': (input) => client.invoke('message.get', input),
    'message.outlook': (input) => client.invoke('message.outlook', input),
    'message.act': (input) => client.invoke('message.act', { ...input, by: operatorName() }),
    'store.verifyCounts': (input) => client.invoke('store.verifyCounts', input),
  };
}
