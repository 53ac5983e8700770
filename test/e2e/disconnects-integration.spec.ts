import { badgeOf, BrokenChannel, headOf, openChannel } from './broken-channel.ts';
import { newProfile, removeProfile, startConsole, type ConsoleApp } from './console-app.ts';
import { integrationPlans, type DisconnectPlan } from './disconnect-plans.ts';
import { connectedSandbox, expect, test } from './fixtures.ts';
import type { SandboxClient } from './sandbox-client.ts';

interface Struck {
  readonly plan: DisconnectPlan;
  readonly app: ConsoleApp;
  readonly sandbox: SandboxClient;
  readonly one: BrokenChannel;
}

/** Consoles that run side by side; while one waits for its half minute, another is looked at. */
const atATime = 4;
const waves = Array.from({ length: Math.ceil(integrationPlans.length / atATime) }, (_, index) =>
  integrationPlans.slice(index * atATime, (index + 1) * atATime),
);

/** These strike every channel, and a channel struck again within minutes counts as flapping: so each has a console. */
for (const [index, plans] of waves.entries()) {
  test.describe.serial(`ways to lose a whole integration, part ${index + 1}`, () => {
    const struck = new Map<DisconnectPlan, Struck>();
    const of = (plan: DisconnectPlan): Struck => {
      const found = struck.get(plan);
      if (found === undefined) throw new Error(`${plan.kind} has no console`);
      return found;
    };
    const apps: ConsoleApp[] = [];

    test.beforeAll(async () => {
      for (const plan of plans) {
        const app = await startConsole({
          withSandbox: true,
          profile: newProfile(),
          env: { VEERPONT_SANDBOX_CHANNELS: '2' },
        });
        apps.push(app);
        const sandbox = await connectedSandbox(app);
        await sandbox.silence();
        const one = new BrokenChannel(plan, 'tulip', sandbox);
        await one.talk();
        struck.set(plan, { plan, app, sandbox, one });
      }
    });

    test.afterAll(async () => {
      for (const app of apps) {
        await app.close();
        removeProfile(app.profile);
      }
    });

    for (const plan of plans) {
      test(`${plan.kind}: caused, and its reason seen`, async () => {
        const { one, app } = of(plan);
        await openChannel(app.window, one.channel);
        await expect(badgeOf(headOf(app.window))).toHaveText('Connected');
        const began = performance.now();
        await one.breakIt(app.window);
        await one.seesReason(app.window, 15_000);
        const seenAfterMs = Math.round(performance.now() - began);
        console.log(JSON.stringify({ kind: plan.kind, seenAfterMs }));
        expect(seenAfterMs).toBeLessThan(15_000);
        await one.wait(2);
      });
    }

    for (const plan of plans) {
      test(`${plan.kind}: mended and reconnected`, async () => {
        const { one, app } = of(plan);
        await one.seesIncident(app.window);
        const { states, phases } = await one.reconnect(app.window);
        expect(states.slice(-2)).toEqual(['Verifying', 'Connected']);
        expect(phases).toContain('Proving each direction…');
        expect(phases.at(-1)).toBe('Connected');
        await one.seesReceipt(app.window);
        await one.hasArrived();
      });
    }

    for (const plan of plans) {
      test(`${plan.kind}: its incident is closed, and nothing was lost`, async () => {
        const { one, app, sandbox } = of(plan);
        await one.seesIncidentClosed(app.window);
        const { lost, duplicates, orderBreaksIn, orderBreaksOut } = await sandbox.report();
        expect({ lost, duplicates, orderBreaksIn, orderBreaksOut }).toEqual({
          lost: 0,
          duplicates: 0,
          orderBreaksIn: 0,
          orderBreaksOut: 0,
        });
      });
    }
  });
}
