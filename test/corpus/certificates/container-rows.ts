import { createHmac, pbkdf2Sync } from 'node:crypto';
import type { Openssl } from '#test/unit/relay/certificates/certificate-kit.ts';
import {
  bits,
  contentOf,
  der,
  integer,
  nested,
  nothing,
  octets,
  oid,
  pem,
  sequence,
  setOf,
  type Bytes,
} from './der.ts';
import { anAuthority, commonName, handMade, type HandMade } from './hand-made.ts';
import { passphrase, row, type Row } from './row.ts';

const selfSigned = { warnings: ['CERT_SELF_SIGNED'] } as const;
const data = '1.2.840.113549.1.7.1';
const bagOf = (number: number, content: Bytes): Buffer =>
  sequence(oid(`1.2.840.113549.1.12.10.1.${number}`), der(0xa0, content));
const certificateBag = (certificate: Bytes): Buffer =>
  bagOf(3, sequence(oid('1.2.840.113549.1.9.22.1'), der(0xa0, octets(certificate))));
const keyBag = ({ keyPem }: HandMade): Buffer => bagOf(1, contentOf(keyPem));
const nestedBag = (...bags: readonly Bytes[]): Buffer => bagOf(6, sequence(...bags));

/** Without encryption or seal. */
function openPfx(...bags: readonly Bytes[]): Buffer {
  return pfxAround(sequence(sequence(oid(data), der(0xa0, octets(sequence(...bags))))));
}

const pfxAround = (safe: Bytes, ...seal: readonly Bytes[]): Buffer =>
  sequence(integer(3), sequence(oid(data), der(0xa0, octets(safe))), ...seal);

function bundle(...certificates: readonly Bytes[]): Buffer {
  const inner = sequence(oid(data));
  const signedData = sequence(integer(1), setOf(), inner, der(0xa0, ...certificates), setOf());
  return sequence(oid('1.2.840.113549.1.7.2'), der(0xa0, signedData));
}

/** Files that hold other files: PFX and PKCS#7, in one another, and made to be without end. */
export function containerRows(openssl: Openssl): readonly Row[] {
  const one = handMade();
  const other = handMade({ subject: commonName('other.example.test') });
  const authority = handMade({ subject: commonName('Authority'), extensions: [anAuthority] });
  const open = openPfx(certificateBag(one.der), keyBag(one));
  const unsealed = { ...selfSigned, passphrase: 'not needed' } as const;
  return [
    row('a PFX that nothing protects', [open], selfSigned),
    row('a PFX that nothing protects, and a passphrase', [open], {
      ...unsealed,
      warnings: ['CERT_PASSPHRASE_UNUSED', 'CERT_SELF_SIGNED'],
    }),
    row('a PFX as text', [open.toString('base64')], selfSigned),
    row('a PFX in a PEM block', [pem('PKCS12', open)], selfSigned),
    row('a PFX labelled as certificate', [pem('CERTIFICATE', open)], { faults: ['CERT_LABEL_WRONG'] }),
    row('a PFX within a bundle, as its content', [sequence(oid(data), der(0xa0, octets(open)))], {
      faults: ['CERT_IS_SOMETHING_ELSE'],
    }),
    row('a PFX within a bundle, among its certificates', [bundle(one.der, open), one.keyPem], {
      faults: ['CERT_DAMAGED'],
      ...selfSigned,
    }),
    row('a bundle within a bundle', [bundle(bundle(one.der)), one.keyPem], { faults: ['CERT_DAMAGED'] }),
    row('a PFX within a PFX', [openPfx(certificateBag(open), keyBag(one))], { faults: ['CERT_DAMAGED'] }),
    row('bags within bags', [openPfx(nestedBag(nestedBag(certificateBag(one.der)), keyBag(one)))], selfSigned),
    row('a thousand bags, each within the next', [openPfx(deepBags(1_000, certificateBag(one.der)))], {
      faults: ['CERT_DAMAGED'],
    }),
    row('a PFX whose content has twenty thousand levels', [pfxAround(nested(20_000))], { faults: ['CERT_DAMAGED'] }),
    row(
      'a PFX whose content is in forty parts, each within the next',
      [sequence(integer(3), sequence(oid(data), der(0xa0, nested(40, octets(Buffer.from('x')), 0x24))))],
      { faults: ['CERT_DAMAGED'] },
    ),
    row('a PFX with two keys', [openPfx(certificateBag(one.der), keyBag(one), keyBag(other))], {
      faults: ['CERT_KEY_TWICE'],
      ...selfSigned,
    }),
    row('a PFX with two certificates', [openPfx(certificateBag(one.der), certificateBag(other.der), keyBag(one))], {
      faults: ['CERT_LEAF_TWICE'],
    }),
    row(
      'a PFX with forty certificates',
      [openPfx(...Array.from({ length: 40 }, () => certificateBag(handMade().der)), keyBag(one))],
      {
        faults: ['CERT_LEAF_TWICE', 'CERT_TOO_MANY'],
      },
    ),
    row('a PFX with nothing in it', [openPfx()], { faults: ['CERT_NOTHING_FOUND'] }),
    row(
      'a PFX with a revocation list and a secret',
      [openPfx(bagOf(4, sequence()), bagOf(5, sequence(oid('1.2.3'))))],
      { faults: ['CERT_NOTHING_FOUND'] },
    ),
    row(
      'a PFX that is encrypted for one receiver',
      [sequence(integer(3), sequence(oid('1.2.840.113549.1.7.2'), der(0xa0, sequence())))],
      { faults: ['CERT_ENCRYPTION_UNKNOWN'] },
    ),
    row(
      'a bundle encrypted for one receiver',
      [sequence(oid('1.2.840.113549.1.7.3'), der(0xa0, sequence(integer(0), setOf(), sequence())))],
      { faults: ['CERT_IS_SOMETHING_ELSE'] },
    ),
    row(
      'a bundle of nothing',
      [sequence(oid('1.2.840.113549.1.7.2'), der(0xa0, sequence(integer(1), setOf(), sequence(oid(data)), setOf())))],
      { faults: ['CERT_IS_SOMETHING_ELSE'] },
    ),
    row('a bundle that is none', [sequence(oid('1.2.840.113549.1.7.2'), nothing())], { faults: ['CERT_DAMAGED'] }),
    row('a bundle labelled as certificate', [pem('CERTIFICATE', bundle(one.der)), one.keyPem], {
      faults: ['CERT_LABEL_WRONG'],
    }),
    row('a bundle of forty certificates', [bundle(...Array.from({ length: 40 }, () => handMade().der)), one.keyPem], {
      faults: ['CERT_LEAF_TWICE', 'CERT_TOO_MANY'],
    }),
    row('a bundle of authorities, to be trusted', [bundle(authority.der)], { target: 'authority' }),
    ...sealedRows(openssl, one),
    ...workRows(one),
  ];
}

