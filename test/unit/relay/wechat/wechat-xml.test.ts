import { describe, expect, it } from 'vitest';
import { decodeUtf8, readXml, xmlLimits, XmlRefused } from '#relay/connectors/wechat/wechat-xml.ts';

const fieldsOf = (inside: string): Record<string, string> => Object.fromEntries(readXml(`<xml>${inside}</xml>`));

/** Reads, whatever comes of it; returns the refusal's words. */
function attempt(xml: string): string {
  try {
    readXml(xml);
    return '';
  } catch (thrown) {
    return String(thrown);
  }
}

/** Processor time, the best of three: what else the machine does must not count. */
function shortestCpuMs(work: () => void): number {
  const times = Array.from({ length: 3 }, () => {
    const before = process.cpuUsage();
    work();
    return process.cpuUsage(before).user / 1_000;
  });
  return Math.min(...times);
}

describe('what is read', () => {
  it('keeps text as text', () => {
    const values = ['007', '0x10', '1e5', 'null', 'true', '-0', '9223372036854775807', ' a ', ''];
    for (const value of values) expect(fieldsOf(`<Content>${value}</Content>`)).toEqual({ Content: value });
  });

  it.each([
    ['plain text', '<A>x</A>', 'x'],
    ['CDATA', '<A><![CDATA[x]]></A>', 'x'],
    ['both, joined', '<A>x<![CDATA[y]]>z<![CDATA[&amp;]]></A>', 'xyz&amp;'],
    ['a split end of CDATA', '<A><![CDATA[]]]]><![CDATA[>]]></A>', ']]>'],
    ['markup inside CDATA', '<A><![CDATA[<!DOCTYPE html><b>&x;</b>]]></A>', '<!DOCTYPE html><b>&x;</b>'],
    ['the five entities', '<A>&lt;&gt;&amp;&quot;&apos;</A>', `<>&"'`],
    ['numeric references', '<A>&#20320;&#x597D;&#x1F600;</A>', '你好😀'],
    ['an empty element', '<A/>', ''],
    ['a family with skin tones', '<A>👨🏽‍👩🏿‍👧</A>', '👨🏽‍👩🏿‍👧'],
  ])('%s', (_what, xml, expected) => {
    expect(fieldsOf(xml)).toEqual({ A: expected });
  });

  it('numbers what WeChat repeats and names the rest by its path', () => {
    const pictures = '<item><PicMd5Sum>a</PicMd5Sum></item><item><PicMd5Sum>b</PicMd5Sum></item>';
    expect(
      fieldsOf(
        `<ScanCodeInfo><ScanType>qrcode</ScanType></ScanCodeInfo>
         <SendPicsInfo><Count>2</Count><PicList>${pictures}</PicList></SendPicsInfo>
         <SubscribeMsgPopupEvent><List><TemplateId>t</TemplateId></List><List><TemplateId>u</TemplateId></List></SubscribeMsgPopupEvent>
         <PublishEventInfo><fail_idx>1</fail_idx><fail_idx>2</fail_idx></PublishEventInfo>`,
      ),
    ).toEqual({
      'ScanCodeInfo/ScanType': 'qrcode',
      'SendPicsInfo/Count': '2',
      'SendPicsInfo/PicList/item[1]/PicMd5Sum': 'a',
      'SendPicsInfo/PicList/item[2]/PicMd5Sum': 'b',
      'SubscribeMsgPopupEvent/List[1]/TemplateId': 't',
      'SubscribeMsgPopupEvent/List[2]/TemplateId': 'u',
      'PublishEventInfo/fail_idx[1]': '1',
      'PublishEventInfo/fail_idx[2]': '2',
    });
  });

  it('takes a declaration, comments between members, attributes and blank lines', () => {
    const xml = `\u{feff}<?xml version="1.0" encoding="UTF-8"?>\n<xml a="1">\n<!-- between --><A b="2">x</A>\n</xml>\n`;
    expect([...readXml(decodeUtf8(Buffer.from(xml)) ?? '')]).toEqual([['A', 'x']]);
  });

  it('takes one long value: an encrypted push', () => {
    const encrypt = 'x'.repeat(xmlLimits.valueCharacters * 4);
    expect(fieldsOf(`<Encrypt>${encrypt}</Encrypt>`)).toEqual({ Encrypt: encrypt });
  });

  it('leaves out members named like a part of every object, and changes no prototype', () => {
    const names = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];
    const members = names.map((name) => `<${name}><polluted>yes</polluted></${name}>`).join('');

    expect(fieldsOf(`${members}<A>x</A>`)).toEqual({ A: 'x' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});

describe('what is refused', () => {
  const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY b${n} "${`&b${n - 1};`.repeat(10)}">`).join('')}]>`;

  it.each([
    ['nested entities', `${laughs}<xml><A>&b8;</A></xml>`],
    ['an external entity', '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><xml><A>&e;</A></xml>'],
    ['an external document type', '<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><xml><A>x</A></xml>'],
    ['a parameter entity', '<!DOCTYPE x [<!ENTITY % p "<!ENTITY q \'1\'>">%p;]><xml><A>x</A></xml>'],
    ['a harmless document type', '<!DOCTYPE xml><xml><A>x</A></xml>'],
    ['an unknown entity', '<xml><A>&nbsp;</A></xml>'],
    ['an entity named like a part of every object', '<xml><A>&constructor;</A></xml>'],
    ['a processing instruction', '<xml><?php x?><A>x</A></xml>'],
    ['a comment inside a member', '<xml><A>x<!-- y -->z</A></xml>'],
    ['text beside elements', '<xml><A>x<B>y</B></A></xml>'],
    ['text beside members', '<xml>x<A>y</A></xml>'],
    ['a repeated member', '<xml><MsgId>1</MsgId><MsgId>1</MsgId></xml>'],
    ['a repeated member below another', '<xml><S><Count>1</Count><Count>2</Count></S></xml>'],
    ['a repeated item right below the root', '<xml><item>1</item><item>2</item></xml>'],
    ['a mismatched tag', '<xml><A>x</B></xml>'],
    ['an unclosed tag', '<xml><A>x</xml>'],
    ['an unclosed root', '<xml><A>x</A>'],
    ['a second root', '<xml><A>x</A></xml><xml/>'],
    ['text after the root', '<xml><A>x</A></xml>x'],
    ['text before the root', 'x<xml><A>x</A></xml>'],
    ['another root', '<html><A>x</A></html>'],
    ['a bare end of CDATA', '<xml><A>x]]></A></xml>'],
    ['NUL', '<xml><A>x\0</A></xml>'],
    ['NUL by reference', '<xml><A>&#0;</A></xml>'],
    ['a control character by reference under XML 1.1', '<?xml version="1.1"?><xml><A>&#1;</A></xml>'],
    ['U+FFFE', '<xml><A>\u{fffe}</A></xml>'],
    ['half a character by reference', '<xml><A>&#xD83D;</A></xml>'],
    ['half a character', '<xml><A>\ud83d</A></xml>'],
    ['a reference beyond Unicode', '<xml><A>&#x110000;</A></xml>'],
    ['five levels below the root', '<xml><a><b><c><d><e>x</e></d></c></b></a></xml>'],
    ['20,000 levels', `<xml>${'<a>'.repeat(20_000)}`],
    ['100,000 members', `<xml>${Array.from({ length: 100_000 }, (_, n) => `<a${n}/>`).join('')}</xml>`],
    ['50,000 attributes', `<xml ${Array.from({ length: 50_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`],
    ['a repeated attribute', '<xml a="1" a="2"><A>x</A></xml>'],
    ['a name of a thousand characters', `<xml><${'a'.repeat(1_000)}/></xml>`],
    ['a value too long', `<xml><A>${'x'.repeat(xmlLimits.valueCharacters + 1)}</A></xml>`],
    [
      'a value too long in pieces',
      `<xml><A>${'<![CDATA[xxxxxxxxxx]]>'.repeat(xmlLimits.valueCharacters / 10 + 1)}</A></xml>`,
    ],
    ['text in too many pieces', `<xml><A>${'<![CDATA[x]]>'.repeat(xmlLimits.pieces + 1)}</A></xml>`],
    ['too long as a whole', `<xml>${' '.repeat(xmlLimits.characters)}</xml>`],
    ['too many references', `<xml><A>${'&#65;'.repeat(xmlLimits.references + 1)}</A></xml>`],
    ['nothing', ''],
    ['blank space', ' \n'],
    ['JSON', '{"a":1}'],
  ])('%s', (_what, xml) => {
    expect(() => readXml(xml)).toThrow(XmlRefused);
  });

  it('never repeats the input in its message', () => {
    const secret = 'CANARY-1f3a';
    for (const xml of [`<xml><A>${secret}</B></xml>`, `<xml>&${secret};</xml>`, `<xml><A/><A/>${secret}</xml>`]) {
      const message = attempt(xml);
      expect(message).not.toBe('');
      expect(message).not.toContain(secret);
    }
  });

  it('spends little time on the worst a megabyte can hold', () => {
    const worst = [
      `<xml><A>${'&#65;'.repeat(200_000)}</A></xml>`,
      `<!DOCTYPE x [${'<!ENTITY a "b">'.repeat(65_000)}]><xml/>`,
      `<xml>${'<a>'.repeat(330_000)}`,
      `<xml><A>${'<![CDATA[]]>'.repeat(80_000)}</A></xml>`,
      `<xml a="${'&#65;'.repeat(200_000)}"/>`,
      `<${'x'.repeat(1_000_000)}`,
      `<xml><A>${'&'.repeat(1_000_000)}`,
      `<xml><A>${'&#65;'.repeat(52_000)}</A></xml>`,
      `<!DOCTYPE x [${'<!ENTITY a "b">'.repeat(17_000)}]><xml/>`,
      `<xml><A>${'<![CDATA[]]>'.repeat(21_000)}</A></xml>`,
      `<xml a="${'&#65;'.repeat(52_000)}" a=""/>`,
    ];
    for (const xml of worst) expect(shortestCpuMs(() => attempt(xml))).toBeLessThan(400);
  });
});

describe('bytes', () => {
  it.each([
    ['an overlong form', [0xc0, 0xaf]],
    ['a cut character', [0xe4, 0xbd]],
    ['a surrogate in three bytes', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ['a stray continuation', [0x80]],
    ['UTF-16', [0xff, 0xfe, 0x3c, 0x00]],
  ])('%s is not UTF-8', (_what, bytes) => {
    expect(decodeUtf8(Uint8Array.from(bytes))).toBeNull();
  });

  it('keeps characters of four bytes', () => {
    expect(decodeUtf8(Buffer.from('😀'))).toBe('😀');
  });
});
