import Fastify, { type FastifyInstance } from 'fastify';
import { boxClientsOf, type BoxClient } from '#relay/connectors/cxone/box-client.ts';
import { createBoxTokens, type BoxTokens } from '#relay/connectors/cxone/box-token.ts';
import { registerBoxRoutes, type BoxRoutesDeps } from '#relay/connectors/cxone/cxone-box-routes.ts';
import { createPublicServer } from '#relay/http/public-server.ts';
import { boxSecretsOf } from '#test/fakes/fixed-secrets.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';
import { RecordingIntake, RecordingLegs, RecordingLog } from './recording-intake.ts';
import { relayConfig } from './relay-fixture.ts';

export interface BoxAnswerSeen {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly json: Record<string, unknown>;
}

export interface CallOptions {
  readonly method?: string;
  /** A value is sent as JSON; text and bytes as they are. */
  readonly body?: unknown;
  /** Null: none at all. Left out: a good one of the integration 'demo'. */
  readonly token?: string | null;
  readonly headers?: Record<string, string>;
}

/** The Box API on a real listener, with a hand-wound clock and everything it reports kept. */
export interface BoxKit {
  readonly app: FastifyInstance;
  readonly port: number;
  readonly clock: HandClock;
  readonly intake: RecordingIntake;
  readonly legs: RecordingLegs;
  readonly log: RecordingLog;
  readonly tokens: BoxTokens;
  readonly clients: readonly BoxClient[];
  token(client?: string): string;
  /** `path` below the integration box URL. */
  call(path: string, options?: CallOptions): Promise<BoxAnswerSeen>;
  stop(): Promise<void>;
}

export const keyMaterial = Buffer.alloc(32, 7);

/** `bare`: without the relay's listener around it, for calls made without a socket. */
export async function startBoxKit(
  overrides: Partial<BoxRoutesDeps> = {},
  { bare = false }: { readonly bare?: boolean } = {},
): Promise<BoxKit> {
  const clock = new HandClock();
  const intake = new RecordingIntake();
  const legs = new RecordingLegs();
  const log = new RecordingLog();
  const clients = overrides.clients ?? boxClientsOf(relayConfig);
  const secrets = overrides.secrets ?? boxSecretsOf(relayConfig);
  const tokens = createBoxTokens({ keyMaterial, clients, secrets, clock });
  const app = bare
    ? Fastify()
    : createPublicServer({
        material: null,
        listen: relayConfig.listen.public,
        log,
        onAnswered: () => undefined,
        onRefusedHost: () => undefined,
      });
  registerBoxRoutes(app, {
    clients,
    secrets,
    intake,
    legs,
    clock,
    log,
    keyMaterial,
    publicUrl: () => 'https://relay.example.com/',
    ...overrides,
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const token = (name = 'client-demo'): string => {
    const client = clients.find(({ clientId }) => clientId === name);
    if (!client) throw new Error(`no client ${name} in the fixture`);
    return tokens.issue(client, secrets.of(name)[0]?.id ?? '', 3_600, null);
  };
  return {
    app,
    port,
    clock,
    intake,
    legs,
    log,
    tokens,
    clients,
    token,
    call: async (path, { method = 'POST', body, token: bearer = token(), headers = {} } = {}) => {
      const isRaw = typeof body === 'string' || body instanceof Uint8Array;
      const response = await fetch(`http://127.0.0.1:${port}/integration/box${path}`, {
        method,
        headers: {
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(bearer !== null && { authorization: `Bearer ${bearer}` }),
          ...headers,
        },
        ...(body !== undefined && { body: isRaw ? (body as BodyInit) : JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, json: objectIn(text) };
    },
    stop: () => app.close(),
  };
}

function objectIn(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return {};
  }
}
