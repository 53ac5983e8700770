import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { emptyRelayForm, emptyWay, type RelayForm } from '#shared/domain/setup/relay-form.ts';
import {
  emptyChannel,
  emptyIntegration,
  emptyQueue,
  emptyRole,
  emptySkill,
  emptyUser,
} from '#shared/setup/new-entry.ts';
import { createTestAuthority } from '#test/integration/outbound/test-certificates.ts';
import { newProfile, removeProfile, startConsole } from './console-app.ts';
import { connectedSandbox, expect, test } from './fixtures.ts';
import { add, keepSecret, open, panel, prepared, setupView, tenantAdministrator, timePart, type } from './setup-kit.ts';

/** What is typed into a field, and what is said there then. */
interface Broken {
  readonly label: string;
  readonly text: string;
  readonly says: string;
}

const pattern = (text: string): RegExp => new RegExp(text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&'), 'u');

/** Said of the field itself, and so to whoever cannot see it, too. */
const saidAt = (field: Locator, says: string): Promise<void> =>
  expect(field).toHaveAccessibleDescription(pattern(says));

async function breaks(scope: Page | Locator, { label, text, says }: Broken): Promise<void> {
  await type(scope, label, text);
  await saidAt(scope.getByLabel(label, { exact: true }), says);
}

/** A mistake in a secret: it stays in its field, and is not kept. */
async function breaksSecret(scope: Page | Locator, broken: Broken): Promise<void> {
  await breaks(scope.getByRole('group', { name: broken.label, exact: true }), broken);
}

/** Chosen from a list of the system, and left. */
async function pick(scope: Page | Locator, label: string, option: string): Promise<Locator> {
  const field = scope.getByLabel(label, { exact: true });
  await field.selectOption(option);
  await field.focus();
  await field.blur();
  return field;
}

const said = (scope: Page | Locator, text: string): Promise<void> =>
  expect(scope.getByText(text, { exact: false }).first()).toBeVisible();

test('what the other rules of the forms say, each broken once', async ({ start }) => {
  test.setTimeout(120_000);
  const app = await start({ withSandbox: true, env: { VEERPONT_SANDBOX_CHANNELS: '1' } });
  const { window } = app;
  await window.setViewportSize({ width: 1280, height: 800 });
  await (await connectedSandbox(app)).silence();
  const tenant = await tenantAdministrator(window);
  const application = await tenant.call('POST', '/applications', { name: 'Veerpont' });
  const key = await tenant.call('POST', '/access-keys', { userId: 4714 });
  const { practice, publicUrl } = await setupView(window);
  const cxone = practice?.cxone ?? '';
  const registered = await tenant.call('POST', '/integrations', {
    name: 'Second',
    boxUrl: `${publicUrl ?? ''}/integration/box`,
    addUrl: `${publicUrl ?? ''}/integration/add`,
    clientId: 'veerpont-2',
    clientSecret: 'a-made-up-box-secret',
    color: '#07c160',
  });
  const integrationId = String(registered['integrationId']);
  const second = { owner: 'integration', ownerId: 'second' } as const;
  await prepared(
    window,
    [
      {
        kind: 'integration',
        form: { ...emptyIntegration('wechat', cxone), name: 'WeChat', clientId: 'veerpont-1', integrationId: 'int-1' },
      },
      {
        kind: 'integration',
        form: {
          ...emptyIntegration('second', cxone),
          name: 'Second',
          clientId: 'veerpont-2',
          integrationId,
          cxone: {
            issuer: cxone,
            apiBase: cxone,
            tenantId: '',
            clientId: String(application['clientId']),
            accessKeyId: String(key['id']),
          },
        },
      },
      {
        kind: 'channel',
        form: {
          ...emptyChannel('windmill', { integration: 'second', cxoneChannelId: 'windmill-1' }),
          name: 'Windmill',
          wechat: { appId: 'wx0123456789abcdef', originalId: 'gh_windmill', mode: 'security', apiBase: '' },
          script: { id: '', name: 'Digital_Inbound' },
          skill: { id: '', name: 'WeChat_Inbound' },
        },
      },
      // As a file brings it whose integration is not taken over.
      {
        kind: 'channel',
        form: { ...emptyChannel('mill', { integration: 'elsewhere', cxoneChannelId: 'mill-1' }), name: 'Mill' },
      },
      {
        kind: 'role',
        form: { ...emptyRole('agent'), name: 'Agent', viewSkills: true, channels: { windmill: ['reply'] } },
      },
      {
        kind: 'user',
        form: { ...emptyUser('anna'), name: 'Anna', roles: ['agent'], application: 'max', digitalEngagement: true },
      },
      {
        kind: 'queue',
        form: {
          ...emptyQueue('first'),
          name: 'First',
          filters: [{ name: 'Filter 1', conditions: [{ rule: 'included_channels', channels: ['elsewhere'] }] }],
        },
      },
      { kind: 'queue', form: { ...emptyQueue('rest'), name: 'Rest', isFallback: true } },
      {
        kind: 'skill',
        form: { ...emptySkill('out', 'windmill'), name: 'WeChat_Out', campaign: { id: '', name: 'Customer Care' } },
      },
    ],
    [
      { ...second, name: 'box_secret', value: 'a-made-up-box-secret' },
      { ...second, name: 'cxone_client_secret', value: String(application['clientSecret']) },
      { ...second, name: 'cxone_access_key_secret', value: String(key['secret']) },
    ],
  );

  await test.step('an integration beside another', async () => {
    await open(window, '/integration/wechat');
    const secret = window.getByRole('group', { name: 'Client secret of the application', exact: true });
    await breaks(secret, { label: 'Client secret of the application', text: '', says: 'A secret is still missing' });
    await open(window, '/integration/second');
    const fields: readonly Broken[] = [
      { label: 'Name', text: 'Sec\u200bond', says: 'A name may hold only characters that can be seen' },
      { label: 'Client ID', text: 'veerpont-1', says: 'Each integration has a Client ID of its own' },
      { label: 'Integration ID', text: 'INT-1', says: 'Each integration has an Integration ID of its own' },
      { label: 'Integration ID', text: '', says: 'The Integration ID from CXone is still missing' },
      { label: 'Client certificate', text: 'none', says: 'The Client certificate must be PEM text' },
      { label: 'CA certificate', text: 'none', says: 'The CA certificate must be PEM text' },
    ];
    for (const field of fields) await breaks(window, field);
    await breaksSecret(window, {
      label: 'Private key',
      text: '',
      says: 'Client certificate, Private key and CA certificate: all three or none',
    });
    await breaksSecret(window, {
      label: 'Private key',
      text: 'none',
      says: 'The Private key must be PEM text without a pass phrase',
    });
    await type(window, 'Integration box URL', 'https://elsewhere.example.org');
    await said(window, 'This address is not the public address of the relay');
    await type(window, 'Tenant ID', 'another-tenant');
    await window.getByRole('button', { name: 'Try it at CXone' }).click();
    const tried = window.getByRole('list', { name: 'What was tried' });
    await said(tried, 'The Tenant ID does not fit the access key');
  });

  await test.step('three parts of which one is of another issue', async () => {
    const [authority, other] = [createTestAuthority(), createTestAuthority('Another authority')];
    const { cert, key: privateKey } = authority.issue({ name: 'cxone', usage: 'client' });
    const right = { Name: 'Second', 'Client ID': 'veerpont-2', 'Integration ID': integrationId, 'Tenant ID': '' };
    for (const [label, text] of Object.entries(right)) await type(window, label, text);
    await type(window, 'Client certificate', cert);
    await type(window, 'CA certificate', other.cert);
    await keepSecret(window, 'Private key', privateKey);
    await panel(window, 'In use?').getByRole('button', { name: 'Put in use' }).click();
    await saidAt(
      window.getByLabel('CA certificate', { exact: true }),
      'Client certificate, Private key and CA certificate must fit one another',
    );
    await expect(panel(window, 'In use?').getByText('not in use yet', { exact: true })).toBeVisible();
  });

  await test.step('a channel beside another', async () => {
    await open(window, '/channel/mill/account');
    const taken = 'A WeChat account belongs to one channel';
    await breaks(window, { label: 'AppID', text: 'wx0123456789abcdef', says: taken });
    await breaks(window, { label: 'Original ID', text: 'gh_windmill', says: taken });
    await open(window, '/channel/mill/cxone');
    await saidAt(window.getByLabel('Integration', { exact: true }), 'A channel belongs to an integration');
    const fields: readonly Broken[] = [
      { label: 'Channel ID', text: 'Windmill-1', says: 'A CXone channel belongs to one WeChat account' },
      { label: 'Channel ID', text: '', says: 'The channel must exist in CXone too' },
    ];
    for (const field of fields) await breaks(window, field);
  });

  await test.step('who answers', async () => {
    await open(window, '/permissions');
    await said(window, 'Nobody who may reply has the default skill of this channel');
  });

  await test.step('queues', async () => {
    await open(window, '/routing');
    const queues = panel(window, 'Routing queues of older days');
    const item = (index: number): Locator =>
      queues
        .getByRole('listitem')
        .filter({ has: window.getByLabel('Name of the queue', { exact: true }) })
        .nth(index);
    const [first, rest] = [item(0), item(1)];
    await window.getByRole('radio', { name: 'Routing queues' }).first().check({ force: true });
    const routing = window.getByRole('list', { name: 'What is wrong with the routing of “Windmill”' });
    await said(first, 'A condition names a channel that is not in this set-up');
    await said(routing, 'Only the fallback queue takes this channel');
    await first.getByRole('checkbox', { name: 'Fallback queue' }).check({ force: true });
    await said(queues, 'Only one queue can be the fallback');
    await first.getByRole('checkbox', { name: /Windmill/u }).check();
    await rest.getByRole('button', { name: 'Add a filter' }).click();
    await rest.getByRole('checkbox', { name: /Windmill/u }).check();
    await said(routing, 'More than one queue takes this channel');
    await rest.getByLabel('Rule', { exact: true }).selectOption('Another rule');
    await said(routing, 'A condition of another kind decides here');
    await breaks(rest, {
      label: 'Name of the queue',
      text: 'wechat_inbound',
      says: 'A skill and a queue may not have the same name',
    });
  });

  await test.step('an outbound skill', async () => {
    await open(window, '/skills/out');
    await type(window, 'Skill name', 'WeChat_Öst');
    await said(window, 'Letters other than a to z may be refused');
    await open(window, '/permissions');
    await window.getByRole('button', { name: /^Edit .*Anna/u }).click();
    await type(window, 'Digital skills', 'WeChat_Out');
    await open(window, '/skills/out');
    await type(window, 'Skill name', 'WeChat_Out');
    await window.getByRole('checkbox', { name: 'Screen pop' }).check({ force: true });
    await said(window, 'This works in CXone Agent only');
    await window.getByRole('checkbox', { name: 'Screen pop' }).uncheck({ force: true });
    await window.getByRole('link', { name: 'Next: Timers' }).click();
    await window.getByRole('checkbox', { name: 'Agent response: Enabled' }).check();
    await timePart(window, 'Agent first response', 'minutes', '2');
    await timePart(window, 'Follow-up response', 'minutes', '5');
    await window.getByRole('link', { name: 'Next: SLA' }).click();
    await said(window, 'The timers of the skill and the clocks here must be the same');
    await window.getByRole('link', { name: 'Next: Make it in CXone' }).click();
    await window.getByRole('button', { name: 'Create it in CXone' }).click();
    const outcome = window.getByRole('list', { name: 'What came of it' });
    // The tenant has no such channel yet.
    await said(outcome, 'CXone refused to make it');
    await open(window, '/channel/windmill/cxone');
    await window.getByRole('button', { name: 'Make it in CXone' }).click();
    await said(window.getByRole('list', { name: 'What was tried' }), 'Made in CXone');
    await open(window, '/skills/out');
    await window.getByLabel('Contacts get this skill by').selectOption('Routing queues');
    await type(window, 'Sub-skill', 'Night');
    await open(window, '/skills/out/make');
    await window.getByRole('button', { name: 'Create it in CXone' }).click();
    await said(outcome, 'This tenant does not offer it over its API');
  });

  await test.step('what is not proved, line by line', async () => {
    const { given } = await setupView(window);
    await open(window, `/readiness/${given.channels[0]?.id ?? ''}`);
    await said(window, 'This channel was not set up here');
    await open(window, '/readiness/mill');
    await said(window, 'The outbound skill does not exist in CXone yet');
    await said(window, 'There is no proof yet that this works');
    await open(window, '/readiness/windmill');
    const line = window.getByRole('row', { name: /Default script and skill/u });
    await said(line, 'Nobody has compared this with CXone yet');
    await open(window, '/channel/windmill/routing');
    await window.getByRole('checkbox', { name: 'Script and skill stand so in CXone' }).check();
    await expect(window.getByText(/^ticked by /u)).toBeVisible();
    await type(window, 'Default skill', 'WeChat_Late');
    await open(window, '/readiness/windmill');
    await said(line, 'This was changed after it was ticked');
  });

  await test.step('a skill without a channel', async () => {
    await open(window, '/skills');
    await prepared(window, [{ kind: 'skill', form: { ...emptySkill('loose'), name: 'WeChat_Loose' } }]);
    await open(window, '/skills/loose');
    await saidAt(
      window.getByLabel('Digital channel name (Bring Your Own Channel)', { exact: true }),
      'An outbound skill belongs to a channel',
    );
  });
});

test('what the rules of the relay’s own settings say, each broken once', async ({ start }) => {
  test.setTimeout(120_000);
  const { window } = await start();
  await window.setViewportSize({ width: 1280, height: 800 });
  await window.getByRole('button', { name: 'Begin to set up' }).click();
  await window.getByRole('button', { name: 'Keep until Veerpont closes' }).click();
  await expect(window.getByText('Relay running')).toBeVisible();

  await test.step('addresses that nobody outside reaches', async () => {
    await add(window, 'integration', 'WeChat');
    await breaks(window, {
      label: 'Integration box URL',
      text: '',
      says: 'The public address of the relay must be known first',
    });
    await breaks(window, {
      label: 'Integration box URL',
      text: 'https://192.168.1.20/box',
      says: 'The address must be reachable from the internet',
    });
  });

  // Ways and files as relay.json or a file may bring them: what the window itself does not offer.
  const ways = Array.from({ length: 2 }, (_, index) => ({
    ...emptyWay(`way-${index}`),
    host: index === 0 ? 'api.weixin.qq.com' : 'one.example.com',
  }));
  const form: RelayForm = {
    ...emptyRelayForm(),
    listen: { own: true, host: '127.0.0.1', port: '', tls: 'files', trustedProxy: '' },
    out: { own: true, ways },
  };
  await prepared(window, [{ kind: 'relay', form }]);
  await open(window, '/relay');
  const standing = panel(window, 'In use?');
  const listen = panel(window, 'Where the relay listens');
  const box = panel(window, 'A listener for CXone');
  const out = panel(window, 'Which way calls leave');
  const keep = panel(window, 'How long things are kept');

  await test.step('where it listens', async () => {
    await saidAt(
      listen.getByLabel('Encryption (TLS)', { exact: true }),
      'Certificate files can be named in relay.json only',
    );
    await said(standing, 'The first way is for all other hosts');
    const tls = await pick(listen, 'Encryption (TLS)', 'None (http)');
    await type(listen, 'Address of this computer', '0.0.0.0');
    await saidAt(tls, 'Calls from other computers must be encrypted');
    const fields: readonly Broken[] = [
      {
        label: 'Address of the web server in front',
        text: 'proxy',
        says: 'The reverse proxy is named by its IP address',
      },
      {
        label: 'Address of this computer',
        text: 'https://relay',
        says: 'This must be an address or a name of this computer',
      },
    ];
    for (const field of fields) await breaks(listen, field);
    await type(listen, 'Address of the web server in front', '');
    await type(listen, 'Address of this computer', '127.0.0.1');
    await type(listen, 'Port', '8443');
  });

  await test.step("a listener for CXone's calls", async () => {
    await box.getByRole('radio', { name: /^One of its own/u }).check();
    await type(box, 'Address of this computer', '127.0.0.1');
    await breaks(box, { label: 'Port', text: '8443', says: 'Two listeners cannot share an address and port' });
    const asked = await pick(box, 'Client certificate of CXone', 'Required');
    await saidAt(asked, 'Asking CXone for a certificate needs TLS');
    const header = 'Header with the certificate';
    await breaks(box, { label: header, text: 'X Cert:', says: 'A header name has letters, digits and hyphens only' });
    await breaks(box, { label: header, text: 'X-Cert', says: 'The header is for a trusted proxy that ends TLS' });
    await box.getByRole('radio', { name: /default$/u }).check();
  });

  await test.step('ways out', async () => {
    await out.getByRole('button', { name: 'Another host' }).click();
    const way = out
      .getByRole('group')
      .filter({ has: window.getByLabel('Host', { exact: true }) })
      .last();
    await breaks(way, {
      label: 'Host',
      text: 'https://two.example.com',
      says: 'A host is a name or an address, and nothing else',
    });
    await breaks(way, { label: 'Host', text: 'ONE.example.com', says: 'Each host has one way out' });
    await type(way, 'Host', 'two.example.com');
    await way.getByLabel('Way', { exact: true }).selectOption('As a PAC file says');
    await breaks(way, {
      label: 'PAC file',
      text: 'proxy.pac',
      says: 'A PAC file is named by its address or its full path',
    });
    await way.getByLabel('Way', { exact: true }).selectOption('Through one proxy');
    await breaks(way, {
      label: 'Address of the proxy',
      text: 'socks5://proxy.example.com:1080',
      says: 'A proxy is written as http://proxy.example.com:8080',
    });
    await type(way, 'Address of the proxy', 'http://proxy.example.com:8080');
    await breaks(way, { label: 'User name', text: 'a:b', says: "A proxy's user name has no colon" });
    await breaksSecret(way, {
      label: 'Password',
      text: 'two\twords',
      says: "A proxy's password is one line of at most 1,000 characters",
    });
    await keepSecret(window, 'Password', 'canary-proxy-password');
    await breaks(way, { label: 'User name', text: '', says: 'A password goes with a user name' });
    await way.getByText('Certificates of the proxy', { exact: true }).click();
    await breaks(way, {
      label: 'Authorities of a proxy that opens TLS',
      text: 'none',
      says: 'This must be the certificate of an authority, as PEM text',
    });
    await breaks(way, {
      label: 'Authorities of the proxy’s own certificate',
      text: createTestAuthority().cert,
      says: 'Authorities of the proxy itself are for an https proxy',
    });
  });

  await test.step('how long things are kept', async () => {
    await keep.getByRole('radio', { name: 'As set here' }).check();
    await breaks(keep, {
      label: 'Messages that are done, days',
      text: '2',
      says: 'This is a whole number of days from 3 to 3650',
    });
    await expect(standing.getByText(/things are left to do:/u)).toBeVisible();
  });

  await test.step('an address of another computer', async () => {
    for (const source of [out, keep]) await source.getByRole('radio', { name: 'Veerpont’s default' }).check();
    await type(listen, 'Address of the web server in front', '192.0.2.1');
    await type(listen, 'Address of this computer', '192.0.2.10');
    await standing.getByRole('button', { name: 'Put in use' }).click();
    await saidAt(
      listen.getByLabel('Address of this computer', { exact: true }),
      'This computer does not have this address',
    );
  });
});

test('no more hosts have something of their own than the relay takes, those of relay.json counted', async () => {
  const profile = newProfile();
  const ca = createTestAuthority().cert;
  const destinations = Array.from({ length: 50 }, (_, no) => ({ host: `host-${no}.example.com`, ca }));
  const file = { storeKey: randomBytes(32).toString('base64'), integrations: [], channels: [], destinations };
  writeFileSync(join(profile, 'relay.json'), JSON.stringify(file));
  const app = await startConsole({ profile });
  try {
    const { window } = app;
    await open(window, '/relay');
    const out = panel(window, 'Which way calls leave');
    await out.getByRole('radio', { name: 'As set here' }).check();
    await out.getByRole('button', { name: 'Another host' }).click();
    await type(out, 'Host', 'one-more.example.com');
    await panel(window, 'In use?').getByRole('button', { name: 'Put in use' }).click();
    await saidAt(out.getByLabel('Host', { exact: true }), 'At most 50 hosts can have something of their own');
  } finally {
    await app.close();
    removeProfile(profile);
  }
});
