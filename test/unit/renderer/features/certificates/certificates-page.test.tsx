// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { issuedKey } from '../../fake-certificates-bridge.ts';
import {
  aClient,
  aDesk,
  aHeld,
  anAuthority,
  anEnd,
  aPlace,
  aTrial,
  aView,
  day,
  eu1,
  fromFile,
  plainDesk,
} from '../../fake-certificates.ts';
import { channelId, minute, mixedChannels, present } from '../../fake-data.ts';
import {
  askedFor,
  click,
  closeApp,
  inAct,
  inside,
  named,
  panel,
  quietOverview,
  showAt,
  shownText,
  type,
} from '../shown-app.tsx';
import { aFile, choose, settle } from './certificates-kit.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: present, toFake: ['Date'] });
});
afterEach(async () => {
  await closeApp();
  vi.useRealTimers();
});

const off = { kind: 'off' as const, messagesPerMinute: 0, paused: false };
const world = { channels: mixedChannels(), overview: quietOverview, sandbox: off };
const withDesk = (part: Parameters<typeof aDesk>[0] = {}, more = {}): FakeBridge =>
  createFakeBridge({ ...world, certificateDesk: aDesk(part), ...more });
const dialog = (): HTMLElement => document.querySelector('[role=dialog]') as HTMLElement;

