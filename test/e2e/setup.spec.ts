import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { filesWith, heldByPage } from './canaries.ts';
import { newProfile, removeProfile, startConsole, type ConsoleApp } from './console-app.ts';
import { connectedSandbox, expect, test } from './fixtures.ts';
import {
  accountOwner,
  add,
  agentAnswers,
  choose,
  closeShown,
  copied,
  isKept,
  keepSecret,
  open,
  openFile,
  panel,
  putInUse,
  setupView,
  tenantAdministrator,
  timePart,
  type,
} from './setup-kit.ts';
import { saveAs } from './sla-kit.ts';

const practice = { withSandbox: true, env: { VEERPONT_SANDBOX_CHANNELS: '0' } } as const;
/** An agent of every sandbox tenant, with the role Agent, in CXone Agent. */
const anna = { id: 4711, name: 'Anna de Wit' } as const;

const vaultPassphrase = 'veertien wilde zwanen';

/** Where the pictures of the guide come from; kept with the test's other files. */
async function picture(window: Page, name: string): Promise<void> {
  await window.screenshot({ path: test.info().outputPath(`${name}.png`) });
}

test('from an empty profile to a channel that is ready, first message both ways', async ({ start }) => {
  test.setTimeout(180_000);
  const app = await start(practice);
  const { window } = app;
  const errors: string[] = [];
  window.on('pageerror', (error) => errors.push(String(error)));
  await window.setViewportSize({ width: 1280, height: 800 });
  const sandbox = await connectedSandbox(app);
  await sandbox.silence();
  const sheetFile = test.info().outputPath('sheet.html');
  const secrets: string[] = [];

  await test.step('begin', async () => {
    await open(window, '');
    await expect(window.getByText('You are practising')).toBeVisible();
    await picture(window, 'setup-begin-light');
    await add(window, 'integration', 'WeChat');
  });

  const tenant = await tenantAdministrator(window);
  const owner = await accountOwner(window);
  const [account = {}] = (await owner.state())['accounts'] ?? [];
  const appId = String(account['appId']);

  await test.step('the sheet for CXone’s administrator', async () => {
    await picture(window, 'setup-integration-light');
    await window.getByRole('link', { name: 'Hand-over sheet' }).first().click();
    await expect(window.getByRole('heading', { name: /Hand-over sheet:/u })).toBeVisible();
    await window.getByRole('button', { name: 'Make the secret' }).click();
    await expect(window.getByText('Shown only as long as this page is open.', { exact: false })).toBeVisible();
    await picture(window, 'setup-hand-over-light');
    const value = (label: string): Promise<string> => copied(window, 'What to enter', label);
    secrets.push(await value('Client secret'));
    await saveAs(app, sheetFile);
    await window.getByRole('button', { name: 'Save as a file…' }).click();
    await expect(window.getByText(sheetFile)).toBeVisible();
    const sheet = readFileSync(sheetFile, 'utf8');
    for (const text of [await value('Client ID'), secrets[0] ?? '', await value('Integration box URL')]) {
      expect(sheet).toContain(text);
    }
    const registered = await tenant.call('POST', '/integrations', {
      name: await value('Name'),
      boxUrl: await value('Integration box URL'),
      addUrl: await value('Add action URL'),
      reconnectUrl: await value('Reconnect action URL'),
      removeUrl: await value('Remove action URL'),
      clientId: await value('Client ID'),
      clientSecret: await value('Client secret'),
      color: await value('Color'),
    });
    await window.getByRole('link', { name: 'Enter the Integration ID here' }).click();
    await type(window, 'Integration ID', String(registered['integrationId']));
  });

  await test.step('access to CXone, tried and put in use', async () => {
    const application = await tenant.call('POST', '/applications', { name: 'Veerpont' });
    const key = await tenant.call('POST', '/access-keys', { userId: 4714 });
    await type(window, 'Client ID of the application', String(application['clientId']));
    await keepSecret(window, 'Client secret of the application', String(application['clientSecret']));
    await type(window, 'Access key ID', String(key['id']));
    await keepSecret(window, 'Access key secret', String(key['secret']));
    secrets.push(String(application['clientSecret']), String(key['secret']));
    await window.getByRole('button', { name: 'Try it at CXone' }).click();
    const tried = window.getByRole('list', { name: 'What was tried' });
    await expect(tried.getByText('Signed in')).toBeVisible();
    await expect(tried.getByText('failed')).toHaveCount(0);
    await expect(tried.getByText('Integration ID known in CXone')).toBeVisible();
    await isKept(window);
    await putInUse(window);
  });

  await test.step('the WeChat account, tried', async () => {
    await add(window, 'channel', 'Windmill Books');
    await type(window, 'AppID', appId);
    await type(window, 'Original ID', String(account['originalId']));
    const { appSecret } = await owner.call('POST', `/${appId}/app-secret`, {});
    secrets.push(String(appSecret));
    await keepSecret(window, 'AppSecret', String(appSecret));
    await window.getByRole('button', { name: 'Try it at WeChat' }).click();
    const tried = window.getByRole('list', { name: 'What was tried' });
    await expect(tried.getByText('Signed in')).toBeVisible();
    await expect(tried.getByText('failed')).toHaveCount(0);
    await picture(window, 'setup-account-light');
  });

  await test.step('the callback address, verified by WeChat', async () => {
    await window.getByRole('link', { name: 'Next: Callback address' }).click();
    for (const label of ['Token', 'EncodingAESKey']) {
      await window.getByRole('group', { name: label, exact: true }).getByRole('button', { name: 'Make one' }).click();
      await expect(window.getByRole('group', { name: label, exact: true }).getByText(/^kept/u)).toBeVisible();
    }
    await putInUse(window);
    await expect(window.getByText('WeChat has not verified the address yet.', { exact: false })).toBeVisible();
    const value = (label: string): Promise<string> => copied(window, 'To paste at WeChat', label);
    const [token, encodingAesKey] = [await value('Token'), await value('EncodingAESKey')];
    secrets.push(token, encodingAesKey);
    const pasted = { url: await value('URL'), token, encodingAesKey, mode: 'security' };
    await owner.call('POST', `/${appId}/server-configuration`, pasted);
    await expect(window.getByText(/^WeChat verified the address at/u)).toBeVisible();
    // From now on they are nowhere to be read.
    await expect(
      window.getByText('WeChat has verified it, so it is not shown any more.', { exact: false }),
    ).toHaveCount(2);
    await picture(window, 'setup-callback-light');
  });

  await test.step('the channel in CXone, with script and skill', async () => {
    await window
      .getByRole('link', { name: /^4 *Script and skill|^Script and skill/u })
      .first()
      .click();
    await window.getByRole('button', { name: 'Read the tenant’s lists' }).click();
    await choose(window, 'From the tenant: Default script', 'Digital_Inbound');
    await choose(window, 'From the tenant: Default skill', 'WeChat_Inbound');
    await isKept(window);
    await window.getByRole('link', { name: 'Back: Channel in CXone' }).click();
    await window.getByRole('button', { name: 'Make it in CXone' }).click();
    await expect(window.getByRole('list', { name: 'What was tried' }).getByText('Made in CXone')).toBeVisible();
    await window.getByRole('button', { name: 'Look it up in the tenant' }).click();
    await expect(window.getByText('The tenant has it:')).toBeVisible();
    await expect(window.getByText('The channel does not exist in CXone')).toHaveCount(0);
    await picture(window, 'setup-channel-light');
    await window.getByRole('link', { name: 'Next: Script and skill' }).click();
    await window.getByRole('checkbox', { name: 'Script and skill stand so in CXone' }).check();
    await expect(window.getByText(/^ticked by /u)).toBeVisible();
  });

  await test.step('who may do what', async () => {
    const { roles = [], channels = [], users = [] } = await tenant.state();
    const channelId = String(channels[0]?.['id']);
    for (const { id, name, viewSkills } of roles) {
      const rights =
        name === 'Trainee' ? [] : name === 'Supervisor' ? ['reply', 'approve', 'assign', 'unassign'] : ['reply'];
      await tenant.call('PUT', `/roles/${String(id)}`, { name, viewSkills, channels: { [channelId]: rights } });
    }
    expect(users.length).toBeGreaterThan(3);
    await open(window, '/permissions');
    await window.getByRole('button', { name: 'Add a role' }).click();
    await type(window, 'Name of the role in CXone', 'Agent');
    await window.getByRole('checkbox', { name: 'View Skills (application Admin)' }).check();
    await window.getByRole('checkbox', { name: 'Reply: role Agent, channel Windmill Books' }).check();
    await window.getByRole('button', { name: 'Add a person' }).click();
    await type(window, 'Name', anna.name);
    await window.getByRole('checkbox', { name: 'Attribute Digital Engagement' }).check();
    await type(window, 'Digital skills', 'WeChat_Inbound');
    await expect(window.getByText('Every rule is kept.')).toBeVisible();
    // What the step of the CXone channel read before is known here; it is read anew.
    await window.getByRole('button', { name: 'Read again' }).click();
    await expect(window.getByRole('region', { name: 'Roles', exact: true }).getByText('as planned')).toBeVisible();
    const people = panel(window, 'What CXone itself says').getByRole('region', { name: 'People', exact: true });
    await expect(people.getByText('Skills in CXone: WeChat_Inbound, Digital_Legacy')).toBeVisible();
    await type(window, 'Digital skills', 'WeChat_Inbound, Digital_Legacy');
    await expect(people.getByText('as planned')).toBeVisible();
    const list = panel(window, 'Check list for CXone');
    for (const box of await list.getByRole('checkbox').all()) await box.check();
    await expect(list.getByText('2 of 2 ticked')).toBeVisible();
    await window.evaluate(() => document.querySelector('main')?.scrollTo(0, 0));
    await picture(window, 'setup-permissions-light');
  });

  await test.step('how messages find an agent', async () => {
    await open(window, '/routing');
    await expect(window.getByText('Digital_Inbound').first()).toBeVisible();
    await expect(window.getByText('ticked by ', { exact: false })).toBeVisible();
    await expect(window.getByText('Must be mended')).toHaveCount(0);
  });

  await test.step('the outbound skill, its timers and the SLA', async () => {
    await open(window, '/skills');
    await window.getByRole('button', { name: 'Add a skill for Windmill Books' }).click();
    await type(window, 'Skill name', 'WeChat_Outbound');
    await window.getByRole('button', { name: 'Read campaigns from CXone' }).click();
    await choose(window, 'From the tenant: Campaign', 'Customer Care');
    await picture(window, 'setup-skill-light');
    await window.getByRole('link', { name: 'Next: Timers' }).click();
    await window.getByRole('checkbox', { name: 'Agent response: Enabled' }).check();
    await timePart(window, 'Agent first response', 'minutes', '2');
    await timePart(window, 'Follow-up response', 'minutes', '5');
    await window.getByRole('checkbox', { name: 'Customer response: Enabled' }).check();
    await timePart(window, 'Customer idle time', 'minutes', '15');
    await window.getByRole('checkbox', { name: 'Time extension' }).check();
    await window.getByRole('link', { name: 'Next: SLA' }).click();
    await window.getByRole('radio', { name: 'No, its own' }).check({ force: true });
    await window.getByRole('checkbox', { name: 'Count the skill’s timers here, too' }).check();
    await window.getByRole('button', { name: 'Save these targets' }).click();
    await expect(window.getByText('Saved. They count from now on.')).toBeVisible();
    await window.getByRole('checkbox', { name: /^Seen in CXone: first response time/u }).check();
    await window.getByRole('link', { name: 'Next: Make it in CXone' }).click();
    await window.getByRole('button', { name: 'Create it in CXone' }).click();
    await expect(window.getByRole('list', { name: 'What came of it' }).getByText('Made in CXone')).toBeVisible();
    await window.getByRole('checkbox', { name: /^Seen in CXone: the skill “WeChat_Outbound”/u }).check();
    const { skills = [] } = await tenant.state();
    expect(skills.find(({ name }) => name === 'WeChat_Outbound')).toMatchObject({
      isOutbound: true,
      agentTimer: { enabled: true, firstSeconds: 120, followUpSeconds: 300 },
      customerTimer: { enabled: true, idleSeconds: 900, extension: true },
    });
  });

  await test.step('a message each way', async () => {
    await open(window, '/channel/windmill-books/first-message');
    await expect(window.getByText('No message has passed to CXone yet.', { exact: false })).toBeVisible();
    await owner.call('POST', `/${appId}/messages`, { text: '你好，我的书到哪里了？' });
    await expect(window.getByText(/^CXone accepted a message at/u)).toBeVisible();
    await agentAnswers(window, anna.id, '您好，明天送到。');
    await expect(window.getByText(/^WeChat accepted a reply at/u)).toBeVisible();
    await expect(window.getByText('A message has passed each way.', { exact: false })).toBeVisible();
    await open(window, '/integration/wechat');
    await expect(window.getByText(/^CXone fetched a token at/u)).toBeVisible();
  });

  await test.step('ready', async () => {
    await open(window, '/readiness/windmill-books');
    await expect(window.getByText('Ready: everything is proved, ticked off, or left out on purpose.')).toBeVisible();
    await picture(window, 'setup-readiness-light');
    await open(window, '');
    const channels = window.getByRole('list', { name: 'Channels', exact: true });
    await expect(channels.getByText('18 of 18 done')).toBeVisible();
    await expect(window.getByText('The channel is connected')).toBeVisible({ timeout: 40_000 });
    await window.emulateMedia({ colorScheme: 'dark' });
    await window.setViewportSize({ width: 1920, height: 1080 });
    await picture(window, 'setup-overview-dark');
    await window.emulateMedia({ colorScheme: 'light' });
    await window.setViewportSize({ width: 1280, height: 800 });
  });

  const file = test.info().outputPath('configuration.json');
  await test.step('no secret is anywhere but in the vault', async () => {
    await open(window, '/configuration');
    await saveAs(app, file);
    await window.getByRole('button', { name: 'Save to a file…' }).click();
    await expect(window.getByText(file)).toBeVisible();
    expect(secrets.filter((secret) => secret.length < 20)).toEqual([]);
    expect(filesWith(app.folder, secrets)).toEqual([]);
    const texts = [readFileSync(file, 'utf8'), JSON.stringify(await setupView(window)), await heldByPage(window)];
    for (const text of texts) expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(JSON.parse(readFileSync(join(app.folder, 'setup-practice.json'), 'utf8'))).toMatchObject({
      book: { begun: true },
    });
  });
  expect(errors).toEqual([]);
  await app.close();

  await test.step('a second computer is set up from the file', async () => {
    const profile = newProfile();
    const second = await startConsole({ ...practice, profile });
    try {
      await takeOver(second, file, secrets);
    } finally {
      await second.close();
      removeProfile(profile);
    }
  });
});

