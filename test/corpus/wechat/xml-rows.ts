import { expect } from 'vitest';
import { account, anEventPush, aTextPush, encrypted, envelopeOf } from '#test/unit/relay/wechat/support/account.ts';
import { channels, plainPush, sealedPush, securePush, type Expected, type Row } from './row.ts';

const text = aTextPush();
const laughs = `<!DOCTYPE x [<!ENTITY a "ha">${Array.from({ length: 9 }, (_, n) => `<!ENTITY b${n} "${(n === 0 ? '&a;' : `&b${n - 1};`).repeat(10)}">`).join('')}]>`;
const repeated = (xml: string, name: string): string =>
  xml.replace(new RegExp(`<${name}>.*</${name}>`, 'u'), (member) => member + member);
const inContent = (raw: string): string => text.replace('<![CDATA[hello]]>', raw);

/** The same XML as the whole body in plain mode, and inside a validly encrypted push. */
function bothPlaces(what: string, xml: string, plain: Expected, inside: Expected): Row[] {
  return [
    { what: `${what}, as the body`, expected: plain, request: plainPush(xml) },
    { what: `${what}, encrypted`, expected: inside, request: securePush(xml) },
  ];
}

/** An envelope of the test's own making around a good cipher text; the sender knows the token. */
const outer = (what: string, change: (envelope: string) => string): Row => {
  const encryptText = encrypted(text);
  return {
    what: `envelope with ${what}`,
    expected: 400,
    request: sealedPush(encryptText, { body: change(envelopeOf(encryptText)) }),
    also: ({ legs, intake }) => {
      expect(legs.refused).toEqual([{ channelId: 'tulip', code: 'WECHAT_PUSH_MALFORMED' }]);
      expect(intake.quarantined).toEqual([]);
    },
  };
};

const refusedRows: readonly Row[] = [
  ...(
    [
      ['nested entities', `${laughs}${inContent('&b8;')}`],
      ['an external entity', `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${inContent('&e;')}`],
      ['an external document type', `<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">${text}`],
      ['a parameter entity', `<!DOCTYPE x [<!ENTITY % p "<!ENTITY q '1'>">%p;]>${text}`],
      ['a harmless document type', `<!DOCTYPE xml>${text}`],
      ['20,000 nested tags', inContent('<a>'.repeat(20_000) + '</a>'.repeat(20_000))],
      [
        '10,000 members',
        text.replace('</xml>', `${Array.from({ length: 10_000 }, (_, n) => `<m${n}/>`).join('')}</xml>`),
      ],
      [
        '5,000 attributes',
        text.replace('<xml>', `<xml ${Array.from({ length: 5_000 }, (_, n) => `a${n}=""`).join(' ')}>`),
      ],
      ['two ids', repeated(text, 'MsgId')],
      ['two senders', repeated(text, 'FromUserName')],
      ['a mismatched tag', text.replace('</Content>', '</content>')],
      ['an unclosed tag', text.replace('</Content>', '')],
      ['an unclosed root', text.replace('</xml>', '')],
      ['a second root', `${text}${text}`],
      ['a bare end of CDATA', inContent('a]]>b')],
      ['a comment inside the sender', text.replace(account.openId, 'oABCD]]><!-- x --><![CDATA[1234')],
      ['NUL', inContent('a\0b')],
      ['U+FFFE', inContent('a\u{fffe}b')],
      ['half a character by reference', inContent('&#xD83D;')],
      ['an unknown entity', inContent('&nbsp;')],
      ['markup in the text', inContent('a <b>c</b>')],
    ] satisfies [string, string][]
  ).flatMap(([what, xml]) => bothPlaces(what, xml, 400, 'quarantined')),
  ...(
    [
      ['an overlong form', [0xc0, 0xaf]],
      ['a cut character', [0xe4, 0xbd]],
      ['a surrogate in three bytes', [0xed, 0xa0, 0xbd]],
    ] satisfies [string, number[]][]
  ).map(([what, bytes]): Row => {
    const [before = '', after = ''] = text.split('hello');
    return {
      what: `${what}, as the body`,
      expected: 400,
      request: plainPush(Buffer.concat([Buffer.from(before), Uint8Array.from(bytes), Buffer.from(after)])),
    };
  }),
];

const envelopeRows: readonly Row[] = [
  outer('nested entities', (envelope) => laughs + envelope),
  outer('a document type', (envelope) => `<!DOCTYPE xml>${envelope}`),
  outer('two cipher texts', (envelope) => repeated(envelope, 'Encrypt')),
  outer('an unclosed tag', (envelope) => envelope.replace('</Encrypt>', '')),
  outer('a second root', (envelope) => envelope + envelope),
  outer('20,000 nested tags', (envelope) => envelope.replace('<Encrypt>', `${'<a>'.repeat(20_000)}<Encrypt>`)),
  outer('100,000 members', (envelope) => envelope.replace('</xml>', `${'<m/>'.repeat(100_000)}</xml>`)),
  outer('nothing in it', () => ''),
  outer('JSON in its place', () => '{"Encrypt":"x"}'),
  {
    what: 'a broken envelope from a stranger',
    expected: 'unauthorized',
    request: sealedPush('x', { body: '<xml>', signing: { token: 'AAAAA' } }),
    also: ({ legs }) => {
      expect(legs.faults).toEqual([]);
    },
  },
];

