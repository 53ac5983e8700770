import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFlatXml } from '#relay/connectors/wechat/flat-xml.ts';
import { readWholeXml, type XmlFields } from '#relay/connectors/wechat/wechat-xml.ts';

/** What the full reader makes of it; null when it refuses. */
function whole(text: string): XmlFields | null {
  try {
    return readWholeXml(text);
  } catch {
    return null;
  }
}

const push =
  '<xml>\n<ToUserName><![CDATA[gh_demo]]></ToUserName>\n<CreateTime>1767225600</CreateTime>\n' +
  '<Content><![CDATA[<b>你好</b> & ]] > 😀]]></Content><MsgId>00123</MsgId></xml>';

describe('readFlatXml', () => {
  it('reads the usual push', () => {
    expect(readFlatXml(push)).toEqual(
      new Map([
        ['ToUserName', 'gh_demo'],
        ['CreateTime', '1767225600'],
        ['Content', '<b>你好</b> & ]] > 😀'],
        ['MsgId', '00123'],
      ]),
    );
  });

  it.each([
    ['nested members', '<xml><A><B>1</B></A></xml>'],
    ['a repeated member', '<xml><A>1</A><A>2</A></xml>'],
    ['a reference', '<xml><A>&amp;</A></xml>'],
    ['an attribute', '<xml><A b="1">1</A></xml>'],
    ['an empty element', '<xml><A/></xml>'],
    ['a comment', '<xml><!-- --><A>1</A></xml>'],
    ['a document type', '<!DOCTYPE xml><xml><A>1</A></xml>'],
    ['a declaration', '<?xml version="1.0"?><xml><A>1</A></xml>'],
    ['text beside members', '<xml><A>1</A>x</xml>'],
    ['two pieces of text', '<xml><A><![CDATA[1]]>2</A></xml>'],
    ['a carriage return', '<xml><A>1\r\n2</A></xml>'],
    ['a NUL', '<xml><A>1\u00002</A></xml>'],
    ['half a character', '<xml><A>\ud83d</A></xml>'],
    ['a member that is not closed', '<xml><A>1</xml>'],
    ['a section that is not closed', '<xml><A><![CDATA[1</A></xml>'],
    ['a section that ends behind the root', '<xml><A><![CDATA[1</A></xml>]]></A></xml>'],
    ['a bare end of a section', '<xml><A>1]]>2</A></xml>'],
    ['a second root', '<xml><A>1</A></xml><xml></xml>'],
    ['a name in small letters', '<xml><constructor>1</constructor></xml>'],
    ['a value that is too long', `<xml><A>${'x'.repeat(65_537)}</A></xml>`],
  ])('leaves %s to the full reader, or agrees with it', (_, text) => {
    const flat = readFlatXml(text);
    if (flat !== null) expect(flat).toEqual(whole(text));
    else expect(flat).toBeNull();
  });

  it('says the same as the full reader wherever it says anything', () => {
    const piece = fc.constantFrom(
      ...['<xml>', '</xml>', '<A>', '</A>', '<Bb>', '</Bb>', '<![CDATA[', ']]>', '<List>', '</List>'],
      ...[
        ' ',
        '\n',
        '\t',
        '\r',
        '&',
        '&amp;',
        '<',
        '>',
        ']]',
        'x',
        '你',
        '😀',
        '\u0000',
        '\ufffe',
        '\u0085',
        '<A/>',
        '<!--',
        '-->',
      ],
    );
    const body = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
    const member = fc
      .tuple(fc.constantFrom('A', 'Bb', 'MsgId', 'List', 'a'), body, fc.boolean())
      .map(([name, value, isCdata]) => `<${name}>${isCdata ? `<![CDATA[${value}]]>` : value}</${name}>`);
    const document = fc
      .tuple(fc.array(member, { maxLength: 6 }), fc.constantFrom('', '\n', ' '), body, fc.integer({ min: 0, max: 9 }))
      .map(([members, between, tail, odd]) => `<xml>${members.join(between)}${odd === 0 ? tail : ''}</xml>`);
    let answered = 0;
    fc.assert(
      fc.property(document, (text) => {
        const flat = readFlatXml(text);
        if (flat === null) return;
        answered += 1;
        expect(flat).toEqual(whole(text));
      }),
      { numRuns: 5_000 },
    );
    // Otherwise the comparison would have compared nothing.
    expect(answered).toBeGreaterThan(200);
  });
});
