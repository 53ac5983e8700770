import { describe, expect, it } from 'vitest';
import type { MessageContent } from '#shared/domain/message.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { InboundPush } from '#relay/ports/intake.ts';
import { readPush, toInboundPush } from '#relay/connectors/wechat/wechat-mapping.ts';
import { readXml } from '#relay/connectors/wechat/wechat-xml.ts';
import { account, anEventPush, aTextPush, xmlOf } from './support/account.ts';
import { vector } from './vectors.ts';

const channel = {
  id: ChannelId.parse('tulip'),
  appId: account.appId,
  replyCounts: { repliesPerMessage: 5, repliesPerAction: 3 },
};
const mapped = (xml: string) => toInboundPush(readXml(xml), xml, channel);

function pushOf(xml: string): InboundPush {
  const result = mapped(xml);
  if (!result.ok || result.kind !== 'message') throw new Error('no message');
  return result.push;
}

const contentOf = (xml: string): MessageContent => pushOf(xml).content;

describe('messages', () => {
  it('a text push becomes ours, whole', () => {
    const xml = vector('a text with Chinese, emoji and markup').message ?? '';
    expect(mapped(xml)).toEqual({
      ok: true,
      kind: 'message',
      toUserName: account.originalId,
      push: {
        channelId: 'tulip',
        openId: account.openId,
        content: { kind: 'text', text: '你好, I need help 😀 <b>&amp;' },
        externalId: '7597338240771457024',
        dedupeKey: `${account.appId}|7597338240771457024|${account.openId}|1767225600`,
        platformAt: 1_767_225_600_000,
        opensWindow: { windowMs: 172_800_000, replies: 5 },
        raw: xml,
      },
    });
  });

  it.each<[string, Record<string, string>, MessageContent]>([
    [
      'image',
      { PicUrl: 'https://p.example/1', MediaId: 'm' },
      { kind: 'image', pictureUrl: 'https://p.example/1', mediaId: 'm' },
    ],
    ['image', {}, { kind: 'image' }],
    [
      'voice',
      { MediaId: 'm', Format: 'amr', MediaId16K: 'n', Recognition: '你好' },
      { kind: 'voice', mediaId: 'm', mediaId16k: 'n', format: 'amr', recognition: '你好' },
    ],
    ['voice', { MediaId: 'm', Format: 'speex' }, { kind: 'voice', mediaId: 'm', format: 'speex' }],
    ['video', { MediaId: 'm', ThumbMediaId: 't' }, { kind: 'video', mediaId: 'm', thumbMediaId: 't' }],
    ['shortvideo', { MediaId: 'm', ThumbMediaId: 't' }, { kind: 'shortvideo', mediaId: 'm', thumbMediaId: 't' }],
    [
      'location',
      { Location_X: '23.134521', Location_Y: '113.358803', Scale: '20', Label: '广州' },
      { kind: 'location', latitude: '23.134521', longitude: '113.358803', label: '广州' },
    ],
    [
      'link',
      { Title: 'T', Description: 'D', Url: 'https://example.com/?a=1&b=2' },
      { kind: 'link', title: 'T', description: 'D', url: 'https://example.com/?a=1&b=2' },
    ],
    [
      'miniprogrampage',
      { Title: 'T', AppId: 'wx1', PagePath: 'pages/index', ThumbUrl: 'u', ThumbMediaId: 't' },
      { kind: 'miniprogram', title: 'T', appId: 'wx1', pagePath: 'pages/index' },
    ],
    ['sticker', { Anything: 'x' }, { kind: 'unsupported', platformType: 'sticker' }],
  ])('%s %j', (MsgType, members, content) => {
    expect(contentOf(aTextPush({ MsgType, Content: undefined, ...members }))).toEqual(content);
  });

  it('a tap on a menu message is a text that opens the short window', () => {
    const result = mapped(aTextPush({ Content: 'yes', bizmsgmenuid: '101' }));
    expect(result).toMatchObject({
      ok: true,
      push: { content: { kind: 'text', text: 'yes', menuId: '101' }, opensWindow: { windowMs: 60_000, replies: 3 } },
    });
  });

  it('ignores members it does not know', () => {
    expect(contentOf(aTextPush({ MsgDataId: '1', Idx: '1', UnionId: 'u', BusinessId: '2' }))).toEqual({
      kind: 'text',
      text: 'hello',
    });
  });

  it('an unknown type may come without an id', () => {
    expect(mapped(aTextPush({ MsgType: 'sticker', MsgId: undefined }))).toMatchObject({
      ok: true,
      push: { externalId: null, dedupeKey: `${account.appId}|${account.openId}|1767225600|sticker||` },
    });
  });
});