/** Compares the file with an empty set-up, takes everything over, types the secrets, and puts it in use. */
async function takeOver(app: ConsoleApp, file: string, secrets: readonly string[]): Promise<void> {
  const { window } = app;
  await connectedSandbox(app);
  await openFile(app, file);
  await open(window, '/configuration');
  await window.getByRole('button', { name: 'Choose a file…' }).click();
  const differences = window.getByRole('list', { name: 'Differences', exact: true }).getByRole('listitem');
  await expect(differences.filter({ hasText: 'Integration WeChat' })).toContainText('only in the file');
  await expect(differences.filter({ hasText: 'Channel Windmill Books' })).toContainText('only in the file');
  await expect(differences.filter({ hasText: 'Channel Windmill Books' })).toContainText(
    'AppSecret, token, EncodingAESKey',
  );
  const count = await differences.count();
  expect(count).toBeGreaterThan(5);
  await window.getByRole('button', { name: `Take over ${count}` }).click();
  await expect(window.getByText(`${count} differences are taken over.`)).toBeVisible();
  const [, clientSecret = '', keySecret = '', appSecret = '', token = '', aesKey = ''] = secrets;
  await open(window, '/integration/wechat');
  await expect(panel(window, 'In use?').getByText('not in use yet', { exact: true })).toBeVisible();
  await window.getByRole('button', { name: 'Make the secret' }).click();
  await closeShown(window);
  await keepSecret(window, 'Client secret of the application', clientSecret);
  await keepSecret(window, 'Access key secret', keySecret);
  await putInUse(window);
  await open(window, '/channel/windmill-books/account');
  await keepSecret(window, 'AppSecret', appSecret);
  await open(window, '/channel/windmill-books/callback');
  await keepSecret(window, 'Token', token);
  await keepSecret(window, 'EncodingAESKey', aesKey);
  await putInUse(window);
  await open(window, '/configuration');
  await window.getByRole('button', { name: 'Choose a file…' }).click();
  await expect(window.getByText('The file says the same as what is here.', { exact: false })).toBeVisible();
}

