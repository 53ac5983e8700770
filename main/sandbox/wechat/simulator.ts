import { jsonAnswer } from '../kit/answer.ts';
import { createTickingClock } from '../kit/clock.ts';
import type { SandboxClock } from '../kit/clock.ts';
import { definedMembers } from '../kit/defined.ts';
import { expiredCertificate, sandboxServerKey, validCertificate } from '../kit/certificates.ts';
import { createFaultRegistry } from '../kit/fault-registry.ts';
import type { FaultRegistry, SetFault } from '../kit/fault-registry.ts';
import { createHttpClient } from '../kit/http-client.ts';
import { startHttpService } from '../kit/http-service.ts';
import { silentLog } from '../kit/log.ts';
import type { SandboxLog } from '../kit/log.ts';
import { createRandom } from '../kit/random.ts';
import type { Random } from '../kit/random.ts';
import { siteAnswer } from '../kit/site.ts';
import type { Site } from '../kit/site.ts';
import { createSignal } from '../kit/signal.ts';
import type { Signal } from '../kit/signal.ts';
import { createAccountPage } from './account-page.ts';
import { AccountBook } from './accounts.ts';
import type { Account, AccountOptions } from './accounts.ts';
import type { ApiContext, SendNotice, TemplateNotice } from './api-context.ts';
import { handleApiCall } from './api.ts';
import { verifyCallback } from './callback-verification.ts';
import type { VerificationOutcome } from './callback-verification.ts';
import { createCustomerActions } from './customer-actions.ts';
import type { CustomerActions } from './customer-actions.ts';
import { wechatFaults } from './faults.ts';
import type { WeChatFaultTable } from './faults.ts';
import { createMediaStore } from './media-store.ts';
import { createPushQueue } from './push-queue.ts';
import type { PushNotice } from './push-queue.ts';
import { createQuotas } from './quotas.ts';
import { createRidBook } from './rids.ts';
import { defaultWeChatRules, WeChatRules } from './rules.ts';
import type { WeChatRuleChanges } from './rules.ts';
import { createTokenPools } from './token-pools.ts';
import type { TokenPools } from './token-pools.ts';
import type { Quotas } from './quotas.ts';

export interface WeChatSimulatorOptions {
  accounts: readonly AccountOptions[];
  host?: string;
  /** 0 or absent: the system chooses. */
  port?: number;
  /** True: https, with a certificate of the sandbox's own authority. */
  secure?: boolean | undefined;
  clock?: SandboxClock;
  random?: Random;
  rules?: WeChatRuleChanges;
  log?: SandboxLog;
}

/** The WeChat platform on loopback: an API server, and a client that pushes to the accounts' callback URLs. */
export interface WeChatSimulator {
  /** Base URL of the API: what stands in for https://api.weixin.qq.com. */
  readonly url: string;
  readonly accounts: AccountBook;
  readonly customers: CustomerActions;
  readonly faults: FaultRegistry<WeChatFaultTable>;
  readonly tokens: TokenPools;
  readonly quotas: Quotas;
  readonly pushes: Signal<PushNotice>;
  readonly sends: Signal<SendNotice>;
  rules(): WeChatRules;
  setRules(changes: WeChatRuleChanges): WeChatRules;
  /** The owner saves a callback URL at WeChat; undefined takes it away. */
  setCallbackUrl(key: string, url: string | undefined): void;
  /** What WeChat does when the configuration is saved: a GET with `echostr`. */
  verify(key: string): Promise<VerificationOutcome>;
  /** The API of the account owner's page, to be served elsewhere too. */
  readonly ownerSite: Site;
  /** Adds a page or an API of its own; asked before the API, in the order they were added. */
  mount(site: Site): void;
  /** Whether the API's certificate has run out; null without https. */
  readonly certificateExpired: boolean | null;
  /** Of an https API: shows a certificate that has run out, or the valid one. */
  expireCertificate(expired: boolean): void;
  /** Pushes neither accepted nor given up. */
  unsettledPushes(): number;
  pushesInFlight(): number;
  stop(): Promise<void>;
}

