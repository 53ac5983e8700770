import { startRig, type Rig, type RigConfig, type RigOptions } from '#test/faults/kit/rig.ts';
import type { ScenarioContext } from '#test/faults/plan/scenario.ts';
import { createCustomer, type Customer, type Side } from './customer.ts';
import { startFaultProxy, type FaultProxy, type FaultProxyOptions } from './fault-proxy.ts';

export interface ProxiedRig extends Rig {
  readonly proxies: Readonly<Record<Side, FaultProxy>>;
  /** A customer who has written once, so that agents can answer. */
  customer(name: string): Promise<Customer>;
}

/** The rig, the relay a program of its own in real time, with a proxy before each platform. */
export async function startProxiedRig(
  context: ScenarioContext,
  options: RigOptions & { readonly proxy?: FaultProxyOptions; readonly hostOf?: (side: Side) => string } = {},
): Promise<ProxiedRig> {
  const { proxy, hostOf, ...rigOptions } = options;
  const proxies = { cxone: await startFaultProxy(proxy), wechat: await startFaultProxy(proxy) };
  context.onEnd(async () => {
    await Promise.all([proxies.cxone.stop(), proxies.wechat.stop()]);
  });
  const urlOf = (side: Side): string => {
    const url = new URL(proxies[side].url);
    return `${url.protocol}//${hostOf?.(side) ?? url.hostname}:${url.port}`;
  };
  const rig = await startRig(context, {
    ...rigOptions,
    configure: (config) => {
      proxies.cxone.aim(config.integrations[0]?.cxone.issuer ?? '');
      proxies.wechat.aim(config.channels[0]?.wechat.apiBase ?? '');
      const proxied = behind(config, urlOf);
      return rigOptions.configure?.(proxied) ?? proxied;
    },
  });
  return {
    ...rig,
    get relay() {
      return rig.relay;
    },
    proxies,
    customer: (name) => createCustomer(rig, name),
  };
}

function behind(config: RigConfig, urlOf: (side: Side) => string): RigConfig {
  return {
    ...config,
    integrations: config.integrations.map((integration) => ({
      ...integration,
      cxone: { ...integration.cxone, issuer: urlOf('cxone'), apiBase: urlOf('cxone') },
    })),
    channels: config.channels.map((channel) => ({
      ...channel,
      wechat: { ...channel.wechat, apiBase: urlOf('wechat') },
    })),
  };
}
