import { describe, expect, it } from 'vitest';
import { OpenId } from '#shared/domain/ids.ts';
import { maskedPieces, maskText } from '#shared/lib/mask.ts';
import { hidingFor } from '#relay/messages/hiding.ts';
import { exchangeView, payloadView } from '#relay/messages/payload-view.ts';

const openId = OpenId.parse('oAnna_x-Y000000000000000k4Qz');
const phone = '13800138000';
const personal = /1380013|8000|anna@|shop\.example/u;

const inJson = (text: string): string =>
  text.replace(/./gsu, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
const inXml = (text: string): string => text.replace(/./gsu, (sign) => `&#${sign.charCodeAt(0)};`);
const inHexXml = (text: string): string => text.replace(/./gsu, (sign) => `&#x${sign.charCodeAt(0).toString(16)};`);

const json = (said: string): string => `{"text":"${said}","note":"order 48213"}`;
const xml = (said: string): string => `<xml><Content>${said}</Content><Note>order 48213</Note></xml>`;

/** As platforms, their libraries and people write what is personal. */
const cases: readonly (readonly [name: string, raw: string])[] = [
  ['behind a line break in JSON', json(`call\\n${phone}`)],
  ['behind Chinese that a library escaped', json(`\\u7535\\u8bdd${phone}`)],
  ['behind an escape that ends in digits', json(`\\u4e00${phone}`)],
  ['each digit escaped in JSON', json(inJson(phone))],
  ['a plus that a library escaped', json(`\\u002b86${phone}`)],
  ['JSON within JSON', json(`{\\"tel\\":\\"\\\\u7535\\\\n${phone}\\"}`)],
  ['an escaped sign of an address', json('anna\\u0040shop.example')],
  ['digits as references of XML', xml(inXml(phone))],
  ['digits as hexadecimal references', xml(inHexXml(phone))],
  ['an address as references', xml(inXml('anna@shop.example'))],
  ['cut in two by CDATA', xml(`<![CDATA[${phone.slice(0, 6)}]]><![CDATA[${phone.slice(6)}]]>`)],
  ['in an address on the web', json(`https://x.nl/?tel=%2B86${phone}&mail=anna%40shop.example`)],
  ['behind letters', json(`V${phone}`)],
];

describe('what is personal stays hidden however it is written', () => {
  it.each(cases)('%s', (_name, raw) => {
    const view = payloadView(raw, hidingFor(openId, raw));
    const call = exchangeView(
      {
        at: 0,
        platform: 'cxone' as const,
        method: 'POST',
        url: 'https://x.nl/',
        request: raw,
        status: 200,
        answer: raw,
        isCut: false,
        durationMs: 1,
        failure: null,
        part: null,
      },
      hidingFor(openId, raw),
    );
    const texts = [view.text, ...view.fields.map(({ value }) => value), call.request ?? '', call.answer ?? ''];
    for (const text of texts) {
      for (const read of [text, decoded(text)]) expect(read).not.toMatch(personal);
    }
    // What says nothing of a person is left as it was written.
    expect(view.text).toContain('order 48213');
  });

  it('leaves escapes in peace that hide nothing', () => {
    const raw = '{"a":"x\\n\\u7535 &amp; 5%20","b":"\\\\"}';
    expect(payloadView(raw, hidingFor(openId, raw)).text).toBe(raw);
  });
});

describe('numbers as people in China write them', () => {
  it.each([
    ['１３８００１３８０００', '••••'],
    ['加V13800138000', '加V••••'],
    ['tel13800138000', 'tel••••'],
    ['138\u00a00013\u00a08000', '••••'],
    ['138—0013—8000', '••••'],
    ['订单48213', '订单48213'],
  ])('%s', (text, shown) => {
    expect(maskText(text)).toBe(shown);
    expect(
      maskedPieces(text)
        .map((piece) => piece.shown)
        .join(''),
    ).toBe(shown);
  });
});

function decoded(text: string): string {
  return text
    .replace(/\]\]><!\[CDATA\[/gu, '')
    .replace(/\\u([0-9a-f]{4})/giu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/&#x([0-9a-f]+);/giu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/&#(\d+);/gu, (_, digits: string) => String.fromCharCode(Number(digits)))
    .replace(/%([2-7][0-9a-f])/giu, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
