import type { ContractClient } from '#shared/contract/contract-types.ts';
import type { RelayContract } from '#shared/contract/relay-contract.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { RelayTasks } from './relay-tasks.ts';
import type { SetupHere } from './setup-here.ts';

/** What the parts of the set-up share. */
export interface SetupDeps {
  readonly here: SetupHere;
  readonly client: Pick<ContractClient<RelayContract>, 'invoke'>;
  readonly tasks: RelayTasks;
  /** One change after the other: a change that waits for the vault must not be overtaken. */
  readonly inTurn: <T>(work: () => Promise<T>) => Promise<T>;
  /** Lets the relay start anew on what stands in the book now. */
  readonly restartRelay: () => Promise<unknown>;
  /** Tells the window what the set-up looks like now. */
  readonly changed: () => void;
  readonly clock: Clock;
  readonly log: Logger;
  /** Who acts: the user of this computer. */
  readonly by: () => string;
}

type Noted = 'applied' | 'removed' | 'exported' | 'imported' | 'sheet_saved' | 'secret_made';

/** For the audit, which the relay keeps. `subject` names what, never a secret. */
export function note({ tasks, client, by }: SetupDeps, what: Noted, subject: string): void {
  const who = by();
  tasks.add('setup.noted', () => client.invoke('setup.noted', { what, subject: subject.slice(0, 200), by: who }));
}
