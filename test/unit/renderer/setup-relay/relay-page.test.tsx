// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { RelayPage } from '#renderer/features/setup/relay/RelayPage.tsx';
import type { RelayEntry, SetupView } from '#shared/domain/setup/book.ts';
import type { HostWay } from '#shared/domain/setup/proxy.ts';
import { emptyRelayForm, emptyWay, type RelayForm } from '#shared/domain/setup/relay-form.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { aRelayProcess } from '../fake-data.ts';
import { begunView, unapplied } from '../setup/setup-kit.ts';
import {
  allNamed,
  askedFor,
  choose,
  click,
  closePage,
  leave,
  named,
  settled,
  showPage,
  shownText,
  type,
} from '../setup/shown-page.tsx';

afterEach(closePage);

const urls = {
  wechat: 'http://127.0.0.1:43127/wechat',
  box: 'http://127.0.0.1:43127/integration/box',
  actions: 'http://127.0.0.1:43127/integration',
  admin: 'http://127.0.0.1:43128',
};
const relay = aRelayProcess({ urls });
const way = (host: string): HostWay => ({
  host,
  side: 'wechat',
  proxy: null,
  isSecure: false,
  signsIn: false,
  trustsProxy: false,
});

const shown = async (
  part: Partial<RelayForm> = {},
  view: Partial<SetupView> = {},
  answers: Parameters<typeof createFakeBridge>[1] = {},
  entry: Partial<RelayEntry> = {},
): Promise<FakeBridge> => {
  const draft = { ...emptyRelayForm(), ...part };
  const setup = begunView({ relay: { ...unapplied, draft, ...entry } }, view);
  const bridge = createFakeBridge({ relay, setup }, { 'setup.ways': () => [way('api.weixin.qq.com')], ...answers });
  await showPage(<RelayPage />, bridge);
  return bridge;
};
const own = (panel: string): HTMLInputElement => {
  const region = [...document.querySelectorAll('section')].find(
    (one) => one.querySelector('h2')?.textContent === panel,
  );
  const found = [...(region?.querySelectorAll<HTMLInputElement>('input[type=radio]') ?? [])].at(-1);
  if (found === undefined) throw new Error(`nothing to choose in ${panel}`);
  return found;
};
const draftOf = (bridge: FakeBridge): RelayForm => bridge.state.setup.book.relay.draft;
const noteOf = (field: HTMLElement): string =>
  document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent ?? '';

