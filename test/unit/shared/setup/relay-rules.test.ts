import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyRelayForm, emptyWay, type RelayForm, type WayForm } from '#shared/domain/setup/relay-form.ts';
import {
  checkRelayForm,
  cleanRelayForm,
  isSamePlace,
  portOf,
  type RelayRuleContext,
} from '#shared/setup/relay-rules.ts';
import { certificatePem, keyPem } from './good-setup.ts';

const ctx: RelayRuleContext = { allowPrivate: false, hasPassword: (wayId) => wayId === 'with-password' };
const check = (form: RelayForm, change: Partial<RelayRuleContext> = {}): string[] =>
  checkRelayForm(form, { ...ctx, ...change }).map(({ field, code }) => `${field} ${code}`);

const empty = emptyRelayForm();
const listening = (change: Partial<RelayForm['listen']>): RelayForm => ({
  ...empty,
  listen: { ...empty.listen, own: true, ...change },
});
const box = (change: Partial<RelayForm['box']>): RelayForm => ({
  ...empty,
  box: { ...empty.box, use: 'own', publicUrl: 'https://box.veerpont.nl', ...change },
});
const ways = (first: Partial<WayForm>, ...others: Partial<WayForm>[]): RelayForm => ({
  ...empty,
  out: {
    own: true,
    ways: [
      { ...emptyWay('default'), ...first },
      ...others.map((way, index) => ({ ...emptyWay(`way-${String(index)}`), ...way })),
    ],
  },
});
const proxy = (change: Partial<WayForm>): RelayForm =>
  ways({ kind: 'fixed', url: 'http://proxy.example.com:8080', ...change });
const keep = (messageDays: string): RelayForm => ({ ...empty, keep: { ...empty.keep, own: true, messageDays } });

describe('where the relay listens', () => {
  it.each<[string, Partial<RelayForm['listen']>]>([
    ['as it is offered', {}],
    ['IPv6, this computer alone', { host: '::1', port: '8080' }],
    ['pasted with brackets and spaces', { host: ' [::1] ', port: ' 08080 ' }],
    ['full-width digits', { port: '８４４３' }],
    ['a port the system chooses', { port: '0' }],
    ['the highest port', { port: '65535' }],
    ['all addresses, with the desk’s certificate', { host: '0.0.0.0', port: '443', tls: 'desk' }],
    ['all addresses behind a proxy', { host: '::', port: '8080', trustedProxy: '10.0.0.5' }],
    ['behind a proxy of IPv6', { host: '192.168.1.4', trustedProxy: 'fd00::5' }],
    ['a name of this computer', { host: 'Relay-Host.corp', tls: 'desk' }],
  ])('takes %s', (_what, change) => {
    expect(check(listening(change))).toEqual([]);
  });

  it.each<[Partial<RelayForm['listen']>, string[]]>([
    [{ host: '' }, ['listen.host SETUP_REQUIRED']],
    [{ host: ' \t' }, ['listen.host SETUP_REQUIRED']],
    [{ host: 'https://relay.example.com', tls: 'desk' }, ['listen.host SETUP_LISTEN_HOST']],
    [{ host: '127.0.0.1:443' }, ['listen.host SETUP_LISTEN_HOST']],
    [{ host: '256.0.0.1', tls: 'desk' }, ['listen.host SETUP_LISTEN_HOST']],
    [{ host: '0x7f.1' }, ['listen.host SETUP_LISTEN_HOST']],
    [{ host: '*', tls: 'desk' }, ['listen.host SETUP_LISTEN_HOST']],
    [{ host: '渡船', tls: 'desk' }, ['listen.host SETUP_LISTEN_HOST']],
    [{ host: '10.0.0.0/8', tls: 'desk' }, ['listen.host SETUP_LISTEN_HOST']],
    [{ port: '65536' }, ['listen.port SETUP_LISTEN_PORT']],
    [{ port: '-1' }, ['listen.port SETUP_LISTEN_PORT']],
    [{ port: '443.0' }, ['listen.port SETUP_LISTEN_PORT']],
    [{ port: '1e3' }, ['listen.port SETUP_LISTEN_PORT']],
    [{ port: 'https' }, ['listen.port SETUP_LISTEN_PORT']],
    [{ port: '9'.repeat(10) }, ['listen.port SETUP_LISTEN_PORT']],
    [{ host: '0.0.0.0' }, ['listen.tls SETUP_LISTEN_TLS']],
    [{ host: '::' }, ['listen.tls SETUP_LISTEN_TLS']],
    [{ host: '10.0.0.4' }, ['listen.tls SETUP_LISTEN_TLS']],
    [{ host: '128.0.0.1' }, ['listen.tls SETUP_LISTEN_TLS']],
    [{ host: 'localhost.example.com' }, ['listen.tls SETUP_LISTEN_TLS']],
    [{ tls: 'files' }, ['listen.tls SETUP_LISTEN_FILES']],
    [{ trustedProxy: 'proxy.corp' }, ['listen.trustedProxy SETUP_TRUSTED_PROXY_FORM']],
    [{ trustedProxy: '10.0.0.0/8' }, ['listen.trustedProxy SETUP_TRUSTED_PROXY_FORM']],
    [{ trustedProxy: '[::1]' }, ['listen.trustedProxy SETUP_TRUSTED_PROXY_FORM']],
    [
      { host: '', port: 'x', trustedProxy: 'y' },
      ['listen.host SETUP_REQUIRED', 'listen.port SETUP_LISTEN_PORT', 'listen.trustedProxy SETUP_TRUSTED_PROXY_FORM'],
    ],
  ])('%o is told at its field', (change, problems) => {
    expect(check(listening(change))).toEqual(problems);
  });
});

