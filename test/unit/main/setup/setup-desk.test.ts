import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { issueClientPair, makeAuthority } from '#main/relay/certificates/making/private-authority.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { SetupForm } from '#shared/domain/setup/book.ts';
import { settled } from '#test/fakes/hand-clock.ts';
import { goodBook, goodChannel, goodIntegration, goodSkill, told } from '../../shared/setup/good-setup.ts';
import { codeOf, secretValues, SetupBench, support, tulip } from './setup-bench.ts';

const storeKey = Buffer.alloc(32, 1).toString('base64');
const integration = (change: Partial<ReturnType<typeof goodIntegration>> = {}): SetupForm => ({
  kind: 'integration',
  form: { ...goodIntegration(), ...change },
});
const channel = (change: Partial<ReturnType<typeof goodChannel>> = {}): SetupForm => ({
  kind: 'channel',
  form: { ...goodChannel(), ...change },
});
const publicAddress: SetupForm = {
  kind: 'address',
  form: { way: 'tunnel', publicUrl: ' https://relay.veerpont.nl/ ' },
};

let bench: SetupBench;
beforeEach(async () => {
  bench = await SetupBench.open();
});
afterEach(() => {
  bench.close();
});

/** An integration and a channel the relay runs on. */
async function applyBoth(): Promise<void> {
  const { desk } = bench.setup;
  for (const entry of [publicAddress, integration(), channel()]) await desk.save(entry);
  await bench.secrets(support, tulip);
  for (const [kind, id] of [
    ['integration', 'support'],
    ['channel', 'tulip'],
  ] as const) {
    const { result } = await desk.apply(kind, id);
    expect(result.problems.filter(({ weight }) => weight === 'error')).toEqual([]);
  }
}

describe('drafts', () => {
  it('are kept right or wrong, over a restart, and told to the window', async () => {
    await bench.setup.desk.save(integration({ name: '', clientId: 'x y', color: 'red' }));
    expect(bench.views.at(-1)?.book.integrations[0]?.draft.color).toBe('red');
    bench.reopen();

    expect(bench.setup.desk.view().book.integrations[0]).toMatchObject({ draft: { clientId: 'x y' }, applied: null });
  });

  it('are not made under an id of relay.json', async () => {
    const config = RelayConfig.parse({
      storeKey,
      integrations: [
        {
          id: 'support',
          name: 'A',
          integrationId: 'i',
          box: { clientId: 'b', clientSecret: 's' },
          cxone: { clientId: 'c', clientSecret: 's', accessKeyId: 'a', accessKeySecret: 'k' },
        },
      ],
      channels: [],
      listen: { box: { publicUrl: 'https://box.veerpont.nl/', tls: { desk: true } } },
    });
    bench.books.relayBook.sees(config, 'file');

    expect(await codeOf(bench.setup.desk.save(integration()))).toBe('SETUP_ID_TAKEN');
    const view = await bench.setup.desk.save({ kind: 'integration', form: goodIntegration('other') });
    expect(view.given).toMatchObject({
      from: 'file',
      integrations: [{ id: 'support', name: 'A', integrationId: 'i' }],
    });
    expect(view.book.integrations[0]?.draft.boxUrl).toBe('https://box.veerpont.nl/integration/box');
  });

  it('are copied without what belongs to the first one alone, and under a name of their own', async () => {
    const { desk } = bench.setup;
    for (const entry of [
      integration(),
      channel(),
      { kind: 'skill', form: { ...goodSkill(), name: 'A'.repeat(30) } } as const,
    ])
      await desk.save(entry);
    await bench.secrets(tulip);
    await desk.duplicate('integration', 'support', 'support-2');
    await desk.duplicate('skill', 'outbound', 'outbound-2');
    await desk.duplicate('skill', 'outbound', 'outbound-3');
    const view = await desk.duplicate('channel', 'tulip', 'tulip-2');

    expect(view.book.integrations[1]?.draft).toMatchObject({
      id: 'support-2',
      name: 'WeChat support (2)',
      clientId: '',
      integrationId: '',
    });
    expect(view.book.channels[1]?.draft).toMatchObject({
      name: 'Tulip shop (2)',
      wechat: { appId: '', mode: 'security' },
      cxone: { channelId: '', made: 'not_yet' },
      script: { name: 'WeChat_Inbound' },
    });
    expect(view.book.skills.map(({ name }) => name)).toEqual([
      'A'.repeat(30),
      `${'A'.repeat(28)}-2`,
      `${'A'.repeat(28)}-3`,
    ]);
    expect(view.secrets.some(({ ownerId }) => ownerId === 'tulip-2')).toBe(false);
    expect(await codeOf(desk.duplicate('channel', 'tulip', 'tulip-2'))).toBe('SETUP_ID_TAKEN');
    expect(await codeOf(desk.duplicate('channel', 'iris', 'iris-2'))).toBe('SETUP_ENTRY_UNKNOWN');
  });

  it('are forgotten with their secrets, and not while they are used or run on', async () => {
    const { desk } = bench.setup;
    await desk.save(integration());
    await desk.save(channel());
    await bench.secrets(tulip);
    expect(await codeOf(desk.forget('integration', 'support'))).toBe('SETUP_STILL_USED');
    await desk.forget('channel', 'tulip');
    await desk.forget('integration', 'support');
    expect(bench.vault.names()).toEqual([]);
    await applyBoth();
    expect(await codeOf(desk.forget('channel', 'tulip'))).toBe('SETUP_STILL_USED');
  });
});

