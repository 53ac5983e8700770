import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { SandboxRelayConfig } from '#sandbox/relay-config.ts';

interface WechatCrypto {
  getSignature(timestamp: string, nonce: string, encrypted: string): string;
  decrypt(encrypted: string): { message: string; id: string };
}
const WechatCrypto = createRequire(import.meta.url)('wechat-crypto') as new (
  token: string,
  encodingAesKey: string,
  appId: string,
) => WechatCrypto;

/**
 * The least that can stand between the two platforms: it verifies with a published library, keeps nothing on disk and
 * forwards at once. It exists to drive the simulators, so it trusts nothing of theirs but what goes over the wire.
 */
export interface StubRelay {
  urls: { wechat: string; box: string; actions: string };
  /** Answers pushes with this instead of `success`, while set. */
  answerPushWith(answer: ((response: ServerResponse) => void) | undefined): void;
  pushes: { channel: string; query: URLSearchParams; body: string; xml: string; at: number }[];
  boxCalls: { path: string; body: Record<string, unknown>; authorization: string | undefined }[];
  stop(): Promise<void>;
}

type Channel = SandboxRelayConfig['channels'][number];

export async function startStubRelay(config: SandboxRelayConfig): Promise<StubRelay> {
  const [integration] = config.integrations;
  if (!integration) throw new Error('no integration');
  const channels = new Map(config.channels.map((channel) => [channel.id, channel]));
  const pushes: StubRelay['pushes'] = [];
  const boxCalls: StubRelay['boxCalls'] = [];
  const wechatTokens = new Map<string, string>();
  let cxoneToken: string | undefined;
  let boxToken = 'none yet';
  let sent = 0;
  let answer: ((response: ServerResponse) => void) | undefined;

  const loginToCxone = async (): Promise<string> => {
    const { cxone } = integration;
    const response = await fetch(`${cxone.issuer}/auth/token`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${cxone.clientId}:${cxone.clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({
        grant_type: 'password',
        username: cxone.accessKeyId,
        password: cxone.accessKeySecret,
      }).toString(),
    });
    return ((await response.json()) as { access_token: string }).access_token;
  };

  const wechatToken = async ({ id, wechat }: Channel): Promise<string> => {
    const known = wechatTokens.get(id);
    if (known !== undefined) return known;
    const response = await fetch(`${wechat.apiBase}/cgi-bin/stable_token`, {
      method: 'POST',
      body: JSON.stringify({ grant_type: 'client_credential', appid: wechat.appId, secret: wechat.appSecret }),
    });
    const token = ((await response.json()) as { access_token: string }).access_token;
    wechatTokens.set(id, token);
    return token;
  };

  const forward = async (channel: Channel, xml: string): Promise<void> => {
    const node = (name: string): string =>
      new RegExp(`<${name}>(?:<!\\[CDATA\\[)?([\\s\\S]*?)(?:\\]\\]>)?</${name}>`).exec(xml)?.[1] ?? '';
    if (node('MsgType') === 'event') return;
    cxoneToken ??= await loginToCxone();
    const openid = node('FromUserName');
    const text = node('Content') || `[${node('MsgType')}]`;
    await fetch(`${integration.cxone.apiBase}/dfo/3.0/channels/${channel.cxoneChannelId}/messages`, {
      method: 'POST',
      headers: { authorization: `Bearer ${cxoneToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        idOnExternalPlatform: `wxin-${node('MsgId')}`,
        direction: 'inbound',
        createdAtWithMilliseconds: new Date(Number(node('CreateTime')) * 1000).toISOString(),
        thread: { idOnExternalPlatform: `${channel.wechat.originalId}:${openid}`, threadName: openid },
        messageContent: { type: 'TEXT', payload: { text }, fallbackText: text },
        authorEndUserIdentity: { idOnExternalPlatform: openid, nickname: openid },
      }),
    });
  };

  // One conversation after the other, in the order of acceptance.
  const lanes = new Map<string, Promise<void>>();
  const inLane = (key: string, work: () => Promise<void>): void => {
    const lane = (lanes.get(key) ?? Promise.resolve()).then(work).catch(() => undefined);
    lanes.set(key, lane);
  };

  const takePush = (channel: Channel, request: IncomingMessage, body: string, response: ServerResponse): void => {
    const query = new URLSearchParams((request.url ?? '').split('?')[1]);
    const { wechat } = channel;
    const crypt = new WechatCrypto(wechat.token, wechat.encodingAesKey, wechat.appId);
    const encrypted = /<Encrypt><!\[CDATA\[(.*?)\]\]><\/Encrypt>/.exec(body)?.[1];
    let xml = body;
    if (encrypted !== undefined) {
      const signature = crypt.getSignature(query.get('timestamp') ?? '', query.get('nonce') ?? '', encrypted);
      const opened = crypt.decrypt(encrypted);
      if (signature !== query.get('msg_signature') || opened.id !== wechat.appId)
        return void response.writeHead(401).end();
      xml = opened.message;
    }
    pushes.push({ channel: channel.id, query, body, xml, at: Date.now() });
    if (answer) return answer(response);
    response.end('success');
    inLane(`in ${query.get('openid') ?? ''}`, () => forward(channel, xml));
  };

  const sendToWeChat = async (threadId: string, text: string): Promise<void> => {
    const [originalId, openid] = threadId.split(':');
    const channel = config.channels.find(({ wechat }) => wechat.originalId === originalId);
    if (!channel) return;
    const token = await wechatToken(channel);
    await fetch(`${channel.wechat.apiBase}/cgi-bin/message/custom/send?access_token=${token}`, {
      method: 'POST',
      body: JSON.stringify({ touser: openid, msgtype: 'text', text: { content: text } }),
    });
  };

  const takeBoxCall = (request: IncomingMessage, raw: string, response: ServerResponse): void => {
    const path = (request.url ?? '').replace('/integration/box', '');
    const json = (status: number, value: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
    };
    const body = JSON.parse(raw) as Record<string, never>;
    if (path === '/1.0/token') {
      boxToken = `box-${boxCalls.length}`;
      boxCalls.push({ path, body, authorization: undefined });
      return json(200, { access_token: boxToken, token_type: 'Bearer', expires_in: 3600 });
    }
    const { authorization } = request.headers;
    boxCalls.push({ path, body, authorization });
    if (authorization !== `Bearer ${boxToken}`) return json(401, { error: 'Invalid token' });
    if (path.endsWith('/sender-action')) return void response.writeHead(204).end();
    if (path.endsWith('/recipients/validation')) return json(200, { status: 'valid' });
    const read = body as unknown as {
      thread?: { idOnExternalPlatform: string };
      post?: { idOnExternalPlatform: string };
      messageContent: { payload: { text: string } };
      endUserRecipients?: { idOnExternalPlatform: string }[];
    };
    const [first] = config.channels;
    const threadId =
      read.thread?.idOnExternalPlatform ??
      read.post?.idOnExternalPlatform ??
      `${first?.wechat.originalId ?? ''}:${read.endUserRecipients?.[0]?.idOnExternalPlatform ?? ''}`;
    sent += 1;
    const id = `wxout-${sent}`;
    json(
      200,
      path.startsWith('/1.0/')
        ? { idOnExternalPlatform: id }
        : { message: { idOnExternalPlatform: id }, thread: { idOnExternalPlatform: threadId } },
    );
    inLane(`out ${threadId}`, () => sendToWeChat(threadId, read.messageContent.payload.text));
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (path.startsWith('/integration/box')) return takeBoxCall(request, body, response);
      const channel = channels.get(path.replace('/wechat/', ''));
      if (!channel) return void response.writeHead(404).end();
      if (request.method === 'GET')
        return void response.end(new URL(request.url ?? '', 'http://x').searchParams.get('echostr'));
      takePush(channel, request, body, response);
    });
    request.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    urls: { wechat: `${base}/wechat`, box: `${base}/integration/box`, actions: `${base}/integration` },
    answerPushWith: (given) => void (answer = given),
    pushes,
    boxCalls,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
