import type { ChannelRepair } from '../ports/channel-watch.ts';

export interface ChannelRepairDeps {
  /** Forgets the token kept and asks for an ordinary one; whether that worked shows in the check that follows. */
  readonly renewTokens: readonly ((signal: AbortSignal) => Promise<unknown>)[];
  /** Closes idle connections to the origin of that address. */
  readonly renewConnections: (address: string) => void;
  /** Base addresses of both sides, as far as they are known. */
  readonly addresses: () => readonly string[];
  readonly restartWorker: () => Promise<void>;
  readonly nextTryInMs: () => number | null;
  readonly answerFollower: ChannelRepair['answerFollower'];
}

/** The rungs of the ladder for one channel, from the parts that do them. */
export function createChannelRepair(deps: ChannelRepairDeps): ChannelRepair {
  return {
    renewTokens: async (signal) => {
      await Promise.all(deps.renewTokens.map((renew) => renew(signal)));
    },
    renewConnections: () => {
      for (const address of deps.addresses()) deps.renewConnections(address);
    },
    restartWorker: deps.restartWorker,
    nextTryInMs: deps.nextTryInMs,
    answerFollower: deps.answerFollower,
  };
}
