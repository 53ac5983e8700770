import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { createWebhookSink } from '#relay/alerts/sinks/webhook-sink.ts';
import type { RelayNotice } from '#relay/alerts/alert-state.ts';
import type { WebhookForm } from '#relay/alerts/sinks/webhook-bodies.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { aNotice, aText } from './some-notice.ts';
import { WebReceiver } from './web-receiver.ts';

let receiver: WebReceiver;

beforeEach(async () => {
  receiver = await WebReceiver.start();
});

afterEach(() => receiver.stop());

interface Sending {
  readonly secret?: string;
  /** In the place of the receiver's own. */
  readonly path?: string;
  readonly allowPrivateTargets?: boolean;
  readonly limitMs?: number;
  readonly notice?: RelayNotice;
}

function send(form: WebhookForm, options: Sending = {}) {
  const { secret = null, path = '', allowPrivateTargets = true, limitMs = 10_000 } = options;
  const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets });
  const target = () => ({ url: new URL(path, receiver.url).href, form, secret });
  const sink = createWebhookSink({ http, target, now: () => Date.now() });
  return sink.send(options.notice ?? aNotice, aText, AbortSignal.timeout(limitMs));
}

const failure = (sending: Promise<string>) =>
  sending.then(
    (said) => Promise.reject(new Error(`it was sent: ${said}`)),
    (thrown: unknown) => toRelayError(thrown),
  );

const sentBody = (): unknown => JSON.parse(receiver.calls[0]?.body ?? '');

describe('a webhook', () => {
  it('gets our own JSON, with the secret as Authorization', async () => {
    expect(await send('json', { secret: 'Bearer abc' })).toBe('HTTP 200 ok');
    expect(receiver.calls[0]).toMatchObject({ method: 'POST', path: '/hook' });
    expect(receiver.calls[0]?.headers).toMatchObject({
      authorization: 'Bearer abc',
      'content-type': 'application/json',
    });
    expect(sentBody()).toEqual({
      event: 'veerpont.alert',
      version: 1,
      id: 'notice-1',
      at: '2026-01-14T11:05:00.000Z',
      kind: 'opened',
      severity: 'urgent',
      title: aText.title,
      lines: aText.lines,
      channels: [{ id: 'shop-nl', name: 'Shop NL' }],
      incidentIds: ['incident-1'],
      state: 'action_required',
      leg: 'wechatOut',
      code: 'WECHAT_SECRET_INVALID',
      value: null,
      since: '2026-01-14T11:00:00.000Z',
      lastedMs: null,
      sla: null,
      certificate: null,
    });
  });

  it('of Slack gets text without markup', async () => {
    await send('slack');
    expect(sentBody()).toMatchObject({
      text: 'Veerpont · Shop &lt;NL&gt; &amp; co: broken\nSince noon.\n微信 refuses.',
      mrkdwn: false,
    });
  });

  it('of Teams gets an adaptive card of plain text runs', async () => {
    await send('teams');
    expect(sentBody()).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            body: [
              { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: aText.title }] },
              { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Since noon.' }] },
              { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: '微信 refuses.' }] },
            ],
          },
        },
      ],
    });
  });

  it.each(['wecom', 'dingtalk'] as const)('of %s gets text, and its own code is read', async (form) => {
    receiver.answer = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };
    await send(form);
    expect(sentBody()).toMatchObject({
      msgtype: 'text',
      text: { content: 'Veerpont · Shop <NL> & co: broken\nSince noon.\n微信 refuses.' },
    });
    receiver.answer = { status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' };
    expect(await failure(send(form))).toMatchObject({
      code: 'ALERT_REFUSED',
      value: 'HTTP 200 {"errcode":93000,"errmsg":"invalid webhook url"}',
    });
  });
});

describe('a webhook about clocks', () => {
  it('says which, how many and until when, with the masked customer', async () => {
    const sla = {
      count: 3,
      metric: 'first_response',
      deadlineAt: Date.parse('2026-01-14T11:30:00Z'),
      cause: null,
      slaCaseId: 'slc-1',
    } as const;
    await send('json', { notice: { ...aNotice, kind: 'sla_warning', incidentIds: [], subject: '…k4Qz', sla } });
    expect(sentBody()).toMatchObject({
      kind: 'sla_warning',
      sla: {
        count: 3,
        metric: 'first_response',
        deadlineAt: '2026-01-14T11:30:00.000Z',
        cause: null,
        slaCaseId: 'slc-1',
        customer: '…k4Qz',
      },
    });
  });
});

