import { describe, expect, it } from 'vitest';
import { IntegrationForm } from '#shared/domain/setup/integration-form.ts';
import { canHandOver, checkIntegration, cleanIntegration, integrationUrls } from '#shared/setup/integration-rules.ts';
import { emptyIntegration } from '#shared/setup/new-entry.ts';
import { certificatePem, first, goodContext, goodIntegration, keyPem, told, type Spoilable } from './good-setup.ts';

/** Ways to spoil a good integration, and what is found. */
type Row = readonly [title: string, spoil: (form: IntegrationForm, ctx: Spoilable) => void, ...found: string[]];

const set =
  (fields: Partial<IntegrationForm>): Row[1] =>
  (form) => {
    Object.assign(form, fields);
  };
const access =
  (fields: Partial<IntegrationForm['cxone']>): Row[1] =>
  (form) => {
    Object.assign(form.cxone, fields);
  };
const without =
  (...names: string[]): Row[1] =>
  (_form, ctx) => {
    ctx.secrets = ctx.secrets.filter(({ name }) => !names.includes(name));
  };
const mtls =
  (fields: Partial<IntegrationForm>, hasKey: boolean): Row[1] =>
  (form, ctx) => {
    Object.assign(form, fields);
    if (!hasKey) return;
    ctx.secrets.push({ ...first(ctx.secrets), owner: 'integration', ownerId: 'support', name: 'mtls_key' });
  };
/** Another integration in the book, spoilt as told. */
const beside =
  (fields: Partial<IntegrationForm>): Row[1] =>
  (_form, ctx) => {
    const other = { ...goodIntegration('other'), name: 'Other', clientId: 'other', integrationId: 'other', ...fields };
    ctx.book.integrations.push({ draft: other, applied: null, appliedAt: null, appliedBy: null });
  };

function problems(spoil: Row[1]): string[] {
  const form = goodIntegration();
  const ctx = goodContext();
  spoil(form, ctx);
  IntegrationForm.parse(form);
  return checkIntegration(form, ctx).map(told);
}

