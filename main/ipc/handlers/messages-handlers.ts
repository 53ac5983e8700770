import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { ContractClient, Handlers } from '#shared/contract/contract-types.ts';
import type { messagesActs, messagesQuestions } from '#shared/contract/messages-contract.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import { operatorName } from '../operator-name.ts';

type MessagesHandlers = Pick<Handlers<ConsoleContract>, keyof typeof messagesQuestions | keyof typeof messagesActs>;

/** The message log: the relay answers; who acts is the user of this computer. */
export function messagesHandlers(client: Pick<ContractClient<RelayContract>, 'invoke'>): MessagesHandlers {
  return {
    'traffic.history': (input) => client.invoke('traffic.history', input),
    'message.wire': (input) => client.invoke('message.wire', input),
    'message.context': (input) => client.invoke('message.context', input),
    'message.media': (input) => client.invoke('message.media', input),
    'tasks.list': (input) => client.invoke('tasks.list', input),
    'task.results': (input) => client.invoke('task.results', input),
    'task.planned': (input) => client.invoke('task.planned', input),
    'message.reveal': (input) => client.invoke('message.reveal', { ...input, by: operatorName() }),
    'customer.reveal': (input) => client.invoke('customer.reveal', { ...input, by: operatorName() }),
    'customer.erase': (input) => client.invoke('customer.erase', { ...input, by: operatorName() }),
    'task.plan': (input) => client.invoke('task.plan', { ...input, by: operatorName() }),
    'task.start': (input) => client.invoke('task.start', { ...input, by: operatorName() }),
    'task.act': (input) => client.invoke('task.act', { ...input, by: operatorName() }),
  };
}
