import { z } from 'zod';
import { ApplyResult, SecretOwner, SetupForm, SetupKind, SetupSecretName, SetupView } from '../domain/setup/book.ts';
import { ConfigurationComparison, ConfigurationSaved, RelayFileSaved } from '../domain/setup/config-file.ts';
import { HostWay } from '../domain/setup/proxy.ts';
import { SkillForm } from '../domain/setup/skill-form.ts';
import { Sighting } from '../domain/setup/sighting.ts';
import { TenantLists } from '../domain/setup/tenant.ts';
import { Trial } from '../domain/setup/trial.ts';
import { setupId } from '../domain/setup/typed.ts';
import { invoke, push } from './contract-types.ts';

const by = z.string().min(1).max(200);
const saved = z.object({ path: z.string().nullable() });
const entry = z.object({ kind: SetupKind, id: setupId });

/** The set-up as the window asks for it. Main keeps the book and the secrets; who acts is this computer's user. */
export const setupQuestions = {
  'setup.view': invoke(z.null(), SetupView),
  /** Somebody begins to set up: from now on the relay runs, with or without channels. */
  'setup.begin': invoke(z.null(), SetupView),
  /** Saves what was typed, right or wrong. A new id makes a new entry. Throws SETUP_ID_TAKEN for one of relay.json. */
  'setup.save': invoke(z.object({ entry: SetupForm }), SetupView),
  /** A copy under a new id; secrets are not copied. Throws SETUP_ENTRY_UNKNOWN. */
  'setup.duplicate': invoke(entry.extend({ newId: setupId }), SetupView),
  /** A draft never applied, a role, user, queue or skill. Throws SETUP_STILL_USED, SETUP_ENTRY_UNKNOWN. */
  'setup.forget': invoke(entry, SetupView),
  /** What the relay runs on is taken out. `typedName` must be its name: SETUP_NAME_NOT_TYPED. Throws SETUP_STILL_USED. */
  'setup.remove': invoke(entry.extend({ typedName: z.string().max(300) }), SetupView),
  'setup.setSecret': invoke(
    SecretOwner.extend({ name: SetupSecretName, value: z.string().min(1).max(20_000) }),
    SetupView,
  ),
  /** Takes a secret out of the vault again: an mTLS key that is no longer wanted. No error when there is none. */
  'setup.dropSecret': invoke(SecretOwner.extend({ name: SetupSecretName }), SetupView),
  /** Makes a good one (box_secret, wechat_token, wechat_aes_key) and keeps it. This answer is the only time it is shown. */
  'setup.makeSecret': invoke(
    SecretOwner.extend({ name: SetupSecretName }),
    z.object({ value: z.string(), view: SetupView }),
  ),
  /**
   * Has the certificate desk make the client certificate CXone is to show: certificate and authority into the draft, the key into the
   * vault and into a file of the person's choice for CXone's administrator. `path` null: called off, nothing was made.
   * `authorityName`: the authority is made under this name where there is none. Throws SETUP_ENTRY_UNKNOWN, DESK_NOT_FOUND,
   * CERT_WISH_INVALID (value: 'name' or 'authorityName'), FILE_NOT_SAVED.
   */
  'setup.makeCertificate': invoke(
    z.object({
      integrationId: setupId,
      name: z.string().min(1).max(200),
      days: z.number().int().min(1).max(825),
      authorityName: z.string().min(1).max(200).nullable(),
    }),
    z.object({ path: z.string().nullable(), view: SetupView }),
  ),
  /** What is to be pasted at WeChat. Token and key only until WeChat has verified the address: SETUP_VALUES_HIDDEN. */
  'setup.pasteValues': invoke(
    z.object({ channelId: setupId }),
    z.object({ url: z.string(), token: z.string().nullable(), encodingAesKey: z.string().nullable() }),
  ),
  /** Checks a draft and, without errors, lets the relay run on it: it starts anew, which takes about a second. The relay's own has the id 'relay'. */
  'setup.apply': invoke(
    z.object({ kind: z.enum(['integration', 'channel', 'relay']), id: setupId }),
    z.object({ result: ApplyResult, view: SetupView }),
  ),
  'setup.tick': invoke(z.object({ id: z.string().min(1).max(200), done: z.boolean() }), SetupView),
  /** Tries an integration's credentials at CXone, a channel's at WeChat: those of the draft. Throws SETUP_SECRET_MISSING. */
  'setup.try': invoke(z.object({ kind: z.enum(['integration', 'channel']), id: setupId }), Trial),
  /** What the tenant says of itself. `integrationId` is ours. */
  'setup.tenant': invoke(z.object({ integrationId: setupId }), TenantLists),
  /** Makes the CXone channel through the API and notes its id in the draft. */
  'setup.createChannel': invoke(z.object({ channelId: setupId }), z.object({ trial: Trial, view: SetupView })),
  /** Makes the outbound skill through the API, where the tenant allows. */
  'setup.createSkill': invoke(z.object({ skillId: setupId }), z.object({ trial: Trial, view: SetupView })),
  'setup.sightings': invoke(z.null(), z.array(Sighting)),
  /** Which way calls leave, by host: those of the configuration, or the platforms' usual ones. */
  'setup.ways': invoke(z.null(), z.array(HostWay)),
  /** Goes one of those ways now. Throws TARGET_FORBIDDEN for a host that is not among them. */
  'setup.tryProxy': invoke(z.object({ host: z.string().max(300) }), Trial),
  /** Saves the hand-over sheet of an integration. `secret`: as shown once by makeSecret, to stand on the sheet; null leaves it out. */
  'setup.saveSheet': invoke(z.object({ integrationId: setupId, secret: z.string().max(1_000).nullable() }), saved),
  'setup.exportConfiguration': invoke(z.null(), ConfigurationSaved),
  /**
   * Saves a relay.json for a server: what the relay runs on, or is to run on, with the name of an environment variable in the place of each
   * secret. Throws SETUP_RELAY_FILE_PRACTICE.
   */
  'setup.exportRelayFile': invoke(z.null(), RelayFileSaved),
  /** Asks for a file and compares it; null when called off. Throws SETUP_FILE_UNREADABLE, SETUP_FILE_NEWER. */
  'setup.readConfiguration': invoke(z.null(), ConfigurationComparison.nullable()),
  /** Takes over the chosen differences as drafts. Throws SETUP_IMPORT_OLD when the book has changed since. */
  'setup.importConfiguration': invoke(
    z.object({ token: z.string().max(64), take: z.array(z.string().max(200)).max(5_000) }),
    SetupView,
  ),
  /** Opens a page of the simulated tenant or account in the browser. Throws SANDBOX_NOT_RUNNING. */
  'setup.openPractice': invoke(z.object({ page: z.enum(['tenant', 'desk', 'wechat']) }), z.null()),
} as const;