describe('events', () => {
  it('a follow by scan, as published', () => {
    const xml = vector('a follow by scan').message ?? '';
    expect(mapped(xml)).toMatchObject({
      ok: true,
      push: {
        externalId: null,
        dedupeKey: `${account.appId}|${account.openId}|1767225699|subscribe|qrscene_1001|gQH47joAAAAAAAAAASxodHRw`,
        content: {
          kind: 'event',
          event: 'subscribe',
          fields: { EventKey: 'qrscene_1001', Ticket: 'gQH47joAAAAAAAAAASxodHRw' },
        },
        opensWindow: { windowMs: 60_000, replies: 3 },
      },
    });
  });

  it.each<[string, string, Record<string, string>]>([
    ['subscribe', '', {}],
    ['unsubscribe', '', {}],
    ['SCAN', '<EventKey>1001</EventKey><Ticket>t</Ticket>', { EventKey: '1001', Ticket: 't' }],
    [
      'LOCATION',
      '<Latitude>23.1</Latitude><Longitude>113.3</Longitude><Precision>65</Precision>',
      { Latitude: '23.1', Longitude: '113.3', Precision: '65' },
    ],
    ['CLICK', '<EventKey>KEY</EventKey>', { EventKey: 'KEY' }],
    [
      'VIEW',
      '<EventKey>https://e.example</EventKey><MenuId>4</MenuId>',
      { EventKey: 'https://e.example', MenuId: '4' },
    ],
    ['view_miniprogram', '<EventKey>pages/a</EventKey><MenuId>4</MenuId>', { EventKey: 'pages/a', MenuId: '4' }],
    ...['scancode_push', 'scancode_waitmsg'].map((name): [string, string, Record<string, string>] => [
      name,
      '<EventKey>k</EventKey><ScanCodeInfo><ScanType>qrcode</ScanType><ScanResult>1</ScanResult></ScanCodeInfo>',
      { EventKey: 'k', 'ScanCodeInfo/ScanType': 'qrcode', 'ScanCodeInfo/ScanResult': '1' },
    ]),
    ...['pic_sysphoto', 'pic_photo_or_album', 'pic_weixin'].map((name): [string, string, Record<string, string>] => [
      name,
      '<EventKey>k</EventKey><SendPicsInfo><Count>2</Count><PicList><item><PicMd5Sum>a</PicMd5Sum></item><item><PicMd5Sum>b</PicMd5Sum></item></PicList></SendPicsInfo>',
      {
        EventKey: 'k',
        'SendPicsInfo/Count': '2',
        'SendPicsInfo/PicList/item[1]/PicMd5Sum': 'a',
        'SendPicsInfo/PicList/item[2]/PicMd5Sum': 'b',
      },
    ]),
    [
      'location_select',
      '<EventKey>k</EventKey><SendLocationInfo><Location_X>1</Location_X><Location_Y>2</Location_Y><Scale>15</Scale><Label>l</Label><Poiname></Poiname></SendLocationInfo>',
      {
        EventKey: 'k',
        'SendLocationInfo/Location_X': '1',
        'SendLocationInfo/Location_Y': '2',
        'SendLocationInfo/Scale': '15',
        'SendLocationInfo/Label': 'l',
        'SendLocationInfo/Poiname': '',
      },
    ],
    [
      'MASSSENDJOBFINISH',
      '<MsgID>1</MsgID><Status>send success</Status><TotalCount>3</TotalCount><FilterCount>3</FilterCount><SentCount>2</SentCount><ErrorCount>1</ErrorCount><CopyrightCheckResult><Count>1</Count><ResultList><item><ArticleIdx>1</ArticleIdx></item></ResultList><CheckState>2</CheckState></CopyrightCheckResult>',
      {
        MsgID: '1',
        Status: 'send success',
        TotalCount: '3',
        FilterCount: '3',
        SentCount: '2',
        ErrorCount: '1',
        'CopyrightCheckResult/Count': '1',
        'CopyrightCheckResult/ResultList/item[1]/ArticleIdx': '1',
        'CopyrightCheckResult/CheckState': '2',
      },
    ],
    [
      'PUBLISHJOBFINISH',
      '<PublishEventInfo><publish_id>1</publish_id><publish_status>0</publish_status><article_id>a</article_id><article_detail><count>1</count><item><idx>1</idx><article_url>u</article_url></item></article_detail></PublishEventInfo>',
      {
        'PublishEventInfo/publish_id': '1',
        'PublishEventInfo/publish_status': '0',
        'PublishEventInfo/article_id': 'a',
        'PublishEventInfo/article_detail/count': '1',
        'PublishEventInfo/article_detail/item[1]/idx': '1',
        'PublishEventInfo/article_detail/item[1]/article_url': 'u',
      },
    ],
    ['kf_create_session', '<KfAccount>a@b</KfAccount>', { KfAccount: 'a@b' }],
    ['kf_close_session', '<KfAccount>a@b</KfAccount>', { KfAccount: 'a@b' }],
    [
      'kf_switch_session',
      '<FromKfAccount>a@b</FromKfAccount><ToKfAccount>c@b</ToKfAccount>',
      { FromKfAccount: 'a@b', ToKfAccount: 'c@b' },
    ],
    ...(['Popup', 'Change', 'Sent'] as const).map((step): [string, string, Record<string, string>] => [
      `subscribe_msg_${step.toLowerCase()}_event`,
      `<SubscribeMsg${step}Event><List><TemplateId>t</TemplateId></List><List><TemplateId>u</TemplateId></List></SubscribeMsg${step}Event>`,
      {
        [`SubscribeMsg${step}Event/List[1]/TemplateId`]: 't',
        [`SubscribeMsg${step}Event/List[2]/TemplateId`]: 'u',
      },
    ]),
    ...['user_info_modified', 'user_authorization_revoke', 'user_authorization_cancellation'].map(
      (name): [string, string, Record<string, string>] => [
        name,
        '<OpenID>o</OpenID><UnionID>u</UnionID><AppID>a</AppID><RevokeInfo>1</RevokeInfo>',
        { OpenID: 'o', UnionID: 'u', AppID: 'a', RevokeInfo: '1' },
      ],
    ),
    ...['qualification_verify_success', 'naming_verify_success', 'annual_renew', 'verify_expired'].map(
      (name): [string, string, Record<string, string>] => [
        name,
        '<ExpiredTime>1442401156</ExpiredTime>',
        { ExpiredTime: '1442401156' },
      ],
    ),
    ...['qualification_verify_fail', 'naming_verify_fail'].map((name): [string, string, Record<string, string>] => [
      name,
      '<FailTime>1442401122</FailTime><FailReason>by time</FailReason>',
      { FailTime: '1442401122', FailReason: 'by time' },
    ]),
    ['something_new', '<Later>x</Later>', { Later: 'x' }],
  ])('%s', (event, members, fields) => {
    const xml = anEventPush(event).replace('</xml>', `${members}</xml>`);
    expect(contentOf(xml)).toEqual({ kind: 'event', event, fields });
  });

  it('tells events of one sender and second apart', () => {
    const keys = [
      anEventPush('CLICK', { EventKey: 'a' }),
      anEventPush('CLICK', { EventKey: 'b' }),
      anEventPush('VIEW', { EventKey: 'a' }),
      anEventPush('SCAN', { EventKey: 'a', Ticket: 't' }),
      anEventPush('SCAN', { EventKey: 'a', Ticket: 'u' }),
      anEventPush('CLICK', { EventKey: 'a', FromUserName: 'oOther' }),
      anEventPush('CLICK', { EventKey: 'a', CreateTime: '1767225601' }),
      aTextPush(),
      aTextPush({ FromUserName: 'oOther' }),
      aTextPush({ CreateTime: '1767225601' }),
      aTextPush({ MsgId: '1' }),
    ].map((xml) => pushOf(xml).dedupeKey);

    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('a report on a template message', () => {
  const report = (event: string, MsgID: string, Status: string) => mapped(anEventPush(event, { MsgID, Status }));

  it.each([
    ['TEMPLATESENDJOBFINISH', 'success', null],
    // Old material has this one name in lower case.
    ['templatesendjobfinish', 'success', null],
    ['TEMPLATESENDJOBFINISH', 'failed:user block', 'failed:user block'],
    ['TEMPLATESENDJOBFINISH', 'failed: system failed', 'failed: system failed'],
    ['TEMPLATESENDJOBFINISH', 'something new', 'something new'],
  ])('%s with %s', (event, status, failedWith) => {
    expect(report(event, '2000000000000163836', status)).toEqual({
      ok: true,
      kind: 'verdict',
      verdict: { channelId: 'tulip', platformMessageId: '2000000000000163836', failedWith },
      toUserName: account.originalId,
    });
  });

  it.each([
    ['', 'success', 'MsgID'],
    ['12e4', 'success', 'MsgID'],
    ['1', '', 'Status'],
  ])('with id %j and status %j cannot be read', (id, status, field) => {
    expect(report('TEMPLATESENDJOBFINISH', id, status)).toEqual({ ok: false, field });
  });
});

describe('what cannot be read', () => {
  it.each([
    ['no sender', aTextPush({ FromUserName: undefined }), 'FromUserName'],
    ['a sender with a slash', aTextPush({ FromUserName: '../etc' }), 'FromUserName'],
    ['a sender of 65 characters', aTextPush({ FromUserName: 'o'.repeat(65) }), 'FromUserName'],
    ['no account', aTextPush({ ToUserName: undefined }), 'ToUserName'],
    ['no time', aTextPush({ CreateTime: undefined }), 'CreateTime'],
    ['a time that is no number', aTextPush({ CreateTime: 'now' }), 'CreateTime'],
    ['a time in milliseconds', aTextPush({ CreateTime: '1767225600000' }), 'CreateTime'],
    ['no type', aTextPush({ MsgType: undefined }), 'MsgType'],
    ['no id', aTextPush({ MsgId: undefined }), 'MsgId'],
    ['a negative id', aTextPush({ MsgId: '-1' }), 'MsgId'],
    ['an id of 20 digits', aTextPush({ MsgId: '1'.repeat(20) }), 'MsgId'],
    ['an id that is text', aTextPush({ MsgId: '1e5' }), 'MsgId'],
    ['a wrong id on an unknown type', aTextPush({ MsgType: 'sticker', MsgId: 'x' }), 'MsgId'],
    ['a text without text', aTextPush({ Content: undefined }), 'Content'],
    ['a place without latitude', aTextPush({ MsgType: 'location', Location_Y: '1' }), 'Location_X'],
    ['a link without address', aTextPush({ MsgType: 'link' }), 'Url'],
    [
      'an event without name',
      xmlOf({ ToUserName: 'gh_1', FromUserName: 'o', CreateTime: '1', MsgType: 'event' }),
      'Event',
    ],
  ])('%s: names the member', (_what, xml, field) => {
    expect(mapped(xml)).toEqual({ ok: false, field });
  });

  it('names what is wrong with the bytes', () => {
    expect(readPush(Uint8Array.of(0xff), null, channel)).toEqual({ ok: false, field: 'encoding' });
    expect(readPush(Buffer.from('{"a":1}'), null, channel)).toEqual({ ok: false, field: 'not well-formed' });
  });

  it('keeps the largest 64-bit id exact', () => {
    expect(mapped(aTextPush({ MsgId: '9223372036854775807' }))).toMatchObject({
      push: { externalId: '9223372036854775807' },
    });
  });
});
