import {
  RelayConfig,
  type ChannelConfig,
  type IntegrationConfig,
  type UnsetChannel,
} from '#shared/contract/relay-config.ts';
import type { SecretOwner, SetupBook, SetupSecretName } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { ChannelId, IntegrationId } from '#shared/domain/ids.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { checkPublicUrl, cleanPublicUrl } from '#shared/setup/address-rules.ts';
import { hasErrors } from '#shared/setup/context.ts';
import { isFilled } from '#shared/setup/names.ts';
import { carriedInto } from './configuration/carried.ts';
import { fingerprintOf } from './mtls-check.ts';
import { withRelayForm } from './relay/relay-parts.ts';

/** A secret as applied; null when there is none. Throws a RelayError when it cannot be read now (VAULT_LOCKED). */
export type AppliedSecret = (owner: SecretOwner, name: SetupSecretName) => string | null;

/** Why an integration or a channel cannot run. `field` says where, never what stands there. */
interface Want {
  readonly code: ErrorCode;
  readonly field: string;
}
type Made<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly want: Want };

const integrationSchema = RelayConfig.shape.integrations.element;
const channelSchema = RelayConfig.shape.channels.element;
const most = { integrations: 100, channels: 500 } as const;

/**
 * The base configuration with what was applied in the set-up. The base wins where both claim the same (an id, an account, a
 * client id). What cannot run is left out and its channels are `unset`; the rest runs, whatever stands in the book: the
 * result keeps every rule by which the relay would refuse to start. Of listening, ways and times what the set-up has of its own
 * counts over the base. `practice`: see `withRelayForm`.
 */
export function mergeBook(
  given: RelayConfig,
  book: SetupBook,
  secretOf: AppliedSecret,
  beside: { readonly practice?: boolean } = {},
): RelayConfig {
  const passwordOf = (ownerId: string): string | null => secretOf({ owner: 'relay', ownerId }, 'proxy_password');
  const base = withRelayForm(given, book.relay.applied, passwordOf, beside);
  const integrations = [...base.integrations];
  const wants = new Map<string, Want>();
  for (const { applied } of book.integrations) {
    if (applied === null) continue;
    const made = integrationOf(applied, integrations, base, secretOf);
    if (made.ok) integrations.push(made.value);
    // Channels of one whose id the base has run on the base's.
    else if (!base.integrations.some(({ id }) => id === applied.id)) wants.set(applied.id, made.want);
  }
  const channels = [...base.channels];
  const unset = [...(base.unset ?? [])];
  for (const { applied } of book.channels) {
    if (applied === null || unset.some(({ id }) => id === applied.id)) continue;
    const want = wants.get(applied.integration);
    const made = want === undefined ? channelOf(applied, channels, integrations, secretOf) : refused(want);
    if (made.ok) channels.push(made.value);
    else if (!channels.some(({ id }) => id === applied.id)) unset.push(unsetOf(applied, book, made.want));
  }
  const merged = { ...base, integrations, channels, listen: listenOf(base, book) };
  return unset.length === 0 ? merged : { ...merged, unset };
}

function integrationOf(
  form: IntegrationForm,
  others: readonly IntegrationConfig[],
  base: RelayConfig,
  secretOf: AppliedSecret,
): Made<IntegrationConfig> {
  const owner: SecretOwner = { owner: 'integration', ownerId: form.id };
  if (others.some(({ id }) => id === form.id)) return wanting('SETUP_ID_TAKEN', 'id');
  if (others.some(({ box }) => box.clientId === form.clientId)) return wanting('SETUP_CLIENT_ID_TAKEN', 'clientId');
  if (others.length >= most.integrations) return wanting('CONFIG_INVALID', 'integrations');
  const secrets = secretsOf(['box_secret', 'cxone_client_secret', 'cxone_access_key_secret'], owner, secretOf);
  if (!secrets.ok) return secrets;
  const pin = isFilled(form.clientCertificate) ? fingerprintOf(form.clientCertificate) : null;
  // A listener that lets in known certificates only does not start with an integration whose certificate is not known.
  if (pin === null && needsPins(base)) return wanting('SETUP_MTLS_ALL_OR_NONE', 'clientCertificate');
  const { issuer, apiBase, tenantId, clientId, accessKeyId } = form.cxone;
  return checked(integrationSchema, {
    id: form.id,
    name: form.name,
    integrationId: form.integrationId,
    box: {
      clientId: form.clientId,
      clientSecret: secrets.value.box_secret,
      clientCertificates: pin === null ? [] : [{ sha256: pin }],
    },
    cxone: {
      ...(isFilled(issuer) && { issuer }),
      ...(isFilled(apiBase) && { apiBase }),
      ...(isFilled(tenantId) && { tenantId }),
      clientId,
      clientSecret: secrets.value.cxone_client_secret,
      accessKeyId,
      accessKeySecret: secrets.value.cxone_access_key_secret,
    },
  });
}