describe('a full disk', () => {
  it('keeps drafts for the next try, and lets the relay run on nothing that is not kept', async () => {
    const { desk } = bench.setup;
    for (const entry of [publicAddress, integration()]) await desk.save(entry);
    await bench.secrets(support);
    bench.diskIsFull = true;
    expect(await codeOf(desk.save(integration({ name: 'Typed meanwhile' })))).toBe('SETUP_BOOK_NOT_SAVED');
    expect(bench.views.at(-1)?.book.integrations[0]?.draft.name).toBe('Typed meanwhile');
    expect(await codeOf(desk.apply('integration', 'support'))).toBe('SETUP_BOOK_NOT_SAVED');
    expect(desk.view().book.integrations[0]?.applied).toBeNull();
    expect(bench.books.places.real.secrets.applied(support, 'box_secret')).toBeNull();
    expect(bench.restarts).toBe(0);
    bench.diskIsFull = false;
    bench.setup.close();
    bench.reopen();

    expect(bench.setup.desk.view().book.integrations[0]?.draft.name).toBe('Typed meanwhile');
  });
});

describe('secrets', () => {
  it('are shown once when made here, and noted for the audit without their value', async () => {
    await bench.setup.desk.save(integration());
    const { value, view } = await bench.setup.desk.makeSecret(support, 'box_secret');

    expect(view.secrets).toEqual([
      {
        ...support,
        name: 'box_secret',
        setAt: bench.clock.now(),
        shownAt: bench.clock.now(),
        lastFour: value.slice(-4),
      },
    ]);
    expect(JSON.stringify(bench.views)).not.toContain(value);
    expect(bench.inputsOf('setup.noted')).toEqual([
      { what: 'secret_made', subject: 'integration/support/box_secret', by: 'Anna' },
    ]);
  });

  it.each([
    [support, 'wechat_token', 'TokenOfTulip', 'SETUP_NOT_OFFERED'],
    [tulip, 'box_secret', 'x', 'SETUP_NOT_OFFERED'],
    [{ owner: 'channel', ownerId: 'iris' }, 'wechat_token', 'TokenOfIris', 'SETUP_ENTRY_UNKNOWN'],
    [tulip, 'wechat_token', 'no spaces', 'SETUP_TOKEN_FORM'],
    [tulip, 'wechat_aes_key', 'short', 'SETUP_AES_KEY_FORM'],
    [tulip, 'wechat_app_secret', 'g'.repeat(32), 'SETUP_APP_SECRET_FORM'],
  ] as const)('are refused where they break a rule: %j %s', async (owner, name, value, code) => {
    await bench.setup.desk.save(integration());
    await bench.setup.desk.save(channel());

    expect(await codeOf(bench.setup.desk.setSecret(owner, name, value))).toBe(code);
    expect(bench.vault.names()).toEqual([]);
  });

  it('of a former entry are not those of a new one of the same id', async () => {
    const { desk } = bench.setup;
    await bench.vault.store(
      'setup/channel/tulip/wechat_token',
      JSON.stringify({ value: 'old', setAt: 1, shownAt: null, applied: 'old' }),
    );
    await desk.save(channel());

    expect(desk.view().secrets).toEqual([]);
  });
});