const rows: readonly Row[] = [
  ['a good one', () => undefined],
  // Name.
  ['no name', set({ name: '' }), 'name SETUP_REQUIRED'],
  ['spaces for a name', set({ name: ' \u00a0 ' }), 'name SETUP_REQUIRED'],
  ['a Chinese name', set({ name: '客服微信' })],
  ['an emoji in the name', set({ name: 'WeChat 🚢' })],
  ['a hidden character in the name', set({ name: 'We\u200bChat' }), 'name SETUP_NAME_UNSEEN'],
  ['a turned reading direction in the name', set({ name: 'We\u202eChat' }), 'name SETUP_NAME_UNSEEN'],
  ['a line end in the name', set({ name: 'We\nChat' }), 'name SETUP_NAME_UNSEEN'],
  ['the name of another', beside({ name: '  wechat   SUPPORT ' }), 'name SETUP_NAME_TAKEN WeChat support'],
  [
    'the name of another in full width',
    beside({ name: 'ＷｅＣｈａｔ support' }),
    'name SETUP_NAME_TAKEN WeChat support',
  ],
  [
    'the name of a given one',
    (_form, ctx) => {
      ctx.given = {
        from: 'file',
        relay: null,
        integrations: [{ id: 'file', name: 'WeChat Support', integrationId: 'x' }],
        channels: [],
      };
    },
    'name SETUP_NAME_TAKEN WeChat support',
  ],
  // Addresses.
  [
    'a box URL without https',
    set({ boxUrl: 'http://relay.veerpont.nl/integration/box' }),
    'boxUrl SETUP_URL_NOT_HTTPS',
  ],
  ['a box URL with a question', set({ boxUrl: 'https://relay.veerpont.nl/box?x' }), 'boxUrl SETUP_URL_QUERY'],
  ['a box URL with a password', set({ boxUrl: 'https://a:b@relay.veerpont.nl' }), 'boxUrl SETUP_URL_CREDENTIALS'],
  ['words for a box URL', set({ boxUrl: 'the relay' }), 'boxUrl SETUP_URL_FORM'],
  ['a box URL elsewhere', set({ boxUrl: 'https://proxy.veerpont.nl/box' }), '~boxUrl SETUP_URL_ELSEWHERE'],
  ['a box URL at another port', set({ boxUrl: 'https://relay.veerpont.nl:8443' }), '~boxUrl SETUP_URL_ELSEWHERE'],
  ['the relay’s own address typed out', set({ boxUrl: 'https://relay.veerpont.nl:443/integration/box' })],
  [
    'an Authorization URL of somebody else',
    set({ authorizationUrl: 'https://login.veerpont.nl/token' }),
    '~authorizationUrl SETUP_URL_ELSEWHERE',
  ],
  ['an Add URL on this computer', set({ addUrl: 'https://127.0.0.1/add' }), 'addUrl SETUP_URL_NOT_PUBLIC'],
  ['an Add URL with a question', set({ addUrl: 'https://relay.veerpont.nl/integration/add?x=1' })],
  [
    'Reconnect and Remove equal to Add',
    set({
      addUrl: 'https://relay.veerpont.nl/integration/add',
      reconnectUrl: 'https://relay.veerpont.nl/integration/add',
      removeUrl: 'https://relay.veerpont.nl/integration/add',
    }),
  ],
  [
    'a Reconnect URL with a fragment',
    set({ reconnectUrl: 'https://relay.veerpont.nl/#r' }),
    'reconnectUrl SETUP_URL_FRAGMENT',
  ],
  ['a bad Remove URL', set({ removeUrl: 'https://' }), 'removeUrl SETUP_URL_FORM'],
  [
    'no public address to make them from',
    (_form, ctx) => {
      ctx.publicUrl = null;
    },
    'boxUrl SETUP_PUBLIC_ADDRESS_MISSING',
    'addUrl SETUP_PUBLIC_ADDRESS_MISSING',
  ],
  [
    'no public address, and addresses of their own',
    (form, ctx) => {
      ctx.publicUrl = null;
      form.boxUrl = 'https://a.veerpont.nl/box';
      form.addUrl = 'https://a.veerpont.nl/add';
    },
  ],
  [
    'a public address nobody outside reaches',
    (_form, ctx) => {
      ctx.publicUrl = 'http://127.0.0.1:4000';
    },
    'boxUrl SETUP_URL_NOT_HTTPS',
    'addUrl SETUP_URL_NOT_HTTPS',
  ],
  [
    'the same in practice',
    (_form, ctx) => {
      ctx.publicUrl = 'http://127.0.0.1:4000';
      ctx.allowPrivate = true;
    },
  ],
  // Client ID and secret.
  ['no Client ID', set({ clientId: '' }), 'clientId SETUP_REQUIRED'],
  ['a Client ID with a space', set({ clientId: 'we chat' }), 'clientId SETUP_CLIENT_ID_FORM'],
  ['a Client ID with a colon', set({ clientId: 'we:chat' }), 'clientId SETUP_CLIENT_ID_FORM'],
  ['a Chinese Client ID', set({ clientId: '微信' }), 'clientId SETUP_CLIENT_ID_FORM'],
  ['spaces pasted around the Client ID', set({ clientId: ' veerpont-wechat\n' })],
  ['the Client ID of another', beside({ clientId: ' veerpont-wechat ' }), 'clientId SETUP_CLIENT_ID_TAKEN Other'],
  ['no client secret', without('box_secret'), 'secrets.box_secret SETUP_SECRET_MISSING'],
  // mTLS: all three or none.
  ['all three', mtls({ clientCertificate: certificatePem, caCertificate: certificatePem }, true)],
  [
    'the certificate alone',
    mtls({ clientCertificate: certificatePem }, false),
    'secrets.mtls_key SETUP_MTLS_ALL_OR_NONE',
    'caCertificate SETUP_MTLS_ALL_OR_NONE',
  ],
  ['the key alone', mtls({}, true), 'clientCertificate SETUP_MTLS_ALL_OR_NONE', 'caCertificate SETUP_MTLS_ALL_OR_NONE'],
  [
    'the CA alone',
    mtls({ caCertificate: certificatePem }, false),
    'clientCertificate SETUP_MTLS_ALL_OR_NONE',
    'secrets.mtls_key SETUP_MTLS_ALL_OR_NONE',
  ],
  [
    'no key',
    mtls({ clientCertificate: certificatePem, caCertificate: certificatePem }, false),
    'secrets.mtls_key SETUP_MTLS_ALL_OR_NONE',
  ],
  [
    'a key where the certificate belongs',
    mtls({ clientCertificate: keyPem(), caCertificate: certificatePem }, true),
    'clientCertificate SETUP_MTLS_CERTIFICATE',
  ],
  [
    'words for the CA',
    mtls({ clientCertificate: certificatePem, caCertificate: 'our CA' }, true),
    'caCertificate SETUP_MTLS_AUTHORITY',
  ],
  // Colour.
  ['capitals in the colour', set({ color: '#07C160' })],
  ['a colour by name', set({ color: 'green' }), 'color SETUP_COLOR_FORM'],
  ['a short colour', set({ color: '#fff' }), 'color SETUP_COLOR_FORM'],
  ['no colour', set({ color: '' }), 'color SETUP_COLOR_FORM'],
  ['a hostile colour', set({ color: '#000;}</style>' }), 'color SETUP_COLOR_FORM'],
  // What comes back from CXone.
  ['no Integration ID', set({ integrationId: ' ' }), 'integrationId SETUP_INTEGRATION_ID_MISSING'],
  ['an address for an Integration ID', set({ integrationId: 'https://x' }), 'integrationId SETUP_INTEGRATION_ID_FORM'],
  ['a long Integration ID', set({ integrationId: 'a'.repeat(101) }), 'integrationId SETUP_INTEGRATION_ID_FORM'],
  [
    'the Integration ID of another',
    beside({ integrationId: '2B9D7C51-0C0E-4F5E-8F0D-6A3F2F1D7A11' }),
    'integrationId SETUP_INTEGRATION_ID_TAKEN Other',
  ],
  // How we call CXone.
  ['an issuer without https', access({ issuer: 'http://cxone.veerpont.nl' }), 'cxone.issuer SETUP_URL_NOT_HTTPS'],
  ['a bad API base', access({ apiBase: 'api' }), 'cxone.apiBase SETUP_URL_FORM'],
  ['no client id for CXone', access({ clientId: '' }), 'cxone.clientId SETUP_REQUIRED'],
  ['no access key', access({ accessKeyId: '' }), 'cxone.accessKeyId SETUP_REQUIRED'],
  [
    'a hidden character in the access key',
    access({ accessKeyId: 'AK\u200b1' }),
    'cxone.accessKeyId SETUP_VALUE_UNSEEN',
  ],
  ['a space in the tenant', access({ tenantId: 'a b' }), 'cxone.tenantId SETUP_VALUE_UNSEEN'],
  [
    'no secrets for CXone',
    without('cxone_client_secret', 'cxone_access_key_secret'),
    'secrets.cxone_client_secret SETUP_SECRET_MISSING',
    'secrets.cxone_access_key_secret SETUP_SECRET_MISSING',
  ],
];

