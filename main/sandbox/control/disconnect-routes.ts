import type { ControlRoute } from './control-route.ts';
import * as schemas from './control-schemas.ts';
import type { ControlledSandbox } from './control-server.ts';

/** Ways to lose a channel. */
export function disconnectRoutes({ disconnects }: ControlledSandbox): readonly ControlRoute[] {
  return [
    { method: 'GET', pattern: '/disconnects', run: () => disconnects.view() },
    {
      method: 'POST',
      pattern: '/disconnects',
      run: ({ body }) => {
        const { channel, kind } = schemas.DisconnectBody.parse(body);
        return disconnects.cause(channel, kind);
      },
    },
    {
      method: 'DELETE',
      pattern: '/disconnects',
      run: ({ query }) => {
        const { channel, kind } = schemas.RepairQuery.parse({
          channel: query.get('channel') ?? undefined,
          kind: query.get('kind') ?? undefined,
        });
        return disconnects.repair(channel, kind);
      },
    },
  ];
}