describe('apply', () => {
  it('changes nothing while a rule is broken', async () => {
    const { desk } = bench.setup;
    await desk.save(integration({ clientId: '' }));
    const { result, view } = await desk.apply('integration', 'support');

    expect(result.applied).toBe(false);
    expect(result.problems.map(told)).toContain('clientId SETUP_REQUIRED');
    expect(view.book.integrations[0]?.applied).toBeNull();
    expect(bench.restarts).toBe(0);
  });

  it('lets the relay run on what is typed, cleaned, with the secrets of that moment', async () => {
    await applyBoth();
    const { book } = bench.setup.desk.view();
    const base = RelayConfig.parse({ storeKey, integrations: [], channels: [] });
    const merged = bench.books.relayBook.merged(base, 'file');

    expect(book.begun).toBe(true);
    expect(book.channels[0]).toMatchObject({ appliedAt: bench.clock.now(), appliedBy: 'Anna' });
    expect(merged.channels[0]?.wechat.token).toBe(secretValues.wechat_token);
    expect(merged.listen.public.publicUrl).toBe('https://relay.veerpont.nl');
    expect(bench.restarts).toBe(2);
    expect(bench.inputsOf('setup.noted')).toEqual([
      { what: 'applied', subject: 'integration/support', by: 'Anna' },
      { what: 'applied', subject: 'channel/tulip', by: 'Anna' },
    ]);
    await bench.setup.desk.setSecret(tulip, 'wechat_token', 'AnotherToken');
    expect(bench.books.relayBook.merged(base, 'file').channels[0]?.wechat.token).toBe(secretValues.wechat_token);
  });

  it('checks that certificate, key and authority belong together', async () => {
    const now = bench.clock.now();
    const authority = await makeAuthority({ name: 'Veerpont test', years: 5, now });
    const pair = await issueClientPair({ authority, name: 'cxone', days: 90, now });
    const { desk } = bench.setup;
    await desk.save(publicAddress);
    await desk.save(integration({ clientCertificate: pair.certificatePem, caCertificate: authority.certificatePem }));
    await bench.secrets(support);
    await desk.setSecret(support, 'mtls_key', authority.keyPem);
    expect((await desk.apply('integration', 'support')).result.problems.map(told)).toEqual([
      'secrets.mtls_key SETUP_MTLS_MISMATCH',
    ]);
    await desk.setSecret(support, 'mtls_key', pair.keyPem);
    expect((await desk.apply('integration', 'support')).result.applied).toBe(true);
    const merged = bench.books.relayBook.merged(
      RelayConfig.parse({ storeKey, integrations: [], channels: [] }),
      'file',
    );
    expect(merged.integrations[0]?.box.clientCertificates).toHaveLength(1);
    await desk.dropSecret(support, 'mtls_key');
    expect((await desk.apply('integration', 'support')).result.problems.map(told)).toEqual([
      'secrets.mtls_key SETUP_MTLS_ALL_OR_NONE',
    ]);
  });

  it('takes values back that were set at the credential desk before, and only those that changed', async () => {
    await applyBoth();
    const kept = (name: string) => ({ ...tulip, name, source: 'desk' });
    bench.answers['credentials.desk'] = () => ({
      credentials: [
        kept('wechat_token'),
        kept('wechat_app_secret'),
        { ...kept('wechat_encoding_aes_key'), ownerId: 'rose' },
      ],
    });
    await bench.setup.desk.setSecret(tulip, 'wechat_token', 'AnotherToken');
    await bench.setup.desk.apply('channel', 'tulip');
    await settled();

    expect(bench.inputsOf('credentials.useConfig')).toEqual([{ key: { ...tulip, name: 'wechat_token' }, by: 'Anna' }]);
  });

  it('tells a relay that was not running when it runs', async () => {
    bench.runs = false;
    await bench.setup.desk.save(integration());
    await bench.setup.desk.makeSecret(support, 'box_secret');
    expect(bench.inputsOf('setup.noted')).toEqual([]);
    bench.runs = true;
    bench.setup.relayChanged();

    expect(bench.inputsOf('setup.noted')).toHaveLength(1);
  });
});