describe('a DingTalk robot', () => {
  const secret = 'SEC7f3a+/=1b0c';
  const taken = { status: 200, body: '{"errcode":0,"errmsg":"ok"}' };

  it('is shown its secret by a signature, as it computes it itself', async () => {
    receiver.answer = taken;
    const before = Date.now();
    await send('dingtalk', { secret, path: '/robot/send?access_token=abcdef0123456789' });
    const call = receiver.calls[0];
    expect(call?.headers.authorization).toBeUndefined();
    const raw = call?.path.slice(call.path.indexOf('?') + 1).split('&') ?? [];
    // Read as the other side does: split the query, percent-decode each value.
    const query = new Map(
      raw.map((pair) => [pair.split('=')[0], decodeURIComponent(pair.slice(pair.indexOf('=') + 1))]),
    );
    expect(query.get('access_token')).toBe('abcdef0123456789');
    const timestamp = query.get('timestamp') ?? '';
    expect(Number(timestamp)).toBeGreaterThanOrEqual(before);
    expect(Number(timestamp)).toBeLessThanOrEqual(Date.now());
    const expected = createHmac('sha256', Buffer.from(secret, 'utf8'));
    expected.update(Buffer.concat([Buffer.from(timestamp), Buffer.from([10]), Buffer.from(secret)]));
    expect(query.get('sign')).toBe(expected.digest().toString('base64'));
  });

  it('without a secret is called as it stands', async () => {
    receiver.answer = taken;
    await send('dingtalk', { path: '/robot/send?access_token=abcdef0123456789' });
    expect(receiver.calls[0]?.path).toBe('/robot/send?access_token=abcdef0123456789');
  });

  it('that repeats the signature in its refusal does not bring it onto the screen', async () => {
    receiver.answer = (call) => ({ status: 200, body: `{"errcode":310000,"errmsg":"sign not match ${call.path}"}` });
    const error = await failure(send('dingtalk', { secret, path: '/robot/send?access_token=abcdef0123456789' }));
    const sign = new URL(receiver.calls[0]?.path ?? '', receiver.url).searchParams.get('sign') ?? '';
    expect(sign).toHaveLength(44);
    for (const part of [sign, encodeURIComponent(sign), 'abcdef0123456789', secret]) {
      expect(error.value).not.toContain(part);
    }
    expect(error.value).toContain('sign not match');
  });
});

describe('what goes wrong is named', () => {
  it('a refusal with what the other side said, our secret taken out', async () => {
    receiver.answer = { status: 403, body: 'bad token\r\n<Bearer abc> QmVhcmVyIGFiYw==' };
    const error = await failure(send('json', { secret: 'Bearer abc' }));
    expect(error).toMatchObject({ code: 'ALERT_REFUSED', value: 'HTTP 403 bad token <…> …' });
  });

  it('a refusal that repeats a part of our secret, or the key in the address', async () => {
    receiver.answer = {
      status: 403,
      body: 'no s3cr3t-t0ken at /hook/T0/ke%2By-0123456789?key=abcdef012345, ke+y-0123456789',
    };
    const error = await failure(
      send('json', { secret: 'Bearer s3cr3t-t0ken', path: '/hook/T0/ke%2By-0123456789?key=abcdef012345' }),
    );
    expect(error.value).toBe('HTTP 403 no … at /hook/T0/…?key=…, …');
  });

  it('a request to wait', async () => {
    receiver.answer = { status: 429, headers: { 'retry-after': '120' } };
    expect(await failure(send('json'))).toMatchObject({ code: 'ALERT_REFUSED', retryAfterMs: 120_000 });
  });

  it('a redirect, which is not followed', async () => {
    receiver.answer = { status: 302, headers: { location: '/elsewhere' } };
    expect((await failure(send('json'))).code).toBe('ALERT_REFUSED');
    expect(receiver.calls).toHaveLength(1);
  });

  it('a server that never answers', async () => {
    receiver.answer = null;
    expect((await failure(send('json', { limitMs: 300 }))).code).toBe('ALERT_UNREACHABLE');
  });

  it('a port nobody listens on', async () => {
    await receiver.stop();
    const { url } = { url: 'http://127.0.0.1:9/hook' };
    const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
    const sink = createWebhookSink({ http, target: () => ({ url, form: 'json', secret: null }), now: () => 0 });
    const error = await failure(sink.send(aNotice, aText, AbortSignal.timeout(5_000)));
    expect(error).toMatchObject({ code: 'ALERT_UNREACHABLE', value: 'ECONNREFUSED' });
    expect(error.message).not.toContain('127.0.0.1');
    receiver = await WebReceiver.start();
  });

  it('an address inside the network', async () => {
    expect((await failure(send('json', { allowPrivateTargets: false }))).code).toBe('ALERT_TARGET_FORBIDDEN');
    expect(receiver.calls).toEqual([]);
  });
});
