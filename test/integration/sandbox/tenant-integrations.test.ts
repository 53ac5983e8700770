import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { TLSSocket } from 'node:tls';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { issueClientPair, issueServerPair, makeAuthority } from '#relay/certificates/making/private-authority.ts';
import type { CertificatePair } from '#relay/certificates/making/private-authority.ts';
import { channelBody, customerMessage, identities, integrationForm, startTenantBench } from './tenant-bench.ts';
import type { Json, TenantBench } from './tenant-bench.ts';

let bench: TenantBench;
beforeEach(async () => {
  bench = await startTenantBench();
});
afterEach(() => bench.stop());

let authority: CertificatePair;
let client: CertificatePair;
let stranger: CertificatePair;
let server: CertificatePair;
beforeAll(async () => {
  const now = Date.now();
  authority = await makeAuthority({ name: 'Windmill', years: 1, now });
  const wish = { authority, name: 'CXone', days: 300, now };
  [client, stranger] = [await issueClientPair(wish), await issueClientPair(wish)];
  server = await issueServerPair({ ...wish, name: '127.0.0.1', hostNames: ['127.0.0.1'] });
});

const mtls = (changes: Json = {}): Json =>
  integrationForm({
    clientCertificate: client.certificatePem,
    privateKey: client.keyPem,
    caCertificate: authority.certificatePem,
    ...changes,
  });

