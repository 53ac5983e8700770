import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '#sandbox/sandbox.ts';
import type { Sandbox } from '#sandbox/sandbox.ts';

type Json = Record<string, unknown>;
interface Answered {
  status: number;
  json: Json;
}

let sandbox: Sandbox;
let session: Record<string, string>;

async function call(
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Json };
}
const control = (method: string, path: string, body?: unknown): Promise<Answered> =>
  call(method, `${sandbox.urls.control}${path}`, body);
const tenant = (method: string, path: string, body?: unknown): Promise<Answered> =>
  call(method, `${sandbox.practice.tenantPage}/api${path}`, body, session);

/** A token of the application that signs in with the given credentials. */
async function bearer(clientId: string, clientSecret: string): Promise<Record<string, string>> {
  const { accessKeyId, accessKeySecret } = sandbox.identities.integration;
  const basic = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
  const granted = await call(
    'POST',
    `${sandbox.urls.cxone}/auth/token`,
    { grant_type: 'password', username: accessKeyId, password: accessKeySecret },
    { authorization: basic },
  );
  return granted.status === 200 ? { authorization: `Bearer ${String(granted.json['access_token'])}` } : {};
}
const demo = (): Promise<Record<string, string>> => {
  const { clientId, clientSecret } = sandbox.identities.integration;
  return bearer(clientId, clientSecret);
};
const get = async (path: string, token: Record<string, string>): Promise<Answered> =>
  call('GET', `${sandbox.urls.cxone}${path}`, undefined, token);
const digital = '/dfo/3.0/channels';
const acd = '/incontactapi/services/v31.0/skills';

beforeAll(async () => {
  sandbox = await startSandbox({ seed: 'control-faults' });
  const { json } = await call('POST', `${sandbox.practice.tenantPage}/api/sign-in`, {});
  session = { 'x-tenant-session': String(json['token']) };
});
afterEach(() => control('DELETE', '/faults'));
afterAll(() => sandbox.stop());

describe('what a fault can strike', () => {
  it('is everything there is, by its name and by the ids the platforms know it by', async () => {
    const [spare] = sandbox.identities.spareAccounts;
    const made = await tenant('POST', '/applications', { name: 'Veerpont' });
    const targets = (await control('GET', '/faults')).json['targets'] as { target: string; kind: string }[];
    const of = (kind: string): string[] => targets.filter((one) => one.kind === kind).map(({ target }) => target);
    expect(of('account')).toEqual(['tulip', 'canal', 'delta', 'spare-1', 'spare-2']);
    expect(of('api')).toEqual(['login', 'digital', 'acd']);
    expect([of('integration').length, of('application').length]).toEqual([1, 1]);

    const set = (target: unknown): Promise<Answered> =>
      control('POST', '/faults', { target, fault: 'delay', options: { delayMs: 1 } });
    expect((await set(spare?.appId)).json).toMatchObject({
      wechat: { target: 'spare-1' },
      cxone: { target: 'spare-1' },
    });
    expect((await set(sandbox.identities.integration.integrationId)).json).toMatchObject({ cxone: { target: 'demo' } });
    const atApplication = await set(made.json['clientId']);
    expect(Object.keys(atApplication.json)).toEqual(['cxone']);
    expect((await set('nobody')).status).toBe(400);
    // WeChat knows no ACD.
    expect((await control('POST', '/faults', { target: 'acd', fault: 'systemBusy' })).status).toBe(400);
    const cleared = await control('DELETE', `/faults?target=${String(spare?.originalId)}`);
    expect(cleared.json['cleared']).toHaveLength(2);
  });

  it('is one API of the tenant, in the words of that API', async () => {
    const token = await demo();
    await control('POST', '/faults', { target: 'acd', fault: 'serverError', options: { status: 503 } });
    expect(await get(acd, token)).toMatchObject({ status: 503, json: { error: 'http_503' } });
    expect((await get(digital, token)).status).toBe(200);
    await control('DELETE', '/faults?target=acd');
    await control('POST', '/faults', { target: 'digital', fault: 'forbidden' });
    expect(await get(digital, token)).toMatchObject({ status: 403, json: { errors: [{ message: 'Access denied.' }] } });
    expect((await get(acd, token)).status).toBe(200);
    await control('POST', '/faults', { target: 'login', fault: 'tokenRefused' });
    expect(await demo()).toEqual({});
  });

  it('is one application, and no other', async () => {
    const made = await tenant('POST', '/applications', { name: 'Another' });
    const own = await bearer(String(made.json['clientId']), String(made.json['clientSecret']));
    const others = await demo();
    await control('POST', '/faults', { target: made.json['clientId'], fault: 'tokenRevoked' });
    expect([(await get(digital, own)).status, (await get(digital, others)).status]).toEqual([401, 200]);
  });
});
