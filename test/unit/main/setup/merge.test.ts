import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '#main/relay/config/load-config.ts';
import { mergeBook, type AppliedSecret } from '#main/setup/merge.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { goodBook, goodChannel, goodIntegration } from '../../shared/setup/good-setup.ts';
import { secretValues } from './setup-bench.ts';

const storeKey = Buffer.alloc(32, 1).toString('base64');
const nothing = RelayConfig.parse({ storeKey, integrations: [], channels: [] });
const allSecrets: AppliedSecret = (_owner, name) => secretValues[name];

const given = {
  id: 'file-one',
  name: 'Of the file',
  integrationId: '6a2f',
  box: { clientId: 'box-of-file', clientSecret: 's' },
  cxone: { clientId: 'c', clientSecret: 's', accessKeyId: 'a', accessKeySecret: 'k' },
};
const givenChannel = {
  id: 'rose',
  name: 'Rose',
  integration: 'file-one',
  cxoneChannelId: 'c0ffee',
  wechat: {
    appId: 'wx00000000000000aa',
    originalId: 'gh_rose',
    appSecret: 's',
    token: 't',
    encodingAesKey: 'a'.repeat(43),
  },
};
const base = (change: Record<string, unknown> = {}): RelayConfig =>
  RelayConfig.parse({ storeKey, integrations: [given], channels: [givenChannel], ...change });

const applied = <F>(form: F) => ({ draft: form, applied: form, appliedAt: 1, appliedBy: 'Anna' });
const bookOf = (integrations: IntegrationForm[], channels: ChannelForm[]): SetupBook => ({
  ...goodBook(),
  integrations: integrations.map(applied),
  channels: channels.map(applied),
});

