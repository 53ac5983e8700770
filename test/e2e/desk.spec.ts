import type { Locator, Page } from 'playwright';
import { axeProblems } from './axe-kit.ts';
import { expect, test } from './fixtures.ts';
import { startPracticeWorld, type PracticeWorld } from './practice-world.ts';

const channelName = 'Windmill Books';
const [token, aesKey] = ['deskPracticeToken1', 'a'.repeat(42) + 'A'];
/** A picture of one point. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const panel = (page: Page, name: string | RegExp): Locator => page.getByRole('region', { name });
const press = (scope: Page | Locator, name: string | RegExp): Promise<void> =>
  scope.getByRole('button', { name, ...(typeof name === 'string' ? { exact: true } : {}) }).click();
const field = (scope: Page | Locator, label: string): Locator => scope.getByLabel(label, { exact: true });

/** The value beside a label of what is to be copied. */
async function shown(page: Page, label: string): Promise<string> {
  const line = page.locator('div').filter({ has: page.getByRole('button', { name: `Copy: ${label}`, exact: true }) });
  return (await line.last().locator('code').innerText()).trim();
}

/** Saves what the form holds, and the rule that it breaks stands at that field. */
async function refused(form: Locator, label: string, rule: string | RegExp): Promise<void> {
  await press(form, 'Save');
  await expect(field(form, label)).toHaveAccessibleDescription(rule);
}

async function saved(form: Locator): Promise<void> {
  await press(form, 'Save');
  await expect(form.getByText('Saved')).toBeVisible();
}

async function goTo(page: Page, name: string): Promise<void> {
  await page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  await expect(page.getByRole('link', { name, exact: true })).toHaveAttribute('aria-current', 'page');
}

let world: PracticeWorld;
const errors: string[] = [];
async function open(url: string, person: string): Promise<Page> {
  const page = await world.open(url, person);
  page.on('pageerror', (error) => errors.push(`${person}: ${error.message}`));
  return page;
}

/** Signs in at the desk, in a tab of their own. */
async function sitDown(name: string): Promise<Page> {
  const page = await open(world.practice.deskPage, name);
  await press(page, `Sign in: ${name}`);
  await expect(page.getByRole('heading', { level: 1, name: `Agent desk · ${name}` })).toBeVisible();
  return page;
}

test.beforeAll(async () => {
  world = await startPracticeWorld();
});
test.afterAll(() => world.stop());

