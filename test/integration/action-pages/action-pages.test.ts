import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Browser, type Page } from './browser.ts';
import { startPagesKit, type PagesKit } from './pages-kit.ts';

let kit: PagesKit;
beforeEach(async () => {
  kit = await startPagesKit();
});
afterEach(async () => {
  await kit.stop();
});

const backUrl = () => `${kit.sandbox.cxone.url}/settings/channels`;
const inCxone = (channel: string) => kit.sandbox.cxone.store.liveChannel(kit.cxoneId(channel));
const tokenIn = (link: string) => new URL(link).searchParams.get('token') ?? '';

function expectGuarded(page: Page): void {
  expect(page.headers['content-security-policy']).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/]+=*'; form-action/u,
  );
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.headers).toMatchObject({
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(page.text).not.toMatch(/<script|<iframe|<img|\son\w+=|https?:\/\/(?!127\.0\.0\.1)/iu);
}

describe('coming from CXone', () => {
  it('spends the token, keeps the session in a cookie, and goes on at an address without it', async () => {
    const link = kit.link('add');
    const entry = await kit.browser.open(link);
    expect([entry.status, entry.headers.location, entry.text]).toEqual([303, '/integration/add', '']);
    expect(kit.browser.lastCookie).toMatch(
      /^veerpont-pages=[\w-]{43}; Path=\/; Max-Age=\d{1,4}; HttpOnly; SameSite=Lax$/u,
    );
    expectGuarded(entry);

    const page = await kit.browser.open(`${kit.actions}/add`);
    expect(page.status).toBe(200);
    expect(page.text).toContain('Signed in through CXone as Ada Min');
    expectGuarded(page);
    expect(kit.audit).toEqual([
      { by: 'CXone: Ada Min', action: 'action_page_opened', channelId: null, subject: 'add', detail: null },
    ]);
  });

  it('lives no longer than CXone’s token', async () => {
    kit.sandbox.cxone.setRules({ tokenLifeSeconds: 90 });
    await kit.enter('add');
    const seconds = Number(/Max-Age=(\d+)/u.exec(kit.browser.lastCookie)?.[1]);
    expect(seconds).toBeGreaterThan(80);
    expect(seconds).toBeLessThanOrEqual(90);
  });

  it('refuses a token the second time, in the browser’s language, and leads back', async () => {
    const link = kit.link('add');
    await kit.browser.open(link);
    const thief = new Browser();
    thief.language = 'nl';
    const page = await thief.open(link);
    expect(page.status).toBe(403);
    expect(page.text).toContain('<html lang="nl">');
    expect(page.text).toContain('CXone bevestigde niet wie deze pagina opende');
    expect(page.text).toContain(`href="${backUrl()}"`);
    expect(thief.cookies.size).toBe(0);
    expectGuarded(page);
  });

  it.each([
    ['another user', { userId: '4712' }, 403],
    ['another brand', { brandId: '1' }, 403],
    ['an invented token', { token: 'invented' }, 403],
    ['no user', { userId: '' }, 400],
    ['a foreign host', { apiHost: 'https://evil.example' }, 403],
    ['a look-alike host', { apiHost: 'https://niceincontact.com.evil.example' }, 403],
    ['a foreign way back', { backUrl: 'https://evil.example/' }, 403],
    ['a script as way back', { backUrl: 'javascript:alert(1)' }, 403],
  ])('refuses %s', async (_name, change, status) => {
    const url = new URL(kit.link('add'));
    for (const [name, value] of Object.entries(change)) url.searchParams.set(name, value);
    const page = await kit.browser.open(url.href);
    expect(page.status).toBe(status);
    expect(page.text).not.toMatch(/href="(?:https:\/\/evil|javascript)/u);
    expect(kit.browser.cookies.size).toBe(0);
    expect(kit.audit).toEqual([]);
  });

  it('keeps administrators of another tenant out, though CXone vouches for them', async () => {
    await kit.stop();
    kit = await startPagesKit((config) => ({
      ...config,
      integrations: config.integrations.map((one) => ({ ...one, cxone: { ...one.cxone, tenantId: 'our-own-tenant' } })),
    }));
    const page = await kit.browser.open(kit.link('remove', 'tulip'));
    expect(page.status).toBe(403);
    expect(kit.browser.cookies.size).toBe(0);
    expect(kit.log.lines.join('')).toContain('action_page.foreign_tenant');
  });

  it('does without apiHost: the tenant’s usual host is asked', async () => {
    const url = new URL(kit.link('add'));
    url.searchParams.delete('apiHost');
    expect((await kit.browser.open(url.href)).status).toBe(303);
  });

  it('says so, and does not guess, when CXone cannot be asked', async () => {
    kit.sandbox.cxone.faults.set({ target: '*', fault: 'httpStatus', options: { status: 503 } });
    const page = await kit.browser.open(kit.link('add'));
    expect(page.status).toBe(502);
    expect(page.text).toContain('HTTP 503');
  });

  it('without link or session says where to open it, and with an old session that it is over', async () => {
    expect((await kit.browser.open(`${kit.actions}/add`)).status).toBe(400);
    kit.browser.cookies.set('veerpont-pages', 'A'.repeat(43));
    const page = await kit.browser.open(`${kit.actions}/add`);
    expect(page.status).toBe(403);
    expect(page.text).toContain('This page has been open too long');
    expectGuarded(page);
  });

  it('takes CXone’s link as a form, too', async () => {
    const url = new URL(kit.link('reconnect', 'tulip'));
    const entry = await kit.browser.post(`${url.origin}${url.pathname}`, url.search.slice(1));
    expect([entry.status, entry.headers.location]).toEqual([303, '/integration/reconnect']);
  });
});

describe('adding channels', () => {
  it('creates what CXone does not have, under the configured id, and nothing else', async () => {
    for (const channel of ['tulip', 'canal']) {
      const found = inCxone(channel);
      if (found) kit.sandbox.cxone.store.channels.delete(found.id);
    }
    const page = await kit.enter('add');
    expect(page.text).toContain('Does not exist');
    expect(page.text).toMatch(/type="checkbox" name="channel" value="tulip"/u);
    expect(page.text).not.toMatch(/name="channel" value="delta"/u);

    const done = await kit.browser.submit(`${kit.actions}/add`, page, 'create', ['tulip']);
    expect([done.status, done.headers.location]).toEqual([303, '/integration/add']);
    const created = inCxone('tulip');
    expect(created?.members).toMatchObject({
      id: kit.cxoneId('tulip'),
      channelIntegrationId: kit.config.integrations[0]?.integrationId,
      realExternalPlatformId: 'we-chat',
      idOnExternalPlatform: kit.config.channels[0]?.wechat.originalId,
    });
    expect(inCxone('canal')).toBeUndefined();
    expect([...kit.inCxone].sort()).toEqual(['delta', 'tulip']);
    expect(kit.audit.at(-1)).toMatchObject({ by: 'CXone: Ada Min', action: 'action_page_created', channelId: 'tulip' });

    const list = await kit.browser.open(`${kit.actions}/add`);
    expect(list.text).toContain('Created in CXone: Tulip Store 郁金香.');
    expect((await kit.browser.open(`${kit.actions}/add`)).text).not.toContain('Created in CXone:');
    const left = await kit.browser.submit(`${kit.actions}/add`, list, 'finish');
    expect([left.status, left.headers.location]).toEqual([302, backUrl()]);
    expect(kit.browser.cookies.size).toBe(0);
  });

  it('shows channels of the integration that the relay does not know, however hostile their names', async () => {
    const { integrationId = '' } = kit.config.integrations[0] ?? {};
    const hostile = `"><script>alert(1)</script>`;
    const members = { id: 'stray', idOnExternalPlatform: 'x', channelIntegrationId: integrationId, name: hostile };
    const bare = { isDeleted: false, scriptId: null, defaultSkillId: null };
    const stray = { ...members, ...bare, key: 'stray', members };
    kit.sandbox.cxone.store.channels.set('stray', stray);
    kit.sandbox.cxone.store.channels.set('foreign', {
      ...stray,
      id: 'foreign',
      channelIntegrationId: 'z',
      name: 'ZZZ',
      members: { ...members, id: 'foreign', channelIntegrationId: 'z', name: 'ZZZ' },
    });
    const page = await kit.enter('add');
    expect(page.text).toContain('&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(page.text).not.toContain('<script');
    expect(page.text).not.toContain('ZZZ');
    expect(page.text).toContain('Not set up in the relay');
  });

  it('finds them on later pages of a long list', async () => {
    const { store } = kit.sandbox.cxone;
    const found = inCxone('delta');
    if (!found) throw new Error('there is a delta');
    store.channels.delete(found.id);
    for (let count = 0; count < 250; count += 1) {
      const members = { id: `other-${count}`, channelIntegrationId: 'z', idOnExternalPlatform: 'y', name: 'other' };
      const bare = { isDeleted: false, scriptId: null, defaultSkillId: null };
      store.channels.set(members.id, { ...members, ...bare, key: members.id, members });
    }
    store.channels.set(found.id, found);
    const page = await kit.enter('add');
    expect(page.text.match(/<dd>Exists<\/dd>/gu)).toHaveLength(3);
    expect(page.text).toContain('CXone has every channel');
  });

  it('switches on again what was switched off because it had been removed in CXone', async () => {
    const found = inCxone('tulip');
    if (found) found.isDeleted = true;
    kit.modes.set('tulip', { mode: 'stopped', code: 'CHANNEL_REMOVED_IN_CXONE' });
    await kit.browser.submit(`${kit.actions}/add`, await kit.enter('add'), 'create', ['tulip']);
    expect(inCxone('tulip')).toBeDefined();
    expect(kit.sets).toEqual([{ channelIds: ['tulip'], action: 'start', until: null, by: 'CXone: Ada Min' }]);
  });
});

describe('reconnecting', () => {
  it('reconnects the channel the link names and shows the steps until they end', async () => {
    const choice = await kit.enter('reconnect', 'canal');
    expect(choice.text).toMatch(/value="canal"\s+checked/u);
    expect(choice.text).not.toMatch(/value="tulip"\s+checked/u);
    const url = `${kit.actions}/reconnect`;
    const begun = await kit.browser.submit(url, choice, 'reconnect', ['canal']);
    expect([begun.status, begun.headers.location]).toEqual([303, '/integration/reconnect']);
    expect(kit.runs).toMatchObject([{ channelId: 'canal', by: 'CXone: Ada Min' }]);
    expect(kit.audit.at(-1)).toMatchObject({ action: 'action_page_reconnected', channelId: 'canal' });

    const running = await kit.browser.open(url);
    expect(running.text).toContain('http-equiv="refresh" content="2"');
    expect(running.text).toContain('Check again');
    expect(running.text).toContain('under way');

    const [run] = kit.runs;
    if (run === undefined) throw new Error('a run was begun');
    const value = '203.0.113.9"><b>';
    Object.assign(run, {
      phase: 'asking',
      guide: [{ code: 'WECHAT_IP_NOT_LISTED', leg: 'wechatOut', value, done: false }],
    });
    const asking = await kit.browser.open(url);
    expect(asking.text).toContain('http-equiv="refresh" content="10"');
    expect(asking.text).toContain('<code>203.0.113.9&quot;&gt;&lt;b&gt;</code>');
    expectGuarded(asking);

    const catchUp = { total: 7, delivered: 7, expired: 0, failed: 0, unconfirmed: 0, waiting: 0, remainingMs: null };
    Object.assign(run, { phase: 'done', endedAt: 2, guide: [], catchUp });
    const ended = await kit.browser.open(url);
    expect(ended.text).not.toContain('http-equiv="refresh"');
    expect(ended.text).toContain('7 of 7 delivered');
    const left = await kit.browser.submit(url, ended, 'finish');
    expect([left.status, left.headers.location]).toEqual([302, backUrl()]);
  });

  it('creates again what CXone lost, under the same id', async () => {
    const found = inCxone('tulip');
    if (found) found.isDeleted = true;
    const choice = await kit.enter('reconnect', 'tulip');
    expect(choice.text).toContain('created there again');
    await kit.browser.submit(`${kit.actions}/reconnect`, choice, 'reconnect', ['tulip']);
    expect(inCxone('tulip')?.id).toBe(kit.cxoneId('tulip'));
    expect(kit.runs).toHaveLength(1);
  });

  it('takes the channel from the path, and leaves alone what an operator switched off', async () => {
    const url = new URL(kit.link('reconnect'));
    url.pathname += `/${kit.cxoneId('delta')}`;
    const entry = await kit.browser.open(url.href);
    expect(entry.headers.location).toBe('/integration/reconnect');
    const choice = await kit.browser.open(`${kit.actions}/reconnect`);
    expect(choice.text).toMatch(/value="delta"\s+checked/u);
    kit.modes.set('delta', { mode: 'stopped', code: null });
    await kit.browser.submit(`${kit.actions}/reconnect`, choice, 'reconnect', ['delta']);
    expect(kit.sets).toEqual([]);
    expect((await kit.browser.open(`${kit.actions}/reconnect`)).text).toContain('switched off at the relay');
  });

  it('begins nothing when nothing, or nothing of ours, was chosen', async () => {
    const choice = await kit.enter('reconnect');
    for (const channels of [[], ['nobody'], [kit.cxoneId('tulip')]]) {
      await kit.browser.submit(`${kit.actions}/reconnect`, choice, 'reconnect', channels);
    }
    expect(kit.runs).toEqual([]);
    expect((await kit.browser.open(`${kit.actions}/reconnect`)).text).toContain('Nothing was chosen');
  });
});

describe('removing', () => {
  it('asks first, names what waits, deletes with the administrator’s right, switches off, and goes back', async () => {
    kit.snapshots = kit.snapshots.map((one) =>
      one.id === 'tulip' ? { ...one, waiting: { inbound: 3, outbound: 4 } } : one,
    );
    const choice = await kit.enter('remove');
    const asked = await kit.browser.submit(`${kit.actions}/remove`, choice, 'ask_remove', ['tulip']);
    expect(asked.headers.location).toBe('/integration/remove?channel=tulip');
    expect(inCxone('tulip')).toBeDefined();
    const url = `${kit.actions}/remove?channel=tulip`;
    const confirm = await kit.browser.open(url);
    expect(confirm.text).toContain('Remove Tulip Store 郁金香 from CXone?');
    expect(confirm.text).toContain('3 to CXone, 4 to customers');

    const done = await kit.browser.submit(url, confirm, 'remove');
    expect([done.status, done.headers.location]).toEqual([302, backUrl()]);
    expect(inCxone('tulip')).toBeUndefined();
    expect(kit.sets).toEqual([
      {
        channelIds: ['tulip'],
        action: 'stop',
        until: null,
        by: 'CXone: Ada Min',
        code: 'CHANNEL_REMOVED_IN_CXONE',
      },
    ]);
    expect(kit.audit.at(-1)).toMatchObject({ action: 'action_page_removed', channelId: 'tulip' });
    expect((await fetch(backUrl()).then((answer) => answer.text())).includes('Back in CXone')).toBe(true);
  });

  it('switches nothing off when CXone does not delete', async () => {
    const confirm = await kit.enter('remove', 'tulip');
    kit.sandbox.cxone.faults.set({ target: '*', fault: 'forbidden', options: { paths: ['/dfo/3.0/channels/'] } });
    const page = await kit.browser.submit(`${kit.actions}/remove`, confirm, 'remove');
    expect(page.status).toBe(502);
    expect(page.text).toContain('HTTP 403');
    expect(kit.sets).toEqual([]);
    expect(inCxone('tulip')).toBeDefined();
  });

  it('counts a channel that is gone already as removed', async () => {
    const confirm = await kit.enter('remove', 'tulip');
    const found = inCxone('tulip');
    if (found) found.isDeleted = true;
    expect((await kit.browser.submit(`${kit.actions}/remove`, confirm, 'remove')).status).toBe(302);
    expect(kit.sets).toHaveLength(1);
  });

  it('tells that it is over when CXone no longer takes the administrator’s token', async () => {
    const confirm = await kit.enter('remove', 'tulip');
    kit.sandbox.cxone.faults.set({ target: '*', fault: 'tokenRevoked' });
    const page = await kit.browser.submit(`${kit.actions}/remove`, confirm, 'remove');
    expect(page.status).toBe(403);
    expect(kit.sets).toEqual([]);
    const after = await kit.browser.open(`${kit.actions}/remove`);
    expect(after.text).toContain('This page has been open too long');
  });
});

describe('forms of others', () => {
  it.each([
    ['another site', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['another site that hides its origin', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { origin: 'null', 'sec-fetch-site': 'same-site' }],
    ['an origin alone', { origin: 'null', 'sec-fetch-site': '' }],
    ['the same host by another port', { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }],
  ])('are refused from %s', async (_name, headers) => {
    const confirm = await kit.enter('remove', 'tulip');
    const page = await kit.browser.submit(`${kit.actions}/remove`, confirm, 'remove', [], headers);
    expect(page.status).toBe(400);
    expect(inCxone('tulip')).toBeDefined();
    expect(kit.sets).toEqual([]);
  });

  it('are taken with our own origin spelled out', async () => {
    const confirm = await kit.enter('remove', 'tulip');
    const headers = { origin: new URL(kit.actions).origin, 'sec-fetch-site': 'same-origin' };
    expect((await kit.browser.submit(`${kit.actions}/remove`, confirm, 'remove', [], headers)).status).toBe(302);
  });

  it.each(['', 'act=remove&channel=tulip', `csrf=${'A'.repeat(43)}&act=remove&channel=tulip`])(
    'are refused without this session’s secret: %s',
    async (body) => {
      await kit.enter('remove', 'tulip');
      const headers = { origin: new URL(kit.actions).origin };
      const page = await kit.browser.post(`${kit.actions}/remove`, body, headers);
      expect(page.status).toBe(403);
      expect(inCxone('tulip')).toBeDefined();
    },
  );

  it('are refused with the secret of another administrator’s session', async () => {
    const confirm = await kit.enter('remove', 'tulip');
    const other = new Browser();
    const entry = await other.open(kit.link('remove', 'tulip'));
    expect(entry.status).toBe(303);
    expect((await other.submit(`${kit.actions}/remove`, confirm, 'remove')).status).toBe(403);
    expect(inCxone('tulip')).toBeDefined();
  });

  it('of another type, too long, or to a page that is none are refused without harm', async () => {
    await kit.enter('add');
    const json = { 'content-type': 'application/json' };
    expect((await kit.browser.post(`${kit.actions}/add`, '{}', json)).status).toBe(400);
    expect((await kit.browser.post(`${kit.actions}/add`, `a=${'x'.repeat(80_000)}`)).status).toBe(413);
    expect((await kit.browser.open(`${kit.actions}/other`)).status).toBe(404);
    expect((await kit.browser.send('PUT', `${kit.actions}/add`, '', {})).status).toBe(405);
  });
});

describe('what stays unsaid', () => {
  it('no token, session or cookie in a log line, a page, or the audit', async () => {
    const link = kit.link('remove', 'tulip');
    const entry = await kit.browser.open(link);
    const again = await new Browser().open(link);
    const list = await kit.browser.open(`${kit.actions}/add`);
    const confirm = await kit.browser.open(`${kit.actions}/remove`);
    await kit.browser.submit(`${kit.actions}/remove`, confirm, 'remove', [], { origin: 'https://evil.example' });
    const session = kit.browser.cookies.get('veerpont-pages') ?? '';
    expect(session).toHaveLength(43);
    const said = [JSON.stringify(kit.log.lines), JSON.stringify(kit.audit), entry.text, again.text, list.text];
    const csrf = /name="csrf" value="([^"]+)"/u.exec(list.text)?.[1] ?? '';
    for (const text of said) {
      expect(text).not.toContain(tokenIn(link));
      expect(text).not.toContain(session);
      expect(text).not.toContain('eyJ');
    }
    expect(said[0]).not.toContain(csrf);
    expect(entry.headers.location).not.toContain('token');
  });
});

describe('behind a tunnel that ends https', () => {
  it('marks the cookie for https and takes the public origin', async () => {
    await kit.stop();
    kit = await startPagesKit(undefined, 'https://relay.example.com/gate');
    const host = { host: 'relay.example.com' };
    const entry = await kit.browser.open(kit.link('add'), host);
    expect([entry.status, entry.headers.location]).toEqual([303, '/gate/integration/add']);
    expect(kit.browser.lastCookie).toMatch(/^__Host-veerpont-pages=[\w-]{43}; Path=\/; .*SameSite=Lax; Secure$/u);
    const page = await kit.browser.open(`${kit.actions}/add`, host);
    expect(page.status).toBe(200);
    const from = { ...host, origin: 'https://relay.example.com' };
    expect((await kit.browser.submit(`${kit.actions}/add`, page, 'finish', [], from)).status).toBe(302);
  });
});
