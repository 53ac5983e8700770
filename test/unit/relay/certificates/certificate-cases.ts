import { webcrypto } from 'node:crypto';
import type { CertificatePurpose } from '#shared/domain/certificate.ts';
import type { CertificateCode } from '#shared/errors/certificate-codes.ts';
import * as x509 from '#relay/certificates/making/x509.ts';
import type { Openssl } from './certificate-kit.ts';
import { clientAuth, dayMs, issue, now, serverAuth, type Made } from './certificate-kit.ts';

export interface CaseFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface CertificateCase {
  readonly title: string;
  readonly files: readonly CaseFile[];
  readonly faults: readonly CertificateCode[];
  readonly warnings: readonly CertificateCode[];
  readonly purpose: CertificatePurpose;
  readonly passphrase: string | null;
  readonly hostNames: readonly string[];
}

interface Settings {
  readonly faults?: readonly CertificateCode[];
  readonly warnings?: readonly CertificateCode[];
  readonly purpose?: CertificatePurpose;
  readonly passphrase?: string;
  readonly hostNames?: readonly string[];
}

export const host = 'relay.example.test';
export const passphrase = 'Zeewind 42 é';

export interface Pki {
  readonly root: Made;
  readonly upper: Made;
  readonly lower: Made;
  readonly leaf: Made;
}

export async function makePki(): Promise<Pki> {
  const root = await issue({ name: 'Root', isAuthority: true });
  const upper = await issue({ name: 'Upper', isAuthority: true, issuer: root });
  const lower = await issue({ name: 'Lower', isAuthority: true, issuer: upper, pathLength: 0 });
  const leaf = await issue({ name: host, issuer: lower, names: [['dns', host]] });
  return { root, upper, lower, leaf };
}

const toBytes = (content: string | Uint8Array): Uint8Array =>
  typeof content === 'string' ? Buffer.from(content) : content;

