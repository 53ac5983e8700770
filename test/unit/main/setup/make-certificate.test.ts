import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { issueClientPair, makeAuthority } from '#main/relay/certificates/making/private-authority.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { goodIntegration } from '../../shared/setup/good-setup.ts';
import { codeOf, SetupBench, support } from './setup-bench.ts';

const wish = { integrationId: 'support', name: 'CXone', days: 365, authorityName: 'Ferry team' };

let bench: SetupBench;
beforeEach(async () => {
  bench = await SetupBench.open();
  await bench.setup.desk.save({ kind: 'integration', form: goodIntegration() });
});
afterEach(() => {
  bench.close();
});

const draft = () => bench.setup.desk.view().book.integrations[0]?.draft;
const marks = () => bench.setup.desk.view().secrets.map(({ name }) => name);

/** The relay's desk, as far as it is asked here. */
async function answerWithPair(): Promise<{ readonly key: string; readonly certificate: string }> {
  const now = bench.clock.now();
  const authority = await makeAuthority({ name: 'Ferry team', years: 10, now });
  const pair = await issueClientPair({ authority, name: 'CXone', days: 365, now });
  bench.answers['certificates.issueForSetup'] = () => ({
    certificate: pair.certificatePem,
    key: pair.keyPem,
    authority: authority.certificatePem,
  });
  return { key: pair.keyPem, certificate: pair.certificatePem };
}

it('fills in the draft, keeps the key in the vault and saves it to one file, and shows it nowhere', async () => {
  const { key, certificate } = await answerWithPair();
  bench.path = join(bench.folder, 'key.pem');
  const { path, view } = await bench.setup.makeCertificate(wish);
  expect(path).toBe(bench.path);
  expect(readFileSync(bench.path, 'utf8')).toBe(key);
  expect(statSync(bench.path).mode & 0o777).toBe(0o600);
  expect(view.book.integrations[0]?.draft.clientCertificate).toBe(certificate);
  expect(bench.inputsOf('certificates.issueForSetup')).toEqual([{ ...wish, by: 'Anna' }]);
  expect(marks()).toEqual(['mtls_key']);
  expect(bench.books.places.real.secrets.value(support, 'mtls_key')).toBe(key);
  expect(JSON.stringify([bench.views, view])).not.toContain('PRIVATE KEY');
  expect(readFileSync(join(bench.folder, 'setup.json'), 'utf8')).not.toContain('PRIVATE KEY');
});

it('fits together: the three of them pass the check that stands before putting in use', async () => {
  await answerWithPair();
  bench.path = join(bench.folder, 'key.pem');
  await bench.setup.makeCertificate(wish);
  const { result } = await bench.setup.desk.apply('integration', 'support');
  expect(result.problems.filter(({ code }) => code.startsWith('SETUP_MTLS') || code.startsWith('CERT_'))).toEqual([]);
});

it('makes nothing when no file was chosen, nobody knows the integration, or the desk refuses', async () => {
  expect((await bench.setup.makeCertificate(wish)).path).toBeNull();
  expect(await codeOf(bench.setup.makeCertificate({ ...wish, integrationId: 'gone' }))).toBe('SETUP_ENTRY_UNKNOWN');
  expect(bench.inputsOf('certificates.issueForSetup')).toEqual([]);
  bench.path = join(bench.folder, 'key.pem');
  bench.answers['certificates.issueForSetup'] = () => {
    throw new RelayError('CERT_WISH_INVALID', 'no name', { value: 'name' });
  };
  expect(await codeOf(Promise.resolve().then(() => bench.setup.makeCertificate(wish)))).toBe('CERT_WISH_INVALID');
  expect([draft()?.clientCertificate, marks()]).toEqual(['', []]);
});

it('leaves the draft as it was when the file could not be written', async () => {
  await answerWithPair();
  bench.path = join(bench.folder, 'no such folder', 'key.pem');
  expect(await codeOf(bench.setup.makeCertificate(wish))).toBe('FILE_NOT_SAVED');
  expect([draft()?.clientCertificate, marks()]).toEqual(['', []]);
});
