import { FaultRequestError } from '../kit/fault-registry.ts';
import type { SetFault } from '../kit/fault-registry.ts';
import { cxoneFaults } from '../cxone/faults.ts';
import { wechatFaults } from '../wechat/faults.ts';
import type { ControlRoute } from './control-route.ts';
import * as schemas from './control-schemas.ts';
import type { ControlledSandbox } from './control-server.ts';

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
    { method: 'GET', pattern: '/faults', run: () => ({ set: listed(), available: catalogue }) },
    {
      method: 'POST',
      pattern: '/faults',
      run: ({ body }) => {
        const { platform, ...request } = schemas.FaultBody.parse(body);
        requireTarget(request.target);
        const set: { wechat?: SetFault; cxone?: SetFault } = {};
        if (platform !== 'cxone' && (platform === 'wechat' || wechat.faults.knows(request.fault))) {
          // An integration is CXone's word; at WeChat it means all accounts.
          const isAccount = wechat.accounts.list().some(({ options }) => options.key === request.target);
          set.wechat = wechat.faults.set({ ...request, target: isAccount ? request.target : '*' });
        }
        if (platform !== 'wechat' && (platform === 'cxone' || cxone.faults.knows(request.fault))) {
          set.cxone = cxone.faults.set(request);
        }
        if (!set.wechat && !set.cxone) throw new FaultRequestError(`Unknown fault "${request.fault}"`);
        return set;
      },
    },
    {
      method: 'DELETE',
      pattern: '/faults',
      run: ({ query }) => {
        const filter = { target: query.get('target') ?? undefined, fault: query.get('fault') ?? undefined };
        return { cleared: [...wechat.faults.clear(filter), ...cxone.faults.clear(filter)] };
      },
    },
  ];

  function requireTarget(target: string): void {
    const { channels, integration } = sandbox.identities;
    if (target === '*' || target === integration.key || channels.some(({ key }) => key === target)) return;
    throw new FaultRequestError(`No channel or integration "${target}"`);
  }
}