describe('a relay that takes a moment to start anew', () => {
  it('is waited for: it may be asked something at once', async () => {
    await applyBoth();
    bench.startsInMs = 900;
    let isOver = false;
    const applied = bench.setup.desk.apply('integration', 'support').then(({ result }) => {
      isOver = true;
      return result;
    });
    for (let turn = 0; turn < 20; turn += 1) await settled();
    expect(isOver).toBe(false);
    bench.clock.wind(1_250);
    expect((await applied).applied).toBe(true);
  });
});

describe('removal', () => {
  it('wants the name typed, takes the secrets along and leaves no mention', async () => {
    await applyBoth();
    const { desk } = bench.setup;
    const { roles, queues, skills } = {
      ...goodBook(),
      queues: [
        {
          id: 'q',
          name: 'Q',
          filters: [{ name: 'f', conditions: [{ rule: 'included_channels' as const, channels: ['tulip', 'rose'] }] }],
          isFallback: false,
        },
      ],
    };
    for (const form of roles) await desk.save({ kind: 'role', form });
    for (const form of queues) await desk.save({ kind: 'queue', form });
    for (const form of skills) await desk.save({ kind: 'skill', form });
    expect(await codeOf(desk.remove('channel', 'tulip', 'Tulip'))).toBe('SETUP_NAME_NOT_TYPED');
    expect(await codeOf(desk.remove('integration', 'support', 'WeChat support'))).toBe('SETUP_STILL_USED');
    const view = await desk.remove('channel', 'tulip', ' Tulip shop ');

    expect(view.book.channels).toEqual([]);
    expect(view.book.roles[0]?.channels).toEqual({});
    expect(JSON.stringify(view.book.queues)).toContain('["rose"]');
    expect(view.book.skills[0]?.channel).toBe('');
    expect(bench.vault.names().some((name) => name.includes('tulip'))).toBe(false);
    expect(bench.restarts).toBe(3);
    await desk.remove('integration', 'support', 'WeChat support');
    expect(bench.vault.names()).toEqual([]);
  });
});

