import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { carriedInto, carriedOf } from '#main/setup/configuration/carried.ts';
import { parseConfiguration } from '#main/setup/configuration/read-file.ts';
import { RelayConfigFile } from '#shared/contract/relay-config.ts';
import { ChannelId, OpenId } from '#shared/domain/ids.ts';
import type { ChannelSettings } from '#shared/domain/operations.ts';
import type { ConfigurationFile } from '#shared/domain/setup/config-file.ts';
import { emptyRelayForm, emptyWay, type RelayForm } from '#shared/domain/setup/relay-form.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { goodBook, goodChannel, goodIntegration } from '../../shared/setup/good-setup.ts';
import {
  deskBeside,
  fileOf,
  quietAlerts,
  richKept,
  richRelayJson,
  rosePassword,
  type DeskBeside,
} from './configuration-kit.ts';
import { codeOf, secretValues, SetupBench, support } from './setup-bench.ts';

let bench: SetupBench;
let beside: DeskBeside;
let file: string;
beforeEach(async () => {
  bench = await SetupBench.open();
  beside = deskBeside(bench, { OUR_CXONE_SECRET: secretValues.cxone_client_secret });
  file = join(bench.folder, 'configuration.json');
  bench.path = file;
  bench.runs = false;
});
afterEach(() => {
  bench.close();
});

const closedAtNight: ChannelSettings = {
  testFollowers: [{ openId: OpenId.parse('oTest-follower_1'), label: 'Anna' }],
  outageNotice: { enabled: true, texts: { en: 'Back soon', nl: 'Zo terug', zh: '马上回来' } },
};
const secret = secretValues.cxone_client_secret;
/** The relay runs, and keeps all that can be set. */
const relayKeeps = (alerts = richKept().alerts): void => {
  bench.runs = true;
  bench.answers['sla.settings'] = () => richKept().sla;
  bench.answers['alerts.get'] = () => alerts;
  bench.answers['channel.detail'] = (input) => {
    const { channelId } = input as { channelId: string };
    if (channelId !== 'rose') throw new RelayError('CHANNEL_UNKNOWN', channelId);
    return { settings: closedAtNight };
  };
};
const exported = async (): Promise<ConfigurationFile> => {
  await beside.desk.export();
  return parseConfiguration(readFileSync(file), file);
};
const compared = async (desk = beside.desk) => {
  const comparison = await desk.read();
  if (comparison === null) throw new Error('called off');
  return comparison;
};
const ownForm = (): RelayForm => ({
  ...emptyRelayForm(),
  listen: { own: true, host: '0.0.0.0', port: '8443', tls: 'desk', trustedProxy: '' },
  out: {
    own: true,
    ways: [{ ...emptyWay('default'), kind: 'fixed', url: 'http://proxy.veerpont.nl:8080', username: 'tulip' }],
  },
});
const tunnel = {
  program: 'cloudflared',
  args: ['tunnel', 'run'],
  variables: [{ name: 'TUNNEL_TOKEN', from: 'vault' as const, value: '' }],
  addressPattern: '',
};

