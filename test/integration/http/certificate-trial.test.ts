import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Agent } from 'node:https';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { PlaceEvent } from '#relay/ports/certificate-places.ts';
import type { TrialStep } from '#shared/domain/certificate-desk.ts';
import { OpensslAuthority, opensslFingerprint, type Pair } from './openssl-authority.ts';
import { callServed, materialOf, opensslClient, placesConfig, startPlaces, type PlacesKit } from './places-kit.ts';

const san = 'IP:127.0.0.1,DNS:localhost,DNS:relay.example.com';
let authority: OpensslAuthority;
let elsewhere: OpensslAuthority;
let current: Pair;
let next: Pair;
let cxone: Pair;
let kit: PlacesKit | null = null;

beforeAll(() => {
  authority = new OpensslAuthority('Our authority');
  elsewhere = new OpensslAuthority('Authority elsewhere');
  current = authority.issue({ name: 'current', purpose: 'serverAuth', san });
  next = authority.issue({ name: 'next', purpose: 'serverAuth', san });
  cxone = authority.issue({ name: 'cxone' });
}, 30_000);

afterEach(async () => {
  await kit?.stop();
  kit = null;
});

afterAll(() => {
  authority.remove();
  elsewhere.remove();
});

const files = ({ certFile, keyFile }: Pair) => ({ certFile, keyFile });

async function startBox(mode: 'optional' | 'required' | null = 'required'): Promise<PlacesKit> {
  kit = await startPlaces(
    placesConfig({
      open: { tls: files(current), publicUrl: 'https://relay.example.com' },
      box: {
        tls: files(current),
        ...(mode !== null && { clientCertificate: { mode, ca: authority.cert } }),
      },
      pins: [{ sha256: opensslFingerprint(cxone.certFile) }],
    }),
  );
  return kit;
}

const brief = (steps: readonly TrialStep[]) =>
  Object.fromEntries(
    steps.map(({ kind, result, code, value }) => [
      kind,
      code === null ? result : `${result} ${code} ${value ?? ''}`.trim(),
    ]),
  );