interface BrokenField {
  readonly label: string;
  readonly text: string;
  readonly says: string;
}

const integrationFields: readonly BrokenField[] = [
  { label: 'Integration box URL', text: 'relay', says: 'This must be a full address' },
  { label: 'Integration box URL', text: 'https://relay.example.com/?a=1', says: 'may not hold a question mark' },
  { label: 'Integration box URL', text: 'http://relay.example.com/box', says: 'The address must begin with https://' },
  { label: 'Add action URL', text: 'https://u:p@relay.example.com/add', says: 'may not hold a user name or password' },
  { label: 'Reconnect action URL', text: 'https://relay.example.com/#add', says: 'may not hold a # part' },
  { label: 'Authorization URL', text: 'server', says: 'This must be a full address' },
  { label: 'Client ID', text: 'veer pont:1', says: 'A Client ID has letters, digits and signs' },
  { label: 'Client certificate', text: 'not a certificate', says: 'all three or none|must be PEM text' },
  { label: 'Color', text: 'green', says: 'A colour is # and six characters' },
  { label: 'Integration ID', text: 'a b', says: 'An Integration ID has only letters' },
  { label: 'Client ID of the application', text: 'é', says: 'no spaces, accents or hidden characters' },
  { label: 'Issuer', text: 'cxone', says: 'This must be a full address' },
  { label: 'Name', text: '', says: 'This field must be filled in' },
];

