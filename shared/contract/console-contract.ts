import { z } from 'zod';
import { ChannelSnapshot } from '../domain/channel.ts';
import { Overview } from '../domain/overview.ts';
import { MessageAction, MessageStory, TrafficRow } from '../domain/message.ts';
import { ActionPage, CausedDisconnect, Disconnect, DisconnectKind } from '../domain/disconnect.ts';
import { ChannelId, MessageId } from '../domain/ids.ts';
import { ErrorCode } from '../errors/catalogue.ts';
import { certificateActs, certificateNotices, certificateQuestions } from './certificates-contract.ts';
import { invoke, push } from './contract-types.ts';
import {
  exportNotices,
  exportQuestions,
  messagesActs,
  messagesNotices,
  messagesQuestions,
} from './messages-contract.ts';
import { operationsActs, operationsNotices, operationsQuestions } from './operations-contract.ts';
import { SandboxCaseAct, SandboxCaseResult, SandboxCases } from '../domain/sandbox-case.ts';
import { SlaReportQuery } from '../domain/sla-report.ts';
import { relayContract, RelayUrls } from './relay-contract.ts';
import { searchActs, searchQuestions } from './search-contract.ts';
import { setupNotices, setupQuestions, setupRelayNotices } from './setup-contract.ts';
import { slaActs, slaNotices, slaQuestions } from './sla-contract.ts';
import { tunnelNotices, tunnelQuestions } from './tunnel-contract.ts';

export const Language = z.enum(['en', 'nl', 'zh']);
export type Language = z.infer<typeof Language>;

/** A search as it is typed, under a name. */
export const SavedSearch = z.object({
  name: z.string().min(1).max(60),
  text: z.string().max(500),
  isDefault: z.boolean(),
});
export type SavedSearch = z.infer<typeof SavedSearch>;

export const ConsoleSettings = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  language: Language,
  density: z.enum(['comfortable', 'compact']),
  /** In the order they are shown. At most one is the default: the one the page Messages opens with. */
  savedSearches: z.array(SavedSearch).max(50),
});
export type ConsoleSettings = z.infer<typeof ConsoleSettings>;

/** The relay as a process, seen by its supervisor. */
export const RelayProcess = z.object({
  kind: z.enum(['locked', 'not_configured', 'starting', 'running', 'unresponsive', 'restarting', 'gave_up', 'stopped']),
  since: z.number(),
  pid: z.number().int().nullable(),
  urls: RelayUrls.nullable(),
  /** Restarts in this session of the console. */
  restarts: z.number().int(),
  /** Next automatic start, epoch ms, while 'restarting'. */
  nextStartAt: z.number().nullable(),
  /** Why it is not running. */
  code: ErrorCode.nullable(),
  /** What the sentence may name: a port, a folder, a version. */
  value: z.string().nullable(),
});
export type RelayProcess = z.infer<typeof RelayProcess>;

/** How secrets are kept on this computer. 'keyring': wrapped by the operating system. Never plain text. */
export const VaultStatus = z.object({
  mode: z.enum(['keyring', 'passphrase', 'session_only', 'unset']),
  locked: z.boolean(),
  /** The key store's own name ('gnome_libsecret', 'kwallet6', 'keychain', 'dpapi'), or null. */
  backend: z.string().nullable(),
  /** Why the vault cannot be used as it is, or null. */
  problem: ErrorCode.nullable(),
});
export type VaultStatus = z.infer<typeof VaultStatus>;

export const SandboxStatus = z.object({
  kind: z.enum(['off', 'starting', 'running', 'failed']),
  messagesPerMinute: z.number(),
  /** True while simulated customers are told to be silent. */
  paused: z.boolean(),
});
export type SandboxStatus = z.infer<typeof SandboxStatus>;

export const AppInfo = z.object({
  version: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  platform: z.string(),
  /** True when the app runs on the fall-back Electron. */
  fallbackRuntime: z.boolean(),
  /** The name this window acts under. */
  operator: z.string(),
  /** True when the program itself has a display that is virtual (demo and tests). */
  demo: z.boolean(),
});
export type AppInfo = z.infer<typeof AppInfo>;

export const StartProblem = z.object({ code: ErrorCode, value: z.string().nullable() });
export type StartProblem = z.infer<typeof StartProblem>;

/** Pages of our own documentation the console may open in the browser, by id; never a URL from data. */
export const DocumentLink = z.enum(['readme', 'relay_configuration']);
export type DocumentLink = z.infer<typeof DocumentLink>;

export const SandboxDisconnects = z.object({
  available: z.array(Disconnect),
  caused: z.array(CausedDisconnect),
});
export type SandboxDisconnects = z.infer<typeof SandboxDisconnects>;