describe('values to paste at WeChat', () => {
  const verified = (lastAt: number) => [
    { owner: 'channel', ownerId: 'tulip', kind: 'webhook_verified', firstAt: 1, lastAt, count: 1, detail: null },
  ];

  it('are shown until WeChat has verified the address with them', async () => {
    await applyBoth();
    const { desk } = bench.setup;
    bench.answers['setup.sightings'] = () => verified(bench.clock.now() - 5_000);
    const shown = {
      url: 'https://relay.veerpont.nl/wechat/tulip',
      token: secretValues.wechat_token,
      encodingAesKey: secretValues.wechat_aes_key,
    };
    expect(await desk.pasteValues('tulip')).toEqual(shown);
    bench.answers['setup.sightings'] = () => verified(bench.clock.now() + 5_000);
    expect(await desk.pasteValues('tulip')).toEqual({ ...shown, token: null, encodingAesKey: null });
    await desk.setSecret(tulip, 'wechat_token', 'AnotherToken');
    expect((await desk.pasteValues('tulip')).token).toBe('AnotherToken');
  });

  it('are not told without an address, or while nobody knows what WeChat did', async () => {
    await bench.setup.desk.save(channel());
    expect(await codeOf(bench.setup.desk.pasteValues('tulip'))).toBe('SETUP_PUBLIC_ADDRESS_MISSING');
    await bench.setup.desk.save(publicAddress);
    bench.runs = false;
    expect(await codeOf(bench.setup.desk.pasteValues('tulip'))).toBe('RELAY_NOT_RUNNING');
  });
});

describe('the public address', () => {
  it('counts when it has stood still, and restarts a relay that runs on the set-up', async () => {
    const { desk } = bench.setup;
    await desk.save(publicAddress);
    bench.clock.wind(5_000);
    expect(bench.restarts).toBe(0);
    await desk.begin();
    expect(bench.restarts).toBe(1);
    for (const publicUrl of ['https://r.nl', 'https://re.nl', 'https://rel.nl', 'https://rel.nl/']) {
      await desk.save({ kind: 'address', form: { way: 'tunnel', publicUrl } });
      bench.clock.wind(500);
    }
    expect(bench.restarts).toBe(1);
    bench.clock.wind(2_000);

    expect(bench.restarts).toBe(2);
    expect(desk.view().publicUrl).toBe('https://rel.nl');
  });
});

describe('at the platforms', () => {
  const access = {
    issuer: 'https://cxone.niceincontact.com',
    apiBase: null,
    tenantId: null,
    clientId: 'veerpont-app',
    clientSecret: secretValues.cxone_client_secret,
    accessKeyId: 'AK-1',
    accessKeySecret: secretValues.cxone_access_key_secret,
  };
  const step = (outcome: string, value: string | null) => ({
    at: 1,
    steps: [{ step: 'created', outcome, code: null, platformCode: null, value, durationMs: 1 }],
  });

  it('the draft’s values are tried, with the secrets of the vault', async () => {
    const { platforms, desk } = bench.setup;
    await desk.save(integration());
    await desk.save(channel());
    expect(await codeOf(Promise.resolve().then(() => platforms.try('channel', 'tulip')))).toBe('SETUP_SECRET_MISSING');
    await bench.secrets(support, tulip);
    await platforms.try('integration', 'support');
    await platforms.try('channel', 'tulip');

    expect(bench.inputsOf('setup.tryCxone')).toEqual([{ access, integrationId: goodIntegration().integrationId }]);
    expect(bench.inputsOf('setup.tryWeChat')).toEqual([
      { appId: 'wx0123456789abcdef', appSecret: secretValues.wechat_app_secret, apiBase: 'https://api.weixin.qq.com' },
    ]);
  });

  it('a channel is made under an id that is written down first, so that it can be asked again', async () => {
    const { platforms, desk } = bench.setup;
    await desk.save(integration());
    await desk.save(channel({ cxone: { channelId: '', made: 'not_yet' } }));
    await bench.secrets(support);
    let asked = '';
    bench.answers['setup.makeChannel'] = (input) => {
      asked = (input as { channelId: string }).channelId;
      expect(desk.view().book.channels[0]?.draft.cxone).toEqual({ channelId: asked, made: 'not_yet' });
      return step('failed', null);
    };
    await platforms.createChannel('tulip');
    const first = asked;
    bench.answers['setup.makeChannel'] = (input) => step('ok', (input as { channelId: string }).channelId);
    const { view } = await platforms.createChannel('tulip');

    expect(first).toMatch(/^[0-9a-f-]{36}$/u);
    expect(view.book.channels[0]?.draft.cxone).toEqual({ channelId: first, made: 'api' });
    expect(bench.inputsOf('setup.makeChannel')[1]).toMatchObject({
      script: 'WeChat_Inbound',
      originalId: 'gh_0a1b2c3d4e5f',
      by: 'Anna',
    });
  });

  it('a skill is made when no rule is broken, and its id noted', async () => {
    const { platforms, desk } = bench.setup;
    for (const entry of [integration(), channel(), { kind: 'skill', form: { ...goodSkill(), name: 'x' } } as const])
      await desk.save(entry);
    await bench.secrets(support);
    expect(await codeOf(platforms.createSkill('outbound'))).toMatch(/^SETUP_SKILL_NAME/u);
    await desk.save({ kind: 'skill', form: goodSkill() });
    bench.answers['setup.makeSkill'] = () => step('ok', '4711');
    const { view } = await platforms.createSkill('outbound');

    expect(view.book.skills[0]).toMatchObject({ made: 'api', tenantId: '4711' });
    expect(bench.inputsOf('setup.makeSkill')).toMatchObject([
      { access, cxoneChannelId: goodChannel().cxone.channelId, by: 'Anna' },
    ]);
  });
});