describe('the rules of an integration', () => {
  it.each(rows.map(([title, spoil, ...found]) => ({ title, spoil, found })))('$title', ({ spoil, found }) => {
    expect(problems(spoil)).toEqual(found);
  });

  it('says of an empty form what is needed, and keeps to its fields', () => {
    const form = emptyIntegration('new');
    const found = checkIntegration(form, { ...goodContext(), secrets: [], publicUrl: null });
    expect(found.map(told)).toEqual([
      'name SETUP_REQUIRED',
      'boxUrl SETUP_PUBLIC_ADDRESS_MISSING',
      'addUrl SETUP_PUBLIC_ADDRESS_MISSING',
      'clientId SETUP_REQUIRED',
      'secrets.box_secret SETUP_SECRET_MISSING',
      'integrationId SETUP_INTEGRATION_ID_MISSING',
      'cxone.clientId SETUP_REQUIRED',
      'cxone.accessKeyId SETUP_REQUIRED',
      'secrets.cxone_client_secret SETUP_SECRET_MISSING',
      'secrets.cxone_access_key_secret SETUP_SECRET_MISSING',
    ]);
  });

  it('does not compare an integration with itself', () => {
    const ctx = goodContext();
    expect(checkIntegration(first(ctx.book.integrations).draft, ctx)).toEqual([]);
  });
});

