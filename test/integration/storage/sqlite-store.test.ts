import { describe } from 'vitest';
import { itBringsMessagesToTheirEnd } from '#test/contracts/relay-store-delivery.contract.ts';
import { itBehavesLikeARelayStore } from '#test/contracts/relay-store.contract.ts';
import { makeSqliteStore } from './sqlite-harness.ts';

describe('the SQLite store', () => {
  itBehavesLikeARelayStore(makeSqliteStore);
  itBringsMessagesToTheirEnd(makeSqliteStore);
});
