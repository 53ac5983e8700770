import { pidsOf } from './app-pids.ts';
import type { ConsoleApp } from './console-app.ts';
import { expect, test } from './fixtures.ts';
import { atAgent, channelHead, connectAll, goTo, names, newConversation, openChannel } from './operations-kit.ts';

const name = names.tulip;
/** WeChat tries for about 15 seconds. The relay looks at its clocks every two; from this on it notices for certain. */
const standstillMs = 18_000;

test.skip(process.platform === 'win32', 'there is no SIGSTOP');

test('a computer that wakes up is checked at once; one that stood still tells what may be missing', async ({
  quiet,
}) => {
  test.setTimeout(120_000);
  const { app, sandbox } = quiet;
  const { window } = app;
  await connectAll(window, sandbox);
  const { customer } = await newConversation(sandbox, 'tulip', 'before');
  await openChannel(window, name);
  const head = channelHead(window, name);
  await expect(head).toContainText('Connected');

  const wokeAt = Date.now();
  await app.electron.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
  });
  await expect.poll(() => linesOf(app, 'power.resumed')).toBe(1);
  await expect.poll(() => linesOf(app, 'channels.network'), { message: 'the relay was told, too' }).toBe(1);
  await expect(head).toContainText('Connected');
  expect(Date.now() - wokeAt).toBeLessThan(10_000);
  await sandbox.customerSays(customer, 'after waking');
  await expect.poll(() => atAgent(sandbox, customer)).toEqual(['before', 'after waking']);

  const relays = await pidsOf(app, 'relay');
  const { pid: main } = app.electron.process();
  if (main === undefined) throw new Error('the console does not run');
  const stoppedAt = Date.now();
  process.kill(main, 'SIGSTOP');
  for (const pid of relays) process.kill(pid, 'SIGSTOP');
  try {
    await expect.poll(() => Date.now() - stoppedAt, { timeout: 2 * standstillMs }).toBeGreaterThan(standstillMs);
  } finally {
    for (const pid of relays) process.kill(pid, 'SIGCONT');
    process.kill(main, 'SIGCONT');
  }
  const gap = window.getByRole('region', { name: 'Times in which nothing could be received' });
  await expect(gap).toContainText(/Nothing could be received from/u);
  await expect(gap).toContainText('Reason: the relay did not run.');
  // The same relay goes on: it was not its fault.
  expect(await pidsOf(app, 'relay')).toEqual(relays);
  await sandbox.customerSays(customer, 'after the standstill');
  await expect(head).toContainText('Connected', { timeout: 20_000 });
  await expect.poll(() => atAgent(sandbox, customer)).toContain('after the standstill');
  await expect(window.getByRole('region', { name: 'Times without reception' })).toContainText(
    /From .+ to .+ nothing could be received\./u,
  );
});

test('a relay that was away for longer than WeChat tries leaves a gap in the hand-over', async ({ quiet }) => {
  test.setTimeout(150_000);
  const { app, sandbox } = quiet;
  const { window } = app;
  await connectAll(window, sandbox);
  const { customer } = await newConversation(sandbox, 'tulip', 'before');
  const killed = new Set<number>();
  await expect(async () => {
    for (const pid of await pidsOf(app, 'relay')) {
      if (killed.has(pid)) continue;
      killed.add(pid);
      process.kill(pid, 'SIGKILL');
    }
    expect(linesOf(app, 'relay.gave_up')).toBe(1);
  }).toPass({ timeout: 90_000, intervals: [100] });
  await goTo(window, '/');
  const row = window.getByRole('row').filter({ hasText: name });
  await expect(row).toContainText('Unknown');

  await window.getByRole('button', { name: 'Restart relay' }).first().click();
  await expect(window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
  await sandbox.customerSays(customer, 'after the restart');
  await expect.poll(() => atAgent(sandbox, customer)).toEqual(['before', 'after the restart']);
  await goTo(window, '/hand-over');
  const gaps = window.getByRole('region', { name: 'Times in which nothing could be received' }).last();
  await expect(gaps.getByRole('listitem')).toHaveCount(1);
  await expect(gaps.getByRole('listitem')).toContainText('the relay did not run · all channels');
});

function linesOf(app: ConsoleApp, event: string): number {
  return app.log().filter((line) => line.event === event).length;
}
