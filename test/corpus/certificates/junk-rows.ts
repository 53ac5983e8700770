import { deflateRawSync, gzipSync } from 'node:zlib';
import { handMade } from './hand-made.ts';
import { bits, contentOf, der, integer, nested, nothing, octets, oid, pem, sequence } from './der.ts';
import { row, type Row } from './row.ts';

const none = { faults: ['CERT_NOTHING_FOUND'] } as const;
const damaged = { faults: ['CERT_DAMAGED'] } as const;

/** What lies in the same folder, and what nobody brings by mistake. */
export function junkRows(): readonly Row[] {
  const one = handMade();
  const jwk = JSON.stringify(one.keys.privateKey.export({ format: 'jwk' }));
  return [
    row('a program', [Buffer.from('7f454c4602010100000000000000000003003e0001000000', 'hex')], none),
    row('a document', ['%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n'], none),
    row(
      'an archive with a certificate in it',
      [Buffer.concat([Buffer.from('504b0304', 'hex'), deflateRawSync(one.pem)])],
      none,
    ),
    row('a compressed certificate', [gzipSync(one.pem)], none),
    row('a key as web programs write it', [jwk], none),
    row(
      'a public key for remote shells',
      ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFakeFakeFakeFakeFakeFakeFakeFakeFakeFakeFake user@host'],
      none,
    ),
    row(
      'a key of PuTTY',
      ['PuTTY-User-Key-File-3: ssh-rsa\nEncryption: none\nComment: x\nPublic-Lines: 6\nAAAA\n'],
      none,
    ),
    row(
      'a key of PGP',
      [
        '-----BEGIN PGP PRIVATE KEY BLOCK-----\nVersion: 1\n\nlQOYBGAAAAABCAC7\n=twTO\n-----END PGP PRIVATE KEY BLOCK-----\n',
      ],
      none,
    ),
    row('a key of age', ['AGE-SECRET-KEY-1QQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQQ'], none),
    row(
      'what a program encrypted without a form',
      [Buffer.concat([Buffer.from('Salted__'), Buffer.alloc(64, 0x9c)])],
      none,
    ),
    row(
      'parameters of a key exchange',
      [pem('DH PARAMETERS', sequence(integer(Buffer.alloc(128, 0x51)), integer(2)))],
      { faults: ['CERT_IS_PUBLIC_KEY'] },
    ),
    row('sixty-four kilobytes of zeros', [Buffer.alloc(64 * 1_024)], none),
    row('one byte', [Buffer.from([0x30])], none),
    row('an element of open length without an end', [Buffer.from([0x30, 0x80])], none),
    row('an element of four gigabytes', [Buffer.from('3084ffffffff', 'hex')], none),
    row(
      'an element whose length has a hundred figures',
      [Buffer.concat([Buffer.from([0x30, 0xe4]), Buffer.alloc(100, 0xff)])],
      none,
    ),
    row('five thousand levels', [nested(5_000)], damaged),
    row('fifteen thousand levels, each of open length', [Buffer.alloc(30_000, Buffer.from([0x30, 0x80]))], none),
    row(
      'fifteen thousand levels in a PEM block',
      [pem('PKCS7', Buffer.alloc(30_000, Buffer.from([0x30, 0x80])))],
      damaged,
    ),
    row(
      'five thousand levels of octets in a PEM key',
      [pem('PRIVATE KEY', sequence(integer(0), sequence(oid('1.2.840.10045.2.1')), nested(5_000, nothing(), 0x24)))],
      damaged,
    ),
    row('thirty thousand empty elements', [sequence(Buffer.alloc(60_000, Buffer.from([5, 0])))], damaged),
    row(
      'a certificate in outline',
      [
        pem(
          'CERTIFICATE',
          sequence(
            sequence(integer(1), sequence(), sequence(), sequence(), sequence(), sequence()),
            sequence(),
            bits(Buffer.alloc(0)),
          ),
        ),
      ],
      damaged,
    ),
    row('a key in outline', [one.pem, pem('PRIVATE KEY', sequence(integer(0), sequence(), octets()))], {
      faults: ['CERT_DAMAGED'],
      warnings: ['CERT_SELF_SIGNED'],
    }),
    row('an encrypted key in outline', [one.pem, pem('ENCRYPTED PRIVATE KEY', sequence(sequence(), octets()))], {
      faults: ['CERT_DAMAGED'],
      warnings: ['CERT_SELF_SIGNED'],
      passphrase: 'x',
    }),
    row(
      'an encrypted key without a form, and no passphrase',
      [one.pem, pem('ENCRYPTED PRIVATE KEY', sequence(sequence(), octets()))],
      {
        faults: ['CERT_PASSPHRASE_NEEDED'],
        warnings: ['CERT_SELF_SIGNED'],
      },
    ),
    row('a string where everything should be', [der(0x0c, Buffer.from('certificate')), one.keyPem], none),
    row(
      'the right certificate, and a file of noise',
      [one.pem, one.keyPem, Buffer.alloc(300, Buffer.from([0x9c, 0xf1, 0x02, 0xe8]))],
      {
        faults: ['CERT_NOTHING_FOUND'],
        warnings: ['CERT_SELF_SIGNED'],
      },
    ),
    row('certificates one behind the other in DER', [Buffer.concat([one.der, one.der]), one.keyPem], {
      faults: ['CERT_TRAILING_DATA'],
    }),
    row('a key behind the key', [one.pem, Buffer.concat([contentOf(one.keyPem), contentOf(one.keyPem)])], {
      faults: ['CERT_TRAILING_DATA'],
      warnings: ['CERT_SELF_SIGNED'],
    }),
    row('two hundred and fifty kilobytes that begin as a PFX', [hugePfx()], { faults: ['CERT_DAMAGED'] }),
    row('a PFX above every limit', [Buffer.concat([hugePfx(), Buffer.alloc(40_000)])], {
      faults: ['CERT_FILE_TOO_LARGE'],
    }),
  ];
}

function hugePfx(): Buffer {
  const content = octets(Buffer.alloc(250_000, 0x30));
  return sequence(integer(3), sequence(oid('1.2.840.113549.1.7.1'), der(0xa0, content)));
}
