import { join } from 'node:path';
import { startRig, type Rig, type RigConfig, type RigOptions } from '#test/faults/kit/rig.ts';
import { createMovedClock, type MovedClock } from '#test/faults/kit/moved-clock.ts';
import { createTlsFront, type TlsFront } from '#test/faults/kit/tls-front.ts';
import type { ScenarioContext } from '#test/faults/plan/scenario.ts';

export interface ClockedRig extends Rig {
  readonly clock: MovedClock;
  readonly front: TlsFront;
}

/**
 * A rig whose relay sees a clock of its own and reaches both platforms through TLS, whose `Date` is the machine's time.
 * `startOffsetMs`: how wrong the clock is when the relay starts.
 */
export async function startClockedRig(
  context: ScenarioContext,
  options: RigOptions & { readonly startOffsetMs?: number } = {},
): Promise<ClockedRig> {
  const clock = createMovedClock(context.folder);
  clock.set(options.startOffsetMs ?? 0);
  const front = createTlsFront(join(context.folder, 'authority.pem'));
  context.onEnd(() => {
    front.stop();
  });
  // The fronts need the platforms' ports before the relay gets its configuration.
  const portBase = 15_000 + Math.floor(context.chance() * 5_000) * 3;
  const [wechat, cxone] = await Promise.all([
    front.frontOf(`http://127.0.0.1:${portBase}`),
    front.frontOf(`http://127.0.0.1:${portBase + 1}`),
  ]);
  const throughTls = (config: RigConfig): object => ({
    ...config,
    // The simulated issuer names its own addresses, so only the calls go through the front.
    integrations: config.integrations.map((one) => ({ ...one, cxone: { ...one.cxone, apiBase: cxone } })),
    channels: config.channels.map((one) => ({ ...one, wechat: { ...one.wechat, apiBase: wechat } })),
  });
  const rig = await startRig(context, {
    ...options,
    configure: throughTls,
    sandbox: { ...options.sandbox, portBase },
    relay: { ...options.relay, environment: { ...clock.environment, ...front.environment } },
  });
  return {
    ...rig,
    clock,
    front,
    get relay() {
      return rig.relay;
    },
  };
}
