import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type { CertificateCode } from '#shared/errors/certificate-codes.ts';
import { bits, contentOf, integer, octets, oid, pem, sequence, type Bytes } from './der.ts';
import { anAuthority, commonName, handMade, newKeys, type Keys } from './hand-made.ts';
import { row, type Row } from './row.ts';

const selfSigned = { warnings: ['CERT_SELF_SIGNED'] } as const;
const rsaKind = sequence(oid('1.2.840.113549.1.1.1'), Buffer.from([5, 0]));

/** A certificate for `publicKey`, signed by an authority with a good key, and the private half beside it. */
function certified(publicKey: Bytes, keyPem: string): string[] {
  const authority = { keys: newKeys(), subject: commonName('Authority') };
  const root = handMade({ ...authority, extensions: [anAuthority] });
  const { pem: leaf } = handMade({ publicKey, issuer: authority.subject, signer: authority.keys });
  return [leaf, root.pem, keyPem];
}

const exported = ({ publicKey, privateKey }: Keys): string[] =>
  certified(
    publicKey.export({ type: 'spki', format: 'der' }),
    privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  );

/** Keys that are weak, odd, or made to keep a reader busy. */
export function keyRows(): readonly Row[] {
  const one = handMade();
  const rooted = { warnings: ['CERT_ROOT_INCLUDED'] } as const;
  const refused = (code: CertificateCode) => ({ faults: [code], ...rooted });
  const rsa = (modulusLength: number, publicExponent = 65_537) =>
    generateKeyPairSync('rsa', { modulusLength, publicExponent });
  const curve = (namedCurve: string, paramEncoding: 'named' | 'explicit' = 'named') =>
    exported(generateKeyPairSync('ec', { namedCurve, paramEncoding }));
  const strong = rsa(2_048);
  return [
    row('RSA of 512 bits', exported(rsa(512)), refused('CERT_KEY_WEAK')),
    row('RSA of 2047 bits', exported(rsa(2_047)), refused('CERT_KEY_WEAK')),
    row('RSA of 2048 bits with exponent 3', exported(rsa(2_048, 3)), rooted),
    row(
      'RSA with exponent 1: whatever is signed is the signature',
      certified(rsaPublic(modulusOf(strong.publicKey), 1), privatePem(strong)),
      {
        faults: ['CERT_KEY_UNUSABLE'],
        ...rooted,
      },
    ),
    row('RSA of 40,000 bits that only looks like a key', hugeRsa(5_000), refused('CERT_KEY_UNUSABLE')),
    row('RSA of 72,000 bits that only looks like a key', hugeRsa(9_000), refused('CERT_KEY_UNUSABLE')),
    row('curve P-192', curve('prime192v1'), refused('CERT_CURVE_WEAK')),
    row('curve secp256k1', curve('secp256k1'), refused('CERT_CURVE_WEAK')),
    row('curve brainpoolP256r1', curve('brainpoolP256r1'), refused('CERT_CURVE_WEAK')),
    row('P-256 with its curve spelled out', curve('prime256v1', 'explicit'), refused('CERT_CURVE_WEAK')),
    row('P-384', curve('secp384r1'), rooted),
    row('P-521', curve('secp521r1'), rooted),
    row('Ed25519', exported(generateKeyPairSync('ed25519')), rooted),
    row('Ed448', exported(generateKeyPairSync('ed448')), refused('CERT_KEY_UNUSABLE')),
    row('a key that can only agree on others', exported(generateKeyPairSync('x25519')), refused('CERT_KEY_UNUSABLE')),
    row(
      'a key of a kind nobody knows',
      [
        one.pem,
        pem('PRIVATE KEY', sequence(integer(0), sequence(oid('1.2.3.4.5')), octets(octets(Buffer.alloc(32, 7))))),
      ],
      {
        faults: ['CERT_KEY_UNUSABLE'],
        ...selfSigned,
      },
    ),
    row('a key with notes', [one.pem, pem('PRIVATE KEY', withNotes(contentOf(one.keyPem)))], selfSigned),
    row(
      'a public key of RSA alone',
      [one.pem, pem('RSA PUBLIC KEY', sequence(integer(modulusOf(strong.publicKey)), integer(65_537)))],
      {
        faults: ['CERT_IS_PUBLIC_KEY'],
        ...selfSigned,
      },
    ),
    row('the secret half of one key, the public half of another', [one.pem, crossed(one.keys, newKeys())], {
      faults: ['CERT_DAMAGED'],
      ...selfSigned,
    }),
    row('two hundred keys', [one.pem, Array.from({ length: 200 }, () => privatePem(newKeys())).join('')], {
      faults: ['CERT_KEY_TWICE', 'CERT_TOO_MANY'],
      ...selfSigned,
    }),
    row(
      'two keys in one file, two in others',
      [one.pem, one.keyPem + privatePem(newKeys()), privatePem(newKeys()), privatePem(newKeys())],
      {
        faults: ['CERT_KEY_TWICE'],
        ...selfSigned,
      },
    ),
    row('three certificates that nobody signed for another', [one.pem, handMade().pem, handMade().pem, one.keyPem], {
      faults: ['CERT_LEAF_TWICE'],
    }),
    row('two certificates of one key', [one.pem, handMade({ keys: one.keys }).pem, one.keyPem], {
      faults: ['CERT_LEAF_TWICE'],
    }),
    row('twenty authorities of one name with keys as long as they go', crowd(), { faults: ['CERT_SIGNATURE_FALSE'] }),
    row('authorities that signed one another', circle(), { warnings: ['CERT_ISSUER_UNKNOWN'] }),
    row('a chain of eighteen authorities', ladder(18), rooted),
    row('a chain of thirty authorities', ladder(30), { faults: ['CERT_TOO_MANY'], warnings: ['CERT_ISSUER_UNKNOWN'] }),
  ];
}

