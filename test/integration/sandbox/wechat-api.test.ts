import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { startWeChatSimulator } from '#sandbox/wechat/simulator.ts';
import type { WeChatSimulator } from '#sandbox/wechat/simulator.ts';

const account = {
  key: 'tulip',
  name: 'Tulip Store 郁金香',
  appId: 'wx1a2b3c4d5e6f7a8b',
  originalId: 'gh_0a1b2c3d4e5f',
  appSecret: '0123456789abcdef0123456789abcdef',
  token: 'relayConsole2026',
  encodingAesKey: '5YTOLwGcXaCrTPFppl75wARKcSu71K0dpvm2VIx1K0M',
  mode: 'security',
} as const;
const hour = 3_600_000;

let clock: SandboxClock;
let wechat: WeChatSimulator;
let openid: string;

beforeEach(async () => {
  clock = createHandClock();
  wechat = await startWeChatSimulator({ accounts: [account], clock, random: createRandom('wechat-api') });
  openid = wechat.customers.follow('tulip', { nickname: 'Li Wei', remark: 'regular' }).openid;
});
afterEach(() => wechat.stop());

type Json = Record<string, unknown> & { errcode?: number; errmsg?: string; access_token: string };

const call = async (path: string, body?: unknown): Promise<Json> => {
  const init =
    body === undefined ? {} : { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
  const response = await fetch(`${wechat.url}${path}`, init);
  expect(response.status).toBe(200);
  return (await response.json()) as Json;
};
const stable = (changes: Record<string, unknown> = {}): Promise<Json> =>
  call('/cgi-bin/stable_token', {
    grant_type: 'client_credential',
    appid: account.appId,
    secret: account.appSecret,
    force_refresh: false,
    ...changes,
  });
const classic = (query = ''): Promise<Json> =>
  call(`/cgi-bin/token?grant_type=client_credential&appid=${account.appId}&secret=${account.appSecret}${query}`);
const send = (token: string, content: string, touser = openid): Promise<Json> =>
  call(`/cgi-bin/message/custom/send?access_token=${token}`, { touser, msgtype: 'text', text: { content } });
const customerWrites = (): void => void wechat.customers.send('tulip', openid, { type: 'text', text: 'hello' });

describe('tokens', () => {
  it('come from two pools of their own', async () => {
    const first = await stable();
    expect(first.expires_in).toBe(7200);
    expect(first).not.toHaveProperty('errcode');
    clock.advance(6_855_000);
    expect(await stable()).toEqual({ access_token: first.access_token, expires_in: 345 });
    const old = await classic();
    const next = await classic();
    expect(next.access_token).not.toBe(old.access_token);
    clock.advance(301_000);
    expect((await send(old.access_token, 'x')).errcode).toBe(42001);
  });

  it('are refused for what is wrong with the request', async () => {
    expect((await stable({ secret: 'wrong' })).errcode).toBe(40125);
    expect((await stable({ appid: 'wx0000000000000000' })).errcode).toBe(40013);
    expect((await stable({ appid: '' })).errcode).toBe(41002);
    expect((await stable({ secret: undefined })).errcode).toBe(41004);
    expect((await stable({ grant_type: 'password' })).errcode).toBe(40002);
    expect((await call('/cgi-bin/stable_token', '{')).errcode).toBe(47001);
    expect((await call('/cgi-bin/stable_token')).errcode).toBe(43002);
    expect((await call('/cgi-bin/nowhere')).errcode).toBe(40066);
  });

  it('may be forced every 30 seconds', async () => {
    const first = await stable();
    const forced = await stable({ force_refresh: true });
    expect(forced.access_token).not.toBe(first.access_token);
    const refused = await send(first.access_token, 'x');
    expect(refused.errcode).toBe(40001);
    expect(refused.errmsg).toMatch(/^invalid credential, access_token is invalid or not latest.* rid: [0-9a-f]{8}-/);
    expect((await stable({ force_refresh: true })).errcode).toBe(45009);
    clock.advance(30_000);
    expect((await stable({ force_refresh: true })).access_token).toBeDefined();
  });

  it('run out of quota: 2,000 classic tokens a day, until midnight in China or a reset', async () => {
    wechat.quotas.leave(account.appId, '/cgi-bin/token', 1, clock.now());
    expect((await classic()).access_token).toBeDefined();
    expect((await classic()).errcode).toBe(45009);
    expect(
      (await call('/cgi-bin/clear_quota/v2', { appid: account.appId, appsecret: account.appSecret })).errcode,
    ).toBe(0);
    expect((await classic()).access_token).toBeDefined();
    wechat.quotas.leave(account.appId, '/cgi-bin/token', 0, clock.now());
    expect((await classic()).errcode).toBe(45009);
    clock.advance(24 * hour);
    expect((await classic()).access_token).toBeDefined();
  });
});

describe('sending', () => {
  it('is allowed five times within 48 hours of a message of the customer', async () => {
    const { access_token: token } = await stable();
    expect((await send(token, 'unasked')).errcode).toBe(45015);
    customerWrites();
    for (let sent = 1; sent <= 5; sent += 1)
      expect(await send(token, `answer ${sent}`)).toEqual({ errcode: 0, errmsg: 'ok' });
    const sixth = await send(token, 'answer 6');
    expect(sixth.errcode).toBe(45047);
    expect(sixth.errmsg).toMatch(/^out of response count limit rid: /);
    customerWrites();
    expect((await send(token, 'answer 6')).errcode).toBe(0);
    clock.advance(48 * hour);
    const { access_token: later } = await stable();
    expect((await send(later, 'too late')).errcode).toBe(45015);
  });

  it('is allowed three times within a minute of a menu click', async () => {
    const { access_token: token } = await stable();
    void wechat.customers.raise('tulip', openid, { type: 'CLICK', key: 'help' });
    for (let sent = 1; sent <= 3; sent += 1) expect((await send(token, 'x')).errcode).toBe(0);
    expect((await send(token, 'x')).errcode).toBe(45047);
    clock.advance(60_000);
    expect((await send(token, 'x')).errcode).toBe(45015);
    void wechat.customers.raise('tulip', openid, { type: 'VIEW', url: 'https://x.example', menuId: '1' });
    expect((await send(token, 'x')).errcode).toBe(45015);
  });

  it('does not reach who is unknown, has left, refuses, or is blacklisted', async () => {
    const { access_token: token } = await stable();
    expect((await send(token, 'x', 'oNobody')).errcode).toBe(40003);
    const follower = wechat.customers.find('tulip', openid);
    if (!follower) throw new Error('no follower');
    customerWrites();
    follower.blocks = true;
    expect((await send(token, 'x')).errcode).toBe(48002);
    follower.blocks = false;
    follower.isBlacklisted = true;
    expect((await send(token, 'x')).errcode).toBe(43019);
    follower.isBlacklisted = false;
    void wechat.customers.raise('tulip', openid, { type: 'unsubscribe' });
    expect((await send(token, 'x')).errcode).toBe(43004);
  });

  it('needs a token', async () => {
    customerWrites();
    expect((await call('/cgi-bin/message/custom/send', { touser: openid })).errcode).toBe(41001);
    expect((await send('made up', 'x')).errcode).toBe(40001);
  });

  it('shows typing for 15 seconds to who wrote within 30', async () => {
    const { access_token: token } = await stable();
    const typing = (command: string) =>
      call(`/cgi-bin/message/custom/typing?access_token=${token}`, { touser: openid, command });
    expect((await typing('Typing')).errcode).toBe(45080);
    customerWrites();
    expect((await typing('Dancing')).errcode).toBe(45072);
    expect((await typing('Typing')).errcode).toBe(0);
    expect((await typing('Typing')).errcode).toBe(45081);
    clock.advance(15_000);
    expect((await typing('Typing')).errcode).toBe(0);
    expect((await typing('CancelTyping')).errcode).toBe(0);
    expect((await typing('Typing')).errcode).toBe(0);
    await send(token, 'a message ends typing');
    expect((await typing('Typing')).errcode).toBe(0);
  });
});

describe('media', () => {
  const upload = async (token: string, type: string, fileName: string, content: Buffer): Promise<Json> => {
    const form = new FormData();
    form.append('media', new Blob([new Uint8Array(content)], { type: 'image/png' }), fileName);
    const response = await fetch(`${wechat.url}/cgi-bin/media/upload?access_token=${token}&type=${type}`, {
      method: 'POST',
      body: form,
    });
    return (await response.json()) as Json;
  };

  it('is kept for three days and can be sent', async () => {
    const { access_token: token } = await stable();
    const content = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 255]);
    const stored = await upload(token, 'image', 'photo.png', content);
    expect(stored).toMatchObject({ type: 'image', created_at: Math.floor(clock.now() / 1000) });
    const mediaId = String(stored.media_id);
    const file = await fetch(`${wechat.url}/cgi-bin/media/get?access_token=${token}&media_id=${mediaId}`);
    expect(file.headers.get('content-disposition')).toContain('photo.png');
    expect(Buffer.from(await file.arrayBuffer()).equals(content)).toBe(true);
    customerWrites();
    const sent = await call(`/cgi-bin/message/custom/send?access_token=${token}`, {
      touser: openid,
      msgtype: 'image',
      image: { media_id: mediaId },
    });
    expect(sent.errcode).toBe(0);
    clock.advance(72 * hour);
    const { access_token: later } = await stable();
    expect((await call(`/cgi-bin/media/get?access_token=${later}&media_id=${mediaId}`)).errcode).toBe(40007);
  });

  it('is refused by type, format and size', async () => {
    const { access_token: token } = await stable();
    expect((await upload(token, 'file', 'a.pdf', Buffer.from('x'))).errcode).toBe(40004);
    expect((await upload(token, 'image', 'a.bmp', Buffer.from('x'))).errcode).toBe(40005);
    expect((await upload(token, 'thumb', 'a.jpg', Buffer.alloc(65 * 1024))).errcode).toBe(45001);
    expect((await call(`/cgi-bin/media/upload?access_token=${token}&type=image`, 'not multipart')).errcode).toBe(41005);
  });

  it('of customers can be fetched by id and by address', async () => {
    const { access_token: token } = await stable();
    const { fields } = await new Promise<{ fields: readonly (readonly [string, unknown])[] }>((resolve) => {
      wechat.pushes.on((notice) => {
        if (notice.push.type === 'image') resolve(notice.push);
      });
      wechat.customers.sendSample('tulip', openid, 'image');
    });
    const nodes = Object.fromEntries(fields);
    const byId = await fetch(`${wechat.url}/cgi-bin/media/get?access_token=${token}&media_id=${String(nodes.MediaId)}`);
    const byAddress = await fetch(String(nodes.PicUrl));
    expect(byId.headers.get('content-type')).toBe('image/png');
    const picture = Buffer.from(await byAddress.arrayBuffer());
    expect(picture.subarray(1, 4).toString()).toBe('PNG');
    expect(Buffer.from(await byId.arrayBuffer()).equals(picture)).toBe(true);
  });
});

