import { createServer, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { OpenId } from '#shared/domain/ids.ts';
import type { MessageContent } from '#shared/domain/message.ts';
import { aPendingMessage } from '#test/fakes/pending-message.ts';
import { bytes, pieces } from '#test/integration/media/media-kit.ts';
import { account } from '#test/unit/relay/wechat/support/account.ts';
import { error, ok, paths, token } from './fake-api.ts';
import { never, startOutboundKit, type OutboundKit } from './outbound-kit.ts';

const canary = '88_CANARY+of/token';
let kit: OutboundKit;

beforeEach(async () => {
  kit = await startOutboundKit();
  kit.api.always(paths.token, token(canary));
});
afterEach(async () => {
  // Whatever happened, none of what was noted holds what opens a door.
  const noted = JSON.stringify(kit.journal.exchanges);
  for (const secret of [canary, encodeURIComponent(canary), 'CANARY', account.appSecret]) {
    expect(noted).not.toContain(secret);
  }
  await kit.api.stop();
});

const message = (content: MessageContent = { kind: 'text', text: '您好' }) =>
  aPendingMessage({ direction: 'outbound', content, openId: OpenId.parse(account.openId) });
const deliver = (content?: MessageContent, target = kit.target) => target.deliver(message(content), never, kit.journal);

describe('what is noted of a call to WeChat', () => {
  it('is the call and its answer, but no token', async () => {
    kit.api.next(paths.send, ok);
    await deliver();
    expect(kit.journal.exchanges).toEqual([
      {
        at: kit.clock.now(),
        platform: 'wechat',
        method: 'POST',
        url: `${kit.api.url}${paths.send}?access_token=…`,
        request: `{"touser":"${account.openId}","msgtype":"text","text":{"content":"您好"}}`,
        status: 200,
        answer: '{"errcode":0,"errmsg":"ok"}',
        isCut: false,
        durationMs: 0,
        failure: null,
      },
    ]);
  });

  it('is each of them when the first token was refused, also where the answer repeats it', async () => {
    kit.api.next(paths.token, token(canary), token('89_CANARY'));
    kit.api.next(
      paths.send,
      error(40001, `invalid credential, access_token=${canary} rid: 6920c0de-0a0b0c0d-11223344`),
      ok,
    );
    await deliver();
    expect(kit.journal.exchanges.map(({ answer }) => answer)).toEqual([
      '{"errcode":40001,"errmsg":"invalid credential, access_token=… rid: 6920c0de-0a0b0c0d-11223344"}',
      '{"errcode":0,"errmsg":"ok"}',
    ]);
  });

  it('is the answer of whoever answered in place of WeChat, as far as it is text', async () => {
    kit.api.next(paths.send, {
      text: `<html>bad gateway for ?access_token=${encodeURIComponent(canary)}`,
      status: 502,
    });
    await deliver();
    kit.api.next(paths.send, { text: Buffer.alloc(200).toString('latin1'), status: 502 });
    await deliver();
    kit.api.next(paths.send, { text: 'x'.repeat(9_000), status: 502 });
    await deliver();
    expect(kit.journal.exchanges).toMatchObject([
      { status: 502, answer: '<html>bad gateway for ?access_token=…', isCut: false, failure: null },
      { status: 502, answer: null },
      { status: 502, answer: 'x'.repeat(4_000), isCut: true },
    ]);
  });

  it('is why there is no answer', async () => {
    const server = createServer((socket) => socket.on('data', () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
    await deliver(undefined, kit.targetAt(http, `http://127.0.0.1:${port}`));
    server.close();
    expect(kit.journal.exchanges).toMatchObject([
      { status: null, answer: null, failure: expect.stringMatching(/^[A-Za-z_]+$/u) as string },
    ]);
  });

  it('is no file, but that one was uploaded', async () => {
    const content = bytes(5_000);
    content.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    const media = {
      no: 1,
      name: 'a.png',
      mimeType: 'image/png',
      sizeBytes: content.length,
      ref: 'r',
      open: () => pieces(content),
    };
    kit.files.push({ kind: 'ready', media });
    kit.api.next('/cgi-bin/media/upload', { json: { type: 'image', media_id: 'M-1', created_at: 1 } });
    kit.api.next(paths.send, ok);
    await deliver({
      kind: 'rich',
      type: 'file',
      text: '',
      attachments: [{ url: 'https://files.example/a', name: 'a.png', mimeType: 'image/png' }],
    });
    expect(kit.journal.exchanges).toMatchObject([
      { url: `${kit.api.url}/cgi-bin/media/upload?access_token=…&type=image`, request: null, isCut: false },
      { request: expect.stringContaining('M-1') as string },
    ]);
  });

  it('is nothing of the call that fetches a token', async () => {
    kit.api.always(paths.token, error(40125, 'invalid appsecret'));
    await deliver();
    expect(kit.journal.exchanges).toEqual([]);
  });
});