describe('the list of places', () => {
  const everything = [
    aPlace({
      current: aHeld({ id: 'cur', certificate: { validUntil: present + 12 * day + minute } }),
      next: aHeld({ id: 'next-1' }),
      trial: aTrial(),
      previous: [aHeld({ id: 'old', keptUntil: present + 20 * day, certificate: { name: 'relay 2025' } })],
    }),
    aPlace({
      id: 'box',
      address: 'https://box.example.com',
      serves: { legs: ['cxoneIn'], channelIds: mixedChannels().map(({ id }) => id) },
      current: fromFile({ name: 'box.example.com' }),
    }),
    aPlace({
      id: 'destination:api.example.com',
      purpose: 'client',
      serves: { legs: ['cxoneOut'], channelIds: [] },
      current: null,
    }),
  ];

  it('says what each is for, when it ends, what stops then and what comes next', async () => {
    await showAt('#/certificates', withDesk({ places: everything }));
    const open = panel('WeChat’s messages come in here').textContent.replaceAll('\u00a0', ' ');
    expect(open).toContain('12 days left');
    expect(open).toContain('customers’ messages do not come in');
    expect(open).toContain('Delta Bank');
    expect(open).toContain('relay.example.com passed its trial 1 min ago');
    expect(open).toContain('by Veerpont, brought in by Sanne');
    const box = panel('CXone’s replies come in here').textContent;
    expect(box).toContain('for all 6 channels');
    expect(box).toContain('in a file: /etc/veerpont/tls/fullchain.pem');
    expect(box).toContain('No next certificate yet');
    const out = panel('Shown to api.example.com when Veerpont calls it');
    expect(out.textContent).toContain('Calls go out without one.');
    expect(out.querySelector('a[href="#/certificates/place/destination%3Aapi.example.com"]')).not.toBeNull();
  });

  it('returns to an earlier one by one click, and removes one only after saying what that means', async () => {
    const bridge = withDesk({ places: everything });
    await showAt('#/certificates', bridge);
    await click(named('button', 'Remove…: relay 2025'));
    expect(dialog().textContent).toContain('deleted here together with its key');
    await click(inside(dialog(), 'button', 'Keep it'));
    expect(askedFor(bridge, 'certificates.remove')).toEqual([]);
    await click(named('button', 'Return to this one: relay 2025'));
    expect(askedFor(bridge, 'certificates.goBack')).toEqual([{ placeId: 'open', certificateId: 'old' }]);
    expect(panel('WeChat’s messages come in here').querySelector('strong')?.textContent).toBe('relay 2025');
  });

  it('shows a watch that is under way', async () => {
    const watch = {
      since: present,
      until: present + 30 * minute,
      accepted: 3,
      refused: 1,
      silent: 0,
      lastRefusal: null,
      fallsBackTo: 'old',
    };
    await showAt('#/certificates', withDesk({ places: [aPlace({ watch })] }));
    const text = panel('WeChat’s messages come in here').textContent.replaceAll('\u00a0', ' ');
    expect(text).toContain('30 min left');
    expect(text).toContain('3 connections went on');
    expect(text).toContain('1 refused it');
  });

  it('says in plain words that there is nothing to replace', async () => {
    await showAt(
      '#/certificates',
      createFakeBridge({ ...world, certificateDesk: plainDesk(), sandbox: { ...off, kind: 'running' } }),
    );
    expect(shownText()).toContain('The sandbox talks to itself');
    expect(document.querySelector('main a[href*="/place/"]')).toBeNull();
    await closeApp();
    await showAt('#/certificates', createFakeBridge({ ...world, certificateDesk: plainDesk() }));
    expect(shownText()).toContain('a proxy in front of it does');
  });

  it('says that keys are gone with this session when nothing secret is kept', async () => {
    const vault = { mode: 'session_only' as const, locked: false, backend: null, problem: null };
    await showAt('#/certificates', withDesk({}, { vault }));
    expect(shownText()).toContain('are gone when Veerpont closes');
    await closeApp();
    await showAt('#/certificates', withDesk());
    expect(shownText()).not.toContain('are gone when Veerpont closes');
  });

  it('waits, says what failed, and asks again', async () => {
    let fails = true;
    const bridge = createFakeBridge(world, {
      'certificates.desk': () => {
        if (fails) throw new RelayError('RELAY_UNRESPONSIVE', 'no');
        return aDesk();
      },
    });
    await showAt('#/certificates', bridge);
    expect(document.querySelector('main [role=alert]')?.textContent).toContain('does not answer');
    fails = false;
    await click(named('main button', 'Try again'));
    expect(shownText()).toContain('WeChat’s messages come in here');
    await closeApp();
    await showAt(
      '#/certificates',
      createFakeBridge(world, { 'certificates.desk': () => new Promise(() => undefined) }),
    );
    expect(shownText()).toContain('Looking at the certificates…');
  });

  it('draws names as text, whatever they hold', async () => {
    const name = '<img src=x onerror=alert(1)>\u202E';
    await showAt(
      '#/certificates',
      withDesk({ places: [aPlace({ current: fromFile({ name, issuer: name, names: [name] }) })] }),
    );
    expect(document.querySelector('img')).toBeNull();
    expect(shownText()).toContain('‹U+202E›');
  });

  it('counts in the navigation, is reached by keyboard, and knows a place that is gone', async () => {
    await showAt('#/', withDesk({ timeLine: [anEnd({ inDays: 9 }), anEnd({ inDays: 90 })] }));
    expect(named('nav a', 'Certificates11 certificate needs care').getAttribute('href')).toBe('#/certificates');
    await inAct(() => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'g' }));
      window.dispatchEvent(new KeyboardEvent('keydown', { key: 'c' }));
    });
    expect(window.location.hash).toBe('#/certificates');
    await inAct(() => {
      window.location.hash = '#/certificates/place/box';
      window.dispatchEvent(new Event('hashchange'));
    });
    expect(shownText()).toContain('There is no such place for a certificate any more');
  });

  it.each(['nl', 'zh'] as const)('speaks %s', async (language) => {
    await showAt('#/certificates', withDesk({ places: everything }), language);
    expect(shownText()).toContain(
      language === 'nl' ? 'Hier komen berichten van WeChat binnen' : '微信的消息从这里进入',
    );
    expect(shownText()).not.toMatch(/certificates\.|replaceCertificate\./u);
  });
});

