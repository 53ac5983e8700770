import { alphanumeric } from './kit/random.ts';
import type { Random } from './kit/random.ts';
import type { ChannelOptions, IntegrationOptions, TenantOptions } from './cxone/tenant.ts';
import type { Theme } from './people/dialogue.ts';
import type { AccountOptions, PushMode } from './wechat/accounts.ts';

/** Who exists in the sandbox: accounts at WeChat, a tenant at CXone, and what binds them. */
export interface Identities {
  tenant: TenantOptions;
  integration: IntegrationOptions;
  accounts: AccountOptions[];
  /** Accounts without a callback address and without a channel, for people who set one up. */
  spareAccounts: AccountOptions[];
  channels: ChannelOptions[];
  themes: Map<string, Theme>;
}

const businesses: readonly { key: string; name: string; theme: Theme; mode: PushMode }[] = [
  { key: 'tulip', name: 'Tulip Store 郁金香', theme: 'shop', mode: 'security' },
  { key: 'canal', name: 'Canal Tours', theme: 'tours', mode: 'compatible' },
  { key: 'delta', name: 'Delta Bank 三角洲', theme: 'bank', mode: 'security' },
];

const themesInTurn: readonly Theme[] = ['shop', 'tours', 'bank'];

/** Draws ids and credentials. More than three channels are numbered. */
export function drawIdentities(random: Random, channelCount = businesses.length): Identities {
  const integration: IntegrationOptions = {
    key: 'demo',
    name: 'Demo',
    integrationId: random.uuid(),
    clientId: `veerpont-${random.hex(8)}@cxone`,
    clientSecret: random.text(40, alphanumeric),
    accessKeyId: `${random.text(48, alphanumeric)}====`,
    accessKeySecret: `${random.text(48, alphanumeric)}====`,
    box: { clientId: `box-${random.hex(8)}`, clientSecret: random.text(43, alphanumeric) },
    replyVersion: '2.0',
  };
  const accounts: AccountOptions[] = [];
  const channels: ChannelOptions[] = [];
  const themes = new Map<string, Theme>();
  for (let index = 0; index < channelCount; index += 1) {
    const business = businesses[index] ?? {
      key: `channel-${index + 1}`,
      name: `Channel ${index + 1}`,
      theme: themesInTurn[index % themesInTurn.length] ?? 'shop',
      mode: 'security',
    };
    const account = drawAccount(random, business);
    accounts.push(account);
    themes.set(business.key, business.theme);
    channels.push({
      key: business.key,
      id: random.uuid(),
      idOnExternalPlatform: account.originalId,
      name: business.name,
      integration: integration.key,
    });
  }
  return {
    tenant: {
      tenantId: random.uuid(),
      brandId: random.int(1_000, 9_999),
      friendlyName: 'Sandbox Brand',
      timezone: 'Europe/Amsterdam',
      businessUnitId: random.int(4_000_000, 4_999_999),
      area: 'eu1',
    },
    integration,
    accounts,
    spareAccounts: drawSpareAccounts(random.fork('spare')),
    channels,
    themes,
  };
}

function drawAccount(random: Random, business: { key: string; name: string; mode: PushMode }): AccountOptions {
  return {
    key: business.key,
    name: business.name,
    mode: business.mode,
    appId: `wx${random.hex(16)}`,
    originalId: `gh_${random.hex(12)}`,
    appSecret: random.hex(32),
    token: random.text(24, alphanumeric),
    // Of the last character only the upper four bits count; these leave none behind.
    encodingAesKey: random.text(42, alphanumeric) + random.pick([...'AEIMQUYcgkosw048']),
  };
}

/** The second one lets nobody in until its owner lists an address, as a new account at WeChat does. */
function drawSpareAccounts(random: Random): AccountOptions[] {
  const spare = (key: string, name: string, ipAllowList: string[]): AccountOptions => ({
    ...drawAccount(random, { key, name, mode: 'security' }),
    isSpare: true,
    ipAllowList,
  });
  return [spare('spare-1', 'Windmill Books 风车书店', ['127.0.0.1']), spare('spare-2', 'Harbour Café 港湾咖啡', [])];
}
