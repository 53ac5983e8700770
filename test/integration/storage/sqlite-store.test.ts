import { describe } from 'vitest';
import { itBehavesLikeARelayStore } from '#test/contracts/relay-store.contract.ts';
import { makeSqliteStore } from './sqlite-harness.ts';

describe('the SQLite store', () => {
  itBehavesLikeARelayStore(makeSqliteStore);
});
