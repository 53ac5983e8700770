import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pair {
  readonly certFile: string;
  readonly keyFile: string;
  readonly cert: string;
  readonly key: string;
}

export interface Wish {
  readonly name: string;
  /** Extended key usages as openssl names them; null: none at all. */
  readonly purpose?: 'clientAuth' | 'serverAuth' | null;
  readonly key?: 'p256' | 'rsa2048' | 'rsa1024';
  readonly san?: string;
  /** openssl's form, 'YYYYMMDDHHMMSSZ'. */
  readonly from?: string;
  readonly until?: string;
  readonly digest?: 'sha256' | 'sha1';
}

/** Certificates made by the openssl program, so that what we accept does not rest on our own reading of them. */
export class OpensslAuthority {
  readonly folder: string;
  readonly cert: string;
  readonly certFile: string;
  readonly #keyFile: string;
  #serial = 1;

  constructor(name: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'veerpont-authority-'));
    this.certFile = join(this.folder, 'authority.pem');
    this.#keyFile = join(this.folder, 'authority.key');
    openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', this.#keyFile]);
    openssl([
      'req',
      '-x509',
      '-new',
      '-key',
      this.#keyFile,
      '-subj',
      `/CN=${name}`,
      '-days',
      '30',
      '-out',
      this.certFile,
    ]);
    this.cert = readFileSync(this.certFile, 'utf8');
  }

  issue({ name, purpose = 'clientAuth', key = 'p256', san, from, until, digest = 'sha256' }: Wish): Pair {
    const base = join(this.folder, name);
    const [certFile, keyFile] = [`${base}.pem`, `${base}.key`];
    makeKey(key, keyFile);
    openssl(['req', '-new', '-key', keyFile, '-subj', `/CN=${name}`, '-out', `${base}.csr`]);
    const extensions = [
      'basicConstraints=CA:FALSE',
      ...(purpose === null ? [] : [`extendedKeyUsage=${purpose}`]),
      ...(san === undefined ? [] : [`subjectAltName=${san}`]),
    ];
    writeFileSync(`${base}.ext`, `${extensions.join('\n')}\n`);
    const database = join(this.folder, 'index.txt');
    writeFileSync(database, '');
    const serial = join(this.folder, 'serial');
    this.#serial += 1;
    writeFileSync(serial, this.#serial.toString(16).padStart(4, '0'));
    const settings = join(this.folder, 'ca.cnf');
    writeFileSync(settings, caSettings(database, serial, this.folder));
    openssl([
      ...['ca', '-batch', '-notext', '-config', settings, '-cert', this.certFile, '-keyfile', this.#keyFile],
      ...['-md', digest, '-in', `${base}.csr`, '-out', certFile, '-extfile', `${base}.ext`],
      ...(from === undefined ? [] : ['-startdate', from]),
      ...(until === undefined ? ['-days', '10'] : ['-enddate', until]),
    ]);
    return pairOf(certFile, keyFile);
  }

  selfSigned(name: string, san?: string): Pair {
    const base = join(this.folder, name);
    const [certFile, keyFile] = [`${base}.pem`, `${base}.key`];
    makeKey('p256', keyFile);
    openssl([
      ...['req', '-x509', '-new', '-key', keyFile, '-subj', `/CN=${name}`, '-days', '10', '-out', certFile],
      ...['-addext', 'extendedKeyUsage=clientAuth'],
      ...(san === undefined ? [] : ['-addext', `subjectAltName=${san}`]),
    ]);
    return pairOf(certFile, keyFile);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** SHA-256 of a certificate as openssl prints it, with colons. */
export function opensslFingerprint(certFile: string): string {
  return openssl(['x509', '-in', certFile, '-noout', '-fingerprint', '-sha256']).trim().split('=')[1] ?? '';
}

export function encryptKey({ keyFile }: Pair, passphrase: string): string {
  const encrypted = `${keyFile}.encrypted`;
  openssl(['pkcs8', '-topk8', '-in', keyFile, '-out', encrypted, '-passout', `pass:${passphrase}`]);
  return encrypted;
}

function makeKey(kind: 'p256' | 'rsa2048' | 'rsa1024', keyFile: string): void {
  if (kind === 'p256') openssl(['ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', keyFile]);
  else openssl(['genrsa', '-out', keyFile, kind.slice(3)]);
}

function pairOf(certFile: string, keyFile: string): Pair {
  return { certFile, keyFile, cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
}

function openssl(args: readonly string[]): string {
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

function caSettings(database: string, serial: string, folder: string): string {
  return `[ca]
default_ca = own
[own]
database = ${database}
serial = ${serial}
new_certs_dir = ${folder}
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`;
}