describe('the form of a BYOC integration', () => {
  it('yields an Integration ID, with which channels can be made', async () => {
    const saved = await bench.call('POST', '/integrations', integrationForm());
    expect(saved.status).toBe(200);
    const integrationId = String(saved.json.integrationId);
    expect(integrationId).toMatch(/^[0-9a-f-]{36}$/);
    const second = await bench.call('POST', '/integrations', integrationForm({ name: 'Second' }));
    expect(second.json.integrationId).not.toBe(integrationId);
    expect((await bench.api('POST', '/dfo/3.0/channels', channelBody(integrationId))).status).toBe(201);
    const unknown = await bench.api('POST', '/dfo/3.0/channels', channelBody('made-up', { id: 'other' }));
    expect(unknown).toMatchObject({ status: 400, json: { errors: [{ field: 'channelIntegrationId' }] } });
    const { integrations } = await bench.state();
    expect(integrations.map(({ name }) => name)).toEqual(['Demo', 'WeChat by Veerpont', 'Second']);
    expect(integrations[1]?.channelIds).toEqual(['windmill']);
  });

  it.each<[string, Json]>([
    ['required name', { name: '  ' }],
    ['too_long name', { name: '风'.repeat(201) }],
    ['name_taken name', { name: ' demo' }],
    ['required boxUrl', { boxUrl: '' }],
    ['url_form boxUrl', { boxUrl: 'relay.example.com/box' }],
    ['url_form boxUrl', { boxUrl: 'ftp://relay.example.com/box' }],
    ['url_form boxUrl', { boxUrl: 'https://user:word@relay.example.com/box' }],
    ['url_form boxUrl', { boxUrl: 'https://relay.example.com/box#here' }],
    ['url_not_https boxUrl', { boxUrl: 'http://relay.example.com/box' }],
    ['url_not_https authorizationUrl', { authorizationUrl: 'http://127.0.0.2/token' }],
    ['url_form addUrl', { addUrl: 'javascript:alert(1)' }],
    ['required clientId', { clientId: ' ' }],
    ['required clientSecret', { clientSecret: '' }],
    ['color_form color', { color: 'green' }],
    ['required icon', { icon: '' }],
    ['bad_request digital3Outbound', { digital3Outbound: 'yes' }],
    ['bad_request', { surprise: 1 }],
  ])('refuses: %s', async (refusal, changes) => {
    expect(await bench.tries('POST', '/integrations', integrationForm(changes))).toBe(refusal);
    expect((await bench.state()).integrations).toHaveLength(1);
  });

  it('takes certificates all together, and reads them', async () => {
    expect(await bench.tries('POST', '/integrations', mtls())).toBe('ok');
    const refusals: [string, Json][] = [
      ['mtls_all_or_none privateKey', { privateKey: '' }],
      ['mtls_all_or_none caCertificate', { caCertificate: '' }],
      ['mtls_all_or_none clientCertificate', { clientCertificate: '' }],
      ['mtls_certificate clientCertificate', { clientCertificate: 'certificate' }],
      ['mtls_certificate clientCertificate', { clientCertificate: client.certificatePem.replace(/M/gu, 'N') }],
      ['mtls_key privateKey', { privateKey: client.certificatePem }],
      ['mtls_key_mismatch privateKey', { privateKey: stranger.keyPem }],
      ['mtls_authority caCertificate', { caCertificate: client.certificatePem }],
    ];
    for (const [refusal, changes] of refusals) {
      expect(await bench.tries('POST', '/integrations', mtls({ name: 'Other', ...changes }))).toBe(refusal);
    }
    bench.clock.advance(2 * 366 * 86_400_000);
    expect(await bench.tries('POST', '/integrations', mtls({ name: 'Late' }))).toBe('mtls_expired clientCertificate');
  });

  it('keeps what is secret, also through a change that leaves it out', async () => {
    const { json } = await bench.call('POST', '/integrations', mtls());
    const { clientSecret: _secret, privateKey: _key, ...rest } = mtls({ name: 'Renamed' });
    expect(await bench.tries('PUT', `/integrations/${String(json.integrationId)}`, rest)).toBe('ok');
    expect(await bench.tries('PUT', '/integrations/unknown', rest)).toBe('not_found');
    const shown = JSON.stringify(await bench.state());
    expect(shown).toContain('Renamed');
    const { integration } = identities;
    const secrets = ['a secret of the box', 'PRIVATE KEY', integration.clientSecret, integration.accessKeySecret];
    for (const secret of secrets) expect(shown).not.toContain(secret);
    expect(bench.cxone.integrations.registered(String(json.integrationId))?.form).toMatchObject({
      clientSecret: 'a secret of the box',
      privateKey: client.keyPem.trim(),
    });
    const plain = { ...rest, clientCertificate: '', caCertificate: '' };
    expect(await bench.tries('PUT', `/integrations/${String(json.integrationId)}`, plain)).toBe('ok');
  });

  it('stays while it has channels', async () => {
    const { json } = await bench.call('POST', '/integrations', integrationForm());
    const address = `/integrations/${String(json.integrationId)}`;
    await bench.api('POST', '/dfo/3.0/channels', channelBody(String(json.integrationId)));
    expect(await bench.tries('DELETE', address)).toBe('still_used');
    expect(await bench.tries('DELETE', '/channels/windmill')).toBe('ok');
    expect(await bench.tries('DELETE', address)).toBe('ok');
    expect((await bench.state()).integrations).toHaveLength(1);
    const given = `/integrations/${identities.integration.integrationId}`;
    expect(await bench.tries('DELETE', given)).toBe('not_found');
  });

  it('opens the pages it was given', async () => {
    const { json } = await bench.call('POST', '/integrations', integrationForm());
    const address = `/integrations/${String(json.integrationId)}/action-page`;
    const { url } = (await bench.call('POST', address, { page: 'reconnect', channelId: bench.channelId })).json;
    const opened = new URL(String(url));
    expect(`${opened.origin}${opened.pathname}`).toBe('https://relay.example.com/integration/add');
    const told = Object.fromEntries(opened.searchParams);
    expect(told).toMatchObject({ apiHost: bench.cxone.url, channelId: bench.channelId });
    const verification = {
      brandId: Number(told.brandId),
      userId: Number(told.userId),
      token: told.token,
      purpose: 'login',
    };
    const redeem = () => bench.api('POST', '/dfo/3.0/one-time-token/verification', verification);
    expect((await redeem()).status).toBe(200);
    expect((await redeem()).status).toBe(401);
  });
});

