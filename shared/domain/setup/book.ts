import { z } from 'zod';
import { ChannelForm } from './channel-form.ts';
import { FieldProblem } from './finding.ts';
import { IntegrationForm } from './integration-form.ts';
import { RoleForm, UserForm } from './permissions.ts';
import { emptyRelayForm, RelayForm } from './relay-form.ts';
import { QueueForm } from './routing.ts';
import { SkillForm } from './skill-form.ts';
import { setupId } from './typed.ts';

/** Kept in the vault under the entry's name; never in the book, an export or a log. */
export const SetupSecretName = z.enum([
  /** Client secret of CXone's calls to us. Made here, shown once. */
  'box_secret',
  /** Key of the client certificate CXone is to show. Handed over, never used by us. */
  'mtls_key',
  'cxone_client_secret',
  'cxone_access_key_secret',
  'wechat_app_secret',
  'wechat_token',
  'wechat_aes_key',
  /** Of one way out, sent to its proxy alone. */
  'proxy_password',
]);
export type SetupSecretName = z.infer<typeof SetupSecretName>;

export const SecretOwner = z.object({ owner: z.enum(['integration', 'channel', 'relay']), ownerId: setupId });
export type SecretOwner = z.infer<typeof SecretOwner>;

/** What may be known of a secret of the book. One that is missing is not listed. */
export const SetupSecret = SecretOwner.extend({
  name: SetupSecretName,
  setAt: z.number(),
  /** Only of secrets of at least 20 characters. */
  lastFour: z.string().nullable(),
  /** It was made here and shown; it is not shown again. */
  shownAt: z.number().nullable(),
});
export type SetupSecret = z.infer<typeof SetupSecret>;

const entryOf = <F extends z.ZodType>(form: F) =>
  z.object({
    /** As typed, right or wrong. */
    draft: form,
    /** As the relay runs on it; null before the first time. */
    applied: form.nullable(),
    appliedAt: z.number().nullable(),
    appliedBy: z.string().nullable(),
  });
export const IntegrationEntry = entryOf(IntegrationForm);
export type IntegrationEntry = z.infer<typeof IntegrationEntry>;
export const ChannelEntry = entryOf(ChannelForm);
export type ChannelEntry = z.infer<typeof ChannelEntry>;

export const RelayEntry = entryOf(RelayForm);
export type RelayEntry = z.infer<typeof RelayEntry>;

/** Something ticked off against the tenant. `id` names what: 'role/{role}/{channel}', 'user/{user}', 'routing/{channel}' … */
export const Tick = z.object({ id: z.string().min(1).max(200), by: z.string().max(200), at: z.number() });
export type Tick = z.infer<typeof Tick>;

/** How the platforms reach the relay. */
export const AddressForm = z.object({
  way: z.enum(['not_chosen', 'direct', 'reverse_proxy', 'tunnel']),
  /** 'https://relay.example.com'. */
  publicUrl: z.string().max(2_000),
});
export type AddressForm = z.infer<typeof AddressForm>;

/** Everything of the set-up but secrets. Kept by the console in `setup.json`. */
export const SetupBook = z.object({
  /** Rises with each change. */
  revision: z.number().int(),
  /** False until somebody began to set up: an empty book starts no relay. */
  begun: z.boolean(),
  address: AddressForm,
  /** Where it listens, which way its calls leave, how long things are kept. Books of earlier versions have none. */
  relay: RelayEntry.prefault(() => ({ draft: emptyRelayForm(), applied: null, appliedAt: null, appliedBy: null })),
  integrations: z.array(IntegrationEntry).max(100),
  channels: z.array(ChannelEntry).max(500),
  roles: z.array(RoleForm).max(200),
  users: z.array(UserForm).max(1_000),
  queues: z.array(QueueForm).max(200),
  skills: z.array(SkillForm).max(500),
  ticks: z.array(Tick).max(20_000),
});
export type SetupBook = z.infer<typeof SetupBook>;

/** An entry as the window saves it. */
export const SetupForm = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('integration'), form: IntegrationForm }),
  z.object({ kind: z.literal('channel'), form: ChannelForm }),
  z.object({ kind: z.literal('role'), form: RoleForm }),
  z.object({ kind: z.literal('user'), form: UserForm }),
  z.object({ kind: z.literal('queue'), form: QueueForm }),
  z.object({ kind: z.literal('skill'), form: SkillForm }),
  z.object({ kind: z.literal('address'), form: AddressForm }),
  z.object({ kind: z.literal('relay'), form: RelayForm }),
]);
export type SetupForm = z.infer<typeof SetupForm>;

export const SetupKind = z.enum(['integration', 'channel', 'role', 'user', 'queue', 'skill']);
export type SetupKind = z.infer<typeof SetupKind>;

/** Integrations and channels that do not come from the book: of relay.json, or the sandbox's own. */
export const GivenParts = z.object({
  /** 'file': relay.json; 'sandbox'; 'none'. */
  from: z.enum(['none', 'file', 'sandbox']),
  integrations: z.array(z.object({ id: z.string(), name: z.string(), integrationId: z.string() })),
  channels: z.array(
    z.object({ id: z.string(), name: z.string(), integration: z.string(), cxoneChannelId: z.string() }),
  ),
  /** Listening, ways and times as they stand there, all 'own'; null where there is nothing. */
  relay: RelayForm.nullable(),
});
export type GivenParts = z.infer<typeof GivenParts>;

/** Addresses a practice set-up fills in: those of the sandbox; null when the real platforms are meant. */
export const PracticePlaces = z.object({
  wechatApiBase: z.string(),
  cxone: z.string(),
  /** Pages of the simulated tenant and of the simulated WeChat administration, to be opened in the browser. */
  tenantPage: z.string(),
  wechatPage: z.string(),
});
export type PracticePlaces = z.infer<typeof PracticePlaces>;

/** The book and what surrounds it, as the window shows it. */
export const SetupView = z.object({
  book: SetupBook,
  secrets: z.array(SetupSecret),
  given: GivenParts,
  practice: PracticePlaces.nullable(),
  /** Base URL under which the relay is reached ('https://relay.example.com'), or null while it is not known. */
  publicUrl: z.string().nullable(),
});
export type SetupView = z.infer<typeof SetupView>;

/** What became of an apply: with an error among the problems nothing was changed. */
export const ApplyResult = z.object({ applied: z.boolean(), problems: z.array(FieldProblem) });
export type ApplyResult = z.infer<typeof ApplyResult>;
