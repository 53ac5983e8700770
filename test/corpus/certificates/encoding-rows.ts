import { handMade } from './hand-made.ts';
import { pem } from './der.ts';
import { row, type Row } from './row.ts';

const selfSigned = { warnings: ['CERT_SELF_SIGNED'] } as const;

/** One good pair, written down in every way that mail, editors and portals have been seen to write it. */
export function encodingRows(): readonly Row[] {
  const one = handMade();
  const both = one.pem + one.keyPem;
  const lines = both.split('\n');
  const dashes = (mark: string): string => one.pem.replaceAll('-----', mark);
  const base64 = one.der.toString('base64');
  const block = (body: string): string => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`;
  const broken = { faults: ['CERT_BASE64_BROKEN'] } as const;
  return [
    row(
      'lines that end in every way at once',
      [lines.map((line, index) => line + ['\n', '\r\n', '\r', '\n\n'][index % 4]).join('')],
      selfSigned,
    ),
    row('lines that end as on an old Mac', [both.replaceAll('\n', '\r')], selfSigned),
    row('a byte order mark before each block', [`\ufeff${one.pem}\ufeff${one.keyPem}`], selfSigned),
    row('two byte order marks', [`\ufeff\ufeff${both}`], selfSigned),
    row('hard spaces and tabs', [both.replaceAll(/^/gmu, '\u00a0\t')], selfSigned),
    row('each letter of the content on its own line', [block(Array.from(base64).join('\n')), one.keyPem], selfSigned),
    row('UTF-16 that was cut within a character', [Buffer.from(`\ufeff${both}`, 'utf16le').subarray(0, -31)], {
      faults: ['CERT_CUT_OFF'],
      ...selfSigned,
    }),
    row(
      'UTF-16 of the big end, cut within a character',
      [Buffer.from(`\ufeff${both}`, 'utf16le').swap16().subarray(0, -31)],
      {
        faults: ['CERT_CUT_OFF'],
        ...selfSigned,
      },
    ),
    row('UTF-32', [utf32(both)], { faults: ['CERT_NOTHING_FOUND'] }),
    row('Base64 for addresses', [block(one.der.toString('base64url').replace(/^(.{9})./u, '$1_')), one.keyPem], broken),
    row(
      'quoted-printable, as mail carries it',
      [one.pem.replaceAll('=', '=3D').replaceAll(/(.{40})/gu, '$1=\n'), one.keyPem],
      {
        faults: ['CERT_BASE64_BROKEN'],
      },
    ),
    row('quoted in a mail', [both.replaceAll(/^/gmu, '> ')], broken),
    row('dashes set by a word processor', [dashes('\u2014\u2014-'), one.keyPem], broken),
    row('four dashes', [dashes('----'), one.keyPem], broken),
    row('small letters', [one.pem.replace('BEGIN CERTIFICATE', 'begin certificate'), one.keyPem], broken),
    row('a space without a width in the content', [one.pem.replace(/\n(.{10})/u, '\n$1\u200b'), one.keyPem], broken),
    row('escaped for a web page', [one.pem.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;'), one.keyPem], broken),
    row('padding in the middle', [block(`${base64.slice(0, 40)}==${base64.slice(40)}`), one.keyPem], broken),
    row('one letter too few', [block(base64.replace(/=+$/u, '').slice(0, -3)), one.keyPem], {
      faults: ['CERT_CUT_OFF'],
    }),
    row('Base64 of the whole file, as clusters keep it', [Buffer.from(both).toString('base64')], {
      faults: ['CERT_NOTHING_FOUND'],
    }),
    row('a PEM file inside a PEM block', [block(Buffer.from(one.pem).toString('base64')), one.keyPem], {
      faults: ['CERT_DAMAGED'],
    }),
    row('a block inside a block', [one.pem.replace('-----END', `${one.keyPem}-----END`)], {
      faults: ['CERT_CUT_OFF'],
    }),
    row(
      'a block that ends as another',
      [one.pem.replace('END CERTIFICATE', 'END PRIVATE KEY'), one.keyPem],
      selfSigned,
    ),
    row('a block without content', [block(''), one.keyPem], { faults: ['CERT_CUT_OFF'] }),
    row('thousands of beginnings without an end', ['-----BEGIN CERTIFICATE-----\n'.repeat(2_300)], {
      faults: ['CERT_CUT_OFF'],
    }),
    row('thousands of tiny blocks', [block('MAA=').repeat(1_050)], { faults: ['CERT_DAMAGED'] }),
    row(
      'twenty files of them',
      Array.from({ length: 20 }, () => block('MAA=').repeat(1_050)),
      { faults: ['CERT_DAMAGED'] },
    ),
    row('one line of sixty thousand letters', ['A'.repeat(60_000)], { faults: ['CERT_NOTHING_FOUND'] }),
    row(
      'a header of sixty thousand colons',
      [`-----BEGIN PRIVATE KEY-----\n${':'.repeat(60_000)}\n-----END PRIVATE KEY-----\n`],
      { faults: ['CERT_CUT_OFF'] },
    ),
    row('a label nobody knows', [pem('ROUTER CERTIFICATE', one.der), one.keyPem], selfSigned),
    row('a settings file with the pair in it', [JSON.stringify({ cert: one.pem, key: one.keyPem })], broken),
  ];
}

function utf32(text: string): Buffer {
  return Buffer.concat(Array.from(text, (letter) => Buffer.from([letter.charCodeAt(0), 0, 0, 0])));
}
