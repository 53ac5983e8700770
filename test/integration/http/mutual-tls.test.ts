import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { checkConfig } from '#relay/config/load-config.ts';
import { RelayConfig, type BoxListen } from '#shared/contract/relay-config.ts';
import type { LogFields, Logger } from '#shared/lib/logger.ts';
import { encryptKey, OpensslAuthority, opensslFingerprint, type Pair } from './openssl-authority.ts';

const secret = 'client-secret-of-the-box-api';
const passphrase = 'canary passphrase that no log may hold';
const dataDir = mkdtempSync(join(tmpdir(), 'veerpont-mtls-'));
interface BoxFiles {
  readonly certFile: string;
  readonly keyFile: string;
  readonly ca: string;
  readonly mode: 'optional' | 'required';
}

let authority: OpensslAuthority;
let server: Pair;
let cxone: Pair;
let foreign: OpensslAuthority;
let encryptedKey: string;
let relay: Relay;
let config: RelayConfig;
const logged: { event: string; fields: LogFields }[] = [];

const note = (event: string, fields: LogFields = {}): void => void logged.push({ event, fields });
const log: Logger = { debug: note, info: note, warn: note, error: note };

beforeAll(async () => {
  authority = new OpensslAuthority('Our authority');
  server = authority.issue({ name: 'server', purpose: 'serverAuth', san: 'IP:127.0.0.1,DNS:localhost' });
  encryptedKey = encryptKey(server, passphrase);
  foreign = new OpensslAuthority('Somebody else');
  cxone = authority.issue({ name: 'cxone', san: 'DNS:cxone.example.com' });
  config = configWith([{ sha256: opensslFingerprint(cxone.certFile) }]);
  relay = await startRelay({
    config,
    dataDir,
    clock: systemClock,
    chance: Math.random,
    random: randomBytes,
    log,
    environment: {},
  });
}, 60_000);