describe('a listener for CXone alone', () => {
  it.each<[string, Partial<RelayForm['box']>]>([
    ['plain, behind a proxy on this computer', {}],
    ['asking for a certificate over TLS of its own', { tls: 'desk', clientCertificate: 'required' }],
    ['told of it by the proxy', { clientCertificate: 'optional', header: 'X-Client-Cert', trustedProxy: '127.0.0.1' }],
    ['a header nobody asks for', { header: 'left over: from before' }],
    ['another port in its address', { publicUrl: 'https://relay.veerpont.nl:8443/' }],
  ])('takes one that is %s', (_what, change) => {
    expect(check(box(change))).toEqual([]);
  });

  it.each<[Partial<RelayForm['box']>, string[]]>([
    [{ publicUrl: '' }, ['box.publicUrl SETUP_REQUIRED']],
    [{ publicUrl: 'box.veerpont.nl' }, ['box.publicUrl SETUP_URL_FORM']],
    [{ publicUrl: 'http://box.veerpont.nl' }, ['box.publicUrl SETUP_URL_NOT_HTTPS']],
    [{ publicUrl: 'https://10.0.0.4' }, ['box.publicUrl SETUP_URL_NOT_PUBLIC']],
    [{ publicUrl: 'https://box.veerpont.nl/?x' }, ['box.publicUrl SETUP_URL_QUERY']],
    [{ host: '0.0.0.0' }, ['box.tls SETUP_LISTEN_TLS']],
    [{ tls: 'files' }, ['box.tls SETUP_LISTEN_FILES']],
    [{ clientCertificate: 'required' }, ['box.clientCertificate SETUP_BOX_CERTIFICATE_TLS']],
    [{ clientCertificate: 'required', trustedProxy: '127.0.0.1' }, ['box.clientCertificate SETUP_BOX_CERTIFICATE_TLS']],
    [{ clientCertificate: 'optional', header: 'X-Client-Cert' }, ['box.header SETUP_BOX_HEADER_PROXY']],
    [
      { clientCertificate: 'optional', header: 'X-Client-Cert', trustedProxy: '127.0.0.1', tls: 'desk' },
      ['box.header SETUP_BOX_HEADER_PROXY'],
    ],
    [
      { clientCertificate: 'optional', header: 'X-Client-Cert:', trustedProxy: '127.0.0.1' },
      ['box.header SETUP_BOX_HEADER_FORM'],
    ],
    [
      { clientCertificate: 'optional', header: 'x'.repeat(65), trustedProxy: '127.0.0.1' },
      ['box.header SETUP_BOX_HEADER_FORM'],
    ],
  ])('%o is told at its field', (change, problems) => {
    expect(check(box(change))).toEqual(problems);
  });

  it('needs no public address in practice', () => {
    expect(check(box({ publicUrl: '' }), { allowPrivate: true })).toEqual([]);
    expect(check(box({ publicUrl: 'http://127.0.0.1:9' }), { allowPrivate: true })).toEqual([]);
  });

  it.each<[string, string, boolean]>([
    ['127.0.0.1:8443', '127.0.0.1:8443', true],
    ['localhost:8443', '127.0.0.1:8443', true],
    ['0.0.0.0:8443', '127.0.0.1:8443', true],
    ['10.0.0.4:8443', ':::8443', true],
    ['10.0.0.4:8443', '10.0.0.5:8443', false],
    ['127.0.0.1:8443', '127.0.0.1:8444', false],
    ['127.0.0.1:0', '127.0.0.1:0', false],
    ['127.0.0.1:', '127.0.0.1:', false],
  ])('%s and %s: one of the two would not come up (%s)', (one, other, isSame) => {
    const placeOf = (text: string) => ({ host: text.replace(/:\d*$/u, ''), port: /\d*$/u.exec(text)?.[0] ?? '' });
    expect(isSamePlace(placeOf(one), placeOf(other))).toBe(isSame);
    const tls = { tls: 'desk' as const };
    const form = { ...box({ ...placeOf(other), ...tls }), listen: listening({ ...placeOf(one), ...tls }).listen };
    expect(check(form)).toEqual(isSame ? ['box.port SETUP_LISTEN_SAME'] : []);
  });
});