describe('calls to the middleware of a registered integration', () => {
  const heard: { path: string; body: Json; certificate: string | null }[] = [];
  const relays: Server[] = [];
  const listen = async (secure: boolean): Promise<string> => {
    const handle: Parameters<typeof createServer>[1] = (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Json;
        const peer = request.socket instanceof TLSSocket ? request.socket.getPeerX509Certificate() : undefined;
        heard.push({ path: request.url ?? '', body, certificate: peer?.fingerprint256 ?? null });
        const isToken = request.url?.endsWith('token') === true;
        const isLet = isToken
          ? body.client_secret === 'a secret of the box'
          : request.headers.authorization === 'Bearer t';
        const answer = isToken
          ? { access_token: 't' }
          : { idOnExternalPlatform: 'w', message: { idOnExternalPlatform: 'w' } };
        response.writeHead(isLet ? 200 : 401).end(JSON.stringify(answer));
      });
    };
    const tls = { cert: server.certificatePem, key: server.keyPem, ca: authority.certificatePem, requestCert: true };
    const relay = secure ? createSecureServer(tls, handle) : createServer(handle);
    relays.push(relay);
    await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));
    return `${secure ? 'https' : 'http'}://127.0.0.1:${(relay.address() as AddressInfo).port}`;
  };
  afterAll(() => {
    for (const relay of relays) relay.closeAllConnections();
    for (const relay of relays) relay.close();
  });
  beforeEach(() => void heard.splice(0));

  const registered = async (form: Json): Promise<string> => {
    const { json } = await bench.call('POST', '/integrations', form);
    const integrationId = String(json.integrationId);
    await bench.api('POST', '/dfo/3.0/channels', channelBody(integrationId));
    await bench.api('POST', '/dfo/3.0/channels/windmill/messages', customerMessage('1'));
    return integrationId;
  };
  const answer = () => bench.cxone.agents.reply('gh:oLi', 'Good morning').settled;

  it('go to the URL of the form, with a token got by its credentials', async () => {
    const base = await listen(false);
    const integrationId = await registered(integrationForm({ boxUrl: `${base}/box/`, digital3Outbound: false }));
    // Where the sandbox was told the demonstration's relay is does not move it.
    bench.cxone.setBoxUrl('http://127.0.0.1:9/elsewhere');
    expect(await answer()).toMatchObject({ kind: 'accepted', externalId: 'w' });
    const reply = '/box/1.0/posts/gh%3AoLi/messages';
    expect(heard.map(({ path }) => path)).toEqual([reply, '/box/1.0/token', reply]);
    expect(heard[1]?.body).toMatchObject({ client_id: 'veerpont-box', client_secret: 'a secret of the box' });

    const moved = integrationForm({ boxUrl: `${base}/new`, authorizationUrl: `${base}/oauth/token` });
    expect(await bench.tries('PUT', `/integrations/${integrationId}`, moved)).toBe('ok');
    expect(await answer()).toMatchObject({ kind: 'accepted' });
    const outbound = '/new/2.0/channel/windmill/outbound';
    expect(heard.slice(3).map(({ path }) => path)).toEqual([outbound, '/oauth/token', outbound]);
    const [, view] = (await bench.state()).integrations;
    expect(view).toMatchObject({ calls: { calls: 2, tokenRequests: 1, unauthorized: 1 } });
  });

  it('show the client certificate, and check the relay by the authority given', async () => {
    const base = await listen(true);
    const integrationId = await registered(mtls({ boxUrl: base }));
    expect(await answer()).toMatchObject({ kind: 'accepted' });
    expect(new Set(heard.map(({ certificate }) => certificate === null))).toEqual(new Set([false]));
    const other = await makeAuthority({ name: 'Somebody else', years: 1, now: Date.now() });
    const wrong = mtls({ boxUrl: base, caCertificate: other.certificatePem });
    expect(await bench.tries('PUT', `/integrations/${integrationId}`, wrong)).toBe('ok');
    expect(await answer()).toMatchObject({ kind: 'unanswered' });
  });
});

describe('access to the API', () => {
  it('is made by the administrator, and shown once', async () => {
    const application = (await bench.call('POST', '/applications', { name: 'Relay two' })).json;
    const key = (await bench.call('POST', '/access-keys', { userId: 4714 })).json;
    const login = () =>
      fetch(`${bench.cxone.url}/auth/token`, {
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from(`${String(application.clientId)}:${String(application.clientSecret)}`).toString('base64')}`,
        },
        body: new URLSearchParams({ grant_type: 'password', username: String(key.id), password: String(key.secret) }),
      });
    const first = await login();
    expect(first.status).toBe(200);
    const { refresh_token: refreshToken } = (await first.json()) as { refresh_token: string };
    expect(refreshToken).not.toContain(String(key.secret));
    const shown = JSON.stringify(await bench.state());
    expect(shown).toContain(String(key.id));
    expect(shown).not.toContain(String(key.secret));
    expect(shown).not.toContain(String(application.clientSecret));
    expect(await bench.tries('DELETE', '/users/4714')).toBe('still_used');
    expect(await bench.tries('DELETE', `/access-keys/${encodeURIComponent(String(key.id))}`)).toBe('ok');
    expect((await login()).status).toBe(400);
    expect(await bench.tries('POST', '/access-keys', { userId: 1 })).toBe('unknown_reference userId');
  });
});
