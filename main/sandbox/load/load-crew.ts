import { startLoadRun } from './load-run.ts';
import type { LoadParts, LoadProgress, LoadRequest, LoadRun, Talker } from './load-run.ts';

/** The customers of load runs: made once, used again by later runs. */
export interface LoadCrew {
  run(request: LoadRequest): LoadRun;
  current(): LoadProgress | undefined;
  stop(): void;
}

export function createLoadCrew(parts: LoadParts): LoadCrew {
  const talkers: Talker[] = [];
  let lastId = 0;
  let latest: LoadRun | undefined;

  const recruit = (request: LoadRequest): Talker[] => {
    const accounts = request.channels ?? inUse(parts).map(({ options }) => options.key);
    const crew = talkers.filter(({ account }) => accounts.includes(account)).slice(0, request.conversations);
    while (crew.length < request.conversations) {
      const account = accounts[crew.length % accounts.length] ?? '';
      const { openid } = parts.wechat.customers.follow(account, {
        nickname: `Load ${talkers.length + 1}`,
        language: 'en',
      });
      parts.ignore(openid);
      const talker: Talker = {
        account,
        openid,
        threadId: undefined,
        isWriting: false,
        isAnswered: false,
        unsent: 0,
        repliesLeft: 0,
      };
      talkers.push(talker);
      crew.push(talker);
    }
    return crew;
  };

  return {
    run(request) {
      if (latest && latest.progress().state !== 'done') throw new LoadBusyError();
      lastId += 1;
      latest = startLoadRun(lastId, request, recruit(request), parts);
      return latest;
    },
    current: () => latest?.progress(),
    stop: () => latest?.stop(),
  };
}

export class LoadBusyError extends Error {
  override readonly name = 'LoadBusyError';
  constructor() {
    super('A load run is still going on');
  }
}

const inUse = ({ wechat }: LoadParts) => wechat.accounts.list().filter(({ options }) => options.isSpare !== true);
