import { FaultRequestError } from '../kit/fault-registry.ts';
import type { SetFault } from '../kit/fault-registry.ts';
import { cxoneFaults } from '../cxone/faults.ts';
import { wechatFaults } from '../wechat/faults.ts';
import type { ControlRoute } from './control-route.ts';
import * as schemas from './control-schemas.ts';
import type { ControlledSandbox } from './control-server.ts';
import { faultTargets, findFaultTarget, lookUpFaultTarget } from './fault-targets.ts';

/** What goes wrong. */
export function faultRoutes(sandbox: ControlledSandbox): readonly ControlRoute[] {
  const { wechat, cxone } = sandbox;
  const listed = () => ({
    wechat: wechat.faults.list(),
    cxone: cxone.faults.list(),
  });
  const catalogue = {
    wechat: Object.entries(wechatFaults).map(([fault, { meaning }]) => ({ fault, meaning })),
    cxone: Object.entries(cxoneFaults).map(([fault, { meaning }]) => ({ fault, meaning })),
  };
  return [
    {
      method: 'GET',
      pattern: '/faults',
      run: () => ({ set: listed(), available: catalogue, targets: faultTargets(sandbox) }),
    },
    {
      method: 'POST',
      pattern: '/faults',
      run: ({ body }) => {
        const { platform, target: named, ...request } = schemas.FaultBody.parse(body);
        const target = findFaultTarget(sandbox, named);
        const set: { wechat?: SetFault; cxone?: SetFault } = {};
        const knows = (asked: 'wechat' | 'cxone'): boolean =>
          platform === undefined ? sandbox[asked].faults.knows(request.fault) : platform === asked;
        if (target.wechat !== null && knows('wechat')) {
          set.wechat = wechat.faults.set({ ...request, target: target.wechat });
        }
        if (knows('cxone')) set.cxone = cxone.faults.set({ ...request, target: target.target });
        if (!set.wechat && !set.cxone) throw new FaultRequestError(`Unknown fault "${request.fault}" at "${named}"`);
        return set;
      },
    },
    {
      method: 'DELETE',
      pattern: '/faults',
      run: ({ query }) => {
        const named = query.get('target');
        const fault = query.get('fault') ?? undefined;
        // What was struck may be gone by now, and its fault with it.
        const target = named === null ? undefined : (lookUpFaultTarget(sandbox, named)?.target ?? named);
        return { cleared: [...wechat.faults.clear({ fault, target }), ...cxone.faults.clear({ fault, target })] };
      },
    },
  ];
}