test('a trainer’s hour on the pages of the simulated platforms', async () => {
  const owner = await open(world.practice.wechatPage, 'owner');
  const tenant = await open(world.practice.tenantPage, 'tenant');
  const access = { issuer: world.urls.cxone, apiBase: world.urls.cxone, clientId: '', clientSecret: '' };
  const key = { accessKeyId: '', accessKeySecret: '' };
  const box = { clientId: 'practice-box', clientSecret: 'a secret of the box' };
  let [integrationId, appSecret] = ['', ''];
  const [appId, originalId] = [await shown(owner, 'AppID'), await shown(owner, 'Original ID')];

  await test.step('the account: a phone that reaches nobody, and a new secret', async () => {
    await field(owner, 'Message').fill('Is anybody there?');
    await press(owner, 'Send');
    await expect(owner.getByText('The account has no server configuration yet. Save one first.')).toBeVisible();
    await press(owner, 'Reset the AppSecret');
    await press(owner, 'Reset it: the former one ends');
    appSecret = await shown(owner, 'AppSecret');
    await field(owner, 'Addresses, one a line').fill('127.0.0.1\nnot an address');
    await refused(panel(owner, 'IP allow list'), 'Addresses, one a line', /Correct it/u);
    await field(owner, 'Addresses, one a line').fill('127.0.0.1');
    await saved(panel(owner, 'IP allow list'));
    expect(await axeProblems(owner, 'body')).toEqual([]);
  });

  await test.step('the integration, the application and its key', async () => {
    await press(tenant, 'New');
    const form = panel(tenant, 'New integration');
    await refused(form, 'Name', 'This is needed. Fill it in.');
    await field(form, 'Name').fill('WeChat by Veerpont');
    await field(form, 'Integration box URL').fill('relay.example.com');
    await refused(form, 'Integration box URL', /^Give the whole address/u);
    await field(form, 'Integration box URL').fill(`${world.relayUrl}/integration/box`);
    await field(form, 'Client ID').fill(box.clientId);
    await field(form, 'Client secret').fill(box.clientSecret);
    await press(form, 'Save');
    await expect(panel(tenant, 'WeChat by Veerpont')).toBeVisible();
    integrationId = await shown(tenant, 'Integration ID');
    expect(await axeProblems(tenant, 'body')).toEqual([]);
    await goTo(tenant, 'API access');
    await press(tenant, 'Register');
    await expect(field(tenant, 'Name of a new application')).toHaveAccessibleDescription('This is needed. Fill it in.');
    await field(tenant, 'Name of a new application').fill('Veerpont');
    await press(tenant, 'Register');
    access.clientId = await shown(tenant, 'Client ID');
    access.clientSecret = await shown(tenant, 'Client secret');
    await field(tenant, 'Employee').selectOption({ label: 'Sara El Amrani' });
    await press(tenant, 'Make an access key');
    key.accessKeyId = await shown(tenant, 'Access key ID');
    key.accessKeySecret = await shown(tenant, 'Access key secret');
    expect(await axeProblems(tenant, 'body')).toEqual([]);
  });

  await test.step('the relay runs on it, and the account’s settings are verified', async () => {
    await makeChannel({ ...access, ...key }, integrationId, originalId);
    const wechat = { appId, originalId, appSecret, token, encodingAesKey: aesKey, mode: 'security' };
    await world.startRelay({
      integrations: [{ id: 'wechat', name: 'WeChat', integrationId, box, cxone: { ...access, ...key } }],
      channels: [
        {
          ...{ id: 'windmill', name: channelName, integration: 'wechat', cxoneChannelId: 'windmill' },
          wechat: { ...wechat, apiBase: world.urls.wechatApi },
        },
      ],
    });
    const form = panel(owner, 'Server configuration');
    await field(form, 'URL').fill(`${world.relayUrl}/wechat/windmill`);
    await field(form, 'Token').fill('a wrong token');
    await press(form, 'Submit');
    await expect(field(form, 'Token')).toHaveAccessibleDescription(/3 to 32 letters and digits/u);
    await field(form, 'Token').fill('anotherToken');
    await field(form, 'EncodingAESKey').fill(aesKey);
    await press(form, 'Submit');
    await expect(field(form, 'Token')).toHaveAccessibleDescription(/did not prove the Token/u);
    await field(form, 'Token').fill(token);
    await press(form, 'Submit');
    await expect(form.getByText('WeChat asked the URL, and it proved the Token.', { exact: false })).toBeVisible();
  });

  await test.step('script and skill, a queue, and a skill of one’s own', async () => {
    await goTo(tenant, 'Digital points of contact');
    const form = panel(tenant, channelName);
    await expect(form.getByText('New cases wait in the backlog', { exact: false })).toBeVisible();
    await field(form, 'Default Studio script').selectOption({ label: 'Digital_Inbound' });
    await field(form, 'Default digital skill').selectOption({ label: 'WeChat_Inbound' });
    await saved(form);
    await expect(form.getByText('Nobody can be offered its cases', { exact: false })).toBeVisible();

    await goTo(tenant, 'Routing queues');
    await press(tenant, 'New');
    await expect(tenant.getByRole('alert')).toHaveText(/New queues cannot be made/u);
    const queue = panel(tenant, 'Digital_Legacy');
    await field(queue, 'Priority').fill('first');
    await press(queue, 'Save');
    await expect(queue.getByText('This does not fit the field.', { exact: false })).toBeVisible();
    await field(queue, 'Priority').fill('2');
    await queue.getByRole('checkbox', { name: channelName }).check();
    await saved(queue);

    await goTo(tenant, 'ACD skills');
    await press(tenant, 'New');
    const skill = panel(tenant, 'New skill');
    await field(skill, 'Direction').selectOption({ label: 'Inbound' });
    await field(skill, 'Name').fill('Desk practice');
    await refused(skill, 'Name', /no blanks/u);
    await field(skill, 'Name').fill('Desk_Practice');
    await refused(skill, 'Campaign', 'A skill is part of a campaign. Choose one.');
    await field(skill, 'Campaign').selectOption({ label: 'Customer Care' });
    await skill.getByRole('checkbox', { name: 'Agent response timer' }).check();
    await refused(skill, 'First response, in seconds', /more than 0 seconds/u);
    await skill.getByRole('checkbox', { name: 'Agent response timer' }).uncheck();
    await press(skill, 'Save');
    await expect(panel(tenant, 'Desk_Practice')).toBeVisible();
    expect(await axeProblems(tenant, 'body')).toEqual([]);
  });

  await test.step('a role without Reply, and who has it', async () => {
    await goTo(tenant, 'Roles');
    const grant = async (form: Locator, rights: readonly string[]): Promise<void> => {
      for (const right of ['In this role', ...rights]) {
        await form.getByRole('checkbox', { name: `${channelName}: ${right}`, exact: true }).check();
      }
    };
    for (const [role, rights] of [
      ['Agent', ['Reply']],
      ['Supervisor', ['Reply', 'Delete from original platform', 'Hide on original platform', 'Can approve']],
    ] as const) {
      await tenant.getByRole('button', { name: role }).first().click();
      const more = role === 'Agent' ? [] : ['Can assign/reassign', 'Can unassign'];
      await grant(panel(tenant, role), [...rights, ...more]);
      await saved(panel(tenant, role));
    }
    await press(tenant, 'New');
    const role = panel(tenant, 'New role');
    await field(role, 'Name').fill('agent');
    await refused(role, 'Name', 'Another one has this name. Choose a different one.');
    await field(role, 'Name').fill('Writers of drafts');
    await grant(role, []);
    await press(role, 'Save');
    await expect(panel(tenant, 'Writers of drafts')).toBeVisible();
    expect(await axeProblems(tenant, 'body')).toEqual([]);

    await goTo(tenant, 'Users');
    await press(tenant, 'New');
    const user = panel(tenant, 'New user');
    await field(user, 'First name').fill('Noor');
    await user.getByRole('checkbox', { name: 'Agent', exact: true }).check();
    await user.getByRole('checkbox', { name: 'Writers of drafts' }).check();
    await press(user, 'Save');
    const roles = user.getByRole('group', { name: 'Role' });
    await expect(roles).toHaveAccessibleDescription('A digital user has exactly one role. Leave one of them.');
    await user.getByRole('checkbox', { name: 'Agent', exact: true }).uncheck();
    await press(user, 'Save');
    await expect(panel(tenant, 'Noor').getByText('CXone Agent the user needs', { exact: false })).toBeVisible();
    await panel(tenant, 'Noor').getByRole('checkbox', { name: 'WeChat_Inbound' }).check();
    await saved(panel(tenant, 'Noor'));
    await expect(panel(tenant, 'Noor').getByText('CXone Agent the user needs', { exact: false })).toHaveCount(0);
    await tenant.getByRole('button', { name: 'Anna de Wit' }).click();
    await press(panel(tenant, 'Anna de Wit'), 'Remove');
    await press(panel(tenant, 'Anna de Wit'), 'Keep it');
    expect(await axeProblems(tenant, 'body')).toEqual([]);
  });

  const anna = await sitDown('Anna de Wit');
  const noor = await sitDown('Noor');
  await test.step('a customer writes; one rejects, the other gets it', async () => {
    await field(owner, 'Message').fill('Where is my book?');
    await press(owner, 'Send');
    await expect(owner.getByRole('list', { name: 'Conversation' })).toContainText('Where is my book?');
    const offer = anna.getByRole('region', { name: 'Offered to you' });
    await expect(offer).toContainText('Where is my book?');
    await offer.getByRole('button', { name: /Where is my book/u }).click();
    await expect(panel(anna, 'Reply')).toContainText('Accept the case, then you can answer.');
    expect(await axeProblems(anna, 'body')).toEqual([]);
    await press(offer, 'Reject');
    await expect(offer).toHaveCount(0);
    await press(noor.getByRole('region', { name: 'Offered to you' }), 'Accept');
    await expect(noor.getByRole('region', { name: 'Assigned to you' })).toContainText('Where is my book?');
  });

  const draft = async (text: string): Promise<void> => {
    const form = panel(noor, 'Draft for an approver');
    await form.getByRole('textbox', { name: 'Draft for an approver' }).fill(text);
    await press(form, 'Hand in the draft');
    await expect(form.getByText('The draft waits for somebody who may approve it.')).toBeVisible();
  };
  const sara = await sitDown('Sara El Amrani');
  await test.step('a draft is refused, another one approved and sent', async () => {
    await expect(panel(noor, 'Draft for an approver')).toContainText('Your role lacks the permission Reply');
    await draft('No idea.');
    await sara.getByRole('radio', { name: 'To approve 1' }).check({ force: true });
    await sara.getByRole('button', { name: /drafts: 1/u }).click();
    await press(panel(sara, 'Drafts'), 'Refuse');
    await expect(panel(sara, 'Drafts').getByRole('alert')).toHaveText(/Say why/u);
    await field(sara, 'Reason').fill('Be kind');
    await press(panel(sara, 'Drafts'), 'Refuse');
    await expect(panel(noor, 'Notices')).toContainText('Sara El Amrani refused your draft: Be kind');
    await expect(panel(noor, 'Drafts')).toContainText('refused – Sara El Amrani: Be kind');
    await draft('It arrives tomorrow.');
    expect(await axeProblems(sara, 'body')).toEqual([]);
    await press(panel(sara, 'Drafts'), 'Approve and send');
    await expect(panel(noor, 'Notices')).toContainText('Sara El Amrani approved your draft');
    await expect(owner.getByRole('list', { name: 'Conversation' })).toContainText('It arrives tomorrow.');
    expect(await axeProblems(noor, 'body')).toEqual([]);
  });

  const handling = (page: Page): Locator => panel(page, 'Handling');
  await test.step('assigned by who may, and by nobody else', async () => {
    await field(handling(sara), 'Assign to').selectOption({ label: 'Anna de Wit' });
    await press(handling(sara), 'Assign');
    await expect(panel(noor, 'Notices')).toContainText('taken from you');
    await anna.getByRole('region', { name: 'Assigned to you' }).getByRole('button').first().click();
    await field(handling(anna), 'Assign to').selectOption({ label: 'Noor' });
    await press(handling(anna), 'Assign');
    await expect(handling(anna).getByRole('alert')).toHaveText(/lacks the permission Can assign\/reassign/u);
    await press(handling(anna), 'Take it from its agent');
    await expect(handling(anna).getByRole('alert')).toHaveText(/lacks the permission Can unassign/u);
  });

  await test.step('a reply with a picture; the SLA shows while it is written', async () => {
    const reply = panel(anna, 'Reply');
    await reply.getByRole('textbox', { name: 'Reply' }).focus();
    await expect(reply.getByRole('status').filter({ hasText: 'SLA of this case' })).toContainText('First response:');
    await reply.getByLabel('Quick text').selectOption({ index: 1 });
    await expect(reply.getByRole('textbox', { name: 'Reply' })).not.toHaveValue('');
    await reply.getByRole('textbox', { name: 'Reply' }).fill('This is the label.');
    const chosen = anna.waitForEvent('filechooser');
    await press(reply, 'Add a file…');
    await (await chosen).setFiles({ name: 'label.png', mimeType: 'image/png', buffer: picture });
    await expect(reply.getByText('label.png')).toBeVisible();
    await press(reply, 'Send the reply');
    const conversation = anna.getByRole('list', { name: 'Conversation' });
    await expect(conversation.getByRole('listitem').filter({ hasText: 'label.png' })).toContainText('delivered');
    const phone = owner.getByRole('list', { name: 'Conversation' });
    await expect(phone).toContainText('This is the label.');
    await expect(phone).toContainText('Picture, 1 kB');
    expect(await axeProblems(anna, 'body')).toEqual([]);
  });

  await test.step('deleted and hidden inside the tenant only, and an unknown call', async () => {
    const line = sara
      .getByRole('list', { name: 'Conversation' })
      .getByRole('listitem')
      .filter({ hasText: 'This is the label.' });
    await press(line, 'Delete');
    await expect(line).toContainText('deleted inside CXone only');
    await expect(
      sara.getByText('Nobody published such a call to a channel, so none is made.', { exact: false }),
    ).toBeVisible();
    await press(line, 'Hide');
    await expect(sara.getByText('WeChat has no way to hide a message.', { exact: false })).toBeVisible();
    await press(line, 'Show again');
    await expect(line).not.toContainText('hidden inside CXone only');
    await expect(owner.getByRole('list', { name: 'Conversation' })).toContainText('This is the label.');
    await sara.getByText('Send an unknown call', { exact: true }).click();
    await press(sara, 'Send it to the relay');
    await expect(sara.getByText(/was answered 404$/u)).toBeVisible();
  });

  await test.step('the silent customer’s timer, more time, and its end', async () => {
    const timer = anna.getByText(/Customer is silent: \d+:\d\d left/u);
    await expect(timer.first()).toBeVisible();
    await world.control('/clock', { advanceMs: 600_000 });
    await press(anna, 'Give more time');
    await expect(anna.getByText('given more time: 1×', { exact: false })).toBeVisible();
    await world.control('/clock', { advanceMs: 899_000 });
    await world.control('/clock', { advanceMs: 60_000 });
    await expect(panel(anna, 'Notices')).toContainText('taken from you, because the customer was silent');
  });

  await test.step('taken again, unassigned, resolved and closed', async () => {
    await field(handling(sara), 'Assign to').selectOption({ label: 'Sara El Amrani' });
    await press(handling(sara), 'Assign');
    await expect(sara.getByText(/· Open · assigned$/u)).toBeVisible();
    await press(handling(sara), 'Take it from its agent');
    await expect(sara.getByText(/· Open · (is being offered|waits in the queue)$/u)).toBeVisible();
    await field(handling(sara), 'Status').selectOption({ label: 'Resolved' });
    await expect(sara.getByText(/· Resolved · over$/u)).toBeVisible();
    await field(handling(sara), 'Status').selectOption({ label: 'Closed' });
    await expect(sara.getByText(/· Closed · over$/u)).toBeVisible();
    await sara.getByRole('radio', { name: 'All 0' }).check({ force: true });
    await sara.getByText('What happened', { exact: true }).click();
    for (const event of ['Rejected, back to the queue', 'Draft refused', 'Unknown call sent', 'More time given']) {
      await expect(sara.getByRole('listitem').filter({ hasText: event })).toHaveCount(1);
    }
    await press(sara, 'Sign out');
    await expect(sara.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  });

  expect(errors).toEqual([]);
});

test('the pages read well in every language and light', async () => {
  const paths = [
    '#/integrations',
    '#/channels',
    '#/roles',
    '#/users',
    '#/queues',
    '#/skills',
    '#/sla',
    '#/lists',
    '#/access',
  ];
  const page = await open(world.practice.tenantPage, 'reader');
  for (const [language, theme] of [
    ['Nederlands', 'Donker'],
    ['中文', '深色'],
  ] as const) {
    await page.getByRole('radio', { name: language }).check({ force: true });
    await page.getByRole('radio', { name: theme }).check({ force: true });
    for (const path of paths) {
      await page.evaluate((hash) => void (location.hash = hash), path);
      await expect(page.locator('nav a[aria-current]')).toHaveAttribute('href', path);
      expect(await axeProblems(page, 'body'), `${path} ${language}`).toEqual([]);
    }
    // What it says is in one language: nothing is left as a key.
    await expect(page.locator('body')).not.toContainText(/\b[a-z]+\.[a-z]+[A-Z]\w+\b/u);
  }
  expect(errors).toEqual([]);
});

/** The channel, as the console makes it through CXone's API. */
async function makeChannel(
  access: {
    readonly clientId: string;
    readonly clientSecret: string;
    readonly accessKeyId: string;
    readonly accessKeySecret: string;
  },
  channelIntegrationId: string,
  idOnExternalPlatform: string,
): Promise<void> {
  const basic = Buffer.from(`${access.clientId}:${access.clientSecret}`).toString('base64');
  const post = async (path: string, authorization: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${world.urls.cxone}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Record<string, unknown>;
  };
  const grant = { grant_type: 'password', username: access.accessKeyId, password: access.accessKeySecret };
  const { access_token: bearer } = await post('/auth/token', `Basic ${basic}`, grant);
  await post('/dfo/3.0/channels', `Bearer ${String(bearer)}`, {
    ...{ id: 'windmill', idOnExternalPlatform, channelIntegrationId, realExternalPlatformId: 'we-chat' },
    ...{ name: channelName, isPrivate: true, hasTreeStructure: false },
  });
}