describe('where the relay listens', () => {
  it('claims nothing to do while nothing is set here', async () => {
    await shown();
    expect(shownText()).toContain('in use as it stands');
    expect(allNamed('button', 'Put in use')).toHaveLength(0);
    expect(shownText()).toContain('http://127.0.0.1:43127');
  });

  it('says what relay.json says, in words', async () => {
    const listen = { own: true, host: '0.0.0.0', port: '443', tls: 'files' as const, trustedProxy: '' };
    await shown(
      {},
      { given: { from: 'file', integrations: [], channels: [], relay: { ...emptyRelayForm(), listen } } },
    );
    expect(shownText().replaceAll(/[\u2066-\u2069]/gu, '')).toContain(
      'As relay.json says0.0.0.0, port 443 · TLS by certificate files',
    );
  });

  it('takes over what fits a direct way at a press, and lists what would change', async () => {
    await shown();
    expect(shownText()).toContain('Choose how calls from the internet reach this computer');
    await closePage();
    const setup = begunView({ address: { way: 'direct', publicUrl: '' } });
    const direct = createFakeBridge({ relay, setup }, { 'setup.ways': () => [] });
    await showPage(<RelayPage />, direct);
    const use = [...document.querySelectorAll('button')].find((one) => one.textContent === 'Use this');
    await click(use as HTMLElement);
    expect(shownText()).toContain('stands below');
    const list = named('ul', 'What would change').textContent.replaceAll(/[\u2066-\u2069]/gu, '');
    expect(list).toContain('Port now chosen by the system → then 443');
    expect(shownText()).toContain('Change the web server in front');
    await click(named('button', 'Put in use'));
    expect(askedFor(direct, 'setup.apply')).toEqual([{ kind: 'relay', id: 'relay' }]);
    expect(draftOf(direct).listen).toMatchObject({ own: true, host: '0.0.0.0', port: '443', tls: 'desk' });
    expect(shownText()).toContain('in use as it stands');
  });

  it('shows at the field what is wrong once it was left, keeps it, and does not put it in use', async () => {
    const bridge = await shown();
    await click(own('Where the relay listens'));
    const port = named<HTMLInputElement>('input', 'Port');
    await type(port, '70000');
    expect(port.getAttribute('aria-invalid')).toBe('false');
    await leave(port);
    expect(noteOf(port)).toContain('whole number from 1 to 65535');
    await click(named('button', 'Put in use'));
    expect(askedFor(bridge, 'setup.apply')).toHaveLength(0);
    expect(draftOf(bridge).listen.port).toBe('70000');
  });

  it('shows at the field what only this computer knows, until it is changed', async () => {
    const listen = { ...emptyRelayForm().listen, own: true, port: '8080' };
    const bridge = await shown(
      { listen },
      {},
      {
        'setup.apply': () => ({
          result: {
            applied: false,
            problems: [{ field: 'listen.port', code: 'SETUP_LISTEN_TAKEN', value: '8080', weight: 'error' }],
          },
          view: bridge.state.setup,
        }),
      },
    );
    await click(named('button', 'Put in use'));
    const port = named<HTMLInputElement>('input', 'Port');
    expect(noteOf(port)).toContain('Another program listens here already');
    await type(port, '8081');
    expect(port.getAttribute('aria-invalid')).toBe('false');
  });
});

describe('a listener for CXone alone', () => {
  it('is asked for its address, and for a header only when a certificate is', async () => {
    const bridge = await shown();
    await click(own('A listener for CXone’s calls alone'));
    expect(allNamed('input', 'Header with the certificate')).toHaveLength(0);
    await choose(named('select', 'Client certificate of CXone'), 'required');
    await click(named('button', 'Put in use'));
    expect(noteOf(named('select', 'Client certificate of CXone'))).toContain('needs TLS');
    expect(named('input', 'Address that CXone calls').getAttribute('aria-invalid')).toBe('true');
    expect(named('input', 'Header with the certificate')).toBeDefined();
    await leave(document.body);
    expect(draftOf(bridge).box.use).toBe('own');
  });
});

