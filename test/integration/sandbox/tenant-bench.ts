import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startCxoneSimulator } from '#sandbox/cxone/simulator.ts';
import type { CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import { drawIdentities } from '#sandbox/identities.ts';

export const identities = drawIdentities(createRandom('tenant'));

export type Json = Record<string, unknown>;
export interface Reply {
  status: number;
  json: Json;
}
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** The simulated tenant, and its administrator signed in. */
export interface TenantBench {
  cxone: CxoneSimulator;
  clock: SandboxClock;
  /** Id of the first channel the tenant begins with. */
  channelId: string;
  call(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** 'ok', or 'code field' of the refusal. */
  tries(method: Method, path: string, body?: unknown): Promise<string>;
  state(): Promise<Json & Record<'integrations' | 'channels' | 'users' | 'roles' | 'skills' | 'backlog', Json[]>>;
  /** As the middleware of the demonstration. */
  api(method: Method, path: string, body?: unknown): Promise<Reply>;
  stop(): Promise<void>;
}

export async function startTenantBench(): Promise<TenantBench> {
  const clock = createHandClock(Date.now());
  const { tenant, integration, channels } = identities;
  const random = createRandom('tenant-bench');
  const cxone = await startCxoneSimulator({ tenant, integrations: [integration], channels, clock, random });

  const send = async (method: Method, url: string, headers: Record<string, string>, body?: unknown): Promise<Reply> => {
    const withBody = body === undefined ? {} : { body: JSON.stringify(body) };
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(`${cxone.url}${url}`, { method, headers: { ...json, ...headers }, ...withBody });
    const text = await response.text();
    return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Json };
  };
  const signedIn = await send('POST', '/tenant/api/sign-in', {}, {});
  const session = { 'x-tenant-session': String(signedIn.json.token) };
  const granted = await send(
    'POST',
    '/auth/token',
    {
      authorization: `Basic ${Buffer.from(`${integration.clientId}:${integration.clientSecret}`).toString('base64')}`,
    },
    { grant_type: 'password', username: integration.accessKeyId, password: integration.accessKeySecret },
  );
  const bearer = { authorization: `Bearer ${String(granted.json.access_token)}` };

  const call: TenantBench['call'] = (method, path, body, headers = session) =>
    send(method, `/tenant/api${path}`, headers, body);

  return {
    cxone,
    clock,
    channelId: channels[0]?.id ?? '',
    call,
    async tries(method, path, body) {
      const { status, json } = await call(method, path, body);
      return status < 300 ? 'ok' : `${String(json.code)} ${typeof json.field === 'string' ? json.field : ''}`.trim();
    },
    state: async () => (await call('GET', '/state')).json as Awaited<ReturnType<TenantBench['state']>>,
    api: (method, path, body) => send(method, path, bearer, body),
    stop: () => cxone.stop(),
  };
}

export const integrationForm = (changes: Json = {}): Json => ({
  name: 'WeChat by Veerpont',
  boxUrl: 'https://relay.example.com/integration/box',
  authorizationUrl: '',
  addUrl: 'https://relay.example.com/integration/add',
  reconnectUrl: '',
  removeUrl: 'https://relay.example.com/integration/add',
  clientId: 'veerpont-box',
  clientSecret: 'a secret of the box',
  color: '#07c160',
  icon: 'wechat',
  digital3Outbound: true,
  ...changes,
});

export const channelBody = (channelIntegrationId: string, changes: Json = {}): Json => ({
  id: 'windmill',
  idOnExternalPlatform: 'gh_windmill',
  channelIntegrationId,
  realExternalPlatformId: 'we-chat',
  name: 'Windmill Books',
  isPrivate: true,
  hasTreeStructure: false,
  ...changes,
});

export const customerMessage = (id: string, openid = 'oLi'): Json => ({
  idOnExternalPlatform: id,
  direction: 'inbound',
  createdAtWithMilliseconds: '2026-01-12T08:10:02.000Z',
  thread: { idOnExternalPlatform: `gh:${openid}`, threadName: openid },
  messageContent: { type: 'TEXT', payload: { text: '你好' }, fallbackText: '你好' },
  authorEndUserIdentity: { idOnExternalPlatform: openid, nickname: openid },
});
