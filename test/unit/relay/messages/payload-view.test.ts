import { describe, expect, it } from 'vitest';
import { OpenId } from '#shared/domain/ids.ts';
import type { Exchange } from '#shared/domain/message-view.ts';
import { maxPayloadChars, Payload } from '#shared/domain/message-view.ts';
import { keptBodyChars } from '#relay/core/exchange-text.ts';
import { hidingFor, revealed } from '#relay/messages/hiding.ts';
import { exchangeView, payloadView } from '#relay/messages/payload-view.ts';

const openId = OpenId.parse('oAnna_x-Y000000000000000k4Qz');
const view = (raw: string, isRevealed = false): Payload =>
  Payload.parse(payloadView(raw, isRevealed ? revealed : hidingFor(openId, raw)));
const fieldsOf = (raw: string): Record<string, string> =>
  Object.fromEntries(view(raw).fields.map(({ path, value }) => [path, value]));

const push = (content: string, more = ''): string =>
  `<xml><ToUserName><![CDATA[gh_tulip]]></ToUserName><FromUserName><![CDATA[${openId}]]></FromUserName>` +
  `<CreateTime>1767268800</CreateTime><MsgType><![CDATA[text]]></MsgType><Content><![CDATA[${content}]]></Content>` +
  `<MsgId>24567890123456789</MsgId>${more}</xml>`;

describe('a payload of WeChat', () => {
  it('is shown with its structure, and without the end user', () => {
    const shown = view(push('call +86 138-0013-8000 or li@example.com, order 48213 中文'));
    expect(shown).toMatchObject({ form: 'xml', isCut: false });
    expect(shown.text).toBe(push('call •••• or ••••, order 48213 中文').replace(openId, '…k4Qz'));
    expect(shown.sizeBytes).toBe(Buffer.byteLength(push('call +86 138-0013-8000 or li@example.com, order 48213 中文')));
  });

  it('is decoded, flat and nested', () => {
    const nested =
      '<SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item>' +
      '<item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo>';
    expect(fieldsOf(push('mail me: x@example.org', nested))).toEqual({
      'xml.ToUserName': 'gh_tulip',
      'xml.FromUserName': '…k4Qz',
      'xml.CreateTime': '1767268800',
      'xml.MsgType': 'text',
      'xml.Content': 'mail me: ••••',
      'xml.MsgId': '24567890123456789',
      'xml.SendPicsInfo.Count': '2',
      'xml.SendPicsInfo.PicList.item.PicMd5Sum': 'a',
      'xml.SendPicsInfo.PicList.item[2].PicMd5Sum': 'b',
    });
  });

  it('is shown whole when it is revealed', () => {
    const raw = push('call 13800138000');
    expect(view(raw, true)).toMatchObject({ text: raw });
    expect(view(raw, true).fields).toContainEqual({ path: 'xml.FromUserName', value: openId });
  });

  it('hides the other id of the same person', () => {
    expect(
      view(push('x', '<UnionId><![CDATA[oUnion-1234567890]]></UnionId><Again>oUnion-1234567890</Again>')).text,
    ).not.toContain('oUnion');
  });

  it.each([
    ['decimal', [...openId].map((one) => `&#${one.charCodeAt(0)};`).join('')],
    ['hexadecimal', [...openId].map((one) => `&#x00${one.charCodeAt(0).toString(16).toUpperCase()};`).join('')],
    ['the first only', `&#111;${openId.slice(1)}`],
  ])('hides an openid written in references: %s', (_form, written) => {
    const shown = view(`<xml><FromUserName>${written}</FromUserName></xml>`);
    expect(shown.text).toBe('<xml><FromUserName>…k4Qz</FromUserName></xml>');
    expect(shown.fields).toEqual([{ path: 'xml.FromUserName', value: '…k4Qz' }]);
  });
});

describe('a payload of CXone', () => {
  const message = {
    id: '0193f6a1-1111-2222-3333-123456789012',
    createdAt: '2026-01-12T08:10:02.000Z',
    thread: { idOnExternalPlatform: `gh_tulip:${openId}` },
    messageContent: { type: 'TEXT', payload: { text: 'Uw nummer 0612345678?' } },
    recipients: [{ idOnExternalPlatform: openId, isPrimary: true }, { idOnExternalPlatform: 'gh_tulip' }],
    none: null,
  };

  it('is decoded by members and places, and keeps what tells of the message itself', () => {
    const raw = JSON.stringify(message);
    expect(view(raw).text).toBe(raw.replaceAll(openId, '…k4Qz').replace('0612345678', '••••'));
    expect(fieldsOf(raw)).toEqual({
      id: message.id,
      createdAt: message.createdAt,
      'thread.idOnExternalPlatform': 'gh_tulip:…k4Qz',
      'messageContent.type': 'TEXT',
      'messageContent.payload.text': 'Uw nummer ••••?',
      'recipients[0].idOnExternalPlatform': '…k4Qz',
      'recipients[0].isPrimary': 'true',
      'recipients[1].idOnExternalPlatform': 'gh_tulip',
      none: 'null',
    });
  });

  it('keeps numbers exact, and hides an openid in escapes and in names', () => {
    const escaped = [...openId].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join('');
    const raw = `{"id":12345678901234567890,"${openId}":1,"x":"${escaped}"}`;
    expect(fieldsOf(raw)).toEqual({ id: '12345678901234567890', '…k4Qz': '1', x: '…k4Qz' });
    expect(view(raw).text).toBe('{"id":12345678901234567890,"…k4Qz":1,"x":"…k4Qz"}');
  });
});

