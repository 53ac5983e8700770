import { spawn } from 'node:child_process';
import { request, type Agent } from 'node:https';
import { TLSSocket } from 'node:tls';
import { systemClock } from '#main/node/system-clock.ts';
import {
  composeListeners,
  destinationsOf,
  makePlaceholders,
  type Listeners,
  type ListenersDeps,
} from '#relay/compose-listeners.ts';
import { RelayConfig } from '#shared/contract/relay-config.ts';
import type { LogFields, Logger } from '#shared/lib/logger.ts';
import type { Pair } from './openssl-authority.ts';

export interface Logged {
  readonly event: string;
  readonly fields: LogFields;
}

export interface PlacesKit {
  readonly listeners: Listeners;
  readonly destinations: ReturnType<typeof destinationsOf>;
  readonly logged: Logged[];
  readonly refused: string[];
  readonly openPort: number;
  readonly boxPort: number;
  stop(): Promise<void>;
}

export interface ConfigWish {
  readonly open?: object;
  readonly box?: object;
  readonly destinations?: readonly object[];
  readonly pins?: readonly object[];
  readonly wechatApiBase?: string;
}

export function placesConfig({ open, box, destinations, pins, wechatApiBase }: ConfigWish): RelayConfig {
  return RelayConfig.parse({
    storeKey: Buffer.alloc(32, 7).toString('base64'),
    allowPrivateTargets: true,
    listen: { ...(open !== undefined && { public: open }), ...(box !== undefined && { box }) },
    destinations: destinations ?? [],
    integrations: [
      {
        id: 'shop',
        name: 'Shop',
        integrationId: 'shop',
        box: { clientId: 'shop-client', clientSecret: 'secret', clientCertificates: pins ?? [] },
        cxone: { clientId: 'a', clientSecret: 'b', accessKeyId: 'c', accessKeySecret: 'd' },
      },
    ],
    channels: [
      {
        id: 'tulip',
        name: 'Tulip',
        integration: 'shop',
        cxoneChannelId: '6f1f0c2e-4b7e-4a53-9d0a-2a6f5d8c1e90',
        wechat: {
          appId: 'wx1a2b3c4d5e6f7a8b',
          originalId: 'gh_0a1b2c3d4e5f',
          appSecret: 'x',
          token: 'token',
          mode: 'plain',
          ...(wechatApiBase !== undefined && { apiBase: wechatApiBase }),
        },
      },
    ],
  });
}

/** The listeners as the relay makes them, with a route that answers at once, or after `waitMs`. */
export async function startPlaces(
  config: RelayConfig,
  more: Partial<Pick<ListenersDeps, 'deskMaterial' | 'extraTrust' | 'isLooking'>> = {},
): Promise<PlacesKit> {
  const logged: Logged[] = [];
  const refused: string[] = [];
  const note = (event: string, fields: LogFields = {}): void => void logged.push({ event, fields });
  const log: Logger = { debug: note, info: note, warn: note, error: note };
  const deskMaterial = more.deskMaterial ?? (() => null);
  const destinations = destinationsOf(config, deskMaterial);
  const listeners = composeListeners({
    config,
    clock: systemClock,
    log,
    deskMaterial,
    extraTrust: more.extraTrust ?? { authorities: [], clients: [] },
    destinations,
    isLooking: more.isLooking ?? (() => false),
    placeholders: await makePlaceholders(config, deskMaterial, Date.now()),
    onAnswered: () => undefined,
    onRefusedHost: () => undefined,
    onRefusedCertificate: (reason) => void refused.push(reason),
    onAcceptedCertificate: () => undefined,
  });
  const apps = [...new Set([listeners.open, listeners.box])];
  for (const app of apps) {
    app.get<{ Querystring: { wait?: string } }>('/served', async ({ query }) => {
      if (query.wait !== undefined) await new Promise((resolve) => setTimeout(resolve, Number(query.wait)));
      return 'served';
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
  }
  const portOf = (app: Listeners['open']): number => {
    const address = app.server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  };
  return {
    listeners,
    destinations,
    logged,
    refused,
    openPort: portOf(listeners.open),
    boxPort: portOf(listeners.box),
    stop: async () => {
      for (const app of apps) {
        app.server.closeAllConnections();
        await app.close();
      }
    },
  };
}

export interface CallAnswer {
  readonly status: number;
  /** SHA-256 of what the listener showed, with colons. */
  readonly shown: string;
}

const shownOn = new WeakMap<TLSSocket, string>();

/** One call over TLS; rejects when it fails in any way. */
export function callServed(port: number, agent: Agent, path = '/served'): Promise<CallAnswer> {
  return new Promise((resolve, reject) => {
    let shown = '';
    const asked = request({ host: '127.0.0.1', servername: 'localhost', port, path, agent }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, shown });
      });
    });
    asked.once('socket', (socket) => {
      const look = (): void => {
        if (!(socket instanceof TLSSocket)) return;
        // The engine gives it once only.
        const known = shownOn.get(socket) ?? socket.getPeerX509Certificate()?.fingerprint256;
        if (known === undefined) return;
        shownOn.set(socket, known);
        shown = known;
      };
      look();
      if (socket.connecting) socket.once('secureConnect', look);
    });
    asked.once('error', reject);
    asked.end();
  });
}

/** openssl as a caller; resolves when it has ended. `input` is what it sends. */
export async function opensslClient(port: number, args: readonly string[], input = ''): Promise<string> {
  const program = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...args], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let text = '';
  program.stdin.on('error', () => undefined);
  program.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  program.stdin.end(input);
  await new Promise((resolve) => program.once('close', resolve));
  return text;
}

export const materialOf = ({ cert, key }: Pair) => ({ cert, key });