const privatePem = ({ privateKey }: Keys): string => privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

function modulusOf(key: KeyObject): Buffer {
  const { n = '' } = key.export({ format: 'jwk' });
  return Buffer.concat([Buffer.from([0]), Buffer.from(n, 'base64url')]);
}

function rsaPublic(modulus: Bytes, exponent: number): Buffer {
  return sequence(rsaKind, bits(sequence(integer(modulus), integer(exponent))));
}

/** All numbers a key has, none of which fit together: its use would cost minutes. */
function hugeRsa(sizeBytes: number): string[] {
  const number = (bytes: number): Buffer => integer(Buffer.concat([Buffer.from([0]), Buffer.alloc(bytes, 0xc5)]));
  const half = Math.floor(sizeBytes / 2);
  const key = sequence(
    integer(0),
    number(sizeBytes),
    integer(65_537),
    ...[sizeBytes, half, half, half, half, half].map(number),
  );
  const modulus = Buffer.concat([Buffer.from([0]), Buffer.alloc(sizeBytes, 0xc5)]);
  return certified(rsaPublic(modulus, 65_537), pem('RSA PRIVATE KEY', key));
}

/** PKCS#8 may carry attributes behind the key. */
function withNotes(key: Buffer): Buffer {
  const inner = key.subarray(key[1] === 0x81 ? 3 : 2);
  const notes = Buffer.from([0xa0, 0x0d, 0x30, 0x0b, 0x06, 0x03, 0x55, 0x1d, 0x0f, 0x31, 0x04, 0x03, 0x02, 0x00, 0x10]);
  return sequence(inner, notes);
}

/** SEC1: the number of the one, the point of the other. */
function crossed(secret: Keys, point: Keys): string {
  const { d = '' } = secret.privateKey.export({ format: 'jwk' });
  const { x = '', y = '' } = createPublicKey(point.privateKey).export({ format: 'jwk' });
  const key = sequence(
    integer(1),
    octets(Buffer.from(d, 'base64url')),
    Buffer.concat([Buffer.from([0xa0, 0x0a]), oid('1.2.840.10045.3.1.7')]),
    Buffer.concat([
      Buffer.from([0xa1, 0x44]),
      bits(Buffer.concat([Buffer.from([4]), Buffer.from(x + y, 'base64url')])),
    ]),
  );
  return pem('EC PRIVATE KEY', key);
}

/** Each must be tried as the signer of the one below. */
function crowd(): string[] {
  const subject = commonName('Crowd');
  const leaf = handMade({ issuer: subject, signer: newKeys() });
  const others = Array.from({ length: 18 }, (_, index) => {
    const modulus = Buffer.concat([Buffer.from([0]), Buffer.alloc(1_023, 0xc5 + index), Buffer.from([0xff])]);
    return handMade({ subject, issuer: subject, publicKey: rsaPublic(modulus, 65_537), extensions: [anAuthority] }).pem;
  });
  return [leaf.pem + leaf.keyPem, ...others];
}

function circle(): string[] {
  const [one, other] = [newKeys(), newKeys()];
  const names = { one: commonName('One'), other: commonName('Other') };
  const first = handMade({
    keys: one,
    subject: names.one,
    issuer: names.other,
    signer: other,
    extensions: [anAuthority],
  });
  const second = handMade({
    keys: other,
    subject: names.other,
    issuer: names.one,
    signer: one,
    extensions: [anAuthority],
  });
  const leaf = handMade({ issuer: names.one, signer: one });
  return [leaf.pem + leaf.keyPem, first.pem, second.pem];
}

function ladder(steps: number): string[] {
  let above = handMade({ subject: commonName('Step 0'), extensions: [anAuthority] });
  const chain = [above.pem];
  for (let step = 1; step <= steps; step += 1) {
    const subject = commonName(`Step ${step}`);
    above = handMade({ subject, issuer: above.subject, signer: above.keys, extensions: [anAuthority] });
    chain.unshift(above.pem);
  }
  const leaf = handMade({ issuer: above.subject, signer: above.keys });
  return [leaf.pem + chain.join(''), leaf.keyPem];
}