export async function startWeChatSimulator(options: WeChatSimulatorOptions): Promise<WeChatSimulator> {
  const clock = options.clock ?? createTickingClock();
  const random = options.random ?? createRandom();
  const log = options.log ?? silentLog;
  let rules = WeChatRules.parse({ ...defaultWeChatRules, ...definedMembers(options.rules ?? {}) });

  const accounts = new AccountBook(options.accounts);
  const tokens = createTokenPools(random.fork('tokens'));
  const quotas = createQuotas();
  const pushes = createSignal<PushNotice>();
  const sends = createSignal<SendNotice>();
  const templateVerdicts = createSignal<TemplateNotice>();
  const faults = createFaultRegistry(wechatFaults, ({ set }) => {
    if (set) strikeAtOnce(set, accounts, tokens, clock);
  });
  const client = createHttpClient(clock, 512);
  const sites: Site[] = [];
  let url = '';

  const context: ApiContext = {
    accounts,
    clock,
    random: random.fork('api'),
    rules: () => rules,
    faults,
    tokens,
    quotas,
    rids: createRidBook(random.fork('rids')),
    media: createMediaStore(random.fork('media')),
    sends,
    templateVerdicts,
    url: () => url,
  };

  const service = await startHttpService({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    maxBodyBytes: 12 * 1024 * 1024,
    certificate: options.secure === true ? { cert: validCertificate, key: sandboxServerKey } : undefined,
    handle: (request) => siteAnswer(sites, request) ?? handleApiCall(context, request),
    onCrash: (thrown) => {
      log.warn('wechat.crashed', { error: String(thrown) });
      return jsonAnswer(500, { errcode: -1, errmsg: 'simulator error' });
    },
  });
  url = service.url;

  let certificateExpired = false;
  const queue = createPushQueue({
    clock,
    random: random.fork('pushes'),
    client,
    rules: () => rules,
    faults,
    notices: pushes,
  });
  const customers = createCustomerActions({ context, queue, random: random.fork('customers') });
  const verify = (account: Account): Promise<VerificationOutcome> =>
    verifyCallback(account, { clock, random, client, rules: () => rules, faults });
  const ownerSite = createAccountPage({ accounts, customers, tokens, clock, random: random.fork('owners'), verify });
  sites.push(ownerSite);
  templateVerdicts.on(({ account, follower, msgId, verdict }) => {
    customers.raise(account.options.key, follower.openid, { type: 'TEMPLATESENDJOBFINISH', msgId, status: verdict });
  });

  return {
    url,
    accounts,
    customers,
    faults,
    tokens,
    quotas,
    pushes,
    sends,
    rules: () => rules,
    setRules: (changes) => (rules = WeChatRules.parse({ ...rules, ...definedMembers(changes) })),
    setCallbackUrl: (key, callbackUrl) => void (accounts.get(key).callbackUrl = callbackUrl),
    verify: (key) => verify(accounts.get(key)),
    ownerSite,
    mount: (site) => void sites.push(site),
    get certificateExpired() {
      return options.secure === true ? certificateExpired : null;
    },
    expireCertificate: (expired) => {
      certificateExpired = expired;
      service.setCertificate({ cert: expired ? expiredCertificate : validCertificate, key: sandboxServerKey });
    },
    unsettledPushes: () => queue.unsettled(),
    pushesInFlight: () => queue.inFlight(),
    async stop() {
      client.stop();
      if (!options.clock) clock.stop();
      await service.stop();
    },
  };
}

/** Some faults are deeds rather than conditions: they change the tokens the moment they are set. */
function strikeAtOnce(fault: SetFault, accounts: AccountBook, tokens: TokenPools, clock: SandboxClock): void {
  const struck: Account[] = fault.target === '*' ? accounts.list() : [accounts.get(fault.target)];
  for (const { options } of struck) {
    if (fault.fault === 'tokenStolen') tokens.replaceAll(options.appId);
    if (fault.fault === 'tokenExpired') tokens.expireAll(options.appId, clock.now());
    if (fault.fault === 'secretRevoked' && fault.options.keepTokens !== true) tokens.replaceAll(options.appId);
  }
}
