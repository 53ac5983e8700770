import { createTickingClock } from './kit/clock.ts';
import type { SandboxClock } from './kit/clock.ts';
import { silentLog } from './kit/log.ts';
import type { SandboxLog } from './kit/log.ts';
import { createRandom } from './kit/random.ts';
import { createDisconnects } from './control/disconnects.ts';
import type { Disconnects } from './control/disconnects.ts';
import { startControlServer } from './control/control-server.ts';
import type { ConnectionReport, RelayUrls } from './control/control-schemas.ts';
import type { CxoneRuleChanges } from './cxone/rules.ts';
import { startCxoneSimulator } from './cxone/simulator.ts';
import type { CxoneSimulator } from './cxone/simulator.ts';
import { drawIdentities } from './identities.ts';
import type { Identities } from './identities.ts';
import { createLoadCrew } from './load/load-crew.ts';
import type { LoadCrew } from './load/load-crew.ts';
import { startPeople } from './people/people.ts';
import type { People } from './people/people.ts';
import { createBuiltPages } from './pages/built-pages.ts';
import { startPlainService } from './pages/plain-service.ts';
import { relayConfigFor } from './relay-config.ts';
import type { SandboxRelayConfig } from './relay-config.ts';
import type { WeChatRuleChanges } from './wechat/rules.ts';
import { startWeChatSimulator } from './wechat/simulator.ts';
import type { WeChatSimulator } from './wechat/simulator.ts';
import { openWitnessFiles } from './witness/witness-files.ts';
import { startWitness } from './witness/witness.ts';
import type { Witness } from './witness/witness.ts';

export interface SandboxOptions {
  /** Messages the customers write per minute; 0: they are silent until told otherwise. */
  messagesPerMinute?: number | undefined;
  /** The same seed gives the same ids, credentials and customers. */
  seed?: string | undefined;
  /** Folder for the witness files. */
  witnessDirectory?: string | undefined;
  /** WeChat API, CXone and control listen on this port and the two after it; absent: the system chooses. */
  portBase?: number | undefined;
  channelCount?: number | undefined;
  /** WeChat's API over https, as in the real world; the relay's configuration names the authority to trust. */
  secure?: boolean | undefined;
  clock?: SandboxClock | undefined;
  log?: SandboxLog | undefined;
  wechatRules?: WeChatRuleChanges | undefined;
  cxoneRules?: CxoneRuleChanges | undefined;
}

export interface SandboxUrls {
  wechatApi: string;
  cxone: string;
  control: string;
}

/** Addresses for whoever practises setting up a channel: what the forms ask, and pages for the browser. */
export interface PracticeUrls {
  wechatApiBase: string;
  /** Issuer and API base at once. */
  cxone: string;
  tenantPage: string;
  deskPage: string;
  wechatPage: string;
}

/** Both platforms, the people who use them, and the control of it all, in one process. */
export interface Sandbox {
  readonly urls: SandboxUrls;
  readonly practice: PracticeUrls;
  readonly relayConfig: SandboxRelayConfig;
  readonly identities: Identities;
  readonly clock: SandboxClock;
  readonly wechat: WeChatSimulator;
  readonly cxone: CxoneSimulator;
  readonly people: People;
  readonly witness: Witness;
  readonly load: LoadCrew;
  readonly disconnects: Disconnects;
  /** Tells both platforms where the relay is; by default WeChat then verifies each callback URL. */
  connect(urls: RelayUrls, verify?: boolean): Promise<ConnectionReport>;
  /** The URLs of the relay, once known. */
  connection(): RelayUrls | undefined;
  stop(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? createTickingClock();
  const log = options.log ?? silentLog;
  const random = createRandom(options.seed);
  const identities = drawIdentities(random.fork('identities'), options.channelCount);
  const port = (place: number): number => (options.portBase === undefined ? 0 : options.portBase + place);

  const wechat = await startWeChatSimulator({
    accounts: [...identities.accounts, ...identities.spareAccounts],
    port: port(0),
    secure: options.secure,
    clock,
    random: random.fork('wechat'),
    rules: options.wechatRules ?? {},
    log,
  });
  const cxone = await startCxoneSimulator({
    tenant: identities.tenant,
    integrations: [identities.integration],
    channels: identities.channels,
    keyOf: (originalId) => identities.spareAccounts.find((account) => account.originalId === originalId)?.key,
    port: port(1),
    clock,
    random: random.fork('cxone'),
    rules: options.cxoneRules ?? {},
    log,
  });
  const accountPages = createBuiltPages(['/administration']);
  wechat.mount(accountPages);
  const plainPages = options.secure === true ? await startPlainService([wechat.ownerSite, accountPages], log) : null;
  cxone.mount(createBuiltPages(['/tenant', '/desk']));
  const files = options.witnessDirectory === undefined ? undefined : openWitnessFiles(options.witnessDirectory);
  const witness = startWitness({ wechat, cxone, clock, files });

  let connection: RelayUrls | undefined;
  const people = startPeople({
    wechat,
    cxone,
    clock,
    random: random.fork('people'),
    themes: identities.themes,
    traffic: { messagesPerMinute: options.messagesPerMinute ?? 0, paused: false, mediaShare: 0.03 },
    isConnected: () => connection !== undefined,
  });
  const load = createLoadCrew({ wechat, cxone, clock, random: random.fork('load'), ignore: people.agent.ignore });

  const connect: Sandbox['connect'] = async (urls, verify = true) => {
    connection = urls;
    for (const { key } of identities.accounts) wechat.setCallbackUrl(key, `${urls.wechat.replace(/\/+$/, '')}/${key}`);
    cxone.setBoxUrl(urls.box);
    const verifications: ConnectionReport['verifications'] = Object.fromEntries(
      verify
        ? await Promise.all(identities.accounts.map(async ({ key }) => [key, await wechat.verify(key)] as const))
        : [],
    );
    log.info('sandbox.connected', { verified: Object.values(verifications).filter(({ verified }) => verified).length });
    return { verifications };
  };

  const parts: Omit<Sandbox, 'urls' | 'practice' | 'relayConfig' | 'stop' | 'disconnects'> = {
    identities,
    clock,
    wechat,
    cxone,
    people,
    witness,
    load,
    connect,
    connection: () => connection,
  };
  const sandbox = { ...parts, disconnects: createDisconnects(parts) };
  const control = await startControlServer({ sandbox, port: port(2), log });
  const urls = { wechatApi: wechat.url, cxone: cxone.url, control: control.url };

  return {
    ...sandbox,
    urls,
    practice: {
      wechatApiBase: wechat.url,
      cxone: cxone.url,
      tenantPage: `${cxone.url}/tenant`,
      deskPage: `${cxone.url}/desk`,
      wechatPage: `${(plainPages ?? wechat).url}/administration`,
    },
    relayConfig: relayConfigFor(identities, urls),
    async stop() {
      load.stop();
      people.stop();
      await control.stop();
      await Promise.all([wechat.stop(), cxone.stop(), plainPages?.stop()]);
      witness.stop();
      if (!options.clock) clock.stop();
    },
  };
}