describe('what stands beside the book', () => {
  it('is in the file, and nothing of it differs on the computer it came from', async () => {
    beside.put(richRelayJson());
    await beside.tunnel.set(tunnel);
    relayKeeps();
    const read = await exported();

    expect(read.book.channels.map(({ draft }) => draft)).toMatchObject([
      {
        id: 'rose',
        integration: 'given-one',
        carried: { longestTextBytes: 1_000, unconfirmed: { rule: 'give_up', report: 'failed' } },
      },
    ]);
    expect(read.book.address.publicUrl).toBe('https://relay.veerpont.nl');
    expect(read.relay).toMatchObject({
      out: { ways: [{ kind: 'fixed', username: 'rose' }] },
      keep: { messageDays: '30' },
    });
    expect(read.alerts).toMatchObject({ webhook: { host: 'chat.veerpont.nl', hasSecret: true } });
    expect(read.channelSettings).toEqual([{ channelId: 'rose', settings: closedAtNight }]);
    expect(read.tunnel).toEqual(tunnel);
    expect(read.left).toEqual([
      { what: 'client_pins', of: 'given-one' },
      { what: 'admin_listener', of: '127.0.0.1:9099' },
      { what: 'destination', of: 'api.weixin.qq.com' },
    ]);
    expect((await compared()).differences).toEqual([]);
  });

  it('holds no secret, of relay.json or of how people are told', async () => {
    beside.put(richRelayJson());
    relayKeeps();
    await exported();
    const text = readFileSync(file, 'utf8');

    const secrets = [...Object.values(secretValues), rosePassword, 'key-0123456789'].filter((one) => one !== '');
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it.each<[string, object]>([
    ['as it stands in relay.json', { name: `Rose ${secretValues.wechat_app_secret}` }],
    ['from a variable that relay.json names', { name: `Rose ${secretValues.cxone_client_secret}` }],
  ])('is not written with a secret %s in a name', async (_what, change) => {
    const json = richRelayJson() as { channels: object[] };
    beside.put({ ...json, channels: [{ ...json.channels[0], ...change }] });

    for (const save of [beside.desk.export(), beside.desk.exportRelayFile()]) {
      expect(await codeOf(save)).toBe('SETUP_FILE_SECRETS');
    }
  });

  it.each<[string, string, () => unknown]>([
    ['an argument of the tunnel', 'tunnel.args.1', () => beside.tunnel.set({ ...tunnel, args: ['run', secret] })],
    [
      'a text of the tunnel’s variables',
      'tunnel.variables.0.value',
      () => beside.tunnel.set({ ...tunnel, variables: [{ name: 'A', from: 'text', value: secret }] }),
    ],
    [
      'the address of a proxy',
      'relay.out.ways.0.url',
      () => {
        const form = ownForm();
        const [way] = form.out.ways;
        const ways = [{ ...(way ?? emptyWay('default')), url: `http://a:${secret}@proxy.veerpont.nl` }];
        return bench.setup.desk.save({ kind: 'relay', form: { ...form, out: { own: true, ways } } });
      },
    ],
    [
      'the sender of mails',
      'alerts.email.user',
      () => relayKeeps({ ...quietAlerts, email: { ...quietAlerts.email, user: secret } }),
    ],
    [
      'a text for customers',
      'channelSettings.0.settings.outageNotice.texts.nl',
      () => {
        const { outageNotice, ...rest } = closedAtNight;
        const texts = { ...outageNotice.texts, nl: secret };
        bench.answers['channel.detail'] = () => ({ settings: { ...rest, outageNotice: { enabled: true, texts } } });
      },
    ],
  ])('is not written with a secret in %s', async (_what, field, spoil) => {
    await bench.setup.desk.save({ kind: 'channel', form: goodChannel('rose') });
    await bench.setup.desk.save({ kind: 'integration', form: goodIntegration() });
    await bench.secrets(support);
    relayKeeps();
    await spoil();

    expect(await beside.desk.export().catch((thrown: unknown) => thrown)).toMatchObject({
      code: 'SETUP_FILE_SECRETS',
      value: field,
    });
    expect(existsSync(file)).toBe(false);
  });

  it('sets up an empty computer: drafts, a tunnel, and what the relay keeps, with the secrets that are missing', async () => {
    beside.put(richRelayJson());
    await beside.tunnel.set(tunnel);
    relayKeeps();
    await exported();
    const there = await SetupBench.open();
    const other = deskBeside(there);
    there.path = file;
    there.runs = false;
    there.answers['sla.settings'] = () => richKept().sla;
    there.answers['alerts.get'] = () => quietAlerts;
    try {
      const { token, differences, left } = await compared(other.desk);
      expect(left).toHaveLength(3);
      expect(Object.fromEntries(differences.map(({ id, missingSecrets }) => [id, missingSecrets]))).toEqual({
        address: [],
        relay: ['proxy_password'],
        'integration/given-one': ['box_secret', 'cxone_client_secret', 'cxone_access_key_secret'],
        'channel/rose': ['wechat_app_secret', 'wechat_token', 'wechat_aes_key'],
        'channel_settings/rose': [],
        'sla/calendar/office': [],
        'sla/global': [],
        alerts: ['alerts_webhook_url', 'alerts_webhook_secret', 'alerts_email_password', 'alerts_heartbeat_url'],
        tunnel: ['tunnel:TUNNEL_TOKEN'],
      });
      const { book } = await other.desk.import(
        token,
        differences.map(({ id }) => id),
      );

      expect(book.channels.map(({ draft }) => draft.name)).toEqual(['Rose']);
      expect(book.relay).toMatchObject({ applied: null, draft: { keep: { own: true, messageDays: '30' } } });
      expect(other.tunnel.view.settings).toEqual(tunnel);
      expect(there.inputsOf('channel.setSettings')).toEqual([
        { channelId: 'rose', settings: closedAtNight, by: 'Anna' },
      ]);
      const [change] = there.inputsOf('alerts.set');
      // Nothing is switched on that has no address or password yet.
      expect(change).toMatchObject({
        webhook: { enabled: false, url: null, form: 'wecom' },
        email: { enabled: false, host: 'mail.veerpont.nl', user: 'alerts' },
        heartbeat: { enabled: false, url: null },
        by: 'Anna',
      });
    } finally {
      there.close();
    }
  });

  it('keeps addresses and secrets of alerts where the server stays the same', async () => {
    relayKeeps();
    await exported();
    const here = { ...richKept().alerts, reminderMinutes: 5 };
    relayKeeps(here);
    const { token, differences } = await compared();
    expect(differences).toEqual([
      {
        id: 'alerts',
        kind: 'alerts',
        name: '',
        change: 'changed',
        isGiven: false,
        fields: [{ path: 'reminderMinutes', here: '5', file: '30' }],
        missingSecrets: [],
      },
    ]);
    await beside.desk.import(token, ['alerts']);

    expect(bench.inputsOf('alerts.set')).toMatchObject([
      { webhook: { enabled: true, url: here.webhook.url }, email: { enabled: true }, heartbeat: { enabled: true } },
    ]);
  });

  it('cannot be changed from a file where relay.json says otherwise', async () => {
    beside.put(richRelayJson());
    const form = { ...goodChannel('rose'), name: 'Other', integration: 'given-one' };
    const entry = { draft: form, applied: null, appliedAt: null, appliedBy: null };
    writeFileSync(file, JSON.stringify(fileOf({ ...goodBook(), channels: [entry] })));
    const { token, differences } = await compared();
    const rose = differences.find(({ id }) => id === 'channel/rose');

    expect(rose).toMatchObject({ change: 'changed', isGiven: true, missingSecrets: [] });
    expect(rose?.fields.map(({ path }) => path)).not.toContain('script.name');
    expect(differences.filter(({ change }) => change === 'removed')).toEqual([]);
    expect(await codeOf(beside.desk.import(token, ['channel/rose']))).toBe('SETUP_ID_TAKEN');
  });

  it('tells of a draft that relay.json stands in front of', async () => {
    await bench.setup.desk.save({ kind: 'channel', form: goodChannel('rose') });
    beside.put(richRelayJson());
    const read = await exported();

    expect(read.book.channels.map(({ draft }) => draft.name)).toEqual(['Rose']);
    expect(read.left).toContainEqual({ what: 'shadowed', of: 'rose' });
  });

  it('takes the relay’s own settings over section by section', async () => {
    beside.put(richRelayJson());
    writeFileSync(file, JSON.stringify({ ...fileOf(goodBook()), version: 2, relay: ownForm() }));
    const { token, differences } = await compared();
    expect(differences.find(({ id }) => id === 'relay')?.missingSecrets).toEqual(['proxy_password']);
    const { book } = await beside.desk.import(token, ['relay']);

    expect(book.relay.draft).toEqual({ ...ownForm(), box: emptyRelayForm().box, keep: emptyRelayForm().keep });
  });

  it('asks for no password of a way that relay.json has already', async () => {
    beside.put(richRelayJson());
    const { relay } = await exported();
    const keep = { own: true, messageDays: '10', openDays: '20', mediaDays: '30' };
    writeFileSync(file, JSON.stringify({ ...fileOf(goodBook()), version: 2, relay: { ...relay, keep } }));
    const difference = (await compared()).differences.find(({ id }) => id === 'relay');

    expect(difference?.fields.map(({ path }) => path)).toEqual(['keep.messageDays', 'keep.openDays']);
    expect(difference?.missingSecrets).toEqual([]);
  });

  it('tells of a list that is empty here by what stands in it there', async () => {
    await beside.tunnel.set({ ...tunnel, args: [], variables: [] });
    writeFileSync(file, JSON.stringify({ ...fileOf(goodBook()), version: 2, tunnel }));
    const difference = (await compared()).differences.find(({ id }) => id === 'tunnel');

    expect(difference?.fields.map(({ path }) => path)).toEqual([
      'args.0',
      'args.1',
      'variables.0.name',
      'variables.0.from',
      'variables.0.value',
    ]);
  });

  it.each([
    ['the same program', tunnel, ['TUNNEL_TOKEN'], []],
    ['another program', { ...tunnel, program: 'other' }, [], ['tunnel:TUNNEL_TOKEN']],
    ['other arguments', { ...tunnel, args: ['tunnel', 'elsewhere'] }, [], ['tunnel:TUNNEL_TOKEN']],
  ])('leaves the secrets of a tunnel to %s alone', async (_what, theirs, kept, missing) => {
    await beside.tunnel.set({ ...tunnel, addressPattern: '' }, { TUNNEL_TOKEN: 'kept' });
    writeFileSync(
      file,
      JSON.stringify({ ...fileOf(goodBook()), version: 2, tunnel: { ...theirs, addressPattern: 'x' } }),
    );
    const comparison = await compared();
    expect(comparison.differences.find(({ id }) => id === 'tunnel')?.missingSecrets).toEqual(missing);
    await beside.desk.import(comparison.token, ['tunnel']);
    expect(beside.tunnel.view.keptSecrets).toEqual(kept);
  });

  it('is silent about what an earlier version did not know', async () => {
    await beside.tunnel.set(tunnel);
    await bench.setup.desk.save({ kind: 'relay', form: ownForm() });
    relayKeeps();
    const { address } = bench.setup.desk.view().book;
    writeFileSync(file, JSON.stringify(fileOf({ ...goodBook(), address })));
    const kinds = new Set((await compared()).differences.map(({ kind }) => kind));

    expect([...kinds].sort()).toEqual(['channel', 'integration', 'role', 'skill', 'user']);
  });

  it('is not let into a practice', async () => {
    beside.put(richRelayJson());
    await beside.tunnel.set(tunnel);
    bench.sandbox = 'running';
    const read = await exported();

    expect(read.book.channels).toEqual([]);
    expect(read).not.toHaveProperty('tunnel');
    expect(await codeOf(beside.desk.exportRelayFile())).toBe('SETUP_RELAY_FILE_PRACTICE');
  });

  it('says what is wrong with a relay.json that nobody can read', async () => {
    writeFileSync(join(bench.folder, 'relay.json'), '{');
    expect(await codeOf(beside.desk.export())).toBe('CONFIG_NOT_JSON');
    writeFileSync(join(bench.folder, 'relay.json'), '{"channels": 1}');
    expect(await codeOf(beside.desk.export())).toBe('CONFIG_INVALID');
  });
});

describe('a relay.json for a server', () => {
  const written = (): RelayConfigFile => RelayConfigFile.parse(JSON.parse(readFileSync(file, 'utf8')));

  it('has a variable for each secret, and names what is not in it', async () => {
    beside.put(richRelayJson());
    await bench.setup.desk.save({
      kind: 'integration',
      form: { ...goodIntegration(), clientId: 'another-client', integrationId: 'another' },
    });
    await bench.setup.desk.save({ kind: 'integration', form: goodIntegration('wrong') });
    await bench.secrets(support);
    const { path, variables, left } = await beside.desk.exportRelayFile();

    expect(path).toBe(file);
    expect(variables).toEqual([
      'VEERPONT_STORE_KEY',
      'VEERPONT_GIVEN_ONE_BOX_SECRET',
      'OUR_CXONE_SECRET',
      'VEERPONT_GIVEN_ONE_CXONE_ACCESS_KEY_SECRET',
      'VEERPONT_SUPPORT_BOX_SECRET',
      'VEERPONT_SUPPORT_CXONE_CLIENT_SECRET',
      'VEERPONT_SUPPORT_CXONE_ACCESS_KEY_SECRET',
      'VEERPONT_ROSE_WECHAT_APP_SECRET',
      'VEERPONT_ROSE_WECHAT_TOKEN',
      'VEERPONT_ROSE_WECHAT_AES_KEY',
      'VEERPONT_PROXY_PASSWORD',
    ]);
    expect(left).toEqual([
      { what: 'not_complete', of: 'wrong' },
      { what: 'named_file', of: '/etc/c.pem' },
      { what: 'named_file', of: '/etc/c.key' },
    ]);
    const { integrations, channels, listen, retention } = written();
    expect(integrations.map(({ id }) => id)).toEqual(['given-one', 'support']);
    expect(channels[0]).toMatchObject({
      wechat: { templates: [{ fields: { token: '{{name}}' } }], longestTextBytes: 1_000 },
      unconfirmed: { rule: 'give_up' },
    });
    expect(channels[0]?.wechat).not.toHaveProperty('previousEncodingAesKey');
    expect([listen.public.port, listen.admin.port, retention.messageDays]).toEqual([8_080, 9_099, 30]);
    const text = readFileSync(file, 'utf8');
    const secrets = [...Object.values(secretValues), rosePassword].filter((one) => one !== '');
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
  });

  it('says which settings of the relay itself are not right, and leaves them out', async () => {
    await bench.setup.desk.save({
      kind: 'relay',
      form: { ...emptyRelayForm(), keep: { own: true, messageDays: 'many', openDays: '365', mediaDays: '30' } },
    });
    expect((await beside.desk.exportRelayFile()).left).toEqual([{ what: 'not_complete', of: 'relay' }]);
    expect(written().retention.messageDays).toBe(90);
  });

  it('may be called off', async () => {
    bench.path = null;
    expect(await beside.desk.exportRelayFile()).toMatchObject({ path: null });
  });
});

describe('what is carried along with a channel', () => {
  it('comes back as it was', () => {
    const [channel] = RelayConfigFile.parse(richRelayJson()).channels;
    if (channel === undefined) throw new Error('no channel');
    const carried = carriedOf(channel);
    const back = carriedInto({ carried });

    expect(carriedOf({ ...channel, ...back.channel, wechat: { ...channel.wechat, ...back.wechat } })).toEqual(carried);
    expect(back.wechat).toMatchObject({ templates: channel.wechat.templates, longestTextBytes: 1_000 });
  });

  it('is nothing where all is as usual', () => {
    const json = richRelayJson() as { channels: { wechat: object }[] };
    const [rose] = json.channels;
    const plain = { ...rose, unconfirmed: {}, wechat: { ...rose?.wechat, longestTextBytes: undefined, templates: [] } };
    const [channel] = RelayConfigFile.parse(JSON.parse(JSON.stringify({ ...json, channels: [plain] }))).channels;

    expect(channel?.id).toBe(ChannelId.parse('rose'));
    expect(channel === undefined ? null : carriedOf(channel)).toBeUndefined();
    expect(carriedInto({})).toEqual({ channel: {}, wechat: {} });
  });
});