const accountFields: readonly BrokenField[] = [
  { label: 'AppID', text: 'wx12', says: 'An AppID is wx and 16 characters' },
  { label: 'Original ID', text: 'windmill', says: 'An original ID begins with gh_' },
  { label: 'WeChat API address', text: 'weixin', says: 'This must be a full address' },
];

const secretFields = {
  account: [{ label: 'AppSecret', text: 'short', says: 'An AppSecret is 32 characters' }],
  callback: [
    { label: 'Token', text: 'a', says: 'A Token is 3 to 32 letters and digits' },
    { label: 'EncodingAESKey', text: 'short', says: 'An EncodingAESKey is exactly 43 letters and digits' },
  ],
} as const;

test('each rule broken once is said at its field, nothing is put in use, and nothing typed is lost', async ({
  start,
}) => {
  test.setTimeout(150_000);
  const first = await start(practice);
  const { window } = first;
  await window.setViewportSize({ width: 1280, height: 800 });
  await connectedSandbox(first);

  const atField = async ({ label, text, says }: BrokenField): Promise<void> => {
    await type(window, label, text);
    await expect(window.getByLabel(label, { exact: true })).toHaveAccessibleDescription(new RegExp(says, 'u'));
  };
  const atSecret = async ({ label, text, says }: BrokenField): Promise<void> => {
    const field = window.getByRole('group', { name: label, exact: true }).getByLabel(label, { exact: true });
    await field.fill(text);
    await field.blur();
    await expect(field).toHaveAccessibleDescription(new RegExp(says, 'u'));
  };
  const said = (text: string) => expect(window.getByText(text, { exact: false }).first()).toBeVisible();
  const notInUse = async (): Promise<void> => {
    const standing = panel(window, 'In use?');
    await standing.getByRole('button', { name: 'Put in use' }).click();
    await expect(standing.getByText(/things are left to do:/u)).toBeVisible();
    await expect(standing.getByText('not in use yet', { exact: true })).toBeVisible();
  };
  const keptOn = async (page: Page, fields: readonly BrokenField[]): Promise<void> => {
    for (const [label, text] of new Map(fields.map((one) => [one.label, one.text]))) {
      await expect(page.getByLabel(label, { exact: true })).toHaveValue(text);
    }
  };

  await test.step('the integration', async () => {
    await add(window, 'integration', 'WeChat');
    for (const field of integrationFields) await atField(field);
    await atSecret({ label: 'Access key secret', text: 'two words', says: 'A secret has no spaces' });
    await notInUse();
    await isKept(window);
  });

  await test.step('the channel', async () => {
    await add(window, 'channel', 'Windmill');
    for (const field of accountFields) await atField(field);
    for (const field of secretFields.account) await atSecret(field);
    await window.getByLabel('Message encryption mode').selectOption('Plain text mode');
    await said('Plain mode sends messages without WeChat encryption');
    await window.getByLabel('Message encryption mode').selectOption('Secure mode (encrypted)');
    await notInUse();
    await open(window, '/channel/windmill/callback');
    for (const field of secretFields.callback) await atSecret(field);
    await open(window, '/channel/windmill/cxone');
    await said('The integration is not in use yet');
    await atField({ label: 'Channel ID', text: 'a b', says: 'A channel ID has only letters' });
    await open(window, '/channel/windmill/routing');
    await atField({ label: 'Default script', text: '', says: 'Each channel needs a default Studio script' });
    await atField({ label: 'Default skill', text: '', says: 'Each channel needs a default digital skill' });
    await isKept(window);
  });

  await test.step('permissions', async () => {
    await open(window, '/permissions');
    await window.getByRole('button', { name: 'Add a role' }).click();
    await said('A channel must be added to each role that uses it');
    await type(window, 'Name of the role in CXone', 'Agent');
    const box = (right: string) => window.getByRole('checkbox', { name: `${right}: role Agent, channel Windmill` });
    await box('In the role').check();
    await said('Without Reply this role writes drafts only');
    await said('Drafts need somebody who may approve them');
    await said('Somebody must be able to reply on each channel');
    await box('Reply').check();
    await said('Besides Reply a role needs View Skills');
    await box('Delete from original platform').check();
    await said('Deleting and hiding change nothing at WeChat');
    await window.getByRole('button', { name: 'Add a role' }).click();
    await window.getByRole('textbox', { name: 'Name of the role in CXone' }).nth(1).fill('agent');
    await window.getByRole('textbox', { name: 'Name of the role in CXone' }).nth(1).blur();
    await said('Each name may be used once');
    await window.getByRole('button', { name: 'Add a person' }).click();
    await said('A digital user has exactly one role');
    const roles = window.getByRole('group', { name: 'Roles', exact: true }).getByRole('checkbox');
    await roles.nth(0).check();
    await said('An agent in CXone Agent needs the attribute Digital Engagement and a digital skill');
    await roles.nth(1).check();
    await said('A digital user has exactly one role, not several');
    await window.getByLabel('Answers in').selectOption('MAX');
    await said('An agent in MAX needs the attribute Digital Engagement or a digital skill');
  });

  await test.step('routing', async () => {
    await open(window, '/routing');
    await window.getByRole('radio', { name: 'Routing queues' }).check({ force: true });
    await said('Routing by script and skill is advised');
    await said('Each channel must be taken by a queue');
    const queues = panel(window, 'Routing queues of older days');
    await queues.getByRole('button', { name: 'Write down a queue' }).click();
    await said('A queue without a filter gets no messages');
    await queues.getByRole('button', { name: 'Add a filter' }).click();
    await said('The rule included channels needs at least one channel');
    await queues.getByRole('button', { name: 'Remove this condition' }).click();
    await said('A filter needs at least one condition');
  });

  await test.step('the outbound skill and its timers', async () => {
    await open(window, '/skills');
    await window.getByRole('button', { name: 'Add a skill for Windmill' }).click();
    await atField({ label: 'Skill name', text: 'a', says: 'A skill name has 2 to 30 characters' });
    await atField({ label: 'Skill name', text: 'We Chat!', says: 'A skill name has only letters' });
    await window.getByLabel('Media type').selectOption('Another');
    await said('The media type must be Digital');
    await window.getByLabel('Inbound/outbound').selectOption('Inbound');
    await said('The direction must be Outbound');
    await atField({ label: 'Campaign', text: '', says: 'A skill belongs to a campaign' });
    await window.getByRole('checkbox', { name: 'For Proactive SMS or Proactive Digital' }).check();
    await atField({ label: 'Message template', text: '', says: 'Proactive work needs a message template' });
    await type(window, 'Message template', 'Order');
    await window.getByRole('checkbox', { name: 'For Proactive SMS or Proactive Digital' }).uncheck();
    await said('A message template is for Proactive SMS and Proactive Digital only');
    await window.getByLabel('Contacts get this skill by').selectOption('Routing queues');
    await type(window, 'Sub-skill', 'Night');
    await window.getByRole('checkbox', { name: 'Screen pop' }).check();
    await said('A screen pop needs a Studio script');
    await atField({ label: 'Address of the screen pop', text: 'pop', says: 'This must be a full address' });
    await window.getByLabel('Contacts get this skill by').selectOption('Studio script (advised)');
    await said('A sub-skill does not go with Studio scripts');
    await atField({ label: 'Minimum agents for Workforce Intelligence', text: 'two', says: 'This is a whole number' });
    await window.getByRole('checkbox', { name: 'Agentless' }).check();
    await said('Agentless is not for work that agents assist in');
    await said('With Agentless the Workforce Intelligence minimums do not exist');
    await window.getByRole('checkbox', { name: 'Enable priority blending' }).uncheck();
    await said('Priority blending is off');
    await window.getByRole('link', { name: 'Next: Timers' }).click();
    await window.getByRole('checkbox', { name: 'Agent response: Enabled' }).check();
    await timePart(window, 'Agent first response', 'minutes', 'x');
    await said('Each part of a time is a whole number');
    await timePart(window, 'Follow-up response', 'minutes', '');
    await said('A timer that is on needs a time');
    await isKept(window);
    await window.getByRole('link', { name: /^Make it in CXone/u }).click();
    await said('things are in the way');
    await expect(window.getByRole('button', { name: 'Create it in CXone' })).toBeDisabled();
  });

  const looksTheSame = async (page: Page): Promise<void> => {
    await open(page, '/integration/wechat');
    await keptOn(page, integrationFields);
    await open(page, '/channel/windmill/account');
    await keptOn(page, accountFields);
    await expect(page.getByLabel('AppID', { exact: true })).toHaveAccessibleDescription(/An AppID is wx/u);
    await expect(panel(page, 'In use?').getByText('not in use yet', { exact: true })).toBeVisible();
    await open(page, '/skills/skill-1');
    await expect(page.getByLabel('Skill name', { exact: true })).toHaveValue('We Chat!');
    await open(page, '/permissions');
    await expect(page.getByRole('textbox', { name: 'Name of the role in CXone' }).first()).toHaveValue('Agent');
  };

  await test.step('nothing of it is lost with the page, nor with the console', async () => {
    await window.reload();
    await looksTheSame(window);
    const program = first.electron.process();
    const ended = once(program, 'exit');
    program.kill('SIGKILL');
    await ended;
    const again = await start(practice);
    await connectedSandbox(again);
    await looksTheSame(again.window);
  });
});

