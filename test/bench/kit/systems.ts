import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startChild, type Child } from './child-program.ts';
import { accounts, boxClient, boxToken } from './identities.ts';
import type { Work } from './work.ts';

export const systemNames = ['bare', 'durable', 'naive', 'relay'] as const;
export type SystemName = (typeof systemNames)[number];

/** A system under test, in a process of its own. */
export interface System {
  readonly name: SystemName;
  readonly child: Child;
  readonly port: number;
  readonly path: Readonly<Record<Work, string>>;
  /** For the replies. */
  readonly bearer: string;
  /** A bare server forwards nothing: its messages end with their acknowledgement. */
  readonly delivers: boolean;
}

export interface SystemParts {
  /** Where the programs of this benchmark are. */
  readonly programs: string;
  /** The built relay. */
  readonly relay: string;
  /** For data; each start of a system gets a folder of its own. */
  readonly folder: string;
  readonly targetPort: number;
  /** Further arguments for Node, before the relay's program. */
  readonly relayNodeArgs: readonly string[];
}

let starts = 0;

export async function startSystem(name: SystemName, parts: SystemParts): Promise<System> {
  starts += 1;
  const folder = join(parts.folder, `${name}-${starts}`);
  return name === 'relay' ? startRelay(parts, folder) : startReference(name, parts, folder);
}

async function startReference(
  name: Exclude<SystemName, 'relay'>,
  { programs, targetPort }: SystemParts,
  folder: string,
): Promise<System> {
  mkdirSync(folder, { recursive: true });
  const child = await startChild([join(programs, `${name}.js`), String(targetPort), folder]);
  const { port } = child.ready as { readonly port: number };
  const path = { plain: '/wechat/plain', security: '/wechat/security', outbound: '/outbound' };
  return { name, child, port, path, bearer: boxToken, delivers: name !== 'bare' };
}

/** The key of every store of this benchmark. */
export const storeKey = Buffer.alloc(32, 'bench').toString('base64');

/** Starts the relay on the data in `folder`, which may be there already. */
export async function startRelay(parts: SystemParts, folder: string): Promise<System> {
  mkdirSync(folder, { recursive: true });
  const config = writeRelayConfig(folder, parts.targetPort);
  const args = [...parts.relayNodeArgs, parts.relay, '--config', config, '--data', join(folder, 'data')];
  const child = await startChild(args);
  return systemOf((child.ready as { readonly urls: RelayAddresses }).urls, child);
}

/** Returns the path of the configuration. */
export function writeRelayConfig(folder: string, targetPort: number, publicPort = 0): string {
  const path = join(folder, 'relay.json');
  writeFileSync(path, JSON.stringify(relayConfig(targetPort, publicPort)), { mode: 0o600 });
  return path;
}

interface RelayAddresses {
  readonly wechat: string;
  readonly box: string;
}

export async function systemOf(urls: RelayAddresses, child: Child): Promise<System> {
  const wechat = new URL(urls.wechat);
  const box = new URL(urls.box);
  return {
    name: 'relay',
    child,
    port: Number(wechat.port),
    path: {
      plain: `${wechat.pathname}/${accounts.plain.id}`,
      security: `${wechat.pathname}/${accounts.security.id}`,
      outbound: `${box.pathname}/2.0/channel/${accounts.security.cxoneChannelId}/outbound`,
    },
    bearer: await boxBearer(urls.box),
    delivers: true,
  };
}

function relayConfig(targetPort: number, publicPort: number): object {
  const target = `http://127.0.0.1:${targetPort}`;
  return {
    listen: { public: { host: '127.0.0.1', port: publicPort }, admin: { host: '127.0.0.1', port: 0 } },
    storeKey,
    integrations: [
      {
        id: 'bench',
        name: 'Bench',
        integrationId: 'bench',
        box: boxClient,
        cxone: {
          issuer: target,
          apiBase: target,
          clientId: 'bench',
          clientSecret: 'bench-client-secret',
          accessKeyId: 'bench',
          accessKeySecret: 'bench-access-secret',
        },
      },
    ],
    channels: Object.entries(accounts).map(
      ([mode, { id, cxoneChannelId, appId, originalId, token, encodingAesKey }]) => ({
        id,
        name: 'Bench',
        integration: 'bench',
        cxoneChannelId,
        wechat: { appId, originalId, token, encodingAesKey, mode, appSecret: 'bench-app-secret', apiBase: target },
      }),
    ),
    allowPrivateTargets: true,
  };
}

async function boxBearer(box: string): Promise<string> {
  const response = await fetch(`${box}/1.0/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      grant_type: 'client_credentials',
      client_id: boxClient.clientId,
      client_secret: boxClient.clientSecret,
    }),
  });
  const { access_token: token } = (await response.json()) as { readonly access_token: string };
  return token;
}
