import type { DisconnectKind } from '#shared/domain/disconnect.ts';
import { badgeOf, BrokenChannel, headOf, openChannel } from './broken-channel.ts';
import { newProfile, removeProfile, startConsole, type ConsoleApp } from './console-app.ts';
import { wechatPlans } from './disconnect-plans.ts';
import { connectedSandbox, expect, test } from './fixtures.ts';
import type { SandboxClient } from './sandbox-client.ts';

/** The first channels have names of their own; the second is in compatible mode, where not every mistake shows. */
const channelKeys = ['tulip', 'delta', ...Array.from({ length: 27 }, (_, index) => `channel-${index + 4}`)];

test.describe.serial('a channel of its own for each way to lose it at WeChat', () => {
  let app: ConsoleApp;
  let sandbox: SandboxClient;
  let profile: string;
  const seenAfterMs: Partial<Record<DisconnectKind, number>> = {};
  const broken = new Map<DisconnectKind, BrokenChannel>();
  const of = (kind: DisconnectKind): BrokenChannel => {
    const found = broken.get(kind);
    if (found === undefined) throw new Error(`${kind} was not caused`);
    return found;
  };

  test.beforeAll(async () => {
    profile = newProfile();
    app = await startConsole({ withSandbox: true, profile, env: { VEERPONT_SANDBOX_CHANNELS: '30' } });
    sandbox = await connectedSandbox(app);
    await sandbox.silence();
    await Promise.all(
      wechatPlans.map(async (plan, index) => {
        const one = new BrokenChannel(plan, channelKeys[index] ?? '', sandbox);
        broken.set(plan.kind, one);
        await one.talk();
      }),
    );
  });

  test.afterAll(async () => {
    await app.close();
    removeProfile(profile);
  });

  test('pushes are turned away while a channel is switched off', async () => {
    const one = of('wechat_pushes_stopped');
    await openChannel(app.window, one.channel);
    await one.stopChannel(app.window);
    for (let count = 0; count < 2; count += 1) await one.vainMessage();
  });

  // What shows by silence comes last: meanwhile WeChat has given up, after three tries in ten seconds.
  const inTurn = [...wechatPlans].sort(
    (one, other) => Number(one.shownBy === 'silence') - Number(other.shownBy === 'silence'),
  );
  for (const plan of inTurn) {
    test(`${plan.kind}: caused, and its reason seen`, async () => {
      const { window } = app;
      const one = of(plan.kind);
      const isSilent = plan.shownBy === 'silence';
      await openChannel(window, one.channel);
      await expect(badgeOf(headOf(window))).toHaveText(isSilent ? 'Stopped' : 'Connected');
      const began = performance.now();
      await one.breakIt(window);
      await one.seesReason(window, isSilent ? 30_000 : 15_000);
      seenAfterMs[plan.kind] = Math.round(performance.now() - began);
      await one.wait(2);
    });
  }

  test('the reasons were seen in time', () => {
    console.log(JSON.stringify({ seenAfterMs }));
    expect(Object.keys(seenAfterMs)).toHaveLength(wechatPlans.length);
    for (const { kind, shownBy } of wechatPlans) {
      expect(seenAfterMs[kind], kind).toBeLessThan(shownBy === 'silence' ? 30_000 : 15_000);
    }
  });

  for (const plan of wechatPlans) {
    test(`${plan.kind}: mended and reconnected`, async () => {
      test.setTimeout(120_000);
      const { window } = app;
      const one = of(plan.kind);
      await openChannel(window, one.channel);
      await one.seesIncident(window);
      const { states, phases } = await one.reconnect(window);
      expect(states.slice(-2)).toEqual(['Verifying', 'Connected']);
      expect(phases).toContain('Proving each direction…');
      expect(phases.at(-1)).toBe('Connected');
      await one.seesReceipt(window);
      await one.hasArrived();
    });
  }

  for (const plan of wechatPlans) {
    test(`${plan.kind}: its incident is closed`, async () => {
      await of(plan.kind).seesIncidentClosed(app.window);
    });
  }

  test('nothing was lost, doubled or put out of order on the way', async () => {
    const { lost, duplicates, orderBreaksIn, orderBreaksOut } = await sandbox.report();
    expect({ lost, duplicates, orderBreaksIn, orderBreaksOut }).toEqual({
      lost: 0,
      duplicates: 0,
      orderBreaksIn: 0,
      orderBreaksOut: 0,
    });
  });
});