describe('handing over', () => {
  it('waits for nothing that only CXone can tell', () => {
    const form = { ...goodIntegration(), integrationId: '' };
    const ctx = goodContext();
    without('cxone_client_secret', 'cxone_access_key_secret')(form, ctx);
    expect(canHandOver(form, ctx)).toBe(true);
  });

  it.each([
    ['no name', set({ name: '' })],
    ['no secret', without('box_secret')],
    ['two of the three certificates', mtls({ clientCertificate: certificatePem }, true)],
  ] as const)('%s: not yet', (_title, spoil) => {
    const form = goodIntegration();
    const ctx = goodContext();
    spoil(form, ctx);
    expect(canHandOver(form, ctx)).toBe(false);
  });
});

describe('the addresses of an integration', () => {
  const base = 'https://relay.veerpont.nl';
  const made = { box: `${base}/integration/box`, add: `${base}/integration/add` };

  it('are made from the public address: Authorization is the box, Reconnect and Remove are Add', () => {
    const expected = { ...made, authorization: made.box, reconnect: made.add, remove: made.add };
    expect(integrationUrls(goodIntegration(), `${base}/`)).toEqual(expected);
  });

  it('are the typed ones where there are any', () => {
    const form = goodIntegration();
    set({ boxUrl: ' https://a.nl/box ', addUrl: 'https://a.nl/add', removeUrl: 'https://a.nl/remove' })(
      form,
      goodContext(),
    );
    expect(integrationUrls(form, base)).toEqual({
      box: 'https://a.nl/box',
      authorization: 'https://a.nl/box',
      add: 'https://a.nl/add',
      reconnect: 'https://a.nl/add',
      remove: 'https://a.nl/remove',
    });
    expect(integrationUrls({ ...form, authorizationUrl: 'https://b.nl/token' }, base).authorization).toBe(
      'https://b.nl/token',
    );
  });

  it.each([null, '', ' '])('are not known without one (%j)', (publicUrl) => {
    const nothing = { box: null, authorization: null, add: null, reconnect: null, remove: null };
    expect(integrationUrls(goodIntegration(), publicUrl)).toEqual(nothing);
  });
});

describe('what the relay runs on', () => {
  it('has no spaces around it, and is as right as what was typed', () => {
    const typed = goodIntegration();
    const spaced = { ...typed, name: ' WeChat support ', clientId: '\tveerpont-wechat\r\n', color: ' #07C160 ' };
    expect(cleanIntegration(spaced)).toEqual(typed);
    expect(cleanIntegration(cleanIntegration(spaced))).toEqual(cleanIntegration(spaced));
    expect(checkIntegration(cleanIntegration(spaced), goodContext())).toEqual([]);
  });

  it('has none in any field', () => {
    const padded: unknown = JSON.parse(
      JSON.stringify(goodIntegration(), (key, value: unknown) =>
        typeof value === 'string' && key !== 'id' && key !== 'icon' ? ` ${value}${key}\t` : value,
      ),
    );
    expect(JSON.stringify(cleanIntegration(IntegrationForm.parse(padded)))).not.toMatch(/" |\\t"/u);
  });
});