/** Every file an operator might bring, with what is to be said of it. */
export async function makeCases(openssl: Openssl): Promise<readonly CertificateCase[]> {
  const cases: CertificateCase[] = [];
  const add = (
    title: string,
    contents: readonly (string | Uint8Array)[],
    { faults = [], warnings = [], purpose = 'server', passphrase: given, hostNames = [] }: Settings = {},
  ): void => {
    const files = contents.map((content, index) => ({ name: `file-${String(index)}`, bytes: toBytes(content) }));
    cases.push({ title, files, faults, warnings, purpose, passphrase: given ?? null, hostNames });
  };
  const pki = await makePki();
  const { root, upper, lower, leaf } = pki;
  const whole = leaf.pem + lower.pem + upper.pem;
  const given = { 'leaf.pem': leaf.pem, 'leaf.key': leaf.keyPem, 'chain.pem': lower.pem + upper.pem, 'all.pem': whole };
  const ok: Settings = { warnings: ['CERT_ISSUER_UNKNOWN'] };
  const pass = `pass:${passphrase}`;
  const run = (args: readonly string[], files: Readonly<Record<string, string | Uint8Array>> = {}): void => {
    // Arguments with spaces in them: the passphrase.
    for (const [name, content] of Object.entries(files)) openssl.write(name, content);
    openssl.call(args);
  };
  const at = (name: string): string => openssl.path(name);

  // Forms that are accepted.
  add('PEM, chain and key in one file', [whole + leaf.keyPem], ok);
  add('PEM, each in its own file', [leaf.keyPem, upper.pem, leaf.pem, lower.pem], ok);
  add('PEM with CRLF and trailing spaces', [(whole + leaf.keyPem).replaceAll('\n', '  \r\n')], ok);
  add('PEM with a byte order mark', [`\ufeff${whole}`, leaf.keyPem], ok);
  add('PEM in UTF-16, little end first', [Buffer.from(`\ufeff${whole}${leaf.keyPem}`, 'utf16le')], ok);
  add('PEM in UTF-16, big end first', [Buffer.from(`\ufeff${whole}${leaf.keyPem}`, 'utf16le').swap16()], ok);
  add('PEM in UTF-16 without a mark', [Buffer.from(whole + leaf.keyPem, 'utf16le')], ok);
  add('PEM as one long line', [oneLine(leaf.pem) + oneLine(lower.pem) + upper.pem, oneLine(leaf.keyPem)], ok);
  add('PEM indented', [(whole + leaf.keyPem).replaceAll(/^/gmu, '    ')], ok);
  add('PEM with its lines spelled out', [whole.trim().replaceAll('\n', '\\n'), leaf.keyPem], ok);
  add('PEM with talk around it', [`Dear team,\nhere it is\n${whole}\nBye`, leaf.keyPem], {
    warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_TEXT_IGNORED'],
  });
  add('PEM with a comment in Latin-1', [Buffer.concat([Buffer.from([0xe9, 10]), Buffer.from(whole)]), leaf.keyPem], {
    warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_TEXT_IGNORED'],
  });
  add('DER', [leaf.der, lower.der, upper.der, derOf(leaf.keyPem)], ok);
  add('Base64 without its lines', [oneLine(leaf.pem).split('\n')[1] ?? '', lower.pem + upper.pem, leaf.keyPem], ok);
  run(['crl2pkcs7', '-nocrl', '-certfile', at('all.pem'), '-out', at('all.p7b')], given);
  add('PKCS#7, PEM', [openssl.read('all.p7b'), leaf.keyPem], ok);
  run(['crl2pkcs7', '-nocrl', '-certfile', at('all.pem'), '-outform', 'DER', '-out', at('all.p7c')]);
  add('PKCS#7, DER', [openssl.read('all.p7c'), leaf.keyPem], ok);
  run(['ec', '-in', at('leaf.key'), '-out', at('leaf.sec1')]);
  add('SEC1 key', [whole, openssl.read('leaf.sec1')], ok);
  run(['ecparam', '-name', 'prime256v1', '-genkey', '-out', at('param.key')]);
  add(
    'key behind its curve parameters',
    [
      whole,
      openssl
        .read('param.key')
        .toString()
        .replace(/-----BEGIN EC PRIVATE[^]*/u, '') + openssl.read('leaf.sec1').toString(),
    ],
    ok,
  );
  const pfxArgs = ['pkcs12', '-export', '-in', at('leaf.pem'), '-inkey', at('leaf.key'), '-certfile', at('chain.pem')];
  run([...pfxArgs, '-passout', pass, '-out', at('new.pfx')]);
  add('PFX with AES', [openssl.read('new.pfx')], { ...ok, passphrase });
  run([...pfxArgs, '-passout', 'pass:', '-out', at('open.pfx')]);
  add('PFX with an empty passphrase', [openssl.read('open.pfx')], ok);
  add('PFX with an empty passphrase, and one entered', [openssl.read('open.pfx')], {
    warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_PASSPHRASE_UNUSED'],
    passphrase,
  });
  run([...pfxArgs, '-legacy', '-passout', pass, '-out', at('old.pfx')]);
  add('PFX with RC2 and 3DES', [openssl.read('old.pfx')], {
    warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_PFX_OLD'],
    passphrase,
  });
  run([...pfxArgs, '-certpbe', 'PBE-SHA1-3DES', '-keypbe', 'PBE-SHA1-3DES', '-passout', pass, '-out', at('3des.pfx')]);
  add('PFX with 3DES', [openssl.read('3des.pfx')], { warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_PFX_OLD'], passphrase });
  run([...pfxArgs, '-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-passout', pass, '-out', at('rc2.pfx')]);
  add('PFX with RC2 of 128 bits', [openssl.read('rc2.pfx')], {
    warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_PFX_OLD'],
    passphrase,
  });
  run([...pfxArgs, '-macalg', 'sha512', '-passout', pass, '-out', at('sha512.pfx')]);
  add('PFX sealed with SHA-512', [openssl.read('sha512.pfx')], { ...ok, passphrase });
  run([...pfxArgs, '-nomac', '-passout', pass, '-out', at('nomac.pfx')]);
  add('PFX without a seal', [openssl.read('nomac.pfx')], { ...ok, passphrase });
  const pkcs8 = ['pkcs8', '-topk8', '-in', at('leaf.key'), '-passout', pass, '-out'];
  run([...pkcs8, at('enc.key')]);
  add('encrypted PKCS#8', [whole, openssl.read('enc.key')], { ...ok, passphrase });
  run([...pkcs8, at('scrypt.key'), '-scrypt']);
  add('encrypted PKCS#8 with scrypt', [whole, openssl.read('scrypt.key')], { ...ok, passphrase });
  run([...pkcs8, at('v1.key'), '-v1', 'PBE-SHA1-3DES']);
  add('encrypted PKCS#8 with 3DES', [whole, openssl.read('v1.key')], { ...ok, passphrase });
  run(['ec', '-in', at('leaf.key'), '-aes256', '-passout', pass, '-out', at('header.key')]);
  add('key with encryption headers', [whole, openssl.read('header.key')], { ...ok, passphrase });
  add('twice the same', [whole, whole + leaf.keyPem, leaf.keyPem], {
    warnings: ['CERT_DUPLICATE', 'CERT_ISSUER_UNKNOWN'],
  });
  add('chain in the wrong order', [upper.pem + leaf.pem + lower.pem, leaf.keyPem], {
    warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_ORDER_CHANGED'],
  });
  add('root among the chain', [whole + root.pem, leaf.keyPem], { warnings: ['CERT_ROOT_INCLUDED'] });
  add('a stranger among the chain', [whole, (await issue({ name: 'Stranger', isAuthority: true })).pem, leaf.keyPem], {
    faults: ['CERT_INTERMEDIATE_MISSING'],
  });
  add(
    'a stranger beside a whole chain',
    [whole + root.pem, (await issue({ name: 'Stranger', isAuthority: true })).pem, leaf.keyPem],
    {
      warnings: ['CERT_NOT_NEEDED', 'CERT_ROOT_INCLUDED'],
    },
  );
  add('certificate without its key, key not wanted in an authority', [root.pem + upper.pem], { purpose: 'ca' });

  // Files that are none of ours.
  add('no file', [], { faults: ['CERT_NOTHING_FOUND'] });
  add('empty file', [new Uint8Array()], { faults: ['CERT_FILE_EMPTY'] });
  add('white space', [' \n \n'], { faults: ['CERT_NOTHING_FOUND'] });
  add('huge file', [Buffer.alloc(1_000_000, 65)], { faults: ['CERT_FILE_TOO_LARGE'] });
  add('large text', [Buffer.alloc(70_000, 65)], { faults: ['CERT_FILE_TOO_LARGE'] });
  add('picture', [Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')], { faults: ['CERT_NOTHING_FOUND'] });
  add('prose', ['This is no certificate at all.'], { faults: ['CERT_NOTHING_FOUND'] });
  add('page of a portal', ['<html><body>Please log in</body></html>'], { faults: ['CERT_NOTHING_FOUND'] });
  add(
    'too many files',
    Array.from({ length: 21 }, () => leaf.pem),
    {
      faults: ['CERT_TOO_MANY'],
      warnings: ['CERT_DUPLICATE', 'CERT_ISSUER_UNKNOWN'],
    },
  );
  add('Java key store', [Buffer.concat([Buffer.from('feedfeed00000002', 'hex'), Buffer.alloc(50)])], {
    faults: ['CERT_IS_JAVA_KEYSTORE'],
  });
  const sshText = Buffer.from('openssh-key-v1\0\0\0\0\x04none').toString('base64');
  add('OpenSSH key', [whole, `-----BEGIN OPENSSH PRIVATE KEY-----\n${sshText}\n-----END OPENSSH PRIVATE KEY-----\n`], {
    faults: ['CERT_IS_OPENSSH_KEY'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });
  run(['req', '-new', '-key', at('leaf.key'), '-subj', '/CN=x', '-out', at('leaf.csr')]);
  add('request in the place of the certificate', [openssl.read('leaf.csr'), leaf.keyPem], {
    faults: ['CERT_IS_REQUEST'],
  });
  run(['pkey', '-in', at('leaf.key'), '-pubout', '-out', at('leaf.pub')]);
  add('public key in the place of the private one', [whole, openssl.read('leaf.pub')], {
    faults: ['CERT_IS_PUBLIC_KEY'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });
  add('revocation list', [crlPem, whole, leaf.keyPem], {
    faults: ['CERT_IS_SOMETHING_ELSE'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });

  // Damage.
  add('text that was cut', [leaf.pem.slice(0, 300)], { faults: ['CERT_CUT_OFF'] });
  add('end line lost, next block begins', [leaf.pem.replace(/-----END[^]*/u, '') + leaf.keyPem], {
    faults: ['CERT_CUT_OFF'],
  });
  add('DER that was cut', [leaf.der.slice(0, 200), leaf.keyPem], { faults: ['CERT_CUT_OFF'] });
  add(
    'lines lost in the middle',
    [
      leaf.pem
        .split('\n')
        .filter((_line, index) => index !== 3)
        .join('\n'),
      leaf.keyPem,
    ],
    {
      faults: ['CERT_CUT_OFF'],
    },
  );
  add('foreign characters', [leaf.pem.replace(/^(.{20})./mu, '$1').replace(/\n(.{5})./u, '\n$1…'), leaf.keyPem], {
    faults: ['CERT_BASE64_BROKEN'],
  });
  add('an element of no sensible length', [pem('CERTIFICATE', Buffer.from('3089ffffffffffffffffff', 'hex'))], {
    faults: ['CERT_DAMAGED'],
  });
  add('nested beyond all reason', [pem('CERTIFICATE', nested(200))], { faults: ['CERT_DAMAGED'] });
  add('something behind the certificate', [Buffer.concat([leaf.der, Buffer.from('hello')]), leaf.keyPem], {
    faults: ['CERT_TRAILING_DATA'],
  });
  add('a key labelled as certificate', [leaf.keyPem.replaceAll('PRIVATE KEY', 'CERTIFICATE')], {
    faults: ['CERT_LABEL_WRONG'],
  });
  add('a certificate labelled as key', [leaf.pem.replaceAll('CERTIFICATE', 'PRIVATE KEY')], {
    faults: ['CERT_LABEL_WRONG'],
  });
  add('a key that is damaged inside', [whole, pem('PRIVATE KEY', spoil(derOf(leaf.keyPem), 40))], {
    faults: ['CERT_DAMAGED'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });

  // Keys.
  const other = await issue({ name: 'other.example.test', issuer: lower, names: [['dns', 'other.example.test']] });
  add('no key', [whole], { faults: ['CERT_KEY_MISSING'], warnings: ['CERT_ISSUER_UNKNOWN'] });
  add('only a key', [leaf.keyPem], { faults: ['CERT_LEAF_MISSING'] });
  add('two keys', [whole, leaf.keyPem, other.keyPem], {
    faults: ['CERT_KEY_TWICE'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });
  add('key of another', [whole, other.keyPem], { faults: ['CERT_KEY_MISMATCH'], warnings: ['CERT_ISSUER_UNKNOWN'] });
  add('two certificates', [whole + other.pem, leaf.keyPem], { faults: ['CERT_LEAF_TWICE'] });
  add('only authorities', [lower.pem + upper.pem, leaf.keyPem], { faults: ['CERT_LEAF_MISSING'] });
  const short = await issue({ name: host, issuer: lower, names: [['dns', host]], rsaBits: 1_024 });
  add('RSA of 1024 bits', [short.pem + lower.pem + upper.pem, short.keyPem], {
    faults: ['CERT_KEY_WEAK'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });
  const long = await issue({ name: host, issuer: lower, names: [['dns', host]], rsaBits: 2_048 });
  openssl.write('rsa.key', long.keyPem);
  run(['rsa', '-in', at('rsa.key'), '-traditional', '-out', at('rsa.pkcs1')]);
  add('PKCS#1 key', [long.pem + lower.pem + upper.pem, openssl.read('rsa.pkcs1')], ok);
  const selfSigned = (key: string, out: string, ...more: string[]): void =>
    run([
      ...['req', '-x509', '-new', '-key', at(key), '-subj', `/CN=${host}`, '-days', '3650', '-out', at(out)],
      ...['-addext', 'basicConstraints=critical,CA:FALSE', '-addext', 'extendedKeyUsage=clientAuth,serverAuth'],
      ...['-addext', `subjectAltName=DNS:${host}`, ...more],
    ]);
  run(['ecparam', '-name', 'secp224r1', '-genkey', '-noout', '-out', at('p224.key')]);
  selfSigned('p224.key', 'p224.pem');
  // openssl knows no other beginning than this very moment.
  const today = { warnings: ['CERT_SELF_SIGNED'] as const };
  add('curve P-224', [openssl.read('p224.pem'), openssl.read('p224.key')], { faults: ['CERT_CURVE_WEAK'], ...today });
  run(['genpkey', '-genparam', '-algorithm', 'DSA', '-pkeyopt', 'dsa_paramgen_bits:2048', '-out', at('dsa.param')]);
  run(['genpkey', '-paramfile', at('dsa.param'), '-out', at('dsa.key')]);
  selfSigned('dsa.key', 'dsa.pem');
  add('DSA', [openssl.read('dsa.pem'), openssl.read('dsa.key')], { faults: ['CERT_KEY_UNUSABLE'], ...today });
  run(['genpkey', '-algorithm', 'ed25519', '-out', at('ed.key')]);
  selfSigned('ed.key', 'ed.pem');
  add('Ed25519, self-signed', [openssl.read('ed.pem'), openssl.read('ed.key')], today);

  // Passphrases.
  add('encrypted key, no passphrase', [whole, openssl.read('enc.key')], {
    faults: ['CERT_PASSPHRASE_NEEDED'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });
  add('encrypted key, wrong passphrase', [whole, openssl.read('enc.key')], {
    faults: ['CERT_PASSPHRASE_WRONG'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
    passphrase: 'wrong',
  });
  add('key with encryption headers, no passphrase', [whole, openssl.read('header.key')], {
    faults: ['CERT_PASSPHRASE_NEEDED'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });
  add('key with encryption headers, wrong passphrase', [whole, openssl.read('header.key')], {
    faults: ['CERT_PASSPHRASE_WRONG'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
    passphrase: 'wrong',
  });
  add('plain key and a passphrase', [whole, leaf.keyPem], {
    warnings: ['CERT_ISSUER_UNKNOWN', 'CERT_PASSPHRASE_UNUSED'],
    passphrase,
  });
  add('PFX, no passphrase', [openssl.read('new.pfx')], { faults: ['CERT_PASSPHRASE_NEEDED'] });
  add('PFX, wrong passphrase', [openssl.read('new.pfx')], { faults: ['CERT_PASSPHRASE_WRONG'], passphrase: 'wrong' });
  add('old PFX, wrong passphrase', [openssl.read('old.pfx')], {
    faults: ['CERT_PASSPHRASE_WRONG'],
    passphrase: 'wrong',
  });
  add('PFX without a seal, wrong passphrase', [openssl.read('nomac.pfx')], {
    faults: ['CERT_PASSPHRASE_WRONG'],
    passphrase: 'wrong',
  });
  add('PFX that was cut', [openssl.read('new.pfx').subarray(0, 700)], { faults: ['CERT_CUT_OFF'], passphrase });
  const pfx = openssl.read('new.pfx');
  add('PFX whose seal is spoiled', [spoil(pfx, pfx.length - 40)], { faults: ['CERT_PFX_CHANGED'], passphrase });
  run(['pkcs12', '-export', '-nokeys', '-in', at('all.pem'), '-passout', pass, '-out', at('nokey.pfx')]);
  add('PFX without a key', [openssl.read('nokey.pfx')], {
    faults: ['CERT_PFX_NO_KEY'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
    passphrase,
  });
  add('PFX without a key, and the key beside it', [openssl.read('nokey.pfx'), leaf.keyPem], { ...ok, passphrase });
  add('PFX that asks for too much work', [manyRounds(openssl.read('new.pfx'))], {
    faults: ['CERT_ENCRYPTION_UNKNOWN'],
    passphrase,
  });
  run(['ec', '-in', at('leaf.key'), '-camellia256', '-passout', pass, '-out', at('camellia.key')]);
  add('key with a cipher nobody uses', [whole, openssl.read('camellia.key')], {
    faults: ['CERT_ENCRYPTION_UNKNOWN'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
    passphrase,
  });

  // Chains.
  const pair = (made: Made, ...chain: readonly Made[]): string[] => [
    [made, ...chain].map((one) => one.pem).join(''),
    made.keyPem,
  ];
  add('intermediate missing, root there', pair(leaf, upper, root), { faults: ['CERT_INTERMEDIATE_MISSING'] });
  const withSource = await issue({
    name: host,
    issuer: lower,
    names: [['dns', host]],
    extensions: [new x509.AuthorityInfoAccessExtension({ caIssuers: 'http://authority.test/lower.crt' })],
  });
  add('intermediate missing, the certificate says where it is', pair(withSource), {
    faults: ['CERT_INTERMEDIATE_MISSING'],
  });
  add('certificate of a private authority, alone', pair(leaf), ok);
  const imposter = await issue({ name: 'Lower', isAuthority: true, issuer: upper });
  add('authority of the same name with another key', pair(leaf, imposter, upper), { faults: ['CERT_SIGNATURE_FALSE'] });
  add('certificate that was changed after signing', [spoilName(leaf.der), lower.pem, upper.pem, leaf.keyPem], {
    faults: ['CERT_SIGNATURE_FALSE'],
  });
  const plain = await issue({ name: 'Plain', issuer: root });
  const underPlain = await issue({ name: host, issuer: plain, names: [['dns', host]] });
  add('signed by one that is no authority', pair(underPlain, plain, root), {
    faults: ['CERT_ISSUER_NOT_AUTHORITY'],
    warnings: ['CERT_ROOT_INCLUDED'],
  });
  const barred = await issue({ name: 'Barred', issuer: root, isAuthority: true, maySign: false });
  const underBarred = await issue({ name: host, issuer: barred, names: [['dns', host]] });
  add('signed by an authority that may not sign certificates', pair(underBarred, barred, root), {
    faults: ['CERT_ISSUER_NOT_AUTHORITY'],
    warnings: ['CERT_ROOT_INCLUDED'],
  });
  const below = await issue({ name: 'Below', issuer: lower, isAuthority: true });
  const deep = await issue({ name: host, issuer: below, names: [['dns', host]] });
  add('more authorities than allowed', pair(deep, below, lower, upper), {
    faults: ['CERT_PATH_TOO_LONG'],
    warnings: ['CERT_ISSUER_UNKNOWN'],
  });
  const old = await issue({ name: 'Old', issuer: root, isAuthority: true, until: now - dayMs });
  const underOld = await issue({ name: host, issuer: old, names: [['dns', host]] });
  add('authority that has expired', pair(underOld, old, root), {
    faults: ['CERT_EXPIRED'],
    warnings: ['CERT_ROOT_INCLUDED'],
  });

  // What the certificate says of itself.
  const under = async (wish: Partial<Parameters<typeof issue>[0]>): Promise<string[]> =>
    pair(await issue({ name: host, issuer: root, names: [['dns', host]], ...wish }), root);
  const rooted = { warnings: ['CERT_ROOT_INCLUDED'] as const };
  add('expired', await under({ from: now - 90 * dayMs, until: now - dayMs }), { faults: ['CERT_EXPIRED'], ...rooted });
  add('not yet valid', await under({ from: now + dayMs }), { faults: ['CERT_NOT_YET_VALID'], ...rooted });
  add('expires within 60 days', await under({ until: now + 59 * dayMs }), {
    warnings: ['CERT_EXPIRES_SOON', 'CERT_ROOT_INCLUDED'],
  });
  add('only for clients, wanted for a server', await under({ purposes: [clientAuth] }), {
    faults: ['CERT_PURPOSE_WRONG'],
    ...rooted,
  });
  add('only for servers, wanted for a client', await under({ purposes: [serverAuth] }), {
    faults: ['CERT_PURPOSE_WRONG'],
    ...rooted,
    purpose: 'client',
  });
  add('no purpose, wanted for a client', await under({ purposes: null }), {
    faults: ['CERT_PURPOSE_MISSING'],
    ...rooted,
    purpose: 'client',
  });
  add('no purpose, wanted for a server', await under({ purposes: null }), {
    warnings: ['CERT_PURPOSE_MISSING', 'CERT_ROOT_INCLUDED'],
  });
  add('authority in the place of the certificate', await under({ isAuthority: true }), {
    // An authority bears no purpose in these tests.
    faults: ['CERT_LEAF_IS_AUTHORITY'],
    warnings: ['CERT_PURPOSE_MISSING', 'CERT_ROOT_INCLUDED'],
  });
  const rsaRoot = await issue({ name: 'RSA root', isAuthority: true, rsaBits: 2_048 });
  openssl.write('rsaroot.pem', rsaRoot.pem);
  openssl.write('rsaroot.key', rsaRoot.keyPem);
  openssl.write('md5.ext', `basicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\nsubjectAltName=DNS:${host}\n`);
  for (const digest of ['md5', 'sha1']) {
    run([
      ...['x509', '-req', '-in', at('leaf.csr'), '-CA', at('rsaroot.pem'), '-CAkey', at('rsaroot.key'), `-${digest}`],
      ...['-set_serial', '7', '-days', '3650', '-extfile', at('md5.ext'), '-out', at('weak.pem')],
    ]);
    add(`signed with ${digest}`, [openssl.read('weak.pem'), rsaRoot.pem, leaf.keyPem], {
      faults: ['CERT_SIGNATURE_WEAK'],
      ...rooted,
    });
  }
  add(
    'an extension that must be understood, and is not',
    await under({
      extensions: [new x509.Extension('1.2.3.4.5', true, new Uint8Array([5, 0]))],
    }),
    { faults: ['CERT_EXTENSION_UNKNOWN'], ...rooted },
  );
  add(
    'an extension that need not be understood',
    await under({
      extensions: [new x509.Extension('1.2.3.4.5', false, new Uint8Array([5, 0]))],
    }),
    rooted,
  );
  add(
    'one extension twice',
    await under({
      extensions: [new x509.ExtendedKeyUsageExtension([clientAuth])],
    }),
    { faults: ['CERT_DAMAGED'] },
  );
  const rogue = new x509.Name([{ CN: [{ utf8String: 'bank\u202egro.elpmaxe\u0007' }] }]);
  add('a name that reads backwards', await under({ subject: rogue }), {
    warnings: ['CERT_NAME_UNSAFE', 'CERT_ROOT_INCLUDED'],
  });
  add(
    'a name of ten thousand letters',
    await under({ subject: new x509.Name([{ CN: [{ utf8String: 'x'.repeat(10_000) }] }]) }),
    {
      warnings: ['CERT_NAME_UNSAFE', 'CERT_ROOT_INCLUDED'],
    },
  );
  add(
    'a name with markup',
    await under({ subject: new x509.Name([{ CN: [{ utf8String: '<img src=x onerror=1>' }] }]) }),
    rooted,
  );

  // Host names.
  add('host name covered', await under({}), { ...rooted, hostNames: [host, 'RELAY.example.test.'] });
  add('host name not covered', await under({}), {
    faults: ['CERT_NAME_NOT_COVERED'],
    ...rooted,
    hostNames: ['other.example.test'],
  });
  add('wildcard for one label', await under({ names: [['dns', '*.example.test']] }), { ...rooted, hostNames: [host] });
  add('wildcard for two labels', await under({ names: [['dns', '*.example.test']] }), {
    faults: ['CERT_NAME_NOT_COVERED'],
    ...rooted,
    hostNames: ['a.b.example.test'],
  });
  add('wildcard below the top', await under({ names: [['dns', '*.test']] }), {
    faults: ['CERT_NAME_NOT_COVERED'],
    ...rooted,
    hostNames: ['example.test'],
  });
  add('international name', await under({ names: [['dns', 'xn--mnchen-3ya.example']] }), {
    ...rooted,
    hostNames: ['münchen.example'],
  });
  add(
    'address',
    await under({
      names: [
        ['ip', '192.0.2.7'],
        ['ip', '2001:db8::7'],
      ],
    }),
    {
      ...rooted,
      hostNames: ['192.0.2.7', '2001:0db8:0:0:0:0:0:7'],
    },
  );
  add('address that is not listed', await under({ names: [['dns', '192.0.2.7']] }), {
    faults: ['CERT_NAME_NOT_COVERED'],
    ...rooted,
    hostNames: ['192.0.2.8'],
  });
  add('name only in the subject', await under({ names: [] as never }), {
    faults: ['CERT_NO_NAMES'],
    ...rooted,
    hostNames: [host],
  });
  add('self-signed', pair(await issue({ name: host, names: [['dns', host]] })), today);

  // Authorities to be trusted.
  add('key in the place of an authority', [root.pem, root.keyPem], {
    faults: ['CERT_KEY_IN_AUTHORITY'],
    purpose: 'ca',
  });
  add('certificate in the place of an authority', [root.pem, leaf.pem], {
    faults: ['CERT_NOT_AN_AUTHORITY'],
    purpose: 'ca',
  });
  add('authority without the one at the top', [upper.pem], { faults: ['CERT_ROOT_MISSING'], purpose: 'ca' });
  add(
    'authority that has expired, to be trusted',
    [(await issue({ name: 'Gone', isAuthority: true, from: 0, until: now - 1 })).pem],
    { faults: ['CERT_EXPIRED'], purpose: 'ca' },
  );
  run([
    ...['req', '-x509', '-new', '-key', at('rsaroot.key'), '-subj', '/CN=Old root', '-days', '3650', '-sha1'],
    ...['-out', at('oldroot.pem')],
  ]);
  add('root signed with SHA-1, to be trusted', [openssl.read('oldroot.pem')], { purpose: 'ca' });
  add('empty bundle', ['# no authorities yet\n'], { faults: ['CERT_NOTHING_FOUND'], purpose: 'ca' });
  return cases;
}

const crlPem = await (async () => {
  const keys = await webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  const crl = await x509.X509CrlGenerator.create({
    issuer: 'CN=Root',
    thisUpdate: new Date(now),
    nextUpdate: new Date(now + dayMs),
    signingKey: keys.privateKey,
    signingAlgorithm: { name: 'ECDSA', hash: 'SHA-256' },
  });
  return `${crl.toString('pem')}\n`;
})();

const pem = (label: string, der: Uint8Array): string => `${x509.PemConverter.encode(Buffer.from(der), label)}\n`;

export const derOf = (text: string): Uint8Array => new Uint8Array(x509.PemConverter.decodeFirst(text));

function oneLine(text: string): string {
  const [first = '', ...rest] = text.trim().split('\n');
  return `${first}\n${rest.slice(0, -1).join('')}\n${rest.at(-1) ?? ''}\n`;
}

function spoil(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

/** Changes the last letter of the host in the subject. */
function spoilName(der: Uint8Array): Uint8Array {
  const at = Buffer.from(der).indexOf(host) + host.length - 1;
  const copy = Uint8Array.from(der);
  copy[at] = 'x'.charCodeAt(0);
  return copy;
}

function nested(depth: number): Uint8Array {
  let inner = Buffer.from([5, 0]);
  for (let level = 0; level < depth; level += 1) {
    const { length } = inner;
    const head =
      length < 128 ? [0x30, length] : length < 256 ? [0x30, 0x81, length] : [0x30, 0x82, length >> 8, length & 255];
    inner = Buffer.concat([Buffer.from(head), inner]);
  }
  return inner;
}

/** Turns 2048 rounds of key derivation into 30,000 times as many, within the same number of bytes. */
function manyRounds(pfx: Buffer): Uint8Array {
  const at = pfx.lastIndexOf(Buffer.from([0x02, 0x02, 0x08, 0x00]));
  const grown = Buffer.concat([
    pfx.subarray(0, at),
    Buffer.from([0x02, 0x04, 0x03, 0xff, 0xff, 0xff]),
    pfx.subarray(at + 4),
  ]);
  // Two more bytes in the seal and in the whole, whose lengths stand in front.
  grown.writeUInt16BE(grown.readUInt16BE(2) + 2, 2);
  const seal = grown.lastIndexOf(Buffer.from([0x30, 0x41]), at);
  grown[seal + 1] = 0x43;
  return grown;
}