const contentOf = (...expected: readonly string[]): NonNullable<Row['also']> => {
  return ({ intake }) => {
    expect(intake.pushes.map(({ content }) => (content.kind === 'text' ? content.text : content.kind))).toEqual(
      expected,
    );
  };
};

const readRows: readonly Row[] = [
  ...(
    [
      ['CDATA split at its end', '<![CDATA[]]]]><![CDATA[>]]>', ']]>'],
      ['007', '007', '007'],
      ['0x10', '0x10', '0x10'],
      ['1e5', '1e5', '1e5'],
      ['null', 'null', 'null'],
      ['true', '<![CDATA[true]]>', 'true'],
      ['blank space kept', '<![CDATA[  a \n b ]]>', '  a \n b '],
      ['nothing', '', ''],
      ['an emoji, a family, skin tones', '<![CDATA[😀👨‍👩‍👧‍👦👍🏽]]>', '😀👨‍👩‍👧‍👦👍🏽'],
      ['astral characters by reference', '&#x1F600;&#128512;', '😀😀'],
      [
        'a character of four bytes at the edge of a chunk',
        `<![CDATA[${'x'.repeat(16_383 - 250)}😀${'😀'.repeat(4_000)}]]>`,
        `${'x'.repeat(16_383 - 250)}😀${'😀'.repeat(4_000)}`,
      ],
      ['10,000 numeric references', '&#65;'.repeat(10_000), 'A'.repeat(10_000)],
      ['a document type as text', '<![CDATA[<!DOCTYPE html>&x;]]>', '<!DOCTYPE html>&x;'],
    ] satisfies [string, string, string][]
  ).flatMap(([what, raw, expected]) =>
    bothPlaces(`text with ${what}`, inContent(raw), 'stored', 'stored').map((row) => ({
      ...row,
      also: contentOf(expected),
    })),
  ),
  {
    what: 'a sender partly in CDATA',
    expected: 'stored',
    request: securePush(
      text.replace(
        `<![CDATA[${account.openId}]]>`,
        `${account.openId.slice(0, 5)}<![CDATA[${account.openId.slice(5)}]]>`,
      ),
    ),
    also: ({ intake }) => {
      expect(intake.pushes[0]?.openId).toBe(account.openId);
    },
  },
  {
    what: 'a sender whose joined parts are no openid',
    expected: 'quarantined',
    request: securePush(text.replace('<FromUserName>', '<FromUserName>../')),
  },
  {
    what: 'members named like parts of every object',
    expected: 'stored',
    request: securePush(
      text.replace(
        '</xml>',
        '<__proto__><admin>1</admin></__proto__><constructor>x</constructor><prototype>x</prototype><toString>x</toString></xml>',
      ),
    ),
    also: (server) => {
      contentOf('hello')(server);
      expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
      expect(Object.hasOwn(Object.prototype, 'admin')).toBe(false);
    },
  },
  {
    what: 'an event with members named like parts of every object',
    expected: 'stored',
    request: securePush(
      anEventPush('CLICK').replace('</xml>', '<__proto__>x</__proto__><toString>x</toString><Own>y</Own></xml>'),
    ),
    also: ({ intake }) => {
      expect(intake.pushes[0]?.content).toEqual({ kind: 'event', event: 'CLICK', fields: { Own: 'y' } });
    },
  },
  {
    what: 'an unknown type',
    expected: 'stored',
    request: securePush(aTextPush({ MsgType: 'sticker' })),
    also: contentOf('unsupported'),
  },
  {
    what: 'an unknown event',
    expected: 'stored',
    request: securePush(anEventPush('brand_new')),
    also: contentOf('event'),
  },
  {
    what: 'unknown members',
    expected: 'stored',
    request: securePush(aTextPush({ Later: 'x', UnionId: 'u' })),
    also: contentOf('hello'),
  },
  {
    what: 'an id beyond 2^53',
    expected: 'stored',
    request: securePush(aTextPush({ MsgId: '9007199254740993' })),
    also: ({ intake }) => {
      expect(intake.pushes[0]?.externalId).toBe('9007199254740993');
    },
  },
  ...['1'.repeat(20), '-1', 'abc', '1.0', '', ' 1'].map((MsgId): Row => ({
    what: `id ${JSON.stringify(MsgId)}`,
    expected: 'quarantined',
    request: securePush(aTextPush({ MsgId })),
  })),
  { what: 'a text push without text', expected: 'quarantined', request: securePush(aTextPush({ Content: undefined })) },
  {
    what: 'an unreadable push in plain mode',
    expected: 'quarantined',
    request: plainPush(aTextPush({ MsgId: 'abc' })),
  },
  {
    what: 'a push for another account than we know by its own name',
    expected: 'stored',
    request: securePush(aTextPush({ ToUserName: 'gh_other' })),
  },
  {
    what: 'a push in compatible mode with a byte order mark',
    expected: 'stored',
    request: plainPush(`\u{feff}${text}`, { channel: channels.compatible }),
  },
];

export const allXmlRows: readonly Row[] = [...refusedRows, ...envelopeRows, ...readRows];