describe('what the relay runs on', () => {
  it('is the base with what was applied', () => {
    const merged = mergeBook(base(), goodBook(), allSecrets);

    expect(merged.integrations.map(({ id }) => id)).toEqual(['file-one', 'support']);
    expect(merged.channels.map(({ id }) => id)).toEqual(['rose', 'tulip']);
    expect(merged.unset).toBeUndefined();
    expect(merged.integrations[1]).toMatchObject({
      box: { clientId: 'veerpont-wechat', clientSecret: secretValues.box_secret, clientCertificates: [] },
      cxone: { issuer: 'https://cxone.niceincontact.com', accessKeySecret: secretValues.cxone_access_key_secret },
    });
    expect(merged.channels[1]?.wechat).toMatchObject({
      apiBase: 'https://api.weixin.qq.com',
      token: secretValues.wechat_token,
      encodingAesKey: secretValues.wechat_aes_key,
    });
    expect(merged.listen.public.publicUrl).toBe('https://relay.veerpont.nl');
    expect(RelayConfig.parse(merged)).toEqual(merged);
  });

  it('waits for a channel that does not exist in CXone yet, as it was applied and not as it is typed since', () => {
    const waitsOf = (applied: ChannelForm['cxone']['made'], draft = applied): string | undefined => {
      const book = goodBook();
      for (const entry of book.channels) {
        entry.applied = { ...goodChannel(), cxone: { ...goodChannel().cxone, made: applied } };
        entry.draft = { ...goodChannel(), cxone: { ...goodChannel().cxone, made: draft } };
      }
      const merged = mergeBook(base(), book, allSecrets);
      expect(RelayConfig.parse(merged)).toEqual(merged);
      return merged.channels.find(({ id }) => id === 'tulip')?.waitsFor;
    };
    expect([waitsOf('not_yet'), waitsOf('not_yet', 'by_hand')]).toEqual(['cxone', 'cxone']);
    expect([waitsOf('api'), waitsOf('by_hand', 'not_yet'), waitsOf('add_page')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is the base alone while nothing is applied', () => {
    const { integrations, channels, ...rest } = goodBook();
    const drafts = <E extends { applied: unknown }>(entries: readonly E[]) =>
      entries.map((one) => ({ ...one, applied: null }));
    const book = { ...rest, integrations: drafts(integrations), channels: drafts(channels) } as SetupBook;

    expect(mergeBook(nothing, { ...book, address: { way: 'direct', publicUrl: '' } }, allSecrets)).toEqual(nothing);
  });

  it('takes relay.json’s public address, and no address that breaks a rule', () => {
    const own = base({ listen: { public: { publicUrl: 'https://file.veerpont.nl' } } });
    expect(mergeBook(own, goodBook(), allSecrets).listen.public.publicUrl).toBe('https://file.veerpont.nl');
    for (const publicUrl of [
      'http://relay.veerpont.nl',
      'https://127.0.0.1',
      'relay',
      'https://relay.veerpont.nl:8443',
      'https://xn--a.veerpont.nl',
    ]) {
      const book: SetupBook = { ...goodBook(), address: { way: 'direct', publicUrl } };
      expect(mergeBook(nothing, book, allSecrets).listen.public.publicUrl).toBeUndefined();
    }
  });

  it.each([
    ['its app secret is gone', 'wechat_app_secret', 'SETUP_SECRET_MISSING', 'secrets.wechat_app_secret'],
    ['its key is gone', 'wechat_aes_key', 'SETUP_SECRET_MISSING', 'secrets.wechat_aes_key'],
    ['its integration’s secret is gone', 'box_secret', 'SETUP_SECRET_MISSING', 'secrets.box_secret'],
  ])('leaves a channel unset when %s, and lets the rest run', (_why, missing, code, field) => {
    const merged = mergeBook(base(), goodBook(), (owner, name) => (name === missing ? null : allSecrets(owner, name)));

    expect(merged.channels.map(({ id }) => id)).toEqual(['rose']);
    expect(merged.unset).toEqual([
      { id: 'tulip', name: 'Tulip shop', integration: 'support', integrationName: 'WeChat support', code, field },
    ]);
  });

  it('names a locked vault as the reason', () => {
    const merged = mergeBook(base(), goodBook(), () => {
      throw new RelayError('VAULT_LOCKED', 'locked');
    });

    expect(merged.unset?.map(({ code }) => code)).toEqual(['VAULT_LOCKED']);
  });

  const plain = { ...goodChannel(), wechat: { ...goodChannel().wechat, mode: 'plain' as const } };
  it.each<[string, SetupBook, (string | undefined)[]]>([
    ['a plain channel needs no key', bookOf([goodIntegration()], [plain]), []],
    ['an id of the base', bookOf([goodIntegration()], [goodChannel('rose')]), []],
    [
      'an account of the base',
      bookOf(
        [goodIntegration()],
        [{ ...goodChannel(), wechat: { ...goodChannel().wechat, appId: 'wx00000000000000aa' } }],
      ),
      ['SETUP_ACCOUNT_TAKEN'],
    ],
    [
      'a CXone channel of the base',
      bookOf([goodIntegration()], [{ ...goodChannel(), cxone: { channelId: 'c0ffee', made: 'api' } }]),
      ['SETUP_CXONE_CHANNEL_TAKEN'],
    ],
    [
      'a client id of the base',
      bookOf([{ ...goodIntegration(), clientId: 'box-of-file' }], [goodChannel()]),
      ['SETUP_CLIENT_ID_TAKEN'],
    ],
    ['no such integration', bookOf([], [goodChannel()]), ['SETUP_INTEGRATION_UNKNOWN']],
    ['on an integration of the base', bookOf([], [{ ...goodChannel(), integration: 'file-one' }]), []],
    [
      'something no form lets through',
      bookOf([goodIntegration()], [{ ...goodChannel(), wechat: { ...goodChannel().wechat, appId: 'nonsense' } }]),
      ['CONFIG_INVALID'],
    ],
    [
      'an integration without its id',
      bookOf([{ ...goodIntegration(), integrationId: '' }], [goodChannel()]),
      ['CONFIG_INVALID'],
    ],
  ])('%s', (_what, book, codes) => {
    const withoutKey: AppliedSecret = (owner, name) =>
      name === 'wechat_aes_key' && book.channels[0]?.applied?.wechat.mode === 'plain' ? null : allSecrets(owner, name);
    const merged = mergeBook(base(), book, withoutKey);

    expect((merged.unset ?? []).map(({ code }) => code)).toEqual(codes);
    expect(() => {
      checkConfig(merged, {});
    }).not.toThrow();
  });

  it('asks for a certificate where the listener lets in known ones only', () => {
    const required = base({
      listen: {
        box: { tls: { desk: true }, clientCertificate: { mode: 'required', ca: 'an authority' } },
      },
    });

    expect(mergeBook(required, goodBook(), allSecrets).unset?.[0]?.code).toBe('SETUP_MTLS_ALL_OR_NONE');
  });

  it('never makes a configuration the relay refuses, whatever stands in the book', () => {
    const some = <T>(good: T, ...odd: T[]) => fc.constantFrom(good, good, ...odd);
    const integration = fc.record({
      id: fc.constantFrom('support', 'sales', 'file-one'),
      clientId: some('box-a', 'box-b', 'box-of-file', ''),
      integrationId: some('2b9d', '', 'x'.repeat(150)),
      apiBase: some('', 'not a url', 'ftp://x'),
      name: some('A', ''),
    });
    const channel = fc.record({
      id: fc.constantFrom('tulip', 'rose', 'iris'),
      integration: fc.constantFrom('support', 'sales', 'file-one', 'nobody', 'No Id'),
      appId: some('wx0123456789abcdef', 'wx00000000000000aa', 'wx', ''),
      channelId: some('6f1f', 'c0ffee', ''),
      mode: fc.constantFrom('plain' as const, 'security' as const),
    });
    fc.assert(
      fc.property(
        fc.array(integration, { maxLength: 4 }),
        fc.array(channel, { maxLength: 5 }),
        fc.nat(7),
        (ones, others, gone) => {
          const book = bookOf(
            ones.map(({ apiBase, ...form }) => ({
              ...goodIntegration(),
              ...form,
              cxone: { ...goodIntegration().cxone, apiBase },
            })),
            others.map(({ appId, mode, channelId, ...form }) => ({
              ...goodChannel(),
              ...form,
              wechat: { ...goodChannel().wechat, appId, mode },
              cxone: { channelId, made: 'api' as const },
            })),
          );
          const names = Object.keys(secretValues);
          const merged = mergeBook(base(), book, (owner, name) =>
            names[gone] === name ? null : allSecrets(owner, name),
          );
          checkConfig(RelayConfig.parse(merged), {});
          const ids = new Set([...merged.channels, ...(merged.unset ?? [])].map(({ id }) => id as string));
          expect(others.every(({ id }) => ids.has(id))).toBe(true);
          expect(merged.channels.some(({ id }) => id === 'rose')).toBe(true);
        },
      ),
      { numRuns: 80 },
    );
  });
});

describe('what a channel carries from a relay.json', () => {
  const carried: NonNullable<ChannelForm['carried']> = {
    longestTextBytes: 1_000,
    repliesPerMessage: 4,
    repliesPerAction: 2,
    templates: [
      { name: 'Late', templateId: 'T-1', fields: { thing1: '{{name}}' }, url: '' },
      { name: 'Shop', templateId: 'T-2', fields: { first: 'Welkom' }, url: 'https://veerpont.nl/shop' },
    ],
    unconfirmed: { rule: 'send_again', report: 'failed' },
  };
  const merged = (form: ChannelForm) => mergeBook(nothing, bookOf([goodIntegration()], [form]), allSecrets);

  it('is what the relay runs on, and keeps every rule of its start', () => {
    const config = merged({ ...goodChannel(), carried });
    const [channel] = config.channels;

    expect(config.unset).toBeUndefined();
    expect(channel?.wechat).toMatchObject({
      token: secretValues.wechat_token,
      longestTextBytes: 1_000,
      repliesPerMessage: 4,
      repliesPerAction: 2,
      templates: [
        { name: 'Late', templateId: 'T-1', fields: { thing1: '{{name}}' } },
        { name: 'Shop', templateId: 'T-2', fields: { first: 'Welkom' }, url: 'https://veerpont.nl/shop' },
      ],
    });
    expect(channel?.wechat.templates[0]).not.toHaveProperty('url');
    expect(channel?.unconfirmed).toEqual(carried.unconfirmed);
    expect(() => checkConfig(config, {})).not.toThrow();
  });

  it('is as usual where it carries nothing', () => {
    const [channel] = merged(goodChannel()).channels;
    expect(channel?.unconfirmed).toEqual({ rule: 'ask', report: 'nothing' });
    expect(channel?.wechat).toMatchObject({ longestTextBytes: 2_048, templates: [] });
  });

  it('keeps that channel alone from running when it is out of all bounds', () => {
    const config = merged({ ...goodChannel(), carried: { ...carried, longestTextBytes: 5 } });
    expect(config.channels).toEqual([]);
    expect(config.unset).toMatchObject([{ id: 'tulip', code: 'CONFIG_INVALID', field: 'wechat.longestTextBytes' }]);
  });
});
