// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CertificatePlace } from '#shared/domain/certificate-desk.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aDesk, aHeld, aPlace, aTrial, day, fromFile } from '../../fake-certificates.ts';
import { minute, mixedChannels, present } from '../../fake-data.ts';
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
import { aFile, choose, drop, settle } from './certificates-kit.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: present, toFake: ['Date'] });
});
afterEach(async () => {
  await closeApp();
  vi.useRealTimers();
});

const bridgeWith = (place: Partial<CertificatePlace> = {}, overrides = {}): FakeBridge =>
  createFakeBridge(
    {
      channels: mixedChannels(),
      overview: quietOverview,
      certificateDesk: aDesk({ places: [aPlace(place)] }),
    },
    overrides,
  );

const steps = (): HTMLElement => panel('Replace it, step by step');
const stepNow = (): string => document.querySelector('[aria-current=step] h3')?.textContent ?? '';
const picker = (): HTMLInputElement =>
  named('main input[type=file]', 'Drop the certificate, its chain and its key here, in any order');
const store = (): HTMLButtonElement => named('main button', 'Store as the next one');
const fileLine = (name: string): string =>
  [...document.querySelectorAll('section[aria-label="Files"] li')].find((one) => one.textContent.includes(name))
    ?.textContent ?? '';

describe('replacing a certificate', () => {
  it('goes from files in any order to in use, and tells what became of it', async () => {
    const bridge = bridgeWith();
    await showAt('#/certificates/place/open', bridge);
    expect(stepNow()).toContain('Bring');
    await drop(document.querySelector('[data-bring] > div') as Element, [aFile('key'), aFile('chain')]);
    expect(shownText()).toContain('The certificate itself is missing');
    expect(store().disabled).toBe(true);
    await choose(picker(), [aFile('leaf')]);
    expect(shownText()).toContain('All of it is right.');
    expect(shownText()).toContain('private key is there and fits');
    expect(askedFor(bridge, 'certificates.examine').at(-1)).toMatchObject({
      target: { kind: 'place', placeId: 'open' },
      files: [{ name: 'key.pem' }, { name: 'chain.pem' }, { name: 'leaf.pem', content: btoa('leaf') }],
      passphrase: null,
    });
    expect(askedFor(bridge, 'certificates.bring')).toEqual([]);
    await click(store());
    await settle();

    expect(stepNow()).toContain('Try');
    await click(inside(steps(), 'button', 'Try it now'));
    expect(stepNow()).toContain('Put in use');
    expect(steps().textContent).toContain('Shown to a caller over TLS 1.3');
    expect(steps().textContent).toContain('cannot tell');
    expect(steps().textContent).toContain('“relay.example.com” comes back by itself');
    await click(inside(steps(), 'input', '4 h'));
    await click(inside(steps(), 'button', 'Put in use'));
    expect(askedFor(bridge, 'certificates.activate')).toEqual([
      { placeId: 'open', certificateId: 'next-1', watchMinutes: 240, despiteTrial: false },
    ]);

    expect(stepNow()).toContain('Watch');
    expect(steps().textContent.replaceAll('\u00a0', ' ')).toContain('4 h left');
    await click(inside(steps(), 'button', 'All is well: end the watch'));
    expect(shownText()).toContain('“relay.example.com” is in use since');
    expect(inside(panel('Earlier certificates'), 'button', 'Return to the file: relay.example.com').textContent).toBe(
      'Return to the file',
    );
    await click(inside(panel('Earlier certificates'), 'button', 'Return to the file: relay.example.com'));
    expect(askedFor(bridge, 'certificates.goBack')).toEqual([{ placeId: 'open', certificateId: 'file' }]);
  });

  it('names each fault at its file, and those of all files apart', async () => {
    await showAt('#/certificates/place/open', bridgeWith());
    await choose(picker(), [aFile('expired', 'relay.pem'), aFile('holiday', 'holiday.jpg'), aFile('key')]);
    expect(fileLine('relay.pem')).toContain('A certificate has expired');
    expect(fileLine('holiday.jpg')).toContain('There is no certificate and no key in it');
    expect(fileLine('key.pem')).toContain('nothing wrong here');
    expect(document.querySelector('section[aria-label="All files together"]')?.textContent).toContain(
      'in between is missing',
    );
    expect(shownText()).toContain('Not yet: 3 faults are left.');
    await click(named('button', 'Leave out: holiday.jpg'));
    await settle();
    expect(shownText()).toContain('Not yet: 2 faults are left.');
  });

  it('asks for a passphrase only when one is needed, and forgets it with the files', async () => {
    const bridge = bridgeWith();
    await showAt('#/certificates/place/open', bridge);
    await choose(picker(), [aFile('leaf'), aFile('chain')]);
    expect(document.querySelector('input[type=password]')).toBeNull();
    await choose(picker(), [aFile('locked')]);
    expect(shownText()).toContain('its key is still locked');
    const field = (): HTMLInputElement => named('input', 'Passphrase of the encrypted file');
    await type(field(), 'wrong');
    await click(named('button', 'Read with this passphrase'));
    await inAct(() => field().form?.requestSubmit());
    await settle();
    expect(field().getAttribute('aria-invalid')).toBe('true');
    await type(field(), 'right');
    await inAct(() => field().form?.requestSubmit());
    await settle();
    expect(shownText()).toContain('All of it is right.');
    await click(store());
    await settle();
    expect(askedFor(bridge, 'certificates.bring')).toMatchObject([{ passphrase: 'right' }]);
    await click(named('button', 'Bring another instead…'));
    expect(document.querySelector('input[type=password]')).toBeNull();
    expect(fileLine('locked')).toBe('');
  });

  it('names what is too large without sending it, and twenty files are enough', async () => {
    const bridge = bridgeWith();
    await showAt('#/certificates/place/open', bridge);
    const film = aFile('x', 'film.mp4');
    Object.defineProperty(film, 'size', { value: 3_000_000_000 });
    await choose(picker(), [film]);
    expect(fileLine('film.mp4')).toContain('Too large for a certificate');
    expect(askedFor(bridge, 'certificates.examine')).toEqual([]);
    await choose(
      picker(),
      Array.from({ length: 22 }, (_, index) => aFile('chain', `c${String(index)}.pem`)),
    );
    const [sent] = askedFor(bridge, 'certificates.examine') as [{ files: unknown[] }];
    expect(sent.files).toHaveLength(20);
    expect(fileLine('c21.pem')).toContain('At most 20 files');
  });

  it('reads pasted text, and tells two files of one name apart', async () => {
    const bridge = bridgeWith();
    await showAt('#/certificates/place/open', bridge);
    for (const text of ['leaf', 'key 密钥']) {
      await click(named('button', 'Paste text…'));
      const field = named<HTMLTextAreaElement>('textarea', 'Text with its BEGIN and END lines');
      await type(field, text);
      await inAct(() => field.form?.requestSubmit());
      await settle();
    }
    const last = askedFor(bridge, 'certificates.examine').at(-1) as { files: { name: string; content: string }[] };
    expect(last.files.map(({ name }) => name)).toEqual(['pasted text', 'pasted text (2)']);
    expect(Buffer.from(last.files[1]?.content ?? '', 'base64').toString()).toBe('key 密钥');
    expect(document.querySelector('textarea')).toBeNull();
  });

  it('keeps no file once the page is left, in no store and no address', async () => {
    const bridge = bridgeWith();
    await showAt('#/certificates/place/open', bridge);
    await choose(picker(), [aFile('key', 'canary.key'), aFile('leaf')]);
    await inAct(() => {
      window.location.hash = '#/certificates';
      window.dispatchEvent(new Event('hashchange'));
    });
    await inAct(() => {
      window.location.hash = '#/certificates/place/open';
      window.dispatchEvent(new Event('hashchange'));
    });
    expect(shownText()).not.toContain('canary');
    expect(JSON.stringify(useConsole.getState())).not.toContain(btoa('key'));
    expect(window.localStorage.length + window.sessionStorage.length).toBe(0);
  });

  it('takes an answer that comes late for what it is: of older files', async () => {
    const answers: ((value: unknown) => void)[] = [];
    const bridge = bridgeWith({}, { 'certificates.examine': () => new Promise((done) => answers.push(done)) });
    await showAt('#/certificates/place/open', bridge);
    await choose(picker(), [aFile('leaf')]);
    await choose(picker(), [aFile('key')]);
    const usable = {
      reading: {
        isUsable: true,
        purpose: 'server',
        leaf: null,
        intermediates: [],
        roots: [],
        hasKey: true,
        findings: [],
      },
      requestId: null,
    };
    await inAct(() => answers[0]?.(usable));
    await settle();
    expect(store().disabled).toBe(true);
    await inAct(() => answers[1]?.(usable));
    await settle();
    expect(store().disabled).toBe(false);
  });
});