describe('what is no structure', () => {
  it('is shown as it is', () => {
    expect(view('just words')).toEqual({ form: 'text', text: 'just words', isCut: false, sizeBytes: 10, fields: [] });
    expect(view('base64:AAEC/w==')).toMatchObject({ form: 'base64', text: 'AAEC/w==', sizeBytes: 4, fields: [] });
    expect(view('<xml><open>')).toMatchObject({ form: 'xml', text: '<xml><open>', fields: [] });
    expect(view('{"a":')).toMatchObject({ form: 'json', fields: [] });
  });

  it.each([
    ['a document type', '<!DOCTYPE x [<!ENTITY a "b">]><xml><a>&a;</a></xml>'],
    ['an unknown reference', '<xml><a>&lol;</a></xml>'],
    ['deeper than anything real', `${'<a>'.repeat(30)}x${'</a>'.repeat(30)}`],
  ])('is not decoded: %s', (_what, raw) => {
    expect(view(raw)).toMatchObject({ form: 'xml', text: raw, fields: [] });
  });
});

describe('hostile payloads', () => {
  const long = 1_000_000;
  const hostile: Readonly<Record<string, string>> = {
    'a megabyte without spaces': push('字'.repeat(long)),
    'the same in JSON': JSON.stringify({ text: 'x1'.repeat(long / 2) }),
    'many signs': push('a@'.repeat(long / 2)),
    'many digits': push('1'.repeat(long)),
    'deep arrays': '['.repeat(long / 2) + ']'.repeat(long / 2),
    'deep objects': '{"a":'.repeat(long / 5) + '1' + '}'.repeat(long / 5),
    'deep elements': '<a>'.repeat(long / 10) + '</a>'.repeat(long / 10),
    'many members': `{${Array.from({ length: 60_000 }, (_, no) => `"m${no}":${no}`).join(',')}}`,
    'many elements': `<xml>${'<a>1</a>'.repeat(100_000)}</xml>`,
    'many references': `<xml><a>${'&amp;'.repeat(long / 5)}</a></xml>`,
    'many beginnings of a technical member': '"id":'.repeat(long / 5),
    'beginnings of the openid': openId.slice(0, -1).repeat(long / 27),
    'zeros of a reference': '&#0'.repeat(long / 3),
    'bidi controls': push('\u202e\u2066'.repeat(long / 4)),
    'long names': `{"${'n'.repeat(long)}":1}`,
  };

  it.each(Object.entries(hostile))('are shown within bounds: %s', (_what, raw) => {
    const hiding = hidingFor(openId, raw);
    // Whatever else runs only ever adds: the least of a few runs is the cost.
    let leastMs = Infinity;
    let shown = payloadView(raw, hiding);
    for (let run = 0; run < 4 && leastMs >= 50; run += 1) {
      const startedAt = performance.now();
      shown = payloadView(raw, hiding);
      leastMs = Math.min(leastMs, performance.now() - startedAt);
    }
    expect(leastMs).toBeLessThan(50);
    expect(shown.text.length).toBeLessThanOrEqual(maxPayloadChars);
    expect(shown.isCut).toBe(true);
    expect(shown.fields.length).toBeLessThanOrEqual(500);
    for (const { path, value } of shown.fields) {
      expect(path.length).toBeLessThanOrEqual(200);
      expect(value.length).toBeLessThanOrEqual(2_000);
    }
  });

  it('show nothing personal where they are cut', () => {
    for (let at = maxPayloadChars - 40; at <= maxPayloadChars + 1_010; at += 7) {
      const raw = `${'x'.repeat(at)} ${openId} 13800138000 anna.kowalska@example.com ${'y'.repeat(3_000)}`;
      expect(view(raw).text).not.toMatch(/oAnna|1380|kowalska/u);
    }
    // What is hidden makes the rest shorter, so that the end of what was looked at comes into view.
    const many = `${openId} `.repeat(3_000);
    for (let cut = 0; cut < 29; cut += 1) expect(view('z'.repeat(cut) + many).text).not.toContain('oA');
  });
});

describe('a call', () => {
  const exchange: Exchange = {
    at: 1,
    attempt: 1,
    part: null,
    platform: 'wechat',
    method: 'POST',
    url: `https://api.example/send?access_token=…&openid=${openId}`,
    request: `{"touser":"${openId}","text":{"content":"0612345678"}}`,
    status: 200,
    answer: '{"errcode":45015,"errmsg":"out of time rid: 6922ffee-01020304-55667788"}',
    isCut: false,
    durationMs: 3,
    failure: null,
  };

  it('is shown without the end user, and with what WeChat asks for in a case', () => {
    expect(exchangeView(exchange, hidingFor(openId, ''))).toEqual({
      ...exchange,
      url: 'https://api.example/send?access_token=…&openid=…k4Qz',
      request: '{"touser":"…k4Qz","text":{"content":"••••"}}',
    });
    expect(exchangeView(exchange, revealed)).toEqual(exchange);
  });

  it('that was cut within an id shows no piece of it', () => {
    const request = 'x'.repeat(keptBodyChars - 20) + openId.slice(0, 20);
    const shown = exchangeView({ ...exchange, request, isCut: true }, hidingFor(openId, ''));
    expect(shown.request).toMatch(/^x{3900,}$/u);
  });
});