describe('CXone’s certificates', () => {
  const known = { clientCertificates: 'required' as const, authorities: [anAuthority()] };
  const old = aClient({ id: 'old', lastSeenAt: present - 3 * day, certificate: aView({ name: 'cxone-2025' }) });
  const current = aClient({ id: 'now' });

  it('stand side by side with when they were seen, and an old one may go', async () => {
    const fresh = aClient({
      id: 'fresh',
      firstSeenAt: null,
      lastSeenAt: null,
      certificate: aView({ name: 'cxone-2027' }),
    });
    await showAt('#/certificates/cxone', withDesk({ ...known, clients: [old, fresh, current] }));
    const text = panel('Integration CXone EU1').textContent;
    expect(text).toMatch(/cxone-eu1.*in use.*cxone-2027.*new, not seen yet.*cxone-2025.*not seen lately/u);
    expect(text).toContain('this one not for a day: it can be ended');
    expect(shownText()).toContain('CXone must show one.');
  });

  it('are revoked only after what happens was named', async () => {
    const serves = { legs: ['cxoneIn' as const], channelIds: [channelId('delta')] };
    const line = anEnd({
      inDays: 200,
      what: 'client',
      placeId: null,
      integrationId: eu1,
      serves,
      sha256: current.sha256 ?? '',
    });
    const bridge = withDesk({ ...known, clients: [current], timeLine: [line] });
    await showAt('#/certificates/cxone', bridge);
    await click(named('button', 'Revoke…: cxone-eu1'));
    expect(dialog().textContent).toContain('for CXone EU1 are refused from now on');
    expect(dialog().textContent).toContain('agents’ replies do not come in');
    expect(dialog().textContent).toContain('It is the only certificate of this integration.');
    await click(inside(dialog(), 'button', 'Leave it'));
    expect(askedFor(bridge, 'certificates.revoke')).toEqual([]);
    await click(named('button', 'Revoke…: cxone-eu1'));
    await click(inside(dialog(), 'button', 'Revoke it now'));
    expect(askedFor(bridge, 'certificates.revoke')).toEqual([{ id: 'now' }]);
    expect(panel('Integration CXone EU1').textContent).toContain('so its calls are refused');
  });

  it('of the configuration are not changed here', async () => {
    await showAt('#/certificates/cxone', withDesk({ ...known, clients: [aClient({ source: 'config' })] }));
    expect(panel('Integration CXone EU1').textContent).toContain('Changed in relay.json only.');
    expect([...document.querySelectorAll('main button')].some((one) => one.textContent === 'Revoke…')).toBe(true);
    expect(panel('Integration CXone EU1').querySelector('button[aria-label^="Revoke"]')).toBeNull();
  });

  it('are brought in without a key', async () => {
    const bridge = withDesk(known);
    await showAt('#/certificates/cxone', bridge);
    await click(named('button', 'Bring CXone’s certificate… CXone EU1'));
    await choose(inside(dialog(), 'input', 'Drop CXone’s certificate here, without a key'), [
      aFile('leaf'),
      aFile('chain'),
    ]);
    await click(inside(dialog(), 'button', 'Accept this certificate'));
    await settle();
    expect(askedFor(bridge, 'certificates.bring')).toMatchObject([
      { target: { kind: 'client', integrationId: 'eu1' } },
    ]);
    expect(dialog()).toBeNull();
    expect(panel('Integration CXone EU1').textContent).toContain('new, not seen yet');
  });

  it('are issued by an authority made here, and the key is shown once and forgotten', async () => {
    const bridge = withDesk({ ...known, clients: [current] });
    await showAt('#/certificates/cxone', bridge);
    expect(named<HTMLButtonElement>('button', 'Issue a pair… CXone EU1').disabled).toBe(true);
    await click(named('button', 'Make an authority of your own…'));
    await inAct(() => dialog().querySelector('form')?.requestSubmit());
    expect(dialog().textContent).toContain('1 to 64 characters are needed.');
    await type(inside(dialog(), 'input', 'Name of the authority'), 'Example');
    await inAct(() => dialog().querySelector('form')?.requestSubmit());
    await settle();
    expect(askedFor(bridge, 'certificates.makeAuthority')).toEqual([{ name: 'Example', years: 10 }]);

    await click(named('button', 'Issue a pair… CXone EU1'));
    await type(inside(dialog(), 'input', 'Valid for, in days'), '900');
    await inAct(() => dialog().querySelector('form')?.requestSubmit());
    expect(dialog().textContent).toContain('A whole number from 1 to 825 is needed.');
    await type(inside(dialog(), 'input', 'Valid for, in days'), '400');
    await inAct(() => dialog().querySelector('form')?.requestSubmit());
    await settle();
    expect(askedFor(bridge, 'certificates.issueClient')).toEqual([
      { integrationId: 'eu1', name: 'CXone EU1', days: 400 },
    ]);
    const keys = [...dialog().querySelectorAll('textarea')].map(({ value }) => value);
    expect(keys).toEqual(['issued certificate', issuedKey, 'issued authority']);
    for (const name of ['Client certificate', 'Private key', 'CA certificate']) {
      await click(inside(dialog(), 'button', `Copy: ${name}`));
    }
    expect(JSON.stringify(useConsole.getState())).not.toContain(issuedKey);
    await click(inside(dialog(), 'button', 'Close'));
    expect(dialog()).toBeNull();
    expect(document.body.innerHTML).not.toContain(issuedKey);
    expect(window.location.hash).not.toContain(issuedKey);
  });

  it('are not asked for: what would be here is said', async () => {
    await showAt('#/certificates/cxone', withDesk());
    expect(shownText()).toContain('CXone’s calls are not asked for a certificate');
    expect(shownText()).toContain('“listen.box” with “clientCertificate”');
    expect([...document.querySelectorAll('main button')].map((one) => one.textContent)).not.toContain('Issue a pair…');
  });

  it('lose an authority only after what happens was named', async () => {
    const bridge = withDesk(known);
    await showAt('#/certificates/cxone', bridge);
    await click(named('button', 'Revoke…: CXone Client CA'));
    expect(dialog().textContent).toContain('Every certificate it signed is refused from now on');
    await click(inside(dialog(), 'button', 'Stop trusting it now'));
    expect(askedFor(bridge, 'certificates.revoke')).toEqual([{ id: 'authority-1' }]);
    expect(shownText()).toContain('No authority is trusted here');
  });
});

