import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueClientPair, makeAuthority } from '#main/relay/certificates/making/private-authority.ts';
import { checkConfig } from '#main/relay/config/load-config.ts';
import { mergeBook } from '#main/setup/merge.ts';
import { relayFormOf } from '#main/setup/relay/given-relay.ts';
import { checkRelayMaterial } from '#main/setup/relay/relay-material.ts';
import { withRelayForm } from '#main/setup/relay/relay-parts.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { emptyRelayForm, emptyWay, RelayForm, type WayForm } from '#shared/domain/setup/relay-form.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { checkRelayForm } from '#shared/setup/relay-rules.ts';
import { goodBook } from '../../shared/setup/good-setup.ts';
import { secretValues } from './setup-bench.ts';

const storeKey = Buffer.alloc(32, 1).toString('base64');
const config = (change: Record<string, unknown> = {}): RelayConfig =>
  RelayConfig.parse({ storeKey, integrations: [], channels: [], ...change });
const empty = emptyRelayForm();
const formOf = (change: Partial<RelayForm>): RelayForm => ({ ...empty, ...change });
const way = (id: string, change: Partial<WayForm>): WayForm => ({ ...emptyWay(id), ...change });
const fixed = { kind: 'fixed', url: 'http://proxy.corp:8080' } as const;
const passwords = (wayId: string): string => `password of ${wayId}`;

let authority: string;
let ordinary: string;
beforeAll(async () => {
  const now = Date.UTC(2026, 10, 23);
  const made = await makeAuthority({ name: 'Inspecting proxy', years: 5, now });
  authority = made.certificatePem;
  ordinary = (await issueClientPair({ authority: made, name: 'proxy', days: 30, now })).certificatePem;
});

/** A relay.json that says something of everything. */
const given = (): RelayConfig =>
  config({
    listen: {
      public: {
        host: '0.0.0.0',
        port: 8443,
        tls: { certFile: '/c.pem', keyFile: '/k.pem' },
        publicUrl: 'https://a.nl',
      },
      box: {
        host: '127.0.0.1',
        port: 9443,
        trustedProxy: '127.0.0.1',
        publicUrl: 'https://box.a.nl/',
        clientCertificate: { mode: 'optional', ca: { desk: true }, header: 'X-Cert' },
      },
    },
    outbound: { proxy: { kind: 'fixed', url: 'http://old.corp:3128', username: 'anna', password: 'of relay.json' } },
    destinations: [
      { host: 'API.weixin.qq.com', ca: authority, proxy: 'direct' },
      { host: 'cxone.corp', clientCertificate: { certFile: '/c.pem', keyFile: '/k.pem' } },
      { host: 'wiki.corp', proxy: { kind: 'system' } },
    ],
    retention: { messageDays: 10, openDays: 20, mediaDays: 5 },
  });