describe('a trial that failed', () => {
  const failed = aTrial({
    ok: false,
    steps: [
      { kind: 'handshake_tls13', result: 'passed', code: null, value: null },
      { kind: 'names', result: 'failed', code: 'CERT_NAME_NOT_COVERED', value: 'wechat.example.com' },
    ],
  });
  const place = { next: aHeld({ id: 'next-1' }), trial: failed };

  it('is put in use only after a confirmation that names the certificate and what failed', async () => {
    const bridge = bridgeWith(place);
    await showAt('#/certificates/place/open', bridge);
    expect(steps().textContent).toContain('The certificate is not for this host name');
    expect([...steps().querySelectorAll('button')].some((one) => one.textContent === 'Put in use')).toBe(false);
    await click(inside(steps(), 'button', 'Put in use all the same…'));
    const dialog = document.querySelector('[role=dialog]') as HTMLElement;
    expect(dialog.textContent).toContain('Put “relay.example.com” in use although its trial failed?');
    expect(dialog.textContent).toContain('wechat.example.com');
    expect(dialog.textContent).not.toContain('TLS 1.3');
    expect(dialog.textContent).toContain('customers’ messages do not come in');
    const button = inside<HTMLButtonElement>(dialog, 'button', 'Put in use');
    expect(button.disabled).toBe(true);
    await click(inside(dialog, 'input', 'I know this, and want “relay.example.com” in use now'));
    await click(button);
    expect(askedFor(bridge, 'certificates.activate')).toEqual([
      { placeId: 'open', certificateId: 'next-1', watchMinutes: 60, despiteTrial: true },
    ]);
  });
});