/** Credentials as the relay tries them: from the draft and the vault, never kept by the relay. */
const cxoneAccess = z.object({
  issuer: z.string().max(2_000),
  apiBase: z.string().max(2_000).nullable(),
  tenantId: z.string().max(200).nullable(),
  clientId: z.string().max(200),
  clientSecret: z.string().max(20_000),
  accessKeyId: z.string().max(200),
  accessKeySecret: z.string().max(20_000),
});
export type CxoneAccess = z.infer<typeof cxoneAccess>;

/** What main asks of the relay for it. */
export const setupForRelay = {
  'setup.tryWeChat': invoke(
    z.object({ appId: z.string().max(100), appSecret: z.string().max(1_000), apiBase: z.string().max(2_000) }),
    Trial,
  ),
  'setup.tryCxone': invoke(z.object({ access: cxoneAccess, integrationId: z.string().max(200) }), Trial),
  'setup.tenantOf': invoke(z.object({ access: cxoneAccess, integrationId: z.string().max(200) }), TenantLists),
  /** Creates or updates it; the trial's step 'created' has the id as value. */
  'setup.makeChannel': invoke(
    z.object({
      access: cxoneAccess,
      integrationId: z.string().max(200),
      channelId: z.string().max(100),
      originalId: z.string().max(100),
      name: z.string().max(200),
      script: z.string().max(200),
      skillId: z.string().max(200),
      by,
    }),
    Trial,
  ),
  'setup.makeSkill': invoke(
    z.object({ access: cxoneAccess, skill: SkillForm, cxoneChannelId: z.string().max(100), by }),
    Trial,
  ),
  'setup.sightings': setupQuestions['setup.sightings'],
  'setup.ways': setupQuestions['setup.ways'],
  'setup.tryProxy': setupQuestions['setup.tryProxy'],
  /** Something was applied, removed, imported or handed over. For the audit. */
  'setup.noted': invoke(
    z.object({
      what: z.enum(['applied', 'removed', 'exported', 'imported', 'sheet_saved', 'secret_made']),
      subject: z.string().max(200),
      by,
    }),
    z.null(),
  ),
} as const;

export const setupNotices = {
  'setup.changed': push(SetupView),
} as const;

/** From the relay, passed on to the window. */
export const setupRelayNotices = {
  'setup.sighted': push(Sighting),
} as const;
