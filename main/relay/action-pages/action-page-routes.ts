import type { FastifyInstance } from 'fastify';
import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ReconnectRun } from '#shared/domain/reconnect.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { AdminTenants } from '../ports/admin-cxone.ts';
import { ActionPages } from './action-pages.ts';
import { testOriginsOf } from './allowed-origin.ts';
import { ChannelActs, type ChannelActsDeps } from './channel-acts.ts';
import { Entrance } from './entrance.ts';
import { formLimitBytes } from './form-body.ts';
import { createActionSessions } from './sessions.ts';

export interface ActionPagesDeps extends Omit<ChannelActsDeps, 'channels'> {
  readonly config: Pick<RelayConfig, 'integrations' | 'channels' | 'allowPrivateTargets'>;
  /** The reconnects of this session of the relay. */
  readonly runs: () => readonly ReconnectRun[];
  readonly tenants: AdminTenants;
  readonly clock: Clock;
  readonly random: (sizeBytes: number) => Buffer;
  readonly log: Logger;
  /** The address CXone and its administrators reach us under. */
  readonly publicUrl: () => string;
  /** Whom an address stands for; null where many may stand behind it. */
  readonly callerOf: (address: string) => string | null;
}

export const actionPages = ['add', 'reconnect', 'remove'] as const;
export type ActionPageName = (typeof actionPages)[number];

/**
 * The pages CXone's administrators are sent to: `GET` and `POST /integration/{add,reconnect,remove}`, with the channel's
 * id as an optional last part. Nothing about a request is logged but the page's name and an error code.
 */
export function registerActionPages(app: FastifyInstance, deps: ActionPagesDeps): void {
  const { config, cxone, tenants, clock, log } = deps;
  const pages = new ActionPages({
    sessions: createActionSessions(clock, deps.random),
    entrance: new Entrance({ integrations: config.integrations, cxone, tenants, clock, log }),
    acts: new ChannelActs({ ...deps, channels: config.channels }),
    testOrigins: testOriginsOf(config),
    channels: config.channels,
    controls: deps.controls,
    snapshots: deps.snapshots,
    runs: deps.runs,
    publicUrl: deps.publicUrl,
    callerOf: deps.callerOf,
    clock,
    log,
  });
  void app.register(
    (scope, _options, done) => {
      scope.removeAllContentTypeParsers();
      scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: formLimitBytes }, (_request, body, parsed) => {
        parsed(null, body);
      });
      for (const page of actionPages) {
        for (const url of [`/${page}`, `/${page}/:channel`]) {
          scope.get(url, { exposeHeadRoute: false }, (request, reply) => pages.show(page, request, reply));
          scope.post(url, { bodyLimit: formLimitBytes }, (request, reply) => pages.act(page, request, reply));
        }
      }
      done();
    },
    { prefix: '/integration' },
  );
}
