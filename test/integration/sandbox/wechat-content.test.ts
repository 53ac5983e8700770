import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHandClock } from '#sandbox/kit/clock.ts';
import type { SandboxClock } from '#sandbox/kit/clock.ts';
import { createRandom } from '#sandbox/kit/random.ts';
import { samplePicture, sampleVideo, sampleVoice } from '#sandbox/wechat/sample-media.ts';
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
  mode: 'plain',
} as const;

let clock: SandboxClock;
let wechat: WeChatSimulator;
let openid: string;
let token: string;

type Json = Record<string, unknown> & { errcode?: number };

beforeEach(async () => {
  clock = createHandClock();
  wechat = await startWeChatSimulator({ accounts: [account], clock, random: createRandom('wechat-content') });
  openid = wechat.customers.follow('tulip', { nickname: 'Li Wei' }).openid;
  const { appId: appid, appSecret: secret } = account;
  token = String(
    (await post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret })).access_token,
  );
  wechat.customers.send('tulip', openid, { type: 'text', text: 'hi' });
});
afterEach(() => wechat.stop());

async function post(path: string, body: object): Promise<Json> {
  const response = await fetch(`${wechat.url}${path}`, { method: 'POST', body: JSON.stringify(body) });
  return (await response.json()) as Json;
}

async function upload(type: string, fileName: string, content: Buffer): Promise<Json> {
  const form = new FormData();
  form.append('media', new Blob([new Uint8Array(content)]), fileName);
  const path = `/cgi-bin/media/upload?access_token=${token}&type=${type}`;
  const response = await fetch(`${wechat.url}${path}`, { method: 'POST', body: form });
  return (await response.json()) as Json;
}

const send = (msgtype: string, content: object) =>
  post(`/cgi-bin/message/custom/send?access_token=${token}`, { touser: openid, msgtype, [msgtype]: content });
const chat = () => wechat.customers.find('tulip', openid)?.chat.list() ?? [];
const hash = (content: Buffer) => createHash('sha256').update(content).digest('hex');
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]);
const amrOf = (seconds: number) => Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(seconds * 50, 0x7c)]);
const mp3Of = (seconds: number) => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0]), Buffer.alloc(seconds * 16_000)]);

describe('uploads', () => {
  it.each([
    ['image', 'a.png', samplePicture(1, 2, 3).content, undefined],
    ['image', 'a.jpg', jpeg, undefined],
    ['voice', 'a.amr', sampleVoice().content, undefined],
    ['voice', 'a.amr', amrOf(60), undefined],
    ['voice', 'a.amr', amrOf(61), 45007],
    ['voice', 'a.mp3', mp3Of(59), undefined],
    ['voice', 'a.mp3', mp3Of(62), 45007],
    ['video', 'a.mp4', sampleVideo().content, undefined],
    ['thumb', 'a.jpg', jpeg, undefined],
    ['image', 'a.jpg', Buffer.from('<html>'), 40005],
    ['image', 'a.png', Buffer.from('RIFF....WEBP'), 40005],
    ['image', 'a.webp', samplePicture(1, 2, 3).content, 40005],
    ['voice', 'a.mp3', sampleVideo().content, 40005],
    ['thumb', 'a.jpg', samplePicture(1, 2, 3).content, 40005],
    ['image', 'a.jpg', Buffer.concat([jpeg, Buffer.alloc(10 * 1024 * 1024)]), 40009],
    ['video', 'a.mp4', Buffer.concat([sampleVideo().content, Buffer.alloc(10 * 1024 * 1024)]), 45001],
    ['voice', 'a.mp3', Buffer.concat([mp3Of(1), Buffer.alloc(2 * 1024 * 1024)]), 45001],
    ['video', 'a.mp4', Buffer.alloc(0), 41005],
    ['film', 'a.mp4', sampleVideo().content, 40004],
  ])('of type %s, %s', async (type, name, content, errcode) => {
    const answer = await upload(type, name, content);
    expect(answer.errcode).toBe(errcode);
    if (errcode === undefined) expect(answer).toMatchObject({ type, media_id: expect.any(String) as string });
  });
});

