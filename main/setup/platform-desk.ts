import { randomUUID } from 'node:crypto';
import type { CxoneAccess } from '#shared/contract/setup-contract.ts';
import type { SecretOwner, SetupSecretName, SetupView } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { cleanChannel } from '#shared/setup/channel-rules.ts';
import { cleanIntegration } from '#shared/setup/integration-rules.ts';
import { isFilled } from '#shared/setup/names.ts';
import { checkSkill } from '#shared/setup/skill-rules.ts';
import { channelIn, formOf, integrationIn, withForm } from './book/entry-edits.ts';
import type { SetupDeps } from './setup-deps.ts';

/** The commercial cloud (CXone: authentication), and WeChat's own API. */
const commercialIssuer = 'https://cxone.niceincontact.com';
const wechatApi = 'https://api.weixin.qq.com';

interface Tenant {
  readonly access: CxoneAccess;
  /** CXone's id of the integration, or empty. */
  readonly integrationId: string;
}

/**
 * What is tried and made at the platforms. The relay does it, with the values of the draft and the vault; they travel inside one
 * question and are not kept there. All throw SETUP_ENTRY_UNKNOWN, SETUP_SECRET_MISSING and RELAY_NOT_RUNNING.
 */
export class PlatformDesk {
  readonly #deps: SetupDeps;

  constructor(deps: SetupDeps) {
    this.#deps = deps;
  }

  /** Throws SETUP_REQUIRED when the app id is missing. */
  try(kind: SecretOwner['owner'], id: string): Promise<Trial> {
    if (kind === 'integration') return this.#deps.client.invoke('setup.tryCxone', this.#tenantOf(id));
    const { wechat } = cleanChannel(channelIn(this.#book, id).draft);
    if (wechat.appId === '') throw new RelayError('SETUP_REQUIRED', 'no app id', { value: 'wechat.appId' });
    return this.#deps.client.invoke('setup.tryWeChat', {
      appId: wechat.appId,
      appSecret: this.#secret({ owner: 'channel', ownerId: id }, 'wechat_app_secret'),
      apiBase: wechat.apiBase === '' ? wechatApi : wechat.apiBase,
    });
  }

  tenant(integrationId: string): Promise<TenantLists> {
    return this.#deps.client.invoke('setup.tenantOf', this.#tenantOf(integrationId));
  }

  /**
   * Makes the channel in CXone under the id of the draft, chosen before the call: asked again after a lost answer, it is the same
   * channel (CXone: POST /channels updates a known id). Throws SETUP_INTEGRATION_ID_MISSING, SETUP_INTEGRATION_UNKNOWN.
   */
  async createChannel(channelId: string): Promise<{ trial: Trial; view: SetupView }> {
    const { here, client, by } = this.#deps;
    const form = cleanChannel(channelIn(this.#book, channelId).draft);
    if (!isFilled(form.integration)) throw new RelayError('SETUP_INTEGRATION_UNKNOWN', 'no integration is chosen');
    const { access, integrationId } = this.#tenantOf(form.integration);
    if (integrationId === '')
      throw new RelayError('SETUP_INTEGRATION_ID_MISSING', 'CXone has given no Integration ID yet');
    const chosen = form.cxone.channelId === '' ? randomUUID() : form.cxone.channelId;
    await this.#noteChannel(channelId, { channelId: chosen, made: form.cxone.made });
    const trial = await client.invoke('setup.makeChannel', {
      access,
      integrationId,
      channelId: chosen,
      originalId: form.wechat.originalId,
      name: form.name,
      script: isFilled(form.script.id) ? form.script.id : form.script.name,
      skillId: form.skill.id,
      by: by(),
    });
    const made = createdIn(trial);
    if (made !== null) {
      await this.#noteChannel(channelId, { channelId: made, made: 'api' });
      this.#lookAgain(channelId);
    }
    return { trial, view: here.view() };
  }

  /** A channel that runs already was reported missing in CXone up to now: that is over at once, not with the next look. */
  #lookAgain(channelId: string): void {
    const { client, here } = this.#deps;
    const runs = here.place.store.book.channels.some(
      ({ draft, applied }) => draft.id === channelId && applied !== null,
    );
    if (!runs) return;
    client.invoke('channels.check', { channelId: ChannelId.parse(channelId) }).catch(() => undefined);
  }

  /** Throws the first rule the skill's form breaks, and SETUP_CXONE_CHANNEL_MISSING while its channel has no id in CXone. */
  async createSkill(skillId: string): Promise<{ trial: Trial; view: SetupView }> {
    const { here, client, by, inTurn, changed } = this.#deps;
    const { form: skill } = formOf(this.#book, 'skill', skillId) as Extract<
      ReturnType<typeof formOf>,
      { kind: 'skill' }
    >;
    const broken = checkSkill(skill, here.context()).find(({ weight }) => weight === 'error');
    if (broken !== undefined) throw new RelayError(broken.code, broken.field, { value: broken.value ?? broken.field });
    const { integration, cxoneChannelId } = this.#channelOf(skill.channel);
    if (cxoneChannelId === '') throw new RelayError('SETUP_CXONE_CHANNEL_MISSING', 'the channel is not in CXone yet');
    const { access } = this.#tenantOf(integration);
    const trial = await client.invoke('setup.makeSkill', { access, skill, cxoneChannelId, by: by() });
    const tenantId = createdIn(trial);
    if (tenantId !== null) {
      await inTurn(() =>
        Promise.resolve(
          here.place.store.change((book) => {
            const now = book.skills.find(({ id }) => id === skillId);
            // Somebody may have gone on typing meanwhile, or taken it out.
            return now === undefined
              ? book
              : withForm(book, { kind: 'skill', form: { ...now, made: 'api', tenantId } });
          }),
        ),
      ).finally(changed);
    }
    return { trial, view: here.view() };
  }

  get #book() {
    return this.#deps.here.place.store.book;
  }

  #secret(owner: SecretOwner, name: SetupSecretName): string {
    const secret = this.#deps.here.place.secrets.value(owner, name);
    if (secret === null) throw new RelayError('SETUP_SECRET_MISSING', `${name} is not set`, { value: name });
    return secret;
  }

