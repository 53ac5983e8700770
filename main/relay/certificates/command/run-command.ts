import { createPrivateKey } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '#shared/lib/clock.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import { makeKeyAndRequest } from '../making/make-request.ts';
import { issueClientPair, issueServerPair, makeAuthority, type CertificatePair } from '../making/private-authority.ts';
import { Pieces } from '../reading/pieces.ts';
import { readCertificateFiles } from '../reading/read-certificate-files.ts';
import { describeReading, readingAsJson } from './describe-reading.ts';
import { readGivenFile, writeNewFiles } from './files.ts';
import { lineFor } from './sentences.ts';
import { CommandArguments, usage, UsageError } from './usage.ts';

export interface CommandDeps {
  readonly clock: Clock;
  readonly environment: NodeJS.ProcessEnv;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/** Answers the exit code: 0 done, or fit for use; 1 not; 2 the arguments make no sense. */
export async function runCommand(args: readonly string[], deps: CommandDeps): Promise<number> {
  let language: 'en' | 'nl' | 'zh' = 'en';
  try {
    const given = new CommandArguments(args, deps.environment);
    language = given.language;
    switch (given.command) {
      case 'check':
        return check(given, deps);
      case 'make-authority':
        return tell(await makeAuthorityFiles(given, deps.clock), deps);
      case 'make-pair':
        return tell(await makePairFiles(given, deps.clock), deps);
      case 'make-request':
        return tell(await makeRequestFiles(given), deps);
      default:
        throw new UsageError(given.command === '' ? 'no command' : 'unknown command');
    }
  } catch (thrown) {
    if (thrown instanceof UsageError) {
      deps.err(`certificates: ${thrown.message}\n\n${usage}`);
      return 2;
    }
    const error = toRelayError(thrown);
    deps.err(`${lineFor(language, error.code, error.value)}\n(${error.message})\n`);
    return 1;
  }
}

function check(given: CommandArguments, { clock, out }: CommandDeps): number {
  if (given.files.length === 0) throw new UsageError('no file is named');
  const passphrase = given.secret('passphrase-env');
  const want = {
    purpose: given.purpose,
    hostNames: given.hosts,
    now: clock.now(),
    withoutKey: given.has('without-key'),
  };
  const { reading } = readCertificateFiles(given.files.map(readGivenFile), passphrase, want);
  out(given.has('json') ? readingAsJson(reading, given.language) : describeReading(reading, given.language));
  return reading.isUsable ? 0 : 1;
}

function tell(paths: readonly string[], { out }: CommandDeps): number {
  out(`${paths.join('\n')}\n`);
  return 0;
}

async function makeAuthorityFiles(given: CommandArguments, clock: Clock): Promise<readonly string[]> {
  const wish = { name: given.text('name'), years: given.number('years', 10), now: clock.now() };
  return writePair(given, 'authority', await makeAuthority(wish));
}

async function makePairFiles(given: CommandArguments, clock: Clock): Promise<readonly string[]> {
  const { purpose, kind, hosts: hostNames } = given;
  if (purpose === 'ca' || given.optional('purpose') === undefined) {
    throw new UsageError('--purpose must be client or server');
  }
  const wish = {
    authority: readAuthority(given.text('authority'), given.secret('authority-passphrase-env')),
    name: given.text('name'),
    hostNames,
    kind,
    days: given.number('days', 365),
    now: clock.now(),
  };
  if (purpose === 'server' && hostNames.length === 0) throw new UsageError('--host is missing');
  return writePair(given, purpose, await (purpose === 'client' ? issueClientPair(wish) : issueServerPair(wish)));
}

async function makeRequestFiles(given: CommandArguments): Promise<readonly string[]> {
  const organization = given.optional('organization');
  const country = given.optional('country');
  const made = await makeKeyAndRequest({
    kind: given.kind,
    subject: {
      commonName: given.text('name'),
      ...(organization !== undefined && { organization }),
      ...(country !== undefined && { country }),
    },
    hostNames: given.hosts,
  });
  return writeNewFiles(given.text('out'), {
    'request.csr': made.requestPem,
    'request.key': protectedKey(made.keyPem, given.secret('passphrase-env')),
  });
}

function writePair(given: CommandArguments, name: string, pair: CertificatePair): readonly string[] {
  return writeNewFiles(given.text('out'), {
    [`${name}.pem`]: pair.certificatePem,
    [`${name}.key`]: protectedKey(pair.keyPem, given.secret('passphrase-env')),
  });
}

function protectedKey(keyPem: string, passphrase: string | null): string {
  if (passphrase === null) return keyPem;
  const form = { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase } as const;
  return createPrivateKey(keyPem).export(form).toString();
}

function readAuthority(folder: string, passphrase: string | null): CertificatePair {
  const files = ['authority.pem', 'authority.key'].map((name) => readGivenFile(join(folder, name)));
  const { certificates, keys, findings } = new Pieces(files, passphrase);
  const fault = findings.list.find(({ severity }) => severity === 'fault');
  if (fault !== undefined) {
    throw new RelayError(fault.code, fault.file ?? folder, fault.value === null ? {} : { value: fault.value });
  }
  const [certificate] = certificates;
  const [key] = keys;
  if (certificate === undefined) throw new RelayError('CERT_LEAF_MISSING', folder);
  if (key === undefined) throw new RelayError('CERT_KEY_MISSING', folder);
  return {
    certificatePem: certificate.certificate.toString(),
    keyPem: key.key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