describe('diagnosis', () => {
  it('tells users, addresses and quotas', async () => {
    const { access_token: token } = await stable();
    const user = await call(`/cgi-bin/user/info?access_token=${token}&openid=${openid}&lang=zh_CN`);
    expect(user).toMatchObject({ subscribe: 1, openid, remark: 'regular' });
    expect(user).not.toHaveProperty('nickname');
    expect(await call(`/cgi-bin/getcallbackip?access_token=${token}`)).toEqual({ ip_list: ['127.0.0.1'] });
    customerWrites();
    await send(token, 'x');
    expect(
      await call(`/cgi-bin/openapi/quota/get?access_token=${token}`, { cgi_path: '/cgi-bin/message/custom/send' }),
    ).toMatchObject({ errcode: 0, quota: { daily_limit: 500_000, used: 1, remain: 499_999 } });
    expect((await call(`/cgi-bin/openapi/quota/get?access_token=${token}`, { cgi_path: '/nowhere' })).errcode).toBe(
      76021,
    );
  });

  it('checks the callback only when there is one', async () => {
    const { access_token: token } = await stable();
    const check = (action: string, operator = 'DEFAULT') =>
      call(`/cgi-bin/callback/check?access_token=${token}`, { action, check_operator: operator });
    expect((await check('all')).errcode).toBe(40201);
    wechat.setCallbackUrl('tulip', 'http://127.0.0.1:9/wechat/tulip');
    expect(await check('all')).toMatchObject({ dns: [{ ip: '127.0.0.1' }], ping: [{ package_loss: '0%' }] });
    expect((await check('guess')).errcode).toBe(40202);
    expect((await check('all', 'NOBODY')).errcode).toBe(40203);
  });

  it('remembers a refused call by its rid for seven days', async () => {
    const { access_token: token } = await stable();
    const refused = await send(token, 'unasked');
    const rid = /rid: ([0-9a-f-]+)$/.exec(refused.errmsg ?? '')?.[1] ?? '';
    const look = (asked: string, bearer: string) =>
      call(`/cgi-bin/openapi/rid/get?access_token=${bearer}`, { rid: asked });
    const found = await look(rid, token);
    expect(found).toMatchObject({ errcode: 0, request: { client_ip: expect.stringContaining('127.0.0.1') as string } });
    expect(JSON.stringify(found)).not.toContain(token);
    expect((await look('61725984-6126f6f9-040f19c4', token)).errcode).toBe(76001);
    expect((await look('nonsense', token)).errcode).toBe(76002);
    clock.advance(7 * 24 * hour + 1);
    expect((await look(rid, (await stable()).access_token)).errcode).toBe(76004);
  });
});