describe('which way calls leave', () => {
  it.each<[string, RelayForm]>([
    ['straight', ways({})],
    ['as the system says', ways({ kind: 'system' })],
    ['a proxy', proxy({})],
    ['a proxy without a port', proxy({ url: 'http://proxy/' })],
    ['a proxy of IPv6', proxy({ url: 'http://[fd00::5]:3128' })],
    ['a proxy with an underscore in its name', proxy({ url: 'http://web_proxy.corp:3128' })],
    ['a proxy in capitals', proxy({ url: ' HTTPS://Proxy.corp:443 ' })],
    ['a proxy with its own authorities', proxy({ url: 'https://proxy.corp', ca: certificatePem })],
    ['a proxy that signs anew', proxy({ trustedCa: `${certificatePem}\n${certificatePem}` })],
    ['a proxy that asks who calls', proxy({ id: 'with-password', username: 'veerpont' })],
    ['a PAC file on the net', ways({ kind: 'pac', pac: 'http://wpad.corp/proxy.pac?x=1' })],
    ['a PAC file here', ways({ kind: 'pac', pac: '/etc/proxy.pac' })],
    ['a PAC file on Windows', ways({ kind: 'pac', pac: 'C:\\Program Files\\proxy.pac' })],
    ['one host another way', ways({ kind: 'system' }, { host: 'API.weixin.qq.com' }, { host: 'fd00::7' })],
    ['what is left over of another kind', ways({ kind: 'direct', url: 'nonsense', ca: 'x', pac: 'y', username: 'z' })],
  ])('takes %s', (_what, form) => {
    expect(check(form)).toEqual([]);
  });

  it.each<[RelayForm, string[]]>([
    [proxy({ url: '' }), ['out.ways.0.url SETUP_REQUIRED']],
    [proxy({ url: 'proxy.corp:8080' }), ['out.ways.0.url SETUP_PROXY_FORM']],
    [proxy({ url: 'socks5://proxy.corp:1080' }), ['out.ways.0.url SETUP_PROXY_FORM']],
    [proxy({ url: 'http://proxy.corp:0' }), ['out.ways.0.url SETUP_PROXY_FORM']],
    [proxy({ url: 'http://proxy.corp:65536' }), ['out.ways.0.url SETUP_PROXY_FORM']],
    [proxy({ url: 'http://proxy.corp:8080/path' }), ['out.ways.0.url SETUP_PROXY_FORM']],
    [proxy({ url: 'http://10.0.0.256:8080' }), ['out.ways.0.url SETUP_PROXY_FORM']],
    [proxy({ url: 'http://proxy.corp:8080 ; DIRECT' }), ['out.ways.0.url SETUP_PROXY_FORM']],
    [proxy({ url: 'http://anna:secret@proxy.corp:8080' }), ['out.ways.0.url SETUP_PROXY_CREDENTIALS']],
    [proxy({ username: 'a:b', id: 'with-password' }), ['out.ways.0.username SETUP_PROXY_USERNAME_FORM']],
    [proxy({ username: 'a\nb', id: 'with-password' }), ['out.ways.0.username SETUP_PROXY_USERNAME_FORM']],
    [proxy({ username: 'x'.repeat(201), id: 'with-password' }), ['out.ways.0.username SETUP_PROXY_USERNAME_FORM']],
    [proxy({ username: 'anna' }), ['out.ways.0.username SETUP_PROXY_PASSWORD_MISSING']],
    [proxy({ id: 'with-password' }), ['out.ways.0.username SETUP_PROXY_USERNAME_MISSING']],
    [proxy({ ca: certificatePem }), ['out.ways.0.ca SETUP_PROXY_CA_HTTP']],
    [proxy({ url: 'https://proxy.corp', ca: 'x' }), ['out.ways.0.ca SETUP_AUTHORITY_FORM']],
    [proxy({ trustedCa: certificatePem + keyPem() }), ['out.ways.0.trustedCa SETUP_AUTHORITY_FORM']],
    [ways({ kind: 'pac' }), ['out.ways.0.pac SETUP_REQUIRED']],
    [ways({ kind: 'pac', pac: 'proxy.pac' }), ['out.ways.0.pac SETUP_PAC_FORM']],
    [ways({ kind: 'pac', pac: './proxy.pac' }), ['out.ways.0.pac SETUP_PAC_FORM']],
    [ways({ kind: 'pac', pac: 'file:///etc/proxy.pac' }), ['out.ways.0.pac SETUP_PAC_FORM']],
    [ways({ kind: 'pac', pac: 'http://a:b@wpad/proxy.pac' }), ['out.ways.0.pac SETUP_PAC_FORM']],
    [ways({ kind: 'pac', pac: '/etc/a\u0000b' }), ['out.ways.0.pac SETUP_PAC_FORM']],
    [ways({ host: 'api.weixin.qq.com' }), ['out.ways.0.host SETUP_WAY_DEFAULT_HOST']],
    [ways({}, { host: '' }), ['out.ways.1.host SETUP_REQUIRED']],
    [ways({}, { host: 'https://api.weixin.qq.com' }), ['out.ways.1.host SETUP_WAY_HOST_FORM']],
    [ways({}, { host: 'api.weixin.qq.com:443' }), ['out.ways.1.host SETUP_WAY_HOST_FORM']],
    [ways({}, { host: '*.qq.com' }), ['out.ways.1.host SETUP_WAY_HOST_FORM']],
    [ways({}, { host: 'a.com' }, { host: ' A.COM ' }), ['out.ways.2.host SETUP_WAY_TWICE']],
    [ways({}, { host: 'a.com', kind: 'fixed' }), ['out.ways.1.url SETUP_REQUIRED']],
    [ways({}, { id: 'default', host: 'a.com' }), ['out.ways.1.id SETUP_ID_TAKEN']],
  ])('%#: is told at its field', (form, problems) => {
    expect(check(form)).toEqual(problems);
  });

  it('never repeats an address that may hold a password', () => {
    const problems = checkRelayForm(proxy({ url: 'http://anna:secret@proxy.corp' }), ctx);
    expect(JSON.stringify(problems)).not.toContain('secret');
  });
});

