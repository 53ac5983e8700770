import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { ContractClient, Handlers } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { searchActs, searchQuestions } from '#shared/contract/search-contract.ts';
import { operatorName } from '../operator-name.ts';

type SearchHandlers = Pick<Handlers<ConsoleContract>, keyof typeof searchQuestions | keyof typeof searchActs>;

/** Searching and customers: the relay answers; who acts is the user of this computer. */
export function searchHandlers(client: Pick<ContractClient<RelayContract>, 'invoke'>): SearchHandlers {
  return {
    'search.page': (input) => client.invoke('search.page', input),
    'customer.get': (input) => client.invoke('customer.get', input),
    'customer.set': (input) => client.invoke('customer.set', { ...input, by: operatorName() }),
  };
}