afterAll(async () => {
  await relay.stop();
  authority.remove();
  foreign.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

function configWith(
  pins: readonly object[],
  {
    certFile = server.certFile,
    keyFile = encryptedKey,
    ca = authority.cert,
    mode = 'required',
  }: Partial<BoxFiles> = {},
): RelayConfig {
  const integration = (id: string, clientCertificates: readonly object[]) => ({
    id,
    name: id,
    integrationId: id,
    box: { clientId: `${id}-client`, clientSecret: secret, clientCertificates },
    cxone: { clientId: 'a', clientSecret: 'b', accessKeyId: 'c', accessKeySecret: 'd' },
  });
  return RelayConfig.parse({
    storeKey: Buffer.alloc(32, 7).toString('base64'),
    listen: {
      box: { tls: { certFile, keyFile, passphrase }, clientCertificate: { mode, ca } },
    },
    integrations: [integration('shop', pins), integration('bank', [{ san: 'bank.example.com' }])],
    channels: [],
  });
}

/** What an independent client reads back, and whether its request was read by the relay at all. */
async function bySClient(pair: Pair | null, more: readonly string[] = []): Promise<string> {
  const { hostname, port } = new URL(relay.urls.box);
  const program = spawn(
    'openssl',
    [
      ...['s_client', '-quiet', '-verify_quiet', '-connect', `${hostname}:${port}`, '-CAfile', authority.certFile],
      ...(pair === null ? [] : ['-cert', pair.certFile, '-key', pair.keyFile]),
      ...more,
    ],
    { stdio: ['pipe', 'pipe', 'ignore'] },
  );
  program.stdin.on('error', () => undefined);
  program.stdin.write(`GET /probe HTTP/1.1\r\nhost: ${hostname}:${port}\r\nconnection: close\r\n\r\n`);
  let text = '';
  program.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    // It would wait for more to send.
    if (text.includes('\r\n\r\n')) program.stdin.end();
  });
  await new Promise((resolve) => program.once('close', resolve));
  return text;
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function call(path: string, options: { readonly agent: Agent; readonly body?: object; readonly token?: string }) {
  const body = JSON.stringify(options.body ?? {});
  const { port } = new URL(relay.urls.box);
  return new Promise<Answer>((resolve, reject) => {
    const request = httpsRequest(
      {
        ...{ host: '127.0.0.1', port, path: `/integration/box${path}`, method: 'POST', agent: options.agent },
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          ...(options.token !== undefined && { authorization: `Bearer ${options.token}` }),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        response.once('end', () => {
          resolve({ status: response.statusCode ?? 0, body: text });
        });
      },
    );
    request.once('error', reject);
    request.end(body);
  });
}

const agentOf = ({ cert, key }: Pair, maxSockets = 4) =>
  new Agent({ cert, key, ca: authority.cert, keepAlive: true, maxSockets });

const askToken = (agent: Agent, id = 'shop') =>
  call('/1.0/token', {
    agent,
    body: { grant_type: 'client_credentials', client_id: `${id}-client`, client_secret: secret },
  });

async function tokenBy(agent: Agent): Promise<string> {
  const { status, body } = await askToken(agent);
  expect(status).toBe(200);
  return (JSON.parse(body) as { access_token: string }).access_token;
}

const outbound = (agent: Agent, token: string) => call('/2.0/channel/none/outbound', { agent, token });
const reasons = () =>
  logged.filter(({ fields }) => fields['reason'] !== undefined).map(({ fields }) => fields['reason']);

describe('the listener of CXone’s calls with client certificates', () => {
  it('lets the named certificate in, and serves nothing else there', async () => {
    expect(await bySClient(cxone)).toMatch(/^HTTP\/1\.1 404/u);
    const agent = agentOf(cxone);
    const token = await tokenBy(agent);
    // The token is good: what is missing is the channel.
    expect((await outbound(agent, token)).status).toBe(404);
    agent.destroy();
  });

  it('serves CXone’s calls nowhere else', async () => {
    const answer = await fetch(`${relay.urls.wechat.replace('/wechat', '')}/integration/box/1.0/token`, {
      method: 'POST',
    });
    expect(answer.status).toBe(404);
  });

  it.each<[string, () => Pair | null, string]>([
    ['none', () => null, 'ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE'],
    ['a self-signed one', () => authority.selfSigned('stranger'), 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    [
      'an expired one',
      () => authority.issue({ name: 'old', from: '20200101000000Z', until: '20210101000000Z' }),
      'CERT_HAS_EXPIRED',
    ],
    [
      'one not yet valid',
      () => authority.issue({ name: 'early', from: '20900101000000Z', until: '20910101000000Z' }),
      'CERT_NOT_YET_VALID',
    ],
    ['one of another authority', () => foreign.issue({ name: 'foreign' }), 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['a server’s', () => authority.issue({ name: 'serves', purpose: 'serverAuth' }), 'INVALID_PURPOSE'],
    ['one made for nothing', () => authority.issue({ name: 'plain', purpose: null }), 'no_purpose'],
    ['one with a weak key', () => authority.issue({ name: 'weak', key: 'rsa1024' }), 'weak_key'],
    ['another customer’s of the same authority', () => authority.issue({ name: 'neighbour' }), 'not_pinned'],
  ])('refuses %s before a byte of HTTP is read', async (_what, make, reason) => {
    const pair = make();
    logged.length = 0;

    expect(await bySClient(pair, ['-cipher', 'DEFAULT@SECLEVEL=0'])).toBe('');

    await expect.poll(reasons).toContain(reason);
    // The old protocol tells the caller; the new one leaves him to find out.
    expect(await bySClient(pair, ['-tls1_2', '-cipher', 'DEFAULT@SECLEVEL=0'])).toBe('');
  });

  it('refuses a signature that can be forged', async () => {
    const pair = authority.issue({ name: 'sha1', digest: 'sha1' });
    expect(await bySClient(pair, ['-cipher', 'DEFAULT@SECLEVEL=0'])).toBe('');
  });

  it('speaks no old protocol', async () => {
    logged.length = 0;
    expect(await bySClient(cxone, ['-tls1_1', '-cipher', 'DEFAULT@SECLEVEL=0'])).toBe('');
    await expect.poll(reasons).toContain('ERR_SSL_UNSUPPORTED_PROTOCOL');
  });

  it('knows one integration from another, by certificate and by token', async () => {
    const bank = agentOf(authority.issue({ name: 'bank', san: 'DNS:bank.example.com' }));
    const shop = agentOf(cxone);
    const token = await tokenBy(shop);

    expect((await askToken(bank, 'shop')).status).toBe(401);
    expect((await askToken(bank, 'bank')).status).toBe(200);
    expect((await outbound(bank, token)).status).toBe(401);
    expect((await outbound(shop, token)).status).toBe(404);
    bank.destroy();
    shop.destroy();
  });

  it('changes certificates under traffic without a failed request, and ends what was revoked', async () => {
    const next = authority.issue({ name: 'cxone-next' });
    const nextServer = authority.issue({ name: 'server-next', purpose: 'serverAuth', san: 'IP:127.0.0.1' });
    const oldPin = { sha256: opensslFingerprint(cxone.certFile) };
    const newPin = { sha256: opensslFingerprint(next.certFile) };
    const agent = agentOf(cxone, 8);
    const token = await tokenBy(agent);
    const answers: Promise<Answer>[] = [];
    // 200 a second for two seconds; the change falls in the middle.
    for (let turn = 0; turn < 40; turn += 1) {
      for (let each = 0; each < 10; each += 1) answers.push(outbound(agent, token));
      if (turn === 20) {
        relay.replaceCertificates(
          configWith([oldPin, newPin], { certFile: nextServer.certFile, keyFile: nextServer.keyFile }),
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(new Set((await Promise.all(answers)).map(({ status }) => status))).toEqual(new Set([404]));
    const newcomer = agentOf(next);
    expect((await askToken(newcomer)).status).toBe(200);

    relay.replaceCertificates(configWith([newPin], { certFile: nextServer.certFile, keyFile: nextServer.keyFile }));

    await expect(outbound(agent, token)).rejects.toThrow();
    expect(await bySClient(cxone)).toBe('');
    expect((await askToken(newcomer)).status).toBe(200);
    newcomer.destroy();
    agent.destroy();
    relay.replaceCertificates(config);
  });

  it('keeps what it has when a new file is of no use', async () => {
    const broken = join(dataDir, 'broken.pem');
    writeFileSync(broken, 'no certificate');
    expect(() => {
      relay.replaceCertificates(configWith([], { certFile: broken }));
    }).toThrow(expect.objectContaining({ code: 'CONFIG_CERTIFICATE_UNUSABLE' }) as Error);
    expect(await bySClient(cxone)).toMatch(/^HTTP\/1\.1 404/u);
  });

  it('keeps what it has when more than certificates would change', () => {
    const { box } = config.listen;
    const other = { ...config, listen: { ...config.listen, ...(box !== undefined && { box: { ...box, port: 1 } }) } };
    expect(() => {
      relay.replaceCertificates(other);
    }).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }) as Error);
  });

  it('writes no key and no passphrase into the log', () => {
    const text = JSON.stringify(logged);
    expect(text).not.toContain(passphrase);
    expect(text).not.toContain(secret);
    expect(text).not.toMatch(/PRIVATE KEY/u);
  });
});

describe('the same listener while certificates are optional', () => {
  it('never takes one it has not verified for an identity, not after a change either', async () => {
    const stranger = authority.selfSigned('cxone-lookalike', 'DNS:cxone.example.com');
    const asking = configWith([{ san: 'cxone.example.com' }], { mode: 'optional' });
    const folder = mkdtempSync(join(tmpdir(), 'veerpont-mtls-'));
    const required = relay;
    relay = await startRelay({
      ...{ config: asking, dataDir: folder, clock: systemClock, chance: Math.random, random: randomBytes, log },
      environment: {},
    });
    try {
      const lookalike = agentOf(stranger, 1);
      const known = agentOf(cxone, 1);
      const nobody = new Agent({ ca: authority.cert });
      await tokenBy(lookalike);
      relay.replaceCertificates(asking);

      // On the connection of before: bound to nothing, so it is good for whoever has the secret.
      expect((await outbound(nobody, await tokenBy(lookalike))).status).toBe(404);
      expect((await outbound(nobody, await tokenBy(known))).status).toBe(401);
      for (const agent of [lookalike, known, nobody]) agent.destroy();
    } finally {
      await relay.stop();
      relay = required;
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe('a configuration of client certificates that would let anybody in', () => {
  it.each(['', 'no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'])(
    'is refused with the authorities %j',
    (ca) => {
      const wrong = { ...config, listen: { ...config.listen, box: withAuthority(config, ca) } };
      expect(() => {
        checkConfig(wrong, {});
      }).toThrow(expect.objectContaining({ code: 'CONFIG_NO_AUTHORITY' }) as Error);
    },
  );

  it('is refused with a certificate that is no authority’s', () => {
    const wrong = { ...config, listen: { ...config.listen, box: withAuthority(config, cxone.cert) } };
    expect(() => {
      checkConfig(wrong, {});
    }).toThrow(expect.objectContaining({ code: 'CONFIG_NO_AUTHORITY' }) as Error);
  });

  it('is refused when an integration’s certificate is not named', () => {
    expect(() => {
      checkConfig(configWith([]), {});
    }).toThrow(/integrations\.0\.box\.clientCertificates/u);
  });
});

function withAuthority({ listen }: RelayConfig, ca: string): BoxListen {
  const { box } = listen;
  if (box?.clientCertificate === undefined) throw new Error('no box listener');
  return { ...box, clientCertificate: { ...box.clientCertificate, ca } };
}