  /** Of the book, or of the configuration beside it. */
  #tenantOf(id: string): Tenant {
    const beside = this.#deps.here.beside.integrations.find((one) => one.id === id);
    if (beside !== undefined) {
      const { apiBase, tenantId, ...rest } = beside.cxone;
      return {
        access: { ...rest, apiBase: apiBase ?? null, tenantId: tenantId ?? null },
        integrationId: beside.integrationId,
      };
    }
    const { cxone, integrationId } = cleanIntegration(integrationIn(this.#book, id).draft);
    const owner: SecretOwner = { owner: 'integration', ownerId: id };
    const orNull = (text: string): string | null => (text === '' ? null : text);
    for (const field of ['clientId', 'accessKeyId'] as const) {
      if (cxone[field] === '') throw new RelayError('SETUP_REQUIRED', `no ${field}`, { value: `cxone.${field}` });
    }
    return {
      access: {
        issuer: cxone.issuer === '' ? commercialIssuer : cxone.issuer,
        apiBase: orNull(cxone.apiBase),
        tenantId: orNull(cxone.tenantId),
        clientId: cxone.clientId,
        clientSecret: this.#secret(owner, 'cxone_client_secret'),
        accessKeyId: cxone.accessKeyId,
        accessKeySecret: this.#secret(owner, 'cxone_access_key_secret'),
      },
      integrationId,
    };
  }

  #channelOf(id: string): { readonly integration: string; readonly cxoneChannelId: string } {
    const beside = this.#deps.here.beside.given.channels.find((one) => one.id === id);
    if (beside !== undefined) return beside;
    const { integration, cxone } = cleanChannel(channelIn(this.#book, id).draft);
    return { integration, cxoneChannelId: cxone.channelId };
  }

  /** In what is typed, and in what the relay runs on where that is the same channel. */
  async #noteChannel(id: string, cxone: ChannelForm['cxone']): Promise<void> {
    const { here, inTurn, changed } = this.#deps;
    await inTurn(() =>
      Promise.resolve(
        here.place.store.change((book) => ({
          ...book,
          channels: book.channels.map((entry) =>
            entry.draft.id !== id
              ? entry
              : {
                  ...entry,
                  draft: { ...entry.draft, cxone },
                  applied:
                    entry.applied?.cxone.channelId === cxone.channelId ? { ...entry.applied, cxone } : entry.applied,
                },
          ),
        })),
      ),
    ).finally(changed);
  }
}

/** The id the tenant gave or took, or null. */
function createdIn({ steps }: Trial): string | null {
  return steps.find(({ step, outcome }) => step === 'created' && outcome === 'ok')?.value ?? null;
}