test('a secret of a real set-up lies in the vault alone, and is there again after the next start', async ({
  start,
}) => {
  const secrets = ['kXq7-a-made-up-application-secret-Qa', 'Zw3_another-made-up-access-key-Pb9'] as const;
  const first = await start();
  await open(first.window, '');
  await first.window.getByRole('button', { name: 'Begin', exact: true }).click();
  const passphrase = first.window.getByLabel('Passphrase', { exact: true });
  await passphrase.fill(vaultPassphrase);
  await first.window.getByLabel('The same again').fill(vaultPassphrase);
  await first.window.getByRole('button', { name: 'Use this passphrase' }).click();
  await expect(first.window.getByText('Relay running')).toBeVisible();
  await add(first.window, 'integration', 'WeChat');
  await keepSecret(first.window, 'Client secret of the application', secrets[0]);
  await keepSecret(first.window, 'Access key secret', secrets[1]);
  await type(first.window, 'Access key ID', 'an-access-key');
  await isKept(first.window);
  expect(await heldByPage(first.window)).not.toContain(secrets[0]);
  await first.close();
  expect(filesWith(first.folder, secrets)).toEqual([]);
  expect(readFileSync(join(first.folder, 'setup.json'), 'utf8')).toContain('an-access-key');

  const second = await start();
  await second.window.getByLabel('Passphrase', { exact: true }).fill(vaultPassphrase);
  await second.window.getByRole('button', { name: 'Unlock' }).click();
  await open(second.window, '/integration/wechat');
  for (const secret of secrets)
    await expect(second.window.getByText(`ends in ${secret.slice(-4)}`, { exact: false })).toBeVisible();
  await expect(second.window.getByLabel('Access key ID', { exact: true })).toHaveValue('an-access-key');
});