describe('a watch', () => {
  const watch = {
    since: present - 10 * minute,
    until: present + 50 * minute,
    accepted: 1_200,
    refused: 1,
    silent: 2,
    lastRefusal: 'unknown ca',
    fallsBackTo: 'old',
  };
  const place = {
    current: aHeld({ id: 'new', activatedAt: present - 10 * minute }),
    previous: [aHeld({ id: 'old', certificate: { name: 'relay 2025' }, keptUntil: present + 30 * day })],
    watch,
  };

  it('counts live, and goes back by hand', async () => {
    const bridge = bridgeWith(place);
    await showAt('#/certificates/place/open', bridge);
    expect(steps().textContent).toContain('1,200');
    expect(steps().textContent).toContain('unknown ca');
    expect(steps().textContent).toContain('Comes back if it must: “relay 2025”');
    bridge.state.certificateDesk = aDesk({ places: [aPlace({ ...place, watch: { ...watch, accepted: 1_300 } })] });
    await inAct(() => bridge.push('certificates.changed', null));
    expect(steps().textContent).toContain('1,300');
    await click(inside(steps(), 'button', 'Return to the earlier one now'));
    expect(askedFor(bridge, 'certificates.goBack')).toEqual([{ placeId: 'open', certificateId: 'old' }]);
  });

  it('says so when nothing could come back', async () => {
    await showAt(
      '#/certificates/place/open',
      bridgeWith({ ...place, previous: [], watch: { ...watch, fallsBackTo: null } }),
    );
    expect(steps().textContent).toContain('No earlier one can come back by itself');
  });

  it('tells that it came back by itself, why, and to try again first', async () => {
    const takenBack = { at: present - minute, code: 'DESK_REFUSED_BY_CALLERS' as const, value: 'unknown ca', by: null };
    const back = {
      current: fromFile(),
      next: aHeld({ id: 'next-1', takenBack }),
      trial: aTrial({ at: present - 20 * minute }),
    };
    await showAt('#/certificates/place/open', bridgeWith(back));
    expect(shownText()).toContain('“relay.example.com” was taken back by itself 1 min ago');
    expect(shownText()).toContain('they said unknown ca');
    expect(stepNow()).toContain('Try');
    expect(document.querySelector('nav')?.textContent).toContain('1 certificate needs care');
  });
});

describe('a request', () => {
  it('is made from a form with its faults at the fields, shown, saved, and dropped with its key', async () => {
    const bridge = bridgeWith();
    await showAt('#/certificates/place/open', bridge);
    await click(named('button', 'Make a key and request…'));
    const form = (): HTMLFormElement => document.querySelector('[role=dialog] form') as HTMLFormElement;
    expect(named<HTMLInputElement>('input', 'Name (CN)').value).toBe('relay.example.com');
    await type(named('input', 'Name (CN)'), ' ');
    await type(named('textarea', 'Host names and addresses it must cover'), 'relay.example.com\nnot a host!');
    await inAct(() => form().requestSubmit());
    expect(askedFor(bridge, 'certificates.request')).toEqual([]);
    expect(form().textContent).toContain('This is needed.');
    expect(form().textContent).toContain('“host!” is neither a host name nor an address.');
    await type(named('input', 'Name (CN)'), 'relay.example.com');
    await type(named('textarea', 'Host names and addresses it must cover'), 'relay.example.com');
    await click(named('input', 'RSA 3072'));
    await inAct(() => form().requestSubmit());
    await settle();
    expect(askedFor(bridge, 'certificates.request')).toMatchObject([{ key: 'rsa3072', names: ['relay.example.com'] }]);
    const dialog = document.querySelector('[role=dialog]') as HTMLElement;
    expect(dialog.textContent).toContain('BEGIN CERTIFICATE REQUEST');
    await click(inside(dialog, 'button', 'Copy the text'));
    expect((askedFor(bridge, 'app.copyText')[0] as { text: string }).text).toContain('BEGIN CERTIFICATE REQUEST');
    await click(inside(dialog, 'button', 'Save as a file…'));
    expect(askedFor(bridge, 'certificates.save')).toEqual([{ what: 'request', id: 'request-1' }]);
    expect(dialog.textContent).toContain('Saved: /home/desk/relay.example.com.csr');
    await click(inside(dialog, 'button', 'Close'));
    expect(panel('Keys made here').textContent).toContain('RSA 3072');
    await click(inside(panel('Keys made here'), 'button', 'Drop it…: relay.example.com'));
    await click(named('[role=dialog] button', 'Drop it with its key'));
    expect(askedFor(bridge, 'certificates.cancelRequest')).toEqual([{ id: 'request-1' }]);
  });
});
