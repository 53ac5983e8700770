import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sandboxAuthority, validCertificate } from '#sandbox/kit/certificates.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { loadConfig } from '#relay/config/load-config.ts';
import { readArguments } from '#relay/config/arguments.ts';

const secretValue = 'canary-secret-8f2c';
const storeKey = Buffer.alloc(32, 7).toString('base64');

type Channels = [ReturnType<typeof aChannel>, ...ReturnType<typeof aChannel>[]];

function goodConfig() {
  const channels: Channels = [aChannel('tulip', 'wx0123456789abcdef')];
  const integrations: [ReturnType<typeof anIntegration>] = [anIntegration()];
  const listen = { public: { host: '127.0.0.1' } as Record<string, unknown> };
  return { storeKey: storeKey as unknown, integrations, channels, listen };
}

function anIntegration() {
  return {
    id: 'demo',
    name: 'Demo',
    integrationId: 'a1',
    box: { clientId: 'box', clientSecret: secretValue as unknown },
    cxone: { clientId: 'c', clientSecret: 's', accessKeyId: 'k', accessKeySecret: 'ks' },
  };
}

function aChannel(id: string, appId: string) {
  return {
    id,
    name: id,
    integration: 'demo',
    cxoneChannelId: `cx-${id}`,
    wechat: {
      appId,
      originalId: 'gh_0a1b2c3d4e5f',
      appSecret: 'x',
      token: 'y',
      encodingAesKey: 'A'.repeat(43),
      mode: 'security',
    } as { appId: string; encodingAesKey?: string },
  };
}

