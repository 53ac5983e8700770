import {
  anAuthority,
  anyTime,
  commonName,
  extension,
  forBoth,
  handMade,
  hostNames,
  nameOf,
  noAuthority,
  purposes,
  timeOf,
  usual,
  utcTime,
  type HandMade,
  type HandWish,
} from './hand-made.ts';
import { der, integer, nested, oid, sequence, setOf, tagged, utf8 } from './der.ts';
import { host, now, row, type Row } from './row.ts';

const dayMs = 86_400_000;
const pair = ({ pem, keyPem }: HandMade): string[] => [pem, keyPem];
const made = (wish: HandWish = {}): string[] => pair(handMade(wish));
const named = (text: string): HandWish => ({ subject: commonName(text) });
const selfSigned = { warnings: ['CERT_SELF_SIGNED'] } as const;
const unsafe = { warnings: ['CERT_NAME_UNSAFE', 'CERT_SELF_SIGNED'] } as const;

/** What one certificate may say of itself that is strange: dates, numbers, versions, extensions. */
export function structureRows(): readonly Row[] {
  const authority = handMade({ subject: commonName('Authority'), extensions: [anAuthority] });
  return [
    row('made by hand, as it should be', made(), selfSigned),
    row('valid for ever', made({ until: anyTime('99991231235959Z') }), selfSigned),
    row('ends before it begins', made({ from: timeOf(now + dayMs), until: timeOf(now - dayMs) }), {
      faults: ['CERT_EXPIRED'],
      ...selfSigned,
    }),
    row('in its last second', made({ until: timeOf(now) }), { warnings: ['CERT_EXPIRES_SOON', 'CERT_SELF_SIGNED'] }),
    row('ended a second ago', made({ until: timeOf(now - 1_000) }), { faults: ['CERT_EXPIRED'], ...selfSigned }),
    row('begins in a second', made({ from: timeOf(now + 1_000) }), { faults: ['CERT_NOT_YET_VALID'], ...selfSigned }),
    row('from the last century', made({ from: utcTime('500101000000Z'), until: utcTime('991231235959Z') }), {
      faults: ['CERT_EXPIRED'],
      ...selfSigned,
    }),
    row('a month that does not exist', made({ until: anyTime('20301332000000Z') }), { faults: ['CERT_DAMAGED'] }),
    row('a time that is no text', made({ until: anyTime('\u0000\u001b[31m') }), { faults: ['CERT_DAMAGED'] }),
    row('a time without seconds', made({ until: utcTime('3001010000Z') }), { faults: ['CERT_DAMAGED'] }),
    row('of the first version, which knows no extensions', made({ version: null, extensions: null }), {
      faults: ['CERT_NO_NAMES'],
      warnings: ['CERT_PURPOSE_MISSING', 'CERT_SELF_SIGNED'],
    }),
    row('a serial number of two hundred bytes', made({ serial: integer(Buffer.alloc(200, 0x41)) }), selfSigned),
    row('a serial number below zero', made({ serial: integer(Buffer.from([0x80, 1])) }), selfSigned),
    row('signed by one algorithm, said to be by another', made({ algorithm: sequence(oid('1.2.840.10045.4.3.3')) }), {
      faults: ['CERT_SIGNATURE_FALSE'],
      ...selfSigned,
    }),
    row(
      'for signing programs only',
      made({ extensions: [noAuthority, purposes('1.3.6.1.5.5.7.3.3'), hostNames(Buffer.from(host))] }),
      {
        faults: ['CERT_PURPOSE_WRONG'],
        ...selfSigned,
      },
    ),
    row(
      'for anything at all',
      made({ extensions: [noAuthority, purposes('2.5.29.37.0'), hostNames(Buffer.from(host))] }),
      {
        faults: ['CERT_PURPOSE_WRONG'],
        ...selfSigned,
      },
    ),
    row(
      'a purpose that is no identifier',
      made({ extensions: [extension('2.5.29.37', sequence(utf8('clientAuth'))), hostNames(Buffer.from(host))] }),
      {
        faults: ['CERT_PURPOSE_WRONG'],
        ...selfSigned,
      },
    ),
    row(
      'three hundred extensions',
      made({
        extensions: [
          ...usual(),
          ...Array.from({ length: 300 }, (_, index) => extension(`1.3.6.1.4.1.99999.${index}`, nested(3))),
        ],
      }),
      selfSigned,
    ),
    row(
      'an extension of five thousand levels',
      made({ extensions: [noAuthority, forBoth, extension('2.5.29.17', nested(5_000))] }),
      {
        faults: ['CERT_NO_NAMES'],
        ...selfSigned,
      },
    ),
    row(
      'an extension within an extension, a hundred times',
      made({ extensions: [...usual(), extension('1.3.6.1.4.1.99999.1', wrapped(100))] }),
      selfSigned,
    ),
    row('no public key', made({ publicKey: sequence() }), { faults: ['CERT_DAMAGED'] }),
    row(
      'a public key of a kind nobody knows',
      made({ publicKey: sequence(sequence(oid('1.2.3.4.5')), der(0x03, Buffer.alloc(33))) }),
      {
        faults: ['CERT_KEY_UNUSABLE'],
        ...selfSigned,
      },
    ),
    row('a public key that is not on its curve', made({ publicKey: offCurve() }), {
      faults: ['CERT_DAMAGED'],
      ...selfSigned,
    }),
    row('an authority that is trusted, without a purpose', [authority.pem], { target: 'authority' }),

    // Names.
    row('a zero byte in the subject', made(named('relay.example.test\0.evil.test')), unsafe),
    row(
      'a zero byte in a host name',
      made({ extensions: [noAuthority, forBoth, hostNames(Buffer.from(`${host}\0.evil.test`))] }),
      {
        faults: ['CERT_NAME_NOT_COVERED'],
        ...unsafe,
        hostNames: [host],
      },
    ),
    row(
      'a zero byte behind the host name',
      made({ extensions: [noAuthority, forBoth, hostNames(Buffer.from(`${host}\0`))] }),
      {
        faults: ['CERT_NAME_NOT_COVERED'],
        ...unsafe,
        hostNames: [host],
      },
    ),
    row('a name that colours the terminal', made(named('\u001b[2J\u001b[31mowned\u001b]0;title\u0007')), unsafe),
    row('a name of several lines', made(named('relay\r\nSet-Cookie: a=b\n\nX: y')), unsafe),
    row('a name that turns the reading direction', made(named('\u202egpj.tseitrec\u202c \u2066x\u2069')), unsafe),
    row('a name of characters without a shape', made(named('re\u200blay\u00ad.exam\u2060ple\ufeff')), unsafe),
    row('a name of twenty thousand letters', made(named('w'.repeat(20_000))), unsafe),
    row(
      'a name with a script in it',
      made(named('"><script>alert(1)</script><img src=x onerror=alert(2)>')),
      selfSigned,
    ),
    row(
      'a name with the marks of formulas, shells and templates',
      made(named('=cmd|calc!A0 #{7*7} {{x}} `id` $(id) %n%s [value]')),
      selfSigned,
    ),
    row('a name in look-alike letters', made(named('r\u0435l\u0430y.ex\u0430mple.test')), unsafe),
    row(
      'a name in one foreign script',
      made(named('\u043f\u0440\u0438\u043c\u0435\u0440 \u4e2d\u7ee7 \u4f8b\u3048')),
      selfSigned,
    ),
    row(
      'a host name in look-alike letters',
      made({ extensions: [noAuthority, forBoth, hostNames(Buffer.from('xn--rlay-8of.example.test'))] }),
      {
        faults: ['CERT_NAME_NOT_COVERED'],
        ...selfSigned,
        hostNames: [host],
      },
    ),
    row('a text that is no UTF-8', made({ subject: nameOf(der(0x0c, Buffer.from([0xff, 0xfe, 0xc3, 0x28]))) }), {
      faults: ['CERT_DAMAGED'],
    }),
    row('a wide text of odd length', made({ subject: nameOf(der(0x1e, Buffer.from([0, 0x61, 0]))) }), {
      faults: ['CERT_DAMAGED'],
    }),
    row('no subject at all', made({ subject: sequence() }), selfSigned),
    row(
      'a subject of a thousand parts',
      made({
        subject: sequence(
          ...Array.from({ length: 1_000 }, (_, index) => setOf(sequence(oid('2.5.4.11'), utf8(`Unit ${index}`)))),
        ),
      }),
      selfSigned,
    ),
    row(
      'three thousand host names',
      made({
        extensions: [
          noAuthority,
          forBoth,
          hostNames(...Array.from({ length: 3_000 }, (_, index) => Buffer.from(`h${index}.test`))),
        ],
      }),
      {
        faults: ['CERT_NAME_NOT_COVERED'],
        ...selfSigned,
        hostNames: [host],
      },
    ),
    row('alternative names of every other kind', made({ extensions: [noAuthority, forBoth, oddNames()] }), {
      faults: ['CERT_NO_NAMES'],
      ...unsafe,
    }),
    row(
      'an address of five bytes',
      made({ extensions: [noAuthority, forBoth, extension('2.5.29.17', sequence(der(0x87, Buffer.alloc(5, 1))))] }),
      {
        faults: ['CERT_NAME_NOT_COVERED'],
        ...selfSigned,
        hostNames: ['1.1.1.1'],
      },
    ),
    row('files with hostile names', [...made(), new Uint8Array()], {
      ...selfSigned,
      faults: ['CERT_FILE_EMPTY'],
      names: ['../../etc/passwd\0.pem', '\u202e\u001b[31m<b>key</b>', '\u001b]0;x\u0007\u202e'],
    }),
  ];

  function wrapped(times: number): Buffer {
    let inner = der(0x05);
    for (let level = 0; level < times; level += 1) inner = sequence(extension('1.3.6.1.4.1.99999.2', inner));
    return inner;
  }

  function offCurve(): Buffer {
    const algorithm = sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7'));
    return sequence(algorithm, der(0x03, Buffer.from([0, 4]), Buffer.alloc(64, 7)));
  }

  function oddNames(): Buffer {
    return extension(
      '2.5.29.17',
      sequence(
        der(0x86, Buffer.from('javascript:alert(1)')),
        der(0x81, Buffer.from('a@b\r\nBcc: c@d')),
        tagged(0, oid('1.2.3'), tagged(0, utf8('other'))),
        der(0x88, Buffer.from([0x2a, 3])),
        tagged(4, commonName('directory')),
      ),
    );
  }
}