describe('practice', () => {
  const sandbox = (port: number): RelayConfig =>
    RelayConfig.parse({
      storeKey,
      integrations: [
        {
          id: 'demo',
          name: 'Demo',
          integrationId: 'i',
          box: { clientId: 'b', clientSecret: 's' },
          cxone: {
            issuer: `http://127.0.0.1:${port}`,
            clientId: 'c',
            clientSecret: 's',
            accessKeyId: 'a',
            accessKeySecret: 'k',
          },
        },
      ],
      channels: [
        {
          id: 'demo-1',
          name: 'D',
          integration: 'demo',
          cxoneChannelId: 'c1',
          wechat: {
            appId: 'wx00000000000000aa',
            originalId: 'gh_d',
            appSecret: 's',
            token: 't',
            encodingAesKey: 'a'.repeat(43),
            apiBase: `https://127.0.0.1:${port + 1}`,
          },
        },
      ],
      allowPrivateTargets: true,
    });
  const places = {
    wechatApiBase: 'https://127.0.0.1:9001',
    cxone: 'http://127.0.0.1:9000',
    tenantPage: 'http://127.0.0.1:9000/tenant',
    wechatPage: 'http://127.0.0.1:9001/a',
    deskPage: 'http://127.0.0.1:9000/desk',
  };

  it('has a book and secrets of its own, which the vault never sees', async () => {
    await bench.setup.desk.save(integration({ name: 'The real one' }));
    bench.sandbox = 'running';
    bench.practice = places;
    await bench.setup.desk.save(integration({ cxone: { ...goodIntegration().cxone, issuer: places.cxone } }));
    await bench.secrets(support);
    const view = bench.setup.desk.view();

    expect(view.practice).toEqual({
      wechatApiBase: places.wechatApiBase,
      cxone: places.cxone,
      tenantPage: places.tenantPage,
      wechatPage: places.wechatPage,
    });
    expect(view.publicUrl).toBe('http://127.0.0.1:40001');
    expect(bench.vault.names()).toEqual([]);
    expect((await bench.setup.desk.apply('integration', 'support')).result.applied).toBe(true);
    bench.sandbox = 'off';
    expect(bench.setup.desk.view().book.integrations.map(({ draft }) => draft.name)).toEqual(['The real one']);
  });

  it('begins anew with each sandbox, but for what was typed', async () => {
    bench.sandbox = 'running';
    const { desk } = bench.setup;
    bench.books.relayBook.sees(sandbox(9_000), 'sandbox');
    await desk.save(
      integration({
        cxone: { ...goodIntegration().cxone, issuer: 'http://127.0.0.1:9000', apiBase: 'https://api.example.com' },
      }),
    );
    await bench.secrets(support);
    await desk.apply('integration', 'support');
    bench.books.relayBook.sees(sandbox(9_000), 'sandbox');
    expect(desk.view().book.integrations[0]?.applied).not.toBeNull();
    bench.books.relayBook.sees(sandbox(9_100), 'sandbox');

    expect(desk.view().book.integrations[0]).toMatchObject({
      applied: null,
      draft: { name: 'WeChat support', cxone: { issuer: 'http://127.0.0.1:9100', apiBase: 'https://api.example.com' } },
    });
    expect(desk.view().given.from).toBe('sandbox');
  });

  it('finds WeChat of a sandbox without channels by what it said of its places', async () => {
    bench.sandbox = 'running';
    bench.practice = places;
    const { desk } = bench.setup;
    const empty = (port: number): RelayConfig => ({ ...sandbox(port), channels: [] });
    bench.books.relayBook.sees(empty(9_000), 'sandbox');
    await desk.save(channel({ wechat: { ...goodChannel().wechat, apiBase: 'https://127.0.0.1:8001' } }));
    bench.practice = { ...places, wechatApiBase: 'https://127.0.0.1:9101' };
    bench.books.relayBook.sees(empty(9_100), 'sandbox');
    expect(desk.view().book.channels[0]?.draft.wechat.apiBase).toBe('https://127.0.0.1:9101');
  });

  it('opens pages of this computer only', async () => {
    const { desk } = bench.setup;
    expect(await codeOf(desk.openPractice('desk'))).toBe('SANDBOX_NOT_RUNNING');
    bench.sandbox = 'running';
    bench.practice = { ...places, tenantPage: 'https://evil.example/tenant', wechatPage: 'http://a:b@127.0.0.1/' };
    await desk.openPractice('desk');
    expect(await codeOf(desk.openPractice('tenant'))).toBe('SANDBOX_NOT_RUNNING');
    expect(await codeOf(desk.openPractice('wechat'))).toBe('SANDBOX_NOT_RUNNING');
    expect(bench.opened).toEqual([places.deskPage]);
  });
});

