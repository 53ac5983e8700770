import { aesKeyOf } from './message-crypto.ts';
import { Ring } from '../kit/ring.ts';
import type { Follower } from './followers.ts';
import { sampleTemplates } from './template-routes.ts';
import type { MessageTemplate } from './template-routes.ts';

export type PushMode = 'plain' | 'compatible' | 'security';

/** One Official Account as its owner configured it at WeChat. */
export interface AccountOptions {
  /** The name the sandbox knows the account by: the relay's channel id. */
  key: string;
  name: string;
  appId: string;
  originalId: string;
  appSecret: string;
  token: string;
  encodingAesKey: string;
  mode: PushMode;
  /** Message templates granted to it; absent: the simulator's samples. */
  templates?: readonly MessageTemplate[];
  /** An account nobody uses yet: for people who set up a channel themselves. Its owner's pages change it. */
  isSpare?: boolean;
  /** Addresses and networks that may call the API; absent: all may. */
  ipAllowList?: readonly string[];
}

export interface AlarmCount {
  count: number;
  firstAt: number;
  sample: string;
}

/** Failure classes of the platform's push alarms. */
export type PushFailure =
  'dnsFailure' | 'connectFailure' | 'connectTimeout' | 'requestTimeout' | 'illegalResponse' | 'markFail';

/** An account while the simulator runs. */
export interface Account {
  options: AccountOptions;
  aesKey: Buffer;
  /** Where pushes go; undefined until the owner saved a URL. */
  callbackUrl: string | undefined;
  followers: Map<string, Follower>;
  templates: MessageTemplate[];
  lostInARow: number;
  /** Platform time until which nothing is pushed. */
  markFailUntil: number;
  alarms: Map<PushFailure, AlarmCount>;
  /** Sent to the owner's URL or about to be. */
  pushes: { offered: number; accepted: number; lost: number; withheld: number; deliveries: number };
  sends: { accepted: number; refused: number };
  calls: Ring<ApiCallRecord>;
}

export interface ApiCallRecord {
  at: number;
  path: string;
  errcode: number;
  rid: string | null;
}

export class AccountBook {
  private readonly byKey = new Map<string, Account>();
  private readonly byAppId = new Map<string, Account>();

  constructor(accounts: readonly AccountOptions[]) {
    for (const options of accounts) {
      const account = createAccount(options);
      this.byKey.set(options.key, account);
      this.byAppId.set(options.appId, account);
    }
  }

  list(): Account[] {
    return [...this.byKey.values()];
  }

  /** Throws when there is no such account. */
  get(key: string): Account {
    const account = this.byKey.get(key);
    if (!account) throw new UnknownAccountError(key);
    return account;
  }

  withAppId(appId: string): Account | undefined {
    return this.byAppId.get(appId);
  }

  /** The owner edits the configuration at WeChat. */
  change(key: string, changes: Partial<Omit<AccountOptions, 'key' | 'appId' | 'originalId'>>): void {
    const account = this.get(key);
    account.options = { ...account.options, ...changes };
    account.aesKey = aesKeyOf(account.options.encodingAesKey);
  }
}

export class UnknownAccountError extends Error {
  override readonly name = 'UnknownAccountError';
  constructor(key: string) {
    super(`No account "${key}"`);
  }
}

function createAccount(options: AccountOptions): Account {
  return {
    options,
    aesKey: aesKeyOf(options.encodingAesKey),
    callbackUrl: undefined,
    followers: new Map(),
    templates: [...(options.templates ?? sampleTemplates)],
    lostInARow: 0,
    markFailUntil: 0,
    alarms: new Map(),
    pushes: { offered: 0, accepted: 0, lost: 0, withheld: 0, deliveries: 0 },
    sends: { accepted: 0, refused: 0 },
    calls: new Ring(200),
  };
}
