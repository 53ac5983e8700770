import { describe } from 'vitest';
import { itKeepsOperations } from '#test/contracts/operations-store.contract.ts';
import { itBringsMessagesToTheirEnd } from '#test/contracts/relay-store-delivery.contract.ts';
import { itBehavesLikeARelayStore } from '#test/contracts/relay-store.contract.ts';
import { makeSqliteStore } from './sqlite-harness.ts';

describe('the SQLite store', () => {
  itBehavesLikeARelayStore(makeSqliteStore);
  itBringsMessagesToTheirEnd(makeSqliteStore);
  itKeepsOperations(makeSqliteStore);
});