/** Everything the renderer may ask of the main process, and everything it may be told. */
export const consoleContract = {
  'app.info': invoke(z.null(), AppInfo),
  /** What went wrong before the window opened and was survived: a damaged settings file, for one. */
  'app.problems': invoke(z.null(), z.array(StartProblem)),
  'app.openDocument': invoke(z.object({ id: DocumentLink }), z.null()),
  'app.copyText': invoke(z.object({ text: z.string().max(100_000) }), z.null()),
  'settings.get': invoke(z.null(), ConsoleSettings),
  'settings.change': invoke(ConsoleSettings.partial(), ConsoleSettings),
  'settings.openFolder': invoke(z.null(), z.null()),
  'vault.status': invoke(z.null(), VaultStatus),
  /** Passphrase mode: sets it at first use, unlocks afterwards. At least 12 characters at first use. */
  'vault.unlock': invoke(z.object({ passphrase: z.string().min(1).max(1_000) }), VaultStatus),
  /** Keeps secrets in memory until the console closes. */
  'vault.useSessionOnly': invoke(z.null(), VaultStatus),
  'relay.process': invoke(z.null(), RelayProcess),
  'relay.restart': invoke(z.null(), RelayProcess),
  'sandbox.status': invoke(z.null(), SandboxStatus),
  /** Starts the built-in sandbox and a relay of its own beside it; possible while the relay is 'not_configured'. */
  'sandbox.start': invoke(z.null(), SandboxStatus),
  /** Ends the sandbox and its relay: back to 'not_configured'. */
  'sandbox.stop': invoke(z.null(), SandboxStatus),
  'sandbox.setTraffic': invoke(
    z.object({ messagesPerMinute: z.number().int().min(0).max(6_000), paused: z.boolean() }),
    SandboxStatus,
  ),
  /** How the sandbox can break a channel, and what it broke. */
  'sandbox.disconnects': invoke(z.null(), SandboxDisconnects),
  'sandbox.cause': invoke(z.object({ channelId: ChannelId, kind: DisconnectKind }), SandboxDisconnects),
  /** Without a kind: everything that was caused for that channel. */
  'sandbox.repair': invoke(z.object({ channelId: ChannelId, kind: DisconnectKind.nullable() }), SandboxDisconnects),
  /** The cases of the simulated tenant, and what its agents do with them. */
  'sandbox.cases': invoke(z.null(), SandboxCases),
  'sandbox.caseAct': invoke(z.object({ number: z.string().min(1).max(40), act: SandboxCaseAct }), SandboxCaseResult),
  /** Whether simulated agents answer by themselves. */
  'sandbox.setAgents': invoke(z.object({ auto: z.boolean() }), SandboxCases),
  /** Opens an action page in the browser, with a one-time token as CXone would. */
  'sandbox.openActionPage': invoke(
    z.object({ page: ActionPage, channelId: ChannelId.nullable() }),
    z.object({ url: z.string() }),
  ),
  'channels.list': relayContract['channels.list'],
  'channels.check': relayContract['channels.check'],
  'overview.get': relayContract['overview.get'],
  'traffic.page': relayContract['traffic.page'],
  'message.get': relayContract['message.get'],
  'message.outlook': relayContract['message.outlook'],
  /** The operator's name is the one of this computer's user; the window cannot choose it. */
  'message.act': invoke(z.object({ id: MessageId, action: MessageAction, acceptTwice: z.boolean() }), MessageStory),
  'store.verifyCounts': relayContract['store.verifyCounts'],
  ...operationsQuestions,
  ...operationsActs,
  /** Asks where to save; null when that was called off. */
  'receipt.export': invoke(
    z.object({ id: z.string().max(64), form: z.enum(['json', 'text']) }),
    z.object({ path: z.string().nullable() }),
  ),
  ...searchQuestions,
  ...searchActs,
  ...messagesQuestions,
  ...messagesActs,
  ...exportQuestions,
  ...certificateQuestions,
  ...certificateActs,
  /** Asks where to save a certificate, a chain or a request; never a key. Null when called off. */
  'certificates.save': invoke(
    z.object({ what: z.enum(['certificate', 'request']), id: z.string().min(1).max(64) }),
    z.object({ path: z.string().nullable() }),
  ),
  ...slaQuestions,
  ...slaActs,
  /** Asks where to save the report: its figures as CSV, or the page shown, as PDF by the window's own printing. Null when called off. */
  'sla.exportReport': invoke(
    z.object({ query: SlaReportQuery, form: z.enum(['csv', 'pdf']) }),
    z.object({ path: z.string().nullable() }),
  ),
  /** Opens the case in CXone in the browser. Throws SLA_CASE_NOT_FOUND, SLA_LINK_UNKNOWN. */
  'sla.openCase': invoke(z.object({ id: z.string().min(1).max(64) }), z.null()),
  ...setupQuestions,
  ...tunnelQuestions,
  'relay.processChanged': push(RelayProcess),
  'vault.changed': push(VaultStatus),
  'sandbox.changed': push(SandboxStatus),
  'settings.changed': push(ConsoleSettings),
  /** This computer slept and woke at that time: nothing shown since before is known to be true still. */
  'system.woke': push(z.object({ at: z.number() })),
  'channels.changed': push(z.array(ChannelSnapshot)),
  ...operationsNotices,
  ...slaNotices,
  ...certificateNotices,
  ...messagesNotices,
  ...exportNotices,
  ...setupNotices,
  ...setupRelayNotices,
  ...tunnelNotices,
  'overview.changed': push(Overview),
  'traffic.changed': push(z.object({ rows: z.array(TrafficRow), dropped: z.number().int() })),
} as const;
export type ConsoleContract = typeof consoleContract;
