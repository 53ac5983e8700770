import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';

/** Says where the relay listens and an address, calls the relay there, and stays. */
const tunnelProgram = `const u=process.argv[1];console.log('pid '+process.pid+' token '+process.env.A_TOKEN);console.log('url=https://field-tree.example.org');fetch(u+'/wechat/none').then(r=>console.log('relay answered '+r.status));setInterval(()=>{},1000)`;

const isThere = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

test('a tunnel program is started with the relay, shows its address, and ends with the console', async ({ start }) => {
  const app = await start();
  const { window } = app;
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.getByRole('button', { name: 'Begin to set up' }).click();
  await window.getByRole('button', { name: 'Keep until Veerpont closes' }).click();
  await expect(window.getByRole('region', { name: 'Relay status' })).toContainText('Relay running');
  await window.evaluate(() => {
    location.hash = '#/set-up/outside';
  });

  await window.getByRole('radio', { name: 'Through a reverse proxy' }).check();
  await expect(window.getByRole('region', { name: 'nginx', exact: true })).toContainText(
    /proxy_pass http:\/\/127\.0\.0\.1:\d+;/u,
  );
  const address = window.getByLabel('Public address', { exact: true });
  await address.fill('https://relay.example.org:8443');
  await address.blur();
  await expect(window.getByText('WeChat calls port 443 only')).toBeVisible();
  await address.fill('');

  await window.getByRole('radio', { name: 'Through a tunnel' }).check();
  await window.getByRole('textbox', { name: 'Program', exact: true }).fill(process.execPath);
  await window.getByLabel('Arguments', { exact: true }).fill(`-e\n${tunnelProgram}\n{url}`);
  await window.getByLabel('How its address is found (regular expression)').fill('url=(https://\\S+)');
  await window.getByRole('button', { name: 'Add a variable' }).click();
  await window.getByRole('textbox', { name: 'Name', exact: true }).fill('A_TOKEN');
  await window.getByLabel('Secret for A_TOKEN').fill('canary-tunnel-token');
  await window.getByLabel('Secret for A_TOKEN').blur();
  await expect(window.getByText('One is kept.')).toBeVisible();
  await window.getByRole('button', { name: 'Start', exact: true }).click();

  const output = window.getByRole('region', { name: 'What it said last' });
  await expect(output).toContainText(/relay answered 4\d\d/u);
  await expect(output).toContainText('token •••');
  await window.getByRole('button', { name: 'Use as public address' }).click();
  await expect(window.getByText('Waiting for the first call')).toBeVisible({ timeout: 15_000 });
  const pid = Number(/pid (\d+)/u.exec((await output.textContent()) ?? '')?.[1]);
  expect(isThere(pid)).toBe(true);

  await app.close();
  await expect.poll(() => isThere(pid)).toBe(false);
  expect(existsSync(join(app.folder, 'tunnel.json'))).toBe(true);
  expect(JSON.stringify(app.log())).not.toContain('canary-tunnel-token');
});