describe('the relay’s own settings over relay.json', () => {
  it('leave everything as it is while none is its own', () => {
    expect(withRelayForm(given(), null, passwords)).toEqual(given());
    expect(withRelayForm(given(), empty, passwords)).toEqual(given());
  });

  it('say where it listens; the public address and the other listener stay', () => {
    const merged = withRelayForm(
      given(),
      formOf({ listen: { own: true, host: ' 10.0.0.4 ', port: '443', tls: 'desk', trustedProxy: '' } }),
      passwords,
    );

    expect(merged.listen.public).toEqual({
      host: '10.0.0.4',
      port: 443,
      tls: { desk: true },
      publicUrl: 'https://a.nl',
    });
    expect(merged.listen.box).toEqual(given().listen.box);
    expect(merged.outbound).toEqual(given().outbound);
  });

  it('say whether CXone has a listener of its own', () => {
    const own = formOf({
      box: {
        ...empty.box,
        use: 'own',
        port: '9444',
        tls: 'desk',
        publicUrl: 'https://box.b.nl/',
        clientCertificate: 'required',
      },
    });
    const without = formOf({ box: { ...empty.box, use: 'none' } });

    expect(withRelayForm(given(), own, passwords).listen.box).toEqual({
      host: '127.0.0.1',
      port: 9444,
      tls: { desk: true },
      publicUrl: 'https://box.b.nl',
      clientCertificate: { mode: 'required', ca: { desk: true } },
    });
    expect(withRelayForm(given(), without, passwords).listen).not.toHaveProperty('box');
  });

  it('are all the ways there are; authorities and certificates of a host stay', () => {
    const out = {
      own: true,
      ways: [
        way('default', { ...fixed, username: 'anna', trustedCa: authority }),
        way('wechat', { host: 'api.weixin.qq.com', kind: 'system' }),
        way('new', { host: 'new.corp', kind: 'pac', pac: 'http://wpad.corp/x.pac' }),
      ],
    };
    const merged = withRelayForm(given(), formOf({ out }), passwords);

    expect(merged.outbound?.proxy).toEqual({
      ...fixed,
      trustedCa: authority.trim(),
      username: 'anna',
      password: 'password of default',
    });
    expect(merged.destinations).toEqual([
      { host: 'api.weixin.qq.com', ca: authority, proxy: { kind: 'system' } },
      { host: 'cxone.corp', clientCertificate: { certFile: '/c.pem', keyFile: '/k.pem' } },
      { host: 'new.corp', proxy: { kind: 'pac', source: 'http://wpad.corp/x.pac' } },
    ]);
  });

  it.each([
    ['gone', () => null],
    [
      'locked away',
      () => {
        throw new RelayError('VAULT_LOCKED', 'locked');
      },
    ],
  ])('keep to the proxy when its password is %s: it says so itself', (_how, passwordOf) => {
    const out = { own: true, ways: [way('default', { ...fixed, username: 'anna' })] };
    expect(withRelayForm(config(), formOf({ out }), passwordOf).outbound).toEqual({ proxy: fixed });
  });

  it('say how long things are kept', () => {
    const keep = { own: true, messageDays: ' 30', openDays: '０４５', mediaDays: '3' };
    expect(withRelayForm(given(), formOf({ keep }), passwords).retention).toEqual({
      messageDays: 30,
      openDays: 45,
      mediaDays: 3,
    });
  });

  it('leave a part as relay.json says when it breaks a rule, and the others count', () => {
    const merged = withRelayForm(
      given(),
      {
        listen: { own: true, host: '0.0.0.0', port: '443', tls: 'none', trustedProxy: '' },
        box: { ...empty.box, use: 'none' },
        out: { own: true, ways: [way('default', { kind: 'fixed', url: 'socks5://x' })] },
        keep: { own: true, messageDays: '2', openDays: '30', mediaDays: '30' },
      },
      passwords,
    );

    expect(merged).toEqual({ ...given(), listen: { ...given().listen, box: undefined } });
  });

  it('do not move the relay of the sandbox, whose platforms know where it is', () => {
    const form = formOf({
      listen: { own: true, host: '0.0.0.0', port: '443', tls: 'desk', trustedProxy: '' },
      box: { ...empty.box, use: 'own', publicUrl: 'https://box.b.nl' },
      keep: { own: true, messageDays: '30', openDays: '30', mediaDays: '30' },
    });
    const merged = withRelayForm(config({ allowPrivateTargets: true }), form, passwords, { practice: true });

    expect(merged.listen).toEqual(config().listen);
    expect(merged.retention.messageDays).toBe(30);
  });

  it('reach the relay through the book, with the passwords of the vault', () => {
    const form = formOf({ out: { own: true, ways: [way('default', { ...fixed, username: 'anna' })] } });
    const book = { ...goodBook(), relay: { draft: empty, applied: form, appliedAt: 1, appliedBy: 'Anna' } };
    const merged = mergeBook(config(), book, (owner, name) =>
      owner.owner === 'relay' ? `${name} of ${owner.ownerId}` : secretValues[name],
    );

    expect(merged.outbound?.proxy).toMatchObject({ username: 'anna', password: 'proxy_password of default' });
    expect(merged.channels).toHaveLength(1);
    checkConfig(merged, {});
  });

  it('never make a configuration the relay refuses, whatever was applied', () => {
    const host = fc.constantFrom('127.0.0.1', '0.0.0.0', '::', '', 'https://x', 'relay.corp', '[::1]', 'xn--a', '渡');
    const port = fc.constantFrom('', '0', '443', '65536', 'x', '４４３');
    const trustedProxy = fc.constantFrom('', '', '127.0.0.1', 'nobody');
    const tls = fc.constantFrom('none' as const, 'desk' as const, 'files' as const);
    const place = { host, port, tls, trustedProxy };
    const oneWay = fc.record({
      id: fc.constantFrom('default', 'a', 'b'),
      host: fc.constantFrom('', 'a.com', 'A.com', 'wiki.corp', 'xn--a', 'a.b.123', 'fd00::1', 'x:1'),
      kind: fc.constantFrom('direct' as const, 'fixed' as const, 'pac' as const),
      url: fc.constantFrom(
        'http://proxy.corp:8080',
        'https://proxy.corp',
        'http://xn--a:1',
        'http://a.123',
        'socks://x',
        '',
      ),
      username: fc.constantFrom('', 'anna', 'a:b', 'x'.repeat(201)),
      ca: fc.constantFrom(
        '',
        () => authority,
        () => ordinary,
        'x',
      ),
      trustedCa: fc.constantFrom(
        '',
        () => authority,
        () => ordinary,
        () => `${authority}\nx`,
      ),
      pac: fc.constantFrom('', '/p.pac', 'http://wpad/p.pac', 'C:\\p.pac', 'http://xn--a/p.pac', 'p.pac'),
    });
    const days = fc.constantFrom('3', '3650', '2', '', 'x', '1e9');
    const form = fc.record({
      listen: fc.record({ own: fc.boolean(), ...place }),
      box: fc.record({
        use: fc.constantFrom('given' as const, 'none' as const, 'own' as const),
        ...place,
        publicUrl: fc.constantFrom('', 'https://box.veerpont.nl', 'http://x', 'https://xn--a.nl', 'nonsense'),
        clientCertificate: fc.constantFrom('none' as const, 'optional' as const, 'required' as const),
        header: fc.constantFrom('', 'X-Cert', 'X Cert'),
      }),
      out: fc.record({ own: fc.boolean(), ways: fc.array(oneWay, { minLength: 1, maxLength: 4 }) }),
      keep: fc.record({ own: fc.boolean(), messageDays: days, openDays: days, mediaDays: days }),
    });
    const textOf = (text: string | (() => string)): string => (typeof text === 'string' ? text : text());
    let counted = 0;
    fc.assert(
      fc.property(form, fc.boolean(), fc.boolean(), (one, hasFile, practice) => {
        const ways = one.out.ways.map(({ ca, trustedCa, ...rest }) => ({
          ...rest,
          ca: textOf(ca),
          trustedCa: textOf(trustedCa),
        }));
        const base = hasFile ? given() : config();
        const merged = withRelayForm(base, { ...one, out: { ...one.out, ways } }, passwords, { practice });
        checkConfig(RelayConfig.parse(merged), {});
        if (JSON.stringify(merged) !== JSON.stringify(base)) counted += 1;
      }),
      { numRuns: 400 },
    );
    expect(counted).toBeGreaterThan(50);
  });
});

