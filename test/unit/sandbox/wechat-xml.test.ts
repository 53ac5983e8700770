import { describe, expect, it } from 'vitest';
import { eventFields } from '#sandbox/wechat/events.ts';
import { messageFields } from '#sandbox/wechat/messages.ts';
import type { CustomerMessage } from '#sandbox/wechat/messages.ts';
import { childText, readXml, writeXml, XmlError } from '#sandbox/wechat/xml.ts';
import { cryptoVectors } from './wechat-vectors.ts';

const envelope = {
  toUser: 'gh_0a1b2c3d4e5f',
  fromUser: 'oABCD1234567890abcdefghijkl',
  createTimeSeconds: 1767225600,
};
const vector = (name: string): string => cryptoVectors.find((entry) => entry.name === name)?.message ?? '';

describe('written pushes', () => {
  it('are byte for byte the text vector', () => {
    const message: CustomerMessage = { type: 'text', text: '你好, I need help 😀 <b>&amp;' };
    expect(writeXml(messageFields(envelope, message, '7597338240771457024'))).toBe(vector('V1'));
  });

  it('are byte for byte the subscribe vector', () => {
    const late = { ...envelope, createTimeSeconds: 1767225699 };
    const event = eventFields(late, { type: 'subscribe', scene: '1001', ticket: 'gQH47joAAAAAAAAAASxodHRw' });
    expect(writeXml(event)).toBe(vector('V4'));
  });

  it('keep a 64-bit MsgId whole and split what would end CDATA', () => {
    const xml = writeXml(messageFields(envelope, { type: 'text', text: 'a]]>b' }, '9223372036854775807'));
    expect(xml).toContain('<MsgId>9223372036854775807</MsgId>');
    expect(childText(readXml(xml), 'Content')).toBe('a]]>b');
  });

  it.each<[string, CustomerMessage, string[]]>([
    ['image', { type: 'image', mediaId: 'M', picUrl: 'http://p' }, ['PicUrl', 'MediaId']],
    ['voice', { type: 'voice', mediaId: 'M', format: 'amr' }, ['MediaId', 'Format']],
    ['video', { type: 'video', mediaId: 'M', thumbMediaId: 'T' }, ['MediaId', 'ThumbMediaId']],
    ['shortvideo', { type: 'shortvideo', mediaId: 'M', thumbMediaId: 'T' }, ['MediaId', 'ThumbMediaId']],
    [
      'location',
      { type: 'location', latitude: 52.1, longitude: 4.9, scale: 15, label: 'Dam' },
      ['Location_X', 'Location_Y', 'Scale', 'Label'],
    ],
    ['link', { type: 'link', title: 't', description: 'd', url: 'http://u' }, ['Title', 'Description', 'Url']],
  ])('carry the nodes of %s', (type, message, nodes) => {
    const root = readXml(writeXml(messageFields(envelope, message, '1')));
    expect(childText(root, 'MsgType')).toBe(type);
    const names = root.children.map(({ name }) => name);
    expect(names).toEqual(['ToUserName', 'FromUserName', 'CreateTime', 'MsgType', ...nodes, 'MsgId']);
  });

  it('nest what events nest', () => {
    const event = eventFields(envelope, { type: 'pic_weixin', key: 'k', md5Sums: ['aa', 'bb'] });
    const pictures = readXml(writeXml(event)).children.find(({ name }) => name === 'SendPicsInfo');
    expect(childText(pictures ?? { name: '', text: '', children: [] }, 'Count')).toBe('2');
    expect(pictures?.children[1]?.children.map((item) => childText(item, 'PicMd5Sum'))).toEqual(['aa', 'bb']);
  });
});

describe('reading XML', () => {
  it('takes CDATA, entities, blanks, comments and empty elements alike', () => {
    const root = readXml(
      '<?xml version="1.0"?>\n<xml>\n <A><![CDATA[<x>]]></A><B>1 &lt; 2 &#x1F600;</B><!-- c --><C/></xml>',
    );
    expect(root.children.map(({ name, text }) => [name, text])).toEqual([
      ['A', '<x>'],
      ['B', '1 < 2 😀'],
      ['C', ''],
    ]);
  });

  it.each([
    '',
    'text',
    '<xml>',
    '<xml></xm>',
    '<xml><A></xml></A>',
    '<xml/><xml/>',
    '<xml>&nope;</xml>',
    '<xml a="1"/>',
  ])('refuses %j', (source) => {
    expect(() => readXml(source)).toThrow(XmlError);
  });

  it('refuses endless nesting', () => {
    expect(() => readXml('<a>'.repeat(1_000) + '</a>'.repeat(1_000))).toThrow('nested');
  });
});