describe('the time line', () => {
  it('puts the nearest end first, each with who is hit, readable without the drawing', async () => {
    const timeLine = [
      anEnd({ inDays: 200, name: 'far.example' }),
      anEnd({ inDays: -3, name: 'gone', what: 'client', placeId: null, integrationId: eu1 }),
      anEnd({
        inDays: 12,
        name: 'near.example',
        serves: { legs: ['wechatIn', 'cxoneIn'], channelIds: [channelId('tulip')] },
      }),
    ];
    await showAt('#/certificates/time-line', withDesk({ timeLine }));
    const rows = [...document.querySelectorAll('table tbody tr')].map((one) =>
      one.textContent.replaceAll('\u00a0', ' '),
    );
    expect(rows.map((text) => text.slice(0, 4))).toEqual(['gone', 'near', 'far.']);
    expect(rows[0]).toContain('CXone shows it: CXone EU1');
    expect(rows[0]).toContain('ended 2 days ago');
    expect(rows[1]).toContain('customers’ messages do not come in');
    expect(rows[1]).toContain('Tulip Store');
    expect(rows[1]).toContain('12 days left');
    expect(rows[2]).toContain('In use: WeChat’s messages come in here');
    expect(document.querySelectorAll('tbody tr:nth-child(3) [aria-hidden=true] > i').length).toBeGreaterThan(15);
  });

  it('is empty without certificates', async () => {
    await showAt('#/certificates/time-line', withDesk());
    expect(shownText()).toContain('No certificate is in use or kept');
  });

  it('leads to credentials by a tab of its own', async () => {
    const bridge = withDesk();
    await showAt('#/certificates/credentials', bridge);
    expect(named('nav a', 'Credentials').getAttribute('aria-current')).toBe('page');
    expect(askedFor(bridge, 'credentials.desk').length).toBeGreaterThan(0);
  });
});