describe('what a window cannot tell', () => {
  it.each<[string, () => Partial<WayForm>, string[]]>([
    ['an authority', () => ({ ...fixed, trustedCa: authority }), []],
    ['two of them', () => ({ ...fixed, trustedCa: `${authority}\n${authority}` }), []],
    ['an ordinary certificate', () => ({ ...fixed, trustedCa: ordinary }), ['trustedCa SETUP_AUTHORITY_FORM']],
    [
      'one that is broken inside',
      () => ({ kind: 'fixed', url: 'https://p.corp', ca: authority.replace(/[A-Za-z0-9]{20}/u, 'A'.repeat(20)) }),
      ['ca SETUP_AUTHORITY_FORM'],
    ],
    ['a name that stands for nothing', () => ({ kind: 'fixed', url: 'http://xn--a:1' }), ['url SETUP_PROXY_FORM']],
    ['a path of another system', () => ({ kind: 'pac', pac: 'C:\\p.pac' }), ['pac SETUP_PAC_FORM']],
    ['the same of a PAC file', () => ({ kind: 'pac', pac: 'http://xn--a/p.pac' }), ['pac SETUP_PAC_FORM']],
  ])('%s', (_what, change, problems) => {
    const form = formOf({ out: { own: true, ways: [way('default', change())] } });
    expect(checkRelayMaterial(form).map(({ field, code }) => `${field} ${code}`)).toEqual(
      problems.map((problem) => `out.ways.0.${problem}`),
    );
  });
});

describe('relay.json as the form shows it', () => {
  it('shows all of it, and no password', () => {
    const form = RelayForm.parse(relayFormOf(given()));

    expect(form).toMatchObject({
      listen: { own: true, host: '0.0.0.0', port: '8443', tls: 'files', trustedProxy: '' },
      box: {
        use: 'own',
        port: '9443',
        publicUrl: 'https://box.a.nl/',
        clientCertificate: 'optional',
        header: 'X-Cert',
      },
      keep: { own: true, messageDays: '10', openDays: '20', mediaDays: '5' },
    });
    expect(form.out.ways.map(({ id, host, kind }) => [id, host, kind])).toEqual([
      ['default', '', 'fixed'],
      ['given-1', 'API.weixin.qq.com', 'direct'],
      ['given-2', 'wiki.corp', 'system'],
    ]);
    expect(form.out.ways[0]).toMatchObject({ username: 'anna', url: 'http://old.corp:3128' });
    expect(JSON.stringify(form)).not.toContain('of relay.json');
  });

  it('shows what the product does without any', () => {
    const form = relayFormOf(config());
    expect(checkRelayForm(form, { allowPrivate: false, hasPassword: () => false })).toEqual([]);
    expect(form.box.use).toBe('none');
    expect(withRelayForm(config(), form, passwords)).toEqual({ ...config(), outbound: { proxy: 'direct' } });
  });
});
