import { z } from 'zod';
import type { ControlRoute } from './control-route.ts';
import * as schemas from './control-schemas.ts';
import type { ControlledSandbox } from './control-server.ts';
import { conversationViews } from './conversation-view.ts';

/** Load, and what came of everything. */
export function witnessRoutes(sandbox: ControlledSandbox): readonly ControlRoute[] {
  const { load, witness } = sandbox;
  return [
    {
      method: 'POST',
      pattern: '/load',
      run: async ({ body }) => {
        const { wait, ...request } = schemas.LoadBody.parse(body);
        for (const channel of request.channels ?? []) sandbox.wechat.accounts.get(channel);
        const run = load.run(request);
        return wait ? run.done : run.progress();
      },
    },
    { method: 'GET', pattern: '/load', run: () => load.current() ?? { state: 'none' } },
    {
      method: 'DELETE',
      pattern: '/load',
      run: () => {
        load.stop();
        return load.current() ?? { state: 'none' };
      },
    },
    {
      method: 'GET',
      pattern: '/report',
      run: ({ query }) => {
        const graceMs = z.coerce
          .number()
          .min(0)
          .default(30_000)
          .parse(query.get('graceMs') ?? undefined);
        const limit = z.coerce
          .number()
          .min(0)
          .max(10_000)
          .default(0)
          .parse(query.get('missing') ?? undefined);
        const report = witness.report(graceMs);
        return limit === 0 ? report : { ...report, missing: witness.missing(limit) };
      },
    },
    {
      method: 'GET',
      pattern: '/conversations',
      run: ({ query }) => {
        const limit = z.coerce
          .number()
          .int()
          .min(1)
          .max(1_000)
          .default(50)
          .parse(query.get('limit') ?? undefined);
        const filter = { channel: query.get('channel') ?? undefined, customer: query.get('customer') ?? undefined };
        return { conversations: conversationViews(sandbox, filter, limit) };
      },
    },
  ];
}