describe('relay configuration', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'veerpont-config-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function load(config: unknown, environment: Record<string, string> = {}) {
    const path = join(folder, 'relay.json');
    writeFileSync(path, typeof config === 'string' ? config : JSON.stringify(config));
    return loadConfig(path, environment);
  }

  function refusal(config: unknown, environment: Record<string, string> = {}): RelayError {
    try {
      load(config, environment);
    } catch (thrown) {
      if (thrown instanceof RelayError) return thrown;
      throw thrown;
    }
    throw new Error('was accepted');
  }

  it('fills in the defaults', () => {
    const config = load(goodConfig());
    expect(config.listen).toEqual({ public: { host: '127.0.0.1', port: 0 }, admin: { host: '127.0.0.1', port: 0 } });
    expect(config.allowPrivateTargets).toBe(false);
    expect(config.channels[0]?.wechat.apiBase).toBe('https://api.weixin.qq.com');
  });

  it('takes secrets by value, by environment variable and by file beside the configuration', () => {
    writeFileSync(join(folder, 'box-secret'), `${secretValue}\n`);
    const config = goodConfig();
    config.storeKey = { env: 'STORE_KEY' };
    config.integrations[0].box.clientSecret = { file: 'box-secret' };
    const loaded = load(config, { STORE_KEY: storeKey });
    expect(loaded.storeKey).toBe(storeKey);
    expect(loaded.integrations[0]?.box.clientSecret).toBe(secretValue);
  });

  it('takes the authorities of a destination as text or from a file, and nothing else for one', () => {
    const withDestinations = (...destinations: unknown[]) => ({ ...goodConfig(), destinations });
    writeFileSync(join(folder, 'ca.pem'), sandboxAuthority);
    expect(load(withDestinations({ host: 'proxy.example', ca: { file: 'ca.pem' } })).destinations).toEqual([
      { host: 'proxy.example', ca: sandboxAuthority.trim() },
    ]);
    for (const ca of ['not a certificate', validCertificate]) {
      expect(refusal(withDestinations({ host: 'proxy.example', ca }))).toMatchObject({ code: 'CONFIG_INVALID' });
    }
    const twice = { host: 'proxy.example', ca: sandboxAuthority };
    expect(refusal(withDestinations(twice, twice)).code).toBe('CONFIG_INVALID');
  });

  it('accepts a byte order mark', () => {
    expect(load(`\uFEFF${JSON.stringify(goodConfig())}`).channels).toHaveLength(1);
  });

  it('names what is missing', () => {
    const config = goodConfig();
    config.storeKey = { env: 'STORE_KEY' };
    expect(refusal(config)).toMatchObject({ code: 'CONFIG_SECRET_MISSING', value: 'storeKey' });
    config.storeKey = { file: 'nowhere' };
    expect(refusal(config).code).toBe('CONFIG_SECRET_MISSING');
    expect(() => loadConfig(join(folder, 'absent.json'), {})).toThrow(/cannot read/u);
  });

  describe('with a secret that leads to nothing', () => {
    function twoChannels() {
      const config = goodConfig();
      config.channels.push(aChannel('canal', 'wxffffffffffffffff'));
      return config;
    }

    it.each([
      ['is missing', { env: 'KEY' }, 'CONFIG_SECRET_MISSING', 'channels.0.wechat.encodingAesKey: the environment'],
      [
        'comes from a command that fails',
        { command: [process.execPath, '-e', 'process.exit(3)'] },
        'CONFIG_KEY_COMMAND_FAILED',
        'channels.0.wechat.encodingAesKey: the command node ended with exit code 3',
      ],
      ['is cut', { file: 'key' }, 'CONFIG_SECRET_INVALID', 'channels.0.wechat.encodingAesKey: must be exactly 43'],
    ])('that %s, of one channel: that channel waits for it and the others run', (_name, source, code, field) => {
      writeFileSync(join(folder, 'key'), 'abc');
      const config = twoChannels();
      Object.assign(config.channels[0].wechat, { encodingAesKey: source });
      const loaded = load(config);
      expect(loaded.channels.map(({ id }) => id)).toEqual(['canal']);
      expect(loaded.unset).toMatchObject([
        {
          id: 'tulip',
          name: 'tulip',
          integration: 'demo',
          integrationName: 'Demo',
          code,
          field: expect.stringContaining(field) as string,
        },
      ]);
    });

    it('of an integration: its channels wait for it', () => {
      const config = twoChannels();
      const other = { ...anIntegration(), id: 'other', box: { clientId: 'box2', clientSecret: { file: 'nowhere' } } };
      const integrations = [...config.integrations, other];
      const [first, second] = config.channels;
      const loaded = load({ ...config, integrations, channels: [first, { ...second, integration: 'other' }] });
      expect(loaded.channels.map(({ id }) => id)).toEqual(['tulip']);
      expect(loaded.integrations.map(({ id }) => id)).toEqual(['demo']);
      expect(loaded.unset).toMatchObject([{ id: 'canal', code: 'CONFIG_SECRET_MISSING' }]);
    });

    it('of the store: refuses, also when a command should give it', () => {
      const config = goodConfig();
      const key = config.storeKey;
      Object.assign(config, { storeKey: { command: [process.execPath, '-p', JSON.stringify(key)] } });
      expect(load(config).storeKey).toBe(key);
      Object.assign(config, { storeKey: { command: ['/nowhere/at/all'] } });
      expect(refusal(config)).toMatchObject({ code: 'CONFIG_KEY_COMMAND_FAILED', value: 'storeKey' });
      for (const command of [[], [''], ['/bin/echo', 3], Array.from({ length: 65 }, () => '/bin/echo')]) {
        Object.assign(config, { storeKey: { command } });
        expect(refusal(config).code).toBe('CONFIG_INVALID');
      }
    });

    it('of the only channel: refuses, naming it', () => {
      const config = goodConfig();
      Object.assign(config.channels[0].wechat, { token: { env: 'TOKEN' } });
      expect(refusal(config)).toMatchObject({ code: 'CONFIG_SECRET_MISSING', value: 'channels.0.wechat.token' });
    });
  });

  const brokenConfigs: readonly (readonly [string, (config: ReturnType<typeof goodConfig>) => void, string, RegExp])[] =
    [
      [
        'an unknown field',
        (config) => Object.assign(config, { chanels: [] }),
        'CONFIG_INVALID',
        /unknown field \(chanels\)/u,
      ],
      ['a short store key', (config) => (config.storeKey = 'c2hvcnQ='), 'CONFIG_INVALID', /storeKey/u],
      [
        'the same channel twice',
        (config) => config.channels.push(aChannel('tulip', 'wxffffffffffffffff')),
        'CONFIG_INVALID',
        /twice/u,
      ],
      [
        'one account in two channels',
        (config) => config.channels.push(aChannel('canal', 'wx0123456789abcdef')),
        'CONFIG_INVALID',
        /twice/u,
      ],
      [
        'an unknown integration',
        (config) => (config.channels[0].integration = 'other'),
        'CONFIG_INVALID',
        /no integration "other"/u,
      ],
      [
        'a key of 42 characters',
        (config) => (config.channels[0].wechat.encodingAesKey = 'A'.repeat(42)),
        'CONFIG_INVALID',
        /43 letters/u,
      ],
      [
        'no key in security mode',
        (config) => delete config.channels[0].wechat.encodingAesKey,
        'CONFIG_INVALID',
        /needed in security/u,
      ],
      [
        'an app id of the wrong form',
        (config) => (config.channels[0].wechat.appId = 'WX12'),
        'CONFIG_INVALID',
        /appId/u,
      ],
      ['a path as channel id', (config) => (config.channels[0].id = '../x'), 'CONFIG_INVALID', /channels\.0\.id/u],
      [
        'an open address without TLS',
        (config) => (config.listen.public['host'] = '0.0.0.0'),
        'CONFIG_TLS_REQUIRED',
        /TLS/u,
      ],
      ['a port above 65535', (config) => (config.listen.public['port'] = 70_000), 'CONFIG_INVALID', /port/u],
    ];

  it.each(brokenConfigs)('refuses %s in one clear line without any secret', (_name, breakIt, code, text) => {
    const config = goodConfig();
    breakIt(config);
    const error = refusal(config);
    expect(error.code).toBe(code);
    expect(error.message).toMatch(text);
    expect(error.message).not.toContain('\n');
    expect(error.message).not.toContain(secretValue);
  });

  it('never quotes a file that is not JSON', () => {
    const error = refusal(`{ "clientSecret": "${secretValue}", }`);
    expect(error.code).toBe('CONFIG_NOT_JSON');
    expect(error.message).not.toContain(secretValue);
  });

  it('lets a named proxy stand in for TLS', () => {
    const config = goodConfig();
    Object.assign(config.listen.public, { host: '0.0.0.0', trustedProxy: '10.0.0.5' });
    expect(load(config).listen.public.trustedProxy).toBe('10.0.0.5');
  });

  it('refuses to start while certificate checks are switched off', () => {
    expect(refusal(goodConfig(), { NODE_TLS_REJECT_UNAUTHORIZED: '0' }).code).toBe('CONFIG_TLS_VERIFICATION_OFF');
  });

  describe('proxies', () => {
    const own = 'http://proxy.example.com:8080';
    const withProxy = (proxy: unknown) => ({ ...goodConfig(), outbound: { proxy } });

    it('are read with their secrets, for all hosts and for one', () => {
      const proxy = { kind: 'fixed', url: own, username: 'veerpont', password: { env: 'PROXY_PASSWORD' } };
      const config = load(
        { ...withProxy(proxy), destinations: [{ host: 'a.example.com', proxy: 'direct' }] },
        { PROXY_PASSWORD: secretValue },
      );
      expect(config.outbound?.proxy).toEqual({ ...proxy, password: secretValue });
      expect(config.destinations[0]?.proxy).toBe('direct');
    });

    it.each([
      ['nonsense', 'outbound.proxy: must be "direct"'],
      [{ kind: 'fixed' }, 'outbound.proxy: must be "direct"'],
      [{ kind: 'fixed', url: 'socks5://p:1' }, 'outbound.proxy.url: not in the right form'],
      [{ kind: 'fixed', url: 'http://user:secret@p:1' }, 'outbound.proxy.url: not in the right form'],
      [{ kind: 'fixed', url: 'http://p:99999' }, 'outbound.proxy.url: must be an address'],
      [{ kind: 'fixed', url: own, password: secretValue }, 'outbound.proxy.username: needed with a password'],
      [{ kind: 'fixed', url: own, username: 'a:b' }, 'outbound.proxy.username: must not hold a colon'],
      [{ kind: 'fixed', url: own, ca: 'x' }, 'outbound.proxy.ca: is for a proxy with https'],
      [{ kind: 'fixed', url: own, trustedCa: secretValue }, 'outbound.proxy.trustedCa: must be the certificate'],
    ])('%j is refused: %s', (proxy, problem) => {
      const attempt = (): unknown => load(withProxy(proxy));
      expect(attempt).toThrow(problem);
      expect(attempt).not.toThrow(new RegExp(`${secretValue}|secret@`, 'u'));
    });

    it('of the system are refused at the start where the variable cannot be used', () => {
      const system = withProxy({ kind: 'system' });
      expect(() => load(system, { HTTPS_PROXY: 'socks5://p:1' })).toThrow(
        expect.objectContaining({ code: 'PROXY_NOT_SUPPORTED', value: 'HTTPS_PROXY' }),
      );
      expect(load(system, { HTTPS_PROXY: own }).outbound?.proxy).toEqual({ kind: 'system' });
      expect(load(withProxy('direct'), { HTTPS_PROXY: 'socks5://p:1' }).outbound?.proxy).toBe('direct');
    });
  });
});

describe('relay arguments', () => {
  it('needs both', () => {
    expect(readArguments(['--config', 'a', '--data', 'b'])).toEqual({ configPath: 'a', dataDir: 'b' });
    for (const args of [[], ['--config', 'a'], ['--config', 'a', '--data', 'b', '--more']]) {
      expect(() => readArguments(args)).toThrow(/usage/u);
    }
  });
});