describe('the trial of a certificate at a running listener', () => {
  it('says that it can be shown in both protocols, covers the name and can be followed', async () => {
    const { listeners } = await startBox();
    expect(brief(await listeners.places.try('open', materialOf(next)))).toEqual({
      handshake_tls12: 'passed',
      handshake_tls13: 'passed',
      names: 'passed',
      chain: 'passed',
      client_certificate: 'not_applicable',
      other_side: 'not_applicable',
    });
  });

  it('finds that strangers are turned away where CXone must show a certificate, and tells nobody of its own calls', async () => {
    const { listeners, logged, refused } = await startBox();
    const events: PlaceEvent[] = [];
    const seen: string[] = [];
    listeners.places.watch('box', (event) => events.push(event));
    listeners.places.onClient(({ sha256 }) => seen.push(sha256));
    logged.length = 0;

    expect(brief(await listeners.places.try('box', materialOf(next)))).toEqual({
      handshake_tls12: 'passed',
      handshake_tls13: 'passed',
      names: 'not_applicable',
      chain: 'passed',
      client_certificate: 'passed',
      other_side: 'not_applicable',
    });

    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(events).toEqual([]);
    expect(seen).toEqual([]);
    expect(refused).toEqual([]);
    expect(logged.filter(({ event }) => event !== 'box.connection_ended')).toEqual([]);
  });

  it('does not ask for more than the listener does', async () => {
    const { listeners } = await startBox('optional');
    const steps = brief(await listeners.places.try('box', materialOf(next)));
    expect(steps).toMatchObject({ handshake_tls13: 'passed', client_certificate: 'not_applicable' });
  });

  it('shows it to nobody else, whatever name they ask for, before and after another is put in use', async () => {
    const { listeners, openPort } = await startBox();
    const shownTo = async (name: string): Promise<string> => {
      const text = await opensslClient(openPort, ['-servername', name]);
      return /^ *0 s:CN = (?<name>[\w-]+)/mu.exec(text)?.groups?.['name'] ?? '';
    };
    const trial = listeners.places.try('open', materialOf(next));
    expect(await shownTo('relay.example.com')).toBe('current');
    expect(await shownTo(`trial-${'0'.repeat(32)}.invalid`)).toBe('current');
    await trial;
    listeners.places.use('open', materialOf(next));
    const other = listeners.places.try('open', materialOf(current));
    expect(await shownTo('relay.example.com')).toBe('next');
    await other;
    expect(await shownTo(`trial-${'0'.repeat(32)}.invalid`)).toBe('next');
  });

  it('finds a name that is not covered', async () => {
    const { listeners } = await startBox();
    const wrong = authority.issue({ name: 'wrong-name', purpose: 'serverAuth', san: 'DNS:other.example.com' });
    expect(brief(await listeners.places.try('open', materialOf(wrong)))).toMatchObject({
      handshake_tls13: 'passed',
      names: 'failed CERT_NAME_NOT_COVERED relay.example.com',
    });
  });

  it('finds what a caller finds who follows the chain', async () => {
    const { listeners } = await startBox();
    const { places } = listeners;
    const chainOf = async (material: { cert: string; key: string }): Promise<TrialStep | undefined> =>
      (await places.try('open', material)).find(({ kind }) => kind === 'chain');
    const expired = authority.issue({
      name: 'expired',
      purpose: 'serverAuth',
      san,
      from: '20200101000000Z',
      until: '20210101000000Z',
    });
    const client = authority.issue({ name: 'client-only', san });
    const foreign = elsewhere.issue({ name: 'foreign', purpose: 'serverAuth', san });
    const deep = belowIntermediate(elsewhere);

    expect(await chainOf(materialOf(expired))).toMatchObject({ result: 'failed', value: 'CERT_HAS_EXPIRED' });
    expect(await chainOf(materialOf(client))).toMatchObject({ result: 'failed', value: 'INVALID_PURPOSE' });
    expect(await chainOf({ ...materialOf(next), cert: next.cert + elsewhere.cert })).toMatchObject({
      result: 'failed',
      code: 'DESK_TRIAL_CHAIN',
      value: 'CN=Authority elsewhere',
    });
    // Its authority is not at hand: complete as far as can be seen.
    expect(await chainOf(materialOf(foreign))).toEqual({
      kind: 'chain',
      result: 'cannot_tell',
      code: null,
      value: 'CN=Authority elsewhere',
    });
    expect(await chainOf({ cert: deep.leaf + deep.intermediate, key: deep.key })).toMatchObject({
      result: 'cannot_tell',
      value: 'CN=Authority elsewhere',
    });
    // The authority is sent along.
    expect(await chainOf({ cert: deep.leaf + deep.intermediate + elsewhere.cert, key: deep.key })).toMatchObject({
      result: 'passed',
    });
    // The link between the two is missing.
    expect(await chainOf({ cert: deep.leaf + elsewhere.cert, key: deep.key })).toMatchObject({ result: 'failed' });
  });

  it('sees the one on trial where the one in use has a key of another kind, or more beside it', async () => {
    const { listeners } = await startBox();
    const { places } = listeners;
    const rsa = authority.issue({ name: 'rsa', purpose: 'serverAuth', san, key: 'rsa2048' });
    for (const id of ['open', 'box'] as const) {
      const steps = await places.try(id, materialOf(rsa));
      expect(steps.filter(({ result }) => result === 'failed' || result === 'cannot_tell')).toEqual([]);
      places.use(id, materialOf(rsa));
      const back = await places.try(id, materialOf(next));
      expect(back.filter(({ result }) => result === 'failed' || result === 'cannot_tell')).toEqual([]);
    }
    const deep = belowIntermediate(authority);
    places.use('open', { cert: deep.leaf + deep.intermediate, key: deep.key });
    // Without its own intermediate it must not live on that of the one in use.
    const alone = (await places.try('open', { cert: deep.leaf, key: deep.key })).find(({ kind }) => kind === 'chain');
    expect(alone).toMatchObject({ result: 'cannot_tell', value: 'CN=deep-intermediate' });
  });

  it('says what it is when key and certificate do not belong together', async () => {
    const { listeners } = await startBox();
    expect(brief(await listeners.places.try('open', { cert: next.cert, key: current.key }))).toMatchObject({
      handshake_tls12: expect.stringMatching(/^failed DESK_TRIAL_HANDSHAKE .*KEY_VALUES_MISMATCH$/u) as string,
      names: 'cannot_tell',
    });
    const agent = new Agent({ ca: authority.cert });
    expect((await callServed(kit?.openPort ?? 0, agent)).status).toBe(200);
    agent.destroy();
  });
});

/** A certificate of an intermediate of that authority. */
function belowIntermediate(root: OpensslAuthority) {
  const file = (name: string): string => join(root.folder, name);
  const run = (...args: string[]): void => void execFileSync('openssl', args, { stdio: 'pipe' });
  const make = (name: string, signer: string, extensions: readonly string[]): void => {
    run('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', file(`${name}.key`));
    run('req', '-new', '-key', file(`${name}.key`), '-subj', `/CN=${name}`, '-out', file(`${name}.csr`));
    run(
      ...['x509', '-req', '-in', file(`${name}.csr`), '-CA', file(`${signer}.pem`), '-CAkey', file(`${signer}.key`)],
      ...[
        '-CAcreateserial',
        '-days',
        '5',
        '-out',
        file(`${name}.pem`),
        '-extfile',
        extensionFile(file(name), extensions),
      ],
    );
  };
  make('deep-intermediate', 'authority', ['basicConstraints=critical,CA:TRUE']);
  make('deep-leaf', 'deep-intermediate', ['extendedKeyUsage=serverAuth', `subjectAltName=${san}`]);
  const read = (name: string): string => readFileSync(file(name), 'utf8');
  return { leaf: read('deep-leaf.pem'), intermediate: read('deep-intermediate.pem'), key: read('deep-leaf.key') };
}

function extensionFile(base: string, lines: readonly string[]): string {
  const path = `${base}.ext`;
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}
