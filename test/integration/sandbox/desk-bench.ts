import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { DeskCase, DeskRefusal, DeskState } from '#shared/domain/desk.ts';
import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startCxoneSimulator } from '#sandbox/cxone/simulator.ts';
import type { CxoneSimulator } from '#sandbox/cxone/simulator.ts';
import type { TenantSkill } from '#sandbox/cxone/admin/tenant-model.ts';
import { drawIdentities } from '#sandbox/identities.ts';

export const identities = drawIdentities(createRandom('desk'));
const { integration } = identities;
const [channel] = identities.channels;
if (!channel) throw new Error('no channel');
export const channelId = channel.id;

/** People of the tenant: an agent with Reply, one without, another with it, and one who may approve, assign and unassign. */
export const [anna, bas, ming, sara] = [4711, 4712, 4713, 4714] as const;

export interface Reply {
  status: number;
  json: Record<string, unknown>;
}
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** A signed-in user at the desk. */
export interface Seat {
  id: number;
  token: string;
  call(method: Method, path: string, body?: unknown): Promise<Reply>;
  /** The code of the refusal; 'ok' for a success. */
  tries(method: Method, path: string, body?: unknown): Promise<string>;
  state(number?: string): Promise<DeskState>;
  case(number: string): Promise<DeskCase>;
  accept(number: string): Promise<string>;
  reply(number: string, text: string): Promise<string>;
}

export interface DeskBench {
  cxone: CxoneSimulator;
  clock: SandboxClock;
  /** Texts that reached the middleware, and whose they were. */
  replies: { text: string; author: number }[];
  /** Every call to the middleware, the token's left out. */
  paths: string[];
  signIn(userId: number): Promise<Seat>;
  call(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** A customer writes; the number of the case. */
  write(customer: string): Promise<string>;
  skill(): TenantSkill;
  /** Until every reply has its answer. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

export async function startDeskBench(): Promise<DeskBench> {
  const clock = createHandClock();
  const replies: DeskBench['replies'] = [];
  const paths: string[] = [];
  let sent = 0;
  const relay = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const json = (status: number, value: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      };
      const path = request.url ?? '';
      if (path === '/1.0/token') return json(200, { access_token: 't', token_type: 'Bearer', expires_in: 3600 });
      if (request.headers.authorization !== 'Bearer t') return json(401, { error: 'Invalid token' });
      paths.push(path);
      if (path.endsWith('/sender-action')) return void response.writeHead(204).end();
      if (!path.endsWith('/outbound')) return json(404, { errorCode: 'notSupported', displayErrorMessage: 'Unknown.' });
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as {
        messageContent: { payload: { text: string } };
        authorUser: { id: number };
      };
      sent += 1;
      replies.push({ text: body.messageContent.payload.text, author: body.authorUser.id });
      json(200, { message: { idOnExternalPlatform: `wxout-${sent}` } });
    });
  });
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve));

  const { tenant, channels } = identities;
  const cxone = await startCxoneSimulator({
    tenant,
    integrations: [integration],
    channels,
    clock,
    random: createRandom('desk'),
    rules: { limitFactor: 0 },
    deskPresenceMs: Infinity,
  });
  cxone.setBoxUrl(`http://127.0.0.1:${(relay.address() as AddressInfo).port}`);

  const call: DeskBench['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${cxone.url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, json: (text === '' ? {} : JSON.parse(text)) as Reply['json'] };
  };

  const login = async (): Promise<Record<string, string>> => {
    const answer = await fetch(`${cxone.url}/auth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${integration.clientId}:${integration.clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'password',
        username: integration.accessKeyId,
        password: integration.accessKeySecret,
      }).toString(),
    });
    return { authorization: `Bearer ${((await answer.json()) as { access_token: string }).access_token}` };
  };
  let middleware = await login();
  let written = 0;

  return {
    cxone,
    clock,
    replies,
    paths,
    call,
    async signIn(userId) {
      const { json } = await call('POST', '/desk/api/sign-in', { userId });
      const token = json.token as string;
      const seat: Seat = {
        id: userId,
        token,
        call: (method, path, body) => call(method, path, body, { authorization: `Bearer ${token}` }),
        async tries(method, path, body) {
          const answer = await seat.call(method, path, body);
          return answer.status < 300 ? 'ok' : (answer.json as unknown as DeskRefusal).code;
        },
        async state(number) {
          const query = number === undefined ? '' : `?case=${number}`;
          return (await seat.call('GET', `/desk/api/state${query}`)).json as unknown as DeskState;
        },
        async case(number) {
          const { case: found } = await seat.state(number);
          if (!found) throw new Error(`No case ${number} at the desk of ${userId}`);
          return found;
        },
        accept: (number) => seat.tries('POST', `/desk/api/cases/${number}/accept`),
        reply: (number, text) => seat.tries('POST', `/desk/api/cases/${number}/reply`, { text }),
      };
      return seat;
    },
    async write(customer) {
      written += 1;
      const body = {
        idOnExternalPlatform: `in-${written}`,
        direction: 'inbound',
        createdAtWithMilliseconds: new Date(clock.now()).toISOString(),
        thread: { idOnExternalPlatform: `gh:${customer}`, threadName: customer },
        messageContent: { type: 'TEXT', payload: { text: `hello ${written}` } },
        authorEndUserIdentity: { idOnExternalPlatform: customer, nickname: customer },
      };
      const path = `/dfo/3.0/channels/${channelId}/messages`;
      let answer = await call('POST', path, body, middleware);
      if (answer.status === 401) {
        // Time was wound past the token's life.
        middleware = await login();
        answer = await call('POST', path, body, middleware);
      }
      return String((answer.json.consumerContact as Record<string, unknown>).id);
    },
    skill() {
      const route = cxone.store.routeOf(channelId);
      const skill = route.kind === 'skill' ? cxone.store.book.skills.get(route.skillId) : undefined;
      if (!skill) throw new Error('no skill');
      return skill;
    },
    async settled() {
      const isSending = (): boolean =>
        [...cxone.store.threads.values()].some(({ messages }) =>
          messages.list().some(({ state }) => state === 'sending'),
        );
      while (isSending()) await new Promise((resolve) => setTimeout(resolve, 2));
    },
    async stop() {
      await cxone.stop();
      relay.closeAllConnections();
      await new Promise((resolve) => relay.close(resolve));
    },
  };
}