describe('the hand-over sheet', () => {
  const save = (secret: string | null): Promise<string | null> =>
    bench.setup.saveSheet({ integrationId: 'support', secret });

  it('is written where the person wants it, with the secret only when it is the one that counts', async () => {
    const { desk } = bench.setup;
    await desk.save(integration());
    bench.path = join(bench.folder, 'sheet.html');
    expect(await codeOf(save(null))).toBe('SETUP_PUBLIC_ADDRESS_MISSING');
    await desk.save(publicAddress);
    const { value } = await desk.makeSecret(support, 'box_secret');
    expect(await codeOf(save('another secret'))).toBe('SETUP_VALUES_HIDDEN');
    expect(existsSync(bench.path)).toBe(false);
    expect(await save(value)).toBe(bench.path);
    expect(readFileSync(bench.path, 'utf8')).toContain(value);
    await save(null);
    expect(readFileSync(bench.path, 'utf8')).not.toContain(value);
    bench.path = join(bench.folder, 'nowhere', 'sheet.html');
    expect(await codeOf(save(null))).toBe('FILE_NOT_SAVED');
    bench.path = null;
    expect(await save(null)).toBeNull();
  });
});

describe('ticks', () => {
  it('say who ticked what when, and can be taken away', async () => {
    const { desk } = bench.setup;
    await desk.tick('role/agent/tulip/1a2b', true);
    bench.clock.wind(1_000);
    expect((await desk.tick('role/agent/tulip/1a2b', true)).book.ticks).toEqual([
      { id: 'role/agent/tulip/1a2b', by: 'Anna', at: bench.clock.now() },
    ]);
    expect((await desk.tick('role/agent/tulip/1a2b', false)).book.ticks).toEqual([]);
  });
});