function needsPins({ listen }: RelayConfig): boolean {
  const asks = listen.box?.clientCertificate;
  return asks?.mode === 'required' && typeof asks.ca === 'string';
}

function channelOf(
  form: ChannelForm,
  others: readonly ChannelConfig[],
  integrations: readonly IntegrationConfig[],
  secretOf: AppliedSecret,
): Made<ChannelConfig> {
  const owner: SecretOwner = { owner: 'channel', ownerId: form.id };
  if (others.some(({ id }) => id === form.id)) return wanting('SETUP_ID_TAKEN', 'id');
  if (others.some(({ wechat }) => wechat.appId === form.wechat.appId))
    return wanting('SETUP_ACCOUNT_TAKEN', 'wechat.appId');
  if (others.some(({ cxoneChannelId }) => cxoneChannelId === form.cxone.channelId)) {
    return wanting('SETUP_CXONE_CHANNEL_TAKEN', 'cxone.channelId');
  }
  if (!integrations.some(({ id }) => id === form.integration))
    return wanting('SETUP_INTEGRATION_UNKNOWN', 'integration');
  if (others.length >= most.channels) return wanting('CONFIG_INVALID', 'channels');
  const { appId, originalId, mode, apiBase } = form.wechat;
  const secrets = secretsOf(['wechat_app_secret', 'wechat_token'], owner, secretOf);
  if (!secrets.ok) return secrets;
  const aesKey = secretsOf(['wechat_aes_key'], owner, secretOf);
  if (!aesKey.ok && mode !== 'plain') return aesKey;
  const carried = carriedInto(form);
  return checked(channelSchema, {
    ...carried.channel,
    id: form.id,
    name: form.name,
    integration: form.integration,
    cxoneChannelId: form.cxone.channelId,
    ...(form.cxone.made === 'not_yet' && { waitsFor: 'cxone' }),
    wechat: {
      ...carried.wechat,
      appId,
      originalId,
      mode,
      appSecret: secrets.value.wechat_app_secret,
      token: secrets.value.wechat_token,
      ...(aesKey.ok && { encodingAesKey: aesKey.value.wechat_aes_key }),
      ...(isFilled(apiBase) && { apiBase }),
    },
    customerLanguage: form.customerLanguage,
    agentLanguage: form.agentLanguage,
  });
}

/** The public address of the set-up, where the base names none. */
function listenOf({ listen, allowPrivateTargets }: RelayConfig, { address }: SetupBook): RelayConfig['listen'] {
  if (listen.public.publicUrl !== undefined) return listen;
  const publicUrl = usablePublicUrl(address.publicUrl, allowPrivateTargets);
  return publicUrl === null ? listen : { ...listen, public: { ...listen.public, publicUrl } };
}

/** An address as typed, cleaned; null while it is empty or breaks a rule. */
export function usablePublicUrl(typed: string, allowPrivate: boolean): string | null {
  if (!isFilled(typed) || hasErrors(checkPublicUrl(typed, allowPrivate))) return null;
  const publicUrl = cleanPublicUrl(typed);
  // A name in xn-- form that stands for nothing keeps the rules, and no relay starts with it.
  return URL.canParse(publicUrl) ? publicUrl : null;
}

function secretsOf<N extends SetupSecretName>(
  names: readonly N[],
  owner: SecretOwner,
  secretOf: AppliedSecret,
): Made<Record<N, string>> {
  const found: Partial<Record<N, string>> = {};
  for (const name of names) {
    const field = `secrets.${name}`;
    try {
      const secret = secretOf(owner, name);
      if (secret === null) return wanting('SETUP_SECRET_MISSING', field);
      found[name] = secret;
    } catch (thrown) {
      return wanting(toRelayError(thrown).code, field);
    }
  }
  return { ok: true, value: found as Record<N, string> };
}

/** What a schema refuses cannot have come through `setup.apply`: the file was changed by another hand. */
function checked<T>(schema: { safeParse(value: unknown): SafeParsed<T> }, value: unknown): Made<T> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return { ok: true, value: parsed.data };
  return wanting('CONFIG_INVALID', parsed.error.issues[0]?.path.map(String).join('.') ?? '');
}
type SafeParsed<T> =
  | { readonly success: true; readonly data: T }
  | {
      readonly success: false;
      readonly error: { readonly issues: readonly { readonly path: readonly PropertyKey[] }[] };
    };

const refused = (want: Want): Made<never> => ({ ok: false, want });
const wanting = (code: ErrorCode, field: string): Made<never> => refused({ code, field });

function unsetOf({ id, name, integration }: ChannelForm, book: SetupBook, { code, field }: Want): UnsetChannel {
  const entry = book.integrations.find(({ draft }) => draft.id === integration);
  return {
    id: ChannelId.parse(id),
    name,
    integration: IntegrationId.safeParse(integration).data ?? IntegrationId.parse('none'),
    integrationName: entry?.applied?.name ?? '',
    code,
    field,
  };
}
