import { FaultRequestError } from '../kit/fault-registry.ts';
import { tenantApis } from '../cxone/faults.ts';
import type { ControlledSandbox } from './control-server.ts';

/** What a fault can strike. */
export interface FaultTarget {
  target: string;
  kind: 'everything' | 'account' | 'channel' | 'integration' | 'application' | 'api';
  /** For people. */
  name: string;
  /** What the platforms call it: it is found by these as well. */
  alsoKnownAs: string[];
  /** Its target at WeChat; null: WeChat knows nothing of it. */
  wechat: string | null;
}

/**
 * Everything that is there now: also accounts nobody uses yet, and what an administrator made at the simulated tenant. An
 * account and the channel that belongs to it share a name.
 */
export function faultTargets({ wechat, cxone }: ControlledSandbox): FaultTarget[] {
  const channels = [...cxone.store.channels.values()].filter(({ isDeleted }) => !isDeleted);
  const accounts = wechat.accounts.list().map(({ options: { key, name, appId, originalId } }): FaultTarget => {
    const ids = channels.filter((channel) => channel.key === key).map(({ id }) => id);
    return { target: key, kind: 'account', name, alsoKnownAs: [appId, originalId, ...ids], wechat: key };
  });
  const others = channels
    .filter(({ key }) => !accounts.some(({ target }) => target === key))
    .map(({ key, id, name }): FaultTarget => ({
      ...{ target: key, kind: 'channel', name, wechat: null },
      alsoKnownAs: id === key ? [] : [id],
    }));
  // An integration is CXone's word; at WeChat it means all accounts.
  const integrations = cxone.integrations.list.map(({ key, name, integrationId }): FaultTarget => ({
    ...{ target: key, kind: 'integration', name, wechat: '*' },
    alsoKnownAs: [integrationId],
  }));
  const applications = [...cxone.store.book.applications.values()]
    .filter(({ key }) => !integrations.some(({ target }) => target === key))
    .map(({ key, name, clientId }): FaultTarget => ({
      ...{ target: key, kind: 'application', name, wechat: null },
      alsoKnownAs: [clientId],
    }));
  const apis = Object.entries(tenantApis).map(([target, name]): FaultTarget => ({
    ...{ target, kind: 'api', name, wechat: null },
    alsoKnownAs: [],
  }));
  const everything: FaultTarget = { target: '*', kind: 'everything', name: 'everything', alsoKnownAs: [], wechat: '*' };
  return [everything, ...accounts, ...others, ...integrations, ...applications, ...apis];
}

/** By its name or an id; undefined when there is none. */
export function lookUpFaultTarget(sandbox: ControlledSandbox, named: string): FaultTarget | undefined {
  const targets = faultTargets(sandbox);
  return (
    targets.find(({ target }) => target === named) ?? targets.find(({ alsoKnownAs }) => alsoKnownAs.includes(named))
  );
}

/** By its name or an id. Throws FaultRequestError. */
export function findFaultTarget(sandbox: ControlledSandbox, named: string): FaultTarget {
  const found = lookUpFaultTarget(sandbox, named);
  if (found) return found;
  const names = faultTargets(sandbox).map(({ target }) => target);
  throw new FaultRequestError(`Nothing is called "${named}". There are: ${names.join(', ')}`);
}