function deepBags(depth: number, innermost: Bytes): Bytes {
  let bag = innermost;
  for (let level = 0; level < depth; level += 1) bag = nestedBag(bag);
  return bag;
}

/** Written by openssl, with each of its old and new ways of encryption. */
function sealedRows(openssl: Openssl, one: HandMade): readonly Row[] {
  openssl.write('one.pem', one.pem);
  openssl.write('one.key', one.keyPem);
  const at = (name: string): string => openssl.path(name);
  const pfx = (given: string, ...more: string[]): Buffer => {
    const files = ['-in', at('one.pem'), '-inkey', at('one.key'), '-out', at('out.pfx')];
    openssl.call(['pkcs12', '-export', ...files, '-passout', `pass:${given}`, ...more]);
    return openssl.read('out.pfx');
  };
  const key = (...more: string[]): Buffer => {
    openssl.call([
      'pkcs8',
      '-topk8',
      '-in',
      at('one.key'),
      '-out',
      at('out.key'),
      '-passout',
      `pass:${passphrase}`,
      ...more,
    ]);
    return openssl.read('out.key');
  };
  const both = (name: string): string[] => ['-certpbe', name, '-keypbe', name];
  const old = { warnings: ['CERT_PFX_OLD', 'CERT_SELF_SIGNED'], passphrase } as const;
  const unknown = { faults: ['CERT_ENCRYPTION_UNKNOWN'], passphrase } as const;
  const wrong = { faults: ['CERT_PASSPHRASE_WRONG'] } as const;
  const smiling = 'Zeewind \u{1f604} 海风';
  const long = 'long '.repeat(180);
  return [
    row('a PFX with RC2 of 40 bits throughout', [pfx(passphrase, '-legacy', ...both('PBE-SHA1-RC2-40'))], old),
    row('a PFX with RC2 of 128 bits throughout', [pfx(passphrase, '-legacy', ...both('PBE-SHA1-RC2-128'))], old),
    row('a PFX with triple DES of two keys', [pfx(passphrase, '-legacy', ...both('PBE-SHA1-2DES'))], old),
    row('a PFX with AES of 128 bits', [pfx(passphrase, ...both('AES-128-CBC'))], { ...selfSigned, passphrase }),
    row('a PFX with AES of 192 bits', [pfx(passphrase, ...both('AES-192-CBC'))], { ...selfSigned, passphrase }),
    row('a PFX with triple DES in the new form', [pfx(passphrase, ...both('DES-EDE3-CBC'))], old),
    row('a PFX with a cipher of Korea', [pfx(passphrase, ...both('ARIA-256-CBC'))], unknown),
    row('a PFX with RC4', [pfx(passphrase, '-legacy', ...both('PBE-SHA1-RC4-128'))], unknown),
    row('a PFX sealed with MD5', [pfx(passphrase, '-macalg', 'md5')], unknown),
    row('a PFX sealed in the form of newer programs', [newlySealed(one)], { ...selfSigned, passphrase }),
    row('a PFX sealed in that form, wrong passphrase', [newlySealed(one)], { ...wrong, passphrase: 'wrong' }),
    row('a PFX with 40-bit RC2, wrong passphrase', [pfx(passphrase, '-legacy', ...both('PBE-SHA1-RC2-40'))], {
      ...wrong,
      passphrase: 'wrong',
    }),
    row('a PFX whose passphrase smiles', [pfx(smiling)], { ...selfSigned, passphrase: smiling }),
    row('a PFX whose passphrase has 900 characters', [pfx(long)], { ...selfSigned, passphrase: long }),
    row('a passphrase with a line end from the clipboard', [pfx(passphrase)], {
      ...wrong,
      passphrase: `${passphrase}\n`,
    }),
    row('a passphrase in capitals', [pfx(passphrase)], { ...wrong, passphrase: passphrase.toUpperCase() }),
    row('an empty passphrase where one is needed', [pfx(passphrase)], {
      faults: ['CERT_PASSPHRASE_NEEDED'],
      passphrase: '',
    }),
    row('two files of different passphrases', [pfx('another'), key()], { ...wrong, passphrase }),
    row('a PFX spoiled in the middle', [spoiled(pfx(passphrase))], { faults: ['CERT_PFX_CHANGED'], passphrase }),
    row('a key encrypted with triple DES', [one.pem, key('-v2', 'des3')], { ...selfSigned, passphrase }),
    row('a key encrypted with a cipher of Korea', [one.pem, key('-v2', 'aria-256-cbc')], { ...unknown, ...selfSigned }),
    row(
      'a key encrypted with single DES',
      [one.pem, key('-v1', 'PBE-MD5-DES', '-provider', 'legacy', '-provider', 'default')],
      { ...unknown, ...selfSigned },
    ),
    row('a key derived with SHA-512', [one.pem, key('-v2', 'aes256', '-v2prf', 'hmacWithSHA512')], {
      ...selfSigned,
      passphrase,
    }),
    row('a key derived with a digest nobody uses', [one.pem, key('-v2', 'aes256', '-v2prf', 'hmacWithSHA512-224')], {
      ...unknown,
      ...selfSigned,
    }),
    row(
      'encryption headers that are broken',
      [one.pem, one.keyPem.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,zz\n\n')],
      {
        faults: ['CERT_DAMAGED'],
        ...selfSigned,
        passphrase,
      },
    ),
    row(
      'encryption headers of single DES',
      [one.pem, one.keyPem.replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-CBC,0011223344556677\n\n')],
      { ...unknown, ...selfSigned },
    ),
  ];
}

function spoiled(pfx: Buffer): Buffer {
  const copy = Buffer.from(pfx);
  const at = Math.floor(copy.length / 2);
  copy[at] = (copy[at] ?? 0) ^ 0x55;
  return copy;
}

/** RFC 9579: PBKDF2 and HMAC-SHA-256 for the seal. */
function newlySealed(one: HandMade): Buffer {
  const safe = sequence(sequence(oid(data), der(0xa0, octets(sequence(certificateBag(one.der), keyBag(one))))));
  const salt = Buffer.alloc(16, 3);
  const key = pbkdf2Sync(passphrase, salt, 2_048, 32, 'sha256');
  const seal = createHmac('sha256', key).update(safe).digest();
  const hmac = sequence(oid('1.2.840.113549.2.9'), nothing());
  const derivation = sequence(oid('1.2.840.113549.1.5.12'), sequence(octets(salt), integer(2_048), integer(32), hmac));
  const algorithm = sequence(oid('1.2.840.113549.1.5.14'), sequence(derivation, hmac));
  return pfxAround(safe, sequence(sequence(algorithm, octets(seal)), octets(salt), integer(1)));
}

/** Encrypted keys that ask for as much work as their numbers can say. */
function workRows(one: HandMade): readonly Row[] {
  const asked = { faults: ['CERT_ENCRYPTION_UNKNOWN'], ...selfSigned, passphrase } as const;
  const aes = sequence(oid('2.16.840.1.101.3.4.1.42'), octets(Buffer.alloc(16)));
  const encrypted = (derivation: Bytes): string =>
    pem(
      'ENCRYPTED PRIVATE KEY',
      sequence(sequence(oid('1.2.840.113549.1.5.13'), sequence(derivation, aes)), octets(Buffer.alloc(64, 9))),
    );
  const pbkdf2 = (rounds: number, salt = Buffer.alloc(16)): Buffer =>
    sequence(
      oid('1.2.840.113549.1.5.12'),
      sequence(octets(salt), integer(rounds), sequence(oid('1.2.840.113549.2.9'), nothing())),
    );
  const scrypt = (cost: number, blocks: number, lanes: number): Buffer =>
    sequence(
      oid('1.3.6.1.4.1.11591.4.11'),
      sequence(octets(Buffer.alloc(16)), integer(cost), integer(blocks), integer(lanes)),
    );
  const rc2Kind = sequence(oid('1.2.840.113549.1.12.1.6'), sequence(octets(Buffer.alloc(8)), integer(1)));
  const rc2 = (sizeBytes: number): Buffer => {
    const hidden = sequence(integer(0), sequence(oid(data), rc2Kind, der(0x80, Buffer.alloc(sizeBytes, 7))));
    return pfxAround(sequence(sequence(oid('1.2.840.113549.1.7.6'), der(0xa0, hidden))));
  };
  const sealedBy = (rounds: number): Buffer => {
    const digest = sequence(sequence(oid('2.16.840.1.101.3.4.2.1'), nothing()), octets(Buffer.alloc(32)));
    return pfxAround(sequence(), sequence(digest, octets(Buffer.alloc(8)), integer(rounds)));
  };
  return [
    row('four billion rounds of derivation', [one.pem, encrypted(pbkdf2(4_000_000_000))], asked),
    row('no round of derivation', [one.pem, encrypted(pbkdf2(0))], { ...asked, faults: ['CERT_DAMAGED'] }),
    row('a salt of forty kilobytes', [one.pem, encrypted(pbkdf2(2_048, Buffer.alloc(40_000)))], {
      ...asked,
      faults: ['CERT_DAMAGED'],
    }),
    row('scrypt that wants four gigabytes', [one.pem, encrypted(scrypt(2 ** 22, 8, 1))], asked),
    row('scrypt in two hundred lanes', [one.pem, encrypted(scrypt(2, 8, 200))], asked),
    row('scrypt with a cost that is no power of two', [one.pem, encrypted(scrypt(1_000, 8, 1))], {
      ...asked,
      faults: ['CERT_DAMAGED'],
    }),
    row('a hundred keys that each stay within the limit', [one.pem, encrypted(pbkdf2(600_000)).repeat(100)], {
      ...asked,
      faults: ['CERT_ENCRYPTION_UNKNOWN', 'CERT_PASSPHRASE_WRONG'],
    }),
    row('a seal of four billion rounds', [sealedBy(4_000_000_000)], {
      faults: ['CERT_ENCRYPTION_UNKNOWN'],
      passphrase,
    }),
    row(
      'a seal of many rounds, in twenty files',
      Array.from({ length: 20 }, () => sealedBy(60_000)),
      {
        faults: ['CERT_ENCRYPTION_UNKNOWN', 'CERT_PASSPHRASE_WRONG'],
        passphrase,
      },
    ),
    row('two hundred kilobytes of RC2', [rc2(200_000)], { faults: ['CERT_PASSPHRASE_WRONG'], passphrase }),
    row(
      'two hundred kilobytes of RC2, in twenty files',
      Array.from({ length: 20 }, () => rc2(200_000)),
      {
        faults: ['CERT_ENCRYPTION_UNKNOWN', 'CERT_PASSPHRASE_WRONG'],
        passphrase,
      },
    ),
    row(
      'a seal of no length',
      [
        pfxAround(
          sequence(),
          sequence(sequence(sequence(oid('2.16.840.1.101.3.4.2.1')), octets()), octets(), integer(1)),
        ),
      ],
      {
        faults: ['CERT_PASSPHRASE_WRONG'],
        passphrase,
      },
    ),
    row('a seal that is none', [pfxAround(sequence(), bits(Buffer.alloc(3)))], {
      faults: ['CERT_DAMAGED'],
      passphrase,
    }),
  ];
}