describe('which way calls leave', () => {
  it('adds a way for a host that is called, keeps its password apart, and takes it away', async () => {
    const bridge = await shown();
    await click(own('Which way calls leave'));
    await click(named('button', 'api.weixin.qq.com'));
    const kinds = document.querySelectorAll('select');
    await choose([...kinds].at(-1) as HTMLElement, 'fixed');
    await type(named('input', 'Address of the proxy'), 'http://proxy.example.com:8080');
    await type(named('input', 'User name'), 'relay');
    await leave(named('input', 'User name'));
    expect(named('input', 'User name').getAttribute('aria-invalid')).toBe('false');
    await type(named('input', 'Password'), 'canary-proxy-password-1');
    await leave(named('input', 'Password'));
    const [, added] = draftOf(bridge).out.ways;
    expect(added).toMatchObject({ host: 'api.weixin.qq.com', kind: 'fixed', url: 'http://proxy.example.com:8080' });
    expect(askedFor(bridge, 'setup.setSecret')).toEqual([
      { owner: 'relay', ownerId: added?.id, name: 'proxy_password', value: 'canary-proxy-password-1' },
    ]);
    expect(JSON.stringify(draftOf(bridge))).not.toContain('canary');
    expect(shownText()).toContain('a test still goes the earlier way');
    const list = named('ul', 'What would change').textContent.replaceAll(/[\u2066-\u2069]/gu, '');
    expect(list).toContain('then through http://proxy.example.com:8080 as relay');
    expect(list).toContain('Password, api.weixin.qq.com newly typed');

    await click(named('button', 'Remove the password'));
    expect(askedFor(bridge, 'setup.dropSecret')).toHaveLength(1);
    await click(
      [...document.querySelectorAll('button')].find((one) => one.textContent === 'Remove this way') as HTMLElement,
    );
    await leave(document.body);
    expect(draftOf(bridge).out.ways).toHaveLength(1);
  });

  it('reads certificates from a file into the field, and says when it cannot', async () => {
    const ways = [{ ...emptyWay('default'), kind: 'fixed' as const, url: 'https://proxy.example.com' }];
    const bridge = await shown({ out: { own: true, ways } });
    const pick = async (file: File): Promise<void> => {
      const input = named<HTMLInputElement>('input', 'Read from a file…: Authorities of the proxy’s own certificate');
      Object.defineProperty(input, 'files', { value: [file], configurable: true });
      await act(async () => input.dispatchEvent(new Event('change', { bubbles: true })));
      await settled();
    };
    await pick(new File(['x'.repeat(200_001)], 'large.pem'));
    expect(document.querySelector('[role=alert]')?.textContent).toContain('too large');
    await pick(new File(['no certificate'], 'ca.pem'));
    const field = named<HTMLTextAreaElement>('textarea', 'Authorities of the proxy’s own certificate');
    expect(field.value).toBe('no certificate');
    expect(noteOf(field)).toContain('the certificate of an authority, as PEM text');
    await leave(field);
    expect(draftOf(bridge).out.ways[0]?.ca).toBe('no certificate');
  });

  it('asks for the place of a PAC file', async () => {
    const ways = [{ ...emptyWay('default'), kind: 'pac' as const, pac: 'proxy.pac' }];
    await shown({ out: { own: true, ways } });
    expect(noteOf(named('input', 'PAC file'))).toContain('its address or its full path');
  });
});

describe('how long things are kept', () => {
  it('warns before anything is removed earlier', async () => {
    await shown();
    await click(own('How long things are kept'));
    await type(named('input', 'Messages that are done, days'), '30');
    expect(shownText()).toContain('is removed for good');
    expect(shownText()).toContain('now 90 days');
  });
});

it('keeps what was typed when main does not answer, and says so', async () => {
  await shown(
    { listen: { ...emptyRelayForm().listen, own: true, port: '8080' } },
    {},
    {
      'setup.apply': () => {
        throw new RelayError('INTERNAL', 'gone');
      },
    },
  );
  await click(named('button', 'Put in use'));
  expect(document.querySelector('[role=alert]')).not.toBeNull();
  expect(named<HTMLInputElement>('input', 'Port').value).toBe('8080');
});

it.each(['nl', 'zh'] as const)('speaks %s', async (language) => {
  const ways = [
    { ...emptyWay('default'), kind: 'fixed' as const },
    { ...emptyWay('b'), host: 'b.example.com' },
  ];
  const form = emptyRelayForm();
  const draft: RelayForm = {
    listen: { ...form.listen, own: true, port: 'x' },
    box: { ...form.box, use: 'own', clientCertificate: 'required' },
    out: { own: true, ways },
    keep: { ...form.keep, own: true, messageDays: '1' },
  };
  const setup = begunView({ relay: { ...unapplied, draft }, address: { way: 'reverse_proxy', publicUrl: '' } });
  await showPage(<RelayPage />, createFakeBridge({ relay, setup }), language);
  expect(shownText()).toContain(language === 'nl' ? 'Waar de relay luistert' : '中继在哪里监听');
  expect(shownText()).not.toMatch(/setupRelay\.|outsideProxy\.|SETUP_/u);
});
