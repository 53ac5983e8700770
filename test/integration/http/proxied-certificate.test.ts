import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#main/node/system-clock.ts';
import { startRelay, type Relay } from '#relay/compose.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import { silentLogger } from '#shared/lib/logger.ts';
import { OpensslAuthority, opensslFingerprint, type Pair } from './openssl-authority.ts';

const secret = 'client-secret-of-the-box-api';
const dataDir = mkdtempSync(join(tmpdir(), 'veerpont-proxied-'));
let authority: OpensslAuthority;
let cxone: Pair;
let relay: Relay;

beforeAll(async () => {
  authority = new OpensslAuthority('Our authority');
  cxone = authority.issue({ name: 'cxone' });
  relay = await startRelay({
    config: RelayConfig.parse({
      storeKey: randomBytes(32).toString('base64'),
      listen: {
        box: {
          trustedProxy: '127.0.0.1',
          clientCertificate: { mode: 'required', ca: authority.cert, header: 'X-Client-Cert' },
        },
      },
      integrations: [
        {
          id: 'shop',
          name: 'Shop',
          integrationId: 'int-1',
          box: {
            clientId: 'shop-client',
            clientSecret: secret,
            clientCertificates: [{ sha256: opensslFingerprint(cxone.certFile) }],
          },
          cxone: { clientId: 'a', clientSecret: 'b', accessKeyId: 'c', accessKeySecret: 'd' },
        },
      ],
      channels: [],
    }),
    dataDir,
    clock: systemClock,
    chance: Math.random,
    random: randomBytes,
    log: silentLogger,
    environment: {},
  });
}, 60_000);

afterAll(async () => {
  await relay.stop();
  authority.remove();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Call {
  readonly certificate?: string | readonly string[];
  readonly from?: string;
  readonly token?: string;
}

function call(path: string, { certificate, from = '127.0.0.1', token }: Call) {
  const { port } = new URL(relay.urls.box);
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const request = httpRequest(
      {
        ...{ host: '127.0.0.1', port, path: `/integration/box${path}`, method: 'POST', localAddress: from },
        headers: {
          'content-type': 'application/json',
          ...(certificate !== undefined && {
            'x-client-cert': typeof certificate === 'string' ? certificate : [...certificate],
          }),
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (piece: string) => (body += piece));
        response.once('end', () => {
          resolve({ status: response.statusCode ?? 0, body });
        });
      },
    );
    request.once('error', reject);
    request.end(JSON.stringify({ grant_type: 'client_credentials', client_id: 'shop-client', client_secret: secret }));
  });
}

const stranger = (): Pair => authority.issue({ name: 'neighbour' });
const asNginx = ({ cert }: Pair): string => encodeURIComponent(cert);
const asRfc9440 = ({ cert }: Pair): string => `:${cert.replace(/-----[^-]+-----|\s/gu, '')}:`;
const tokenCall = (given: Call) => call('/1.0/token', given);

describe('a client certificate that a proxy in front has verified', () => {
  it.each([
    ['as nginx writes it', asNginx],
    ['by RFC 9440', asRfc9440],
  ])('is believed %s', async (_how, written) => {
    expect((await tokenCall({ certificate: written(cxone) })).status).toBe(200);
  });

  it.each<[string, () => Call]>([
    ['none', () => ({})],
    ['from anybody but the proxy', () => ({ certificate: asNginx(cxone), from: '127.0.0.2' })],
    ['of somebody else', () => ({ certificate: asNginx(stranger()) })],
    ['that is no certificate', () => ({ certificate: 'yes' })],
    ['put before the one of a proxy that adds its own', () => ({ certificate: [asNginx(cxone), asNginx(stranger())] })],
    ['cut off', () => ({ certificate: asNginx(cxone).slice(0, 200) })],
  ])('lets nobody in: %s', async (_what, make) => {
    expect((await tokenCall(make())).status).toBe(401);
  });

  it('binds the token to it', async () => {
    const { body } = await tokenCall({ certificate: asNginx(cxone) });
    const token = (JSON.parse(body) as { access_token: string }).access_token;

    // Known, but for the channel, which does not exist.
    expect((await call('/2.0/channel/none/outbound', { token, certificate: asNginx(cxone) })).status).toBe(404);
    expect((await call('/2.0/channel/none/outbound', { token })).status).toBe(401);
  });
});