describe('the customer’s phone', () => {
  it('shows the very bytes of every file, in the kind it was sent as', async () => {
    const files = { image: samplePicture(9, 9, 9), voice: sampleVoice(), video: sampleVideo() };
    const thumb = await upload('thumb', 'thumb.jpg', jpeg);
    for (const [type, { fileName, content }] of Object.entries(files)) {
      const { media_id } = await upload(type, fileName, content);
      const thumbs = type === 'video' ? { thumb_media_id: thumb.media_id, title: 'Film' } : {};
      expect((await send(type, { media_id, ...thumbs })).errcode).toBe(0);
      expect(chat().at(-1)).toMatchObject({
        direction: 'out',
        type,
        media: { type, sizeBytes: content.length, sha256: hash(content) },
      });
    }
  });

  it('gets no file in the place of another kind, unknown, or three days old', async () => {
    const { media_id: picture } = await upload('image', 'a.png', samplePicture(1, 2, 3).content);
    const { media_id: film } = await upload('video', 'a.mp4', sampleVideo().content);
    expect((await send('voice', { media_id: picture })).errcode).toBe(40007);
    expect((await send('image', { media_id: film })).errcode).toBe(40007);
    expect((await send('video', { media_id: film })).errcode).toBe(40007);
    expect((await send('video', { media_id: film, thumb_media_id: film })).errcode).toBe(40007);
    expect((await send('image', { media_id: 'unknown' })).errcode).toBe(40007);
    clock.advance(3 * 86_400_000);
    wechat.customers.send('tulip', openid, { type: 'text', text: 'still there?' });
    const { appId: appid, appSecret: secret } = account;
    token = String(
      (await post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret })).access_token,
    );
    expect((await send('image', { media_id: picture })).errcode).toBe(40007);
  });

  it('shows what can be tapped, and a tap goes out with its id', async () => {
    const list = [
      { id: 'yes', content: 'Yes' },
      { id: 'no', content: 'No' },
    ];
    expect((await send('msgmenu', { head_content: 'Did it help?', list })).errcode).toBe(0);
    expect(chat().at(-1)?.menu).toEqual([
      { id: 'yes', text: 'Yes' },
      { id: 'no', text: 'No' },
    ]);
    const pushed = nextPush();
    wechat.customers.send('tulip', openid, { type: 'text', text: 'Yes', menuId: 'yes' });
    expect(Object.fromEntries(await pushed)).toMatchObject({ Content: 'Yes', bizmsgmenuid: 'yes' });
    expect((await send('msgmenu', { list: [{ id: '', content: 'x' }] })).errcode).toBe(40035);
    expect((await send('msgmenu', { head_content: '郁'.repeat(682), list })).errcode).toBe(45002);
  });

  it('shows one article as a card, and never two', async () => {
    const article = { title: 'Tulips', description: 'Red', url: 'https://x.example/t', picurl: 'https://x.example/p' };
    expect((await send('news', { articles: [article] })).errcode).toBe(0);
    expect(chat().at(-1)?.link).toEqual({
      title: 'Tulips',
      description: 'Red',
      url: 'https://x.example/t',
      pictureUrl: 'https://x.example/p',
    });
    expect((await send('news', { articles: [article, article] })).errcode).toBe(45008);
  });

  it('sends files of its own whatever is in them', async () => {
    const page = Buffer.from('<script>alert(1)</script>');
    const pushed = nextPush();
    wechat.customers.sendFile('tulip', openid, 'image', { fileName: 'x.png', contentType: 'image/png', content: page });
    expect(chat().at(-1)).toMatchObject({ direction: 'in', type: 'image', media: { sha256: hash(page) } });
    const { MediaId } = Object.fromEntries(await pushed);
    const file = await fetch(`${wechat.url}/cgi-bin/media/get?access_token=${token}&media_id=${String(MediaId)}`);
    expect(Buffer.from(await file.arrayBuffer()).equals(page)).toBe(true);
  });

  it('sends a video whose address is told, and which is gone after three days', async () => {
    const pushed = nextPush();
    wechat.customers.sendSample('tulip', openid, 'shortvideo');
    const { MediaId, ThumbMediaId } = Object.fromEntries(await pushed);
    const get = (id: unknown) => fetch(`${wechat.url}/cgi-bin/media/get?access_token=${token}&media_id=${String(id)}`);
    const { video_url: address } = (await (await get(MediaId)).json()) as { video_url: string };
    const film = Buffer.from(await (await fetch(address)).arrayBuffer());
    expect(hash(film)).toBe(chat().at(-1)?.media?.sha256);
    expect((await get(ThumbMediaId)).headers.get('content-type')).toBe('image/png');
    clock.advance(3 * 86_400_000);
    expect((await fetch(address)).status).toBe(404);
  });
});