describe('how long things are kept', () => {
  it.each(['3', ' 3650 ', '９０', '007'])('takes %s days', (days) => {
    expect(check(keep(days))).toEqual([]);
  });

  it.each([
    ['', 'SETUP_REQUIRED'],
    ['2', 'SETUP_KEEP_DAYS'],
    ['3651', 'SETUP_KEEP_DAYS'],
    ['30.5', 'SETUP_KEEP_DAYS'],
    ['-90', 'SETUP_KEEP_DAYS'],
    ['forever', 'SETUP_KEEP_DAYS'],
  ])('does not take %o', (days, code) => {
    expect(check(keep(days))).toEqual([`keep.messageDays ${code}`]);
  });
});

describe('a form', () => {
  const nonsense: RelayForm = {
    listen: { own: false, host: '?', port: 'x', tls: 'files', trustedProxy: 'y' },
    box: { ...empty.box, use: 'none', host: '', port: '-', publicUrl: 'z', clientCertificate: 'required' },
    out: { own: false, ways: [{ ...emptyWay('default'), kind: 'fixed', host: 'q', url: 'r' }] },
    keep: { own: false, messageDays: '', openDays: 'a', mediaDays: '1' },
  };

  it('is not judged where it is not used', () => {
    expect(check(empty)).toEqual([]);
    expect(check(nonsense)).toEqual([]);
    expect(check({ ...nonsense, box: { ...nonsense.box, use: 'given' } })).toEqual([]);
  });

  it('is cleaned once and for all, and judged the same before and after', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(' [::1] ', '８０８０ ', ' HTTP://Proxy:1/ ', 'A.com', '0.0.0.0', '::'),
    );
    const way = fc.record({
      id: fc.constantFrom('default', 'a', 'b'),
      host: text,
      kind: fc.constantFrom('direct' as const, 'fixed' as const, 'system' as const, 'pac' as const),
      url: text,
      username: text,
      ca: text,
      trustedCa: text,
      pac: text,
    });
    const tls = fc.constantFrom('none' as const, 'desk' as const, 'files' as const);
    const place = { host: text, port: text, tls, trustedProxy: text };
    const form: fc.Arbitrary<RelayForm> = fc.record({
      listen: fc.record({ own: fc.boolean(), ...place }),
      box: fc.record({
        use: fc.constantFrom('given' as const, 'none' as const, 'own' as const),
        ...place,
        publicUrl: text,
        clientCertificate: fc.constantFrom('none' as const, 'optional' as const, 'required' as const),
        header: text,
      }),
      out: fc.record({ own: fc.boolean(), ways: fc.array(way, { minLength: 1, maxLength: 3 }) }),
      keep: fc.record({ own: fc.boolean(), messageDays: text, openDays: text, mediaDays: text }),
    });
    fc.assert(
      fc.property(form, (one) => {
        const clean = cleanRelayForm(one);
        expect(cleanRelayForm(clean)).toEqual(clean);
        expect(checkRelayForm(clean, ctx)).toEqual(checkRelayForm(one, ctx));
      }),
      { numRuns: 300 },
    );
  });

  it('knows a port', () => {
    expect([' ', '0', '443', '４４３', '65536', 'x'].map(portOf)).toEqual([0, 0, 443, 443, null, null]);
  });
});