describe('template messages', () => {
  const templateId = 'sbxAnswerReady__0000000000000000000000000002';
  const data = { thing1: { value: 'Your question' }, time2: { value: '10:00', color: '#173177' } };
  /** The answer as text: its msgid has more digits than a JavaScript number. */
  const sendTemplate = async (changes: object = {}): Promise<string> => {
    const body = JSON.stringify({
      touser: openid,
      template_id: templateId,
      url: 'https://x.example/a',
      data,
      ...changes,
    });
    const path = `/cgi-bin/message/template/send?access_token=${token}`;
    return (await fetch(`${wechat.url}${path}`, { method: 'POST', body })).text();
  };
  const refusal = async (changes: object) => (JSON.parse(await sendTemplate(changes)) as Json).errcode;

  it('arrive outside the reply window, and the account hears of it later', async () => {
    clock.advance(49 * 3_600_000);
    const { appId: appid, appSecret: secret } = account;
    token = String(
      (await post('/cgi-bin/stable_token', { grant_type: 'client_credential', appid, secret })).access_token,
    );
    expect((await send('text', { content: 'too late' })).errcode).toBe(45015);
    const pushed = nextPush();
    const msgid = /^\{"errcode":0,"errmsg":"ok","msgid":(\d{19})\}$/.exec(await sendTemplate())?.[1];
    expect(msgid).toBeDefined();
    clock.advance(1_000);
    expect(Object.fromEntries(await pushed)).toMatchObject({
      Event: 'TEMPLATESENDJOBFINISH',
      MsgID: BigInt(msgid ?? 0),
      Status: 'success',
    });
    expect(chat().at(-1)).toMatchObject({
      type: 'template',
      text: 'Answer ready\nYour question\n10:00',
      link: { url: 'https://x.example/a' },
    });
  });

  it('fail later when the customer refuses messages, or the platform fails', async () => {
    const follower = wechat.customers.find('tulip', openid);
    if (!follower) expect.fail();
    follower.blocks = true;
    const blocked = nextPush();
    await sendTemplate();
    clock.advance(1_000);
    expect(Object.fromEntries(await blocked)).toMatchObject({ Status: 'failed:user block' });
    follower.blocks = false;
    wechat.faults.set({ fault: 'templateFails', target: '*', remaining: 1 });
    const failed = nextPush();
    await sendTemplate();
    clock.advance(1_000);
    expect(Object.fromEntries(await failed)).toMatchObject({ Status: 'failed: system failed' });
    expect(chat().some(({ type }) => type === 'template')).toBe(false);
  });

  it('are refused for strangers, unknown templates and missing values', async () => {
    expect(await refusal({ touser: 'oNobody' })).toBe(40003);
    expect(await refusal({ template_id: 'unknown' })).toBe(40037);
    expect(await refusal({ data: { thing1: { value: 'x' } } })).toBe(47003);
    wechat.customers.raise('tulip', openid, { type: 'unsubscribe' });
    expect(await refusal({})).toBe(43004);
  });
});

/** The members of the next push but one of the beginning. */
function nextPush(): Promise<readonly (readonly [string, unknown])[]> {
  return new Promise((resolve) => {
    const stop = wechat.pushes.on((notice) => {
      stop();
      resolve(notice.push.fields);
    });
  });
}
