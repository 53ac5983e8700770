// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { askedFor, closePage, leave, named, shownText } from './shown-page.tsx';
import { click, dialog, inside, noteOf, panel, showSetup, type } from './shown-setup.tsx';
import {
  aChannelForm,
  anIntegration,
  appliedNow,
  aSecret,
  aSighting,
  begunView,
  integrationSecrets,
  unapplied,
} from './setup-kit.ts';

afterEach(closePage);

const at = '#/set-up/integration/support';
const withDraft = (part: Parameters<typeof anIntegration>[0] = {}, secrets = integrationSecrets()): FakeBridge =>
  createFakeBridge({
    setup: begunView({ integrations: [{ ...unapplied, draft: anIntegration(part) }] }, { secrets }),
  });
const drafted = (bridge: FakeBridge) => bridge.state.setup.book.integrations[0]?.draft;
const certificate = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----';
const key = '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----';

describe('the form of an integration', () => {
  it('judges a field once it was left, and from then on as it is typed', async () => {
    const bridge = withDraft({ name: '' });
    await showSetup(at, bridge);
    const field = named<HTMLInputElement>('main input', 'Name');
    expect(field.getAttribute('aria-invalid')).toBe('false');
    await leave(field);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(noteOf(field)).not.toBe('');
    await type(field, 'Support');
    expect(field.getAttribute('aria-invalid')).toBe('false');
    await leave(field);
    expect(drafted(bridge)?.name).toBe('Support');
  });

  it('shows at once what was left wrong at an earlier visit', async () => {
    await showSetup(at, withDraft({ boxUrl: 'http://relay.example.com/box', color: 'green' }));
    expect(named('main input', 'Integration box URL').getAttribute('aria-invalid')).toBe('true');
    expect(named('main input', 'Color').getAttribute('aria-invalid')).toBe('true');
  });

  it('hands out an address for every field that is left empty', async () => {
    await showSetup(at, withDraft({ addUrl: 'https://relay.example.com/own/add' }));
    const form = panel('1. What CXone’s form gets').textContent;
    expect(form).toContain('https://relay.example.com/integration/box');
    expect(named<HTMLInputElement>('main input', 'Reconnect action URL').placeholder).toBe(
      'https://relay.example.com/own/add',
    );
    expect(named('main button', 'Copy: Authorization URL')).toBeDefined();
  });

  it('shows the made secret once, and keeps it out of the state and out of the page afterwards', async () => {
    const bridge = withDraft({}, []);
    await showSetup(at, bridge);
    await click(named('main button', 'Make the secret'));
    const secret = 'madeSecretOf43CharactersForTheRelayAlone0001';
    expect(named<HTMLTextAreaElement>('textarea', 'Client secret').value).toBe(secret);
    expect(JSON.stringify(useConsole.getState())).not.toContain(secret);
    await click(named('[role=dialog] button', 'Copy: Client secret'));
    await click(named('[role=dialog] button', 'Close'));
    expect(document.body.innerHTML).not.toContain(secret);
    expect(shownText()).toContain('ends in 0001');
  });

  it('sorts certificate, key and authority in at once; the key goes into the vault alone', async () => {
    const bridge = withDraft();
    await showSetup(at, bridge);
    const box = named<HTMLTextAreaElement>(
      'main textarea',
      'Client certificate, private key and CA certificate, one after the other',
    );
    await type(box, certificate);
    await click(named('main button', 'Sort them in'));
    expect(noteOf(box)).toContain('One certificate, one key');
    await type(box, `${certificate}\n${key}\n${certificate}`);
    await click(named('main button', 'Sort them in'));
    await leave(box);
    expect(askedFor(bridge, 'setup.setSecret')).toEqual([
      { owner: 'integration', ownerId: 'support', name: 'mtls_key', value: key },
    ]);
    expect(drafted(bridge)).toMatchObject({ clientCertificate: certificate, caCertificate: certificate });
    expect(JSON.stringify(useConsole.getState())).not.toContain('PRIVATE KEY');
    await click(named('main button', 'Empty all three'));
    await leave(box);
    expect(drafted(bridge)).toMatchObject({ clientCertificate: '', caCertificate: '' });
    expect(askedFor(bridge, 'setup.dropSecret')).toHaveLength(1);
  });

  it('has all three made by the certificate desk, with the authority where there is none', async () => {
    const bridge = withDraft({}, [...integrationSecrets()]);
    await showSetup(at, bridge);
    await click(named('main button', 'Have it made here…'));
    const authority = inside(dialog(), 'input', 'Name of the authority that signs it');
    await click(inside(dialog(), 'button', 'Choose a file and make it'));
    expect(askedFor(bridge, 'setup.makeCertificate')).toEqual([]);
    expect(authority.getAttribute('aria-invalid')).toBe('true');
    await type(authority, 'Ferry team');
    await click(inside(dialog(), 'button', 'Choose a file and make it'));
    expect(askedFor(bridge, 'setup.makeCertificate')).toEqual([
      { integrationId: 'support', name: 'Support', days: 365, authorityName: 'Ferry team' },
    ]);
    expect(shownText()).toContain('/home/desk/veerpont-cxone-support-key.pem');
    expect(named<HTMLTextAreaElement>('main textarea', 'Client certificate').value).toContain('BEGIN CERTIFICATE');
    expect(JSON.stringify(useConsole.getState())).not.toContain('PRIVATE KEY');
  });

  it('stays with what was typed when no file was chosen for the key', async () => {
    const setup = begunView(
      { integrations: [{ draft: anIntegration(), ...unapplied }] },
      { secrets: integrationSecrets() },
    );
    const bridge = createFakeBridge({ setup }, { 'setup.makeCertificate': () => ({ path: null, view: setup }) });
    await showSetup(at, bridge);
    await click(named('main button', 'Have it made here…'));
    await type(inside(dialog(), 'input', 'Valid for, in days'), '30');
    await type(inside(dialog(), 'input', 'Name of the authority that signs it'), 'Ferry team');
    await click(inside(dialog(), 'button', 'Choose a file and make it'));
    expect(inside<HTMLInputElement>(dialog(), 'input', 'Valid for, in days').value).toBe('30');
  });

  it('wants all three certificates or none', async () => {
    await showSetup(at, withDraft({ clientCertificate: certificate }, [...integrationSecrets()]));
    expect(panel('In use?').textContent).toContain('2 things are left to do');
    expect(named('main textarea', 'CA certificate').getAttribute('aria-invalid')).toBe('true');
  });

  it('keeps a typed secret only when its form is right, and shows it by its mark', async () => {
    const bridge = withDraft({}, [aSecret('integration', 'support', 'box_secret')]);
    await showSetup(at, bridge);
    const field = named<HTMLInputElement>('main input', 'Access key secret');
    expect(field.type).toBe('password');
    await type(field, 'with a space');
    await leave(field);
    expect(askedFor(bridge, 'setup.setSecret')).toEqual([]);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await type(field, 'aRightOneOfTwentyAndMore4321');
    await leave(field);
    expect(askedFor(bridge, 'setup.setSecret')).toHaveLength(1);
    expect(shownText()).toContain('ends in 4321');
    expect(document.body.innerHTML).not.toContain('aRightOneOfTwenty');
  });
});

describe('what CXone sends back, and the trial', () => {
  it('shows what was tried with its outcome in words', async () => {
    const bridge = withDraft();
    bridge.state.trial = {
      at: Date.now(),
      steps: [
        { step: 'discovery', outcome: 'ok', code: null, platformCode: null, value: 'EU1', durationMs: 80 },
        {
          step: 'token',
          outcome: 'failed',
          code: 'CXONE_TOKEN_REFUSED',
          platformCode: '401',
          value: null,
          durationMs: 30,
        },
        { step: 'permission', outcome: 'not_tried', code: null, platformCode: null, value: null, durationMs: 0 },
        { step: 'brand_new', outcome: 'ok', code: null, platformCode: null, value: null, durationMs: 1 },
      ],
    };
    await showSetup(at, bridge);
    await type(named('main input', 'Access key ID'), 'OTHERKEY');
    await click(named('main button', 'Try it at CXone'));
    // What is tried is what stands on screen.
    expect(bridge.asked.map(({ name }) => name).filter((name) => /save|try/u.test(name))).toEqual([
      'setup.save',
      'setup.try',
    ]);
    const lines = [...(document.querySelector('ol[aria-label="What was tried"]')?.children ?? [])].map(
      (line) => line.textContent,
    );
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/CXone’s address found.*works.*EU1/u);
    expect(lines[1]).toContain('failed');
    expect(lines[2]).toContain('not tried');
    expect(lines[3]).toContain('brand_new');
  });

  it('puts in use what is right, and names what is left otherwise', async () => {
    const bridge = withDraft({ integrationId: '' });
    await showSetup(at, bridge);
    await click(inside(panel('In use?'), 'button', 'Put in use'));
    expect(askedFor(bridge, 'setup.apply')).toEqual([]);
    const field = named<HTMLInputElement>('main input', 'Integration ID');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(panel('In use?').textContent).toContain('1 thing is left to do');
    await type(field, '2b9d7c51-0c0e-4f5e-8f0d-6a3f2f1d7a11');
    await click(inside(panel('In use?'), 'button', 'Put in use'));
    expect(askedFor(bridge, 'setup.apply')).toEqual([{ kind: 'integration', id: 'support' }]);
    expect(panel('In use?').textContent).toContain('in use as it stands');
  });

  it('shows main’s own findings at their field until something changes', async () => {
    const mismatch = { field: 'clientCertificate', code: 'SETUP_MTLS_MISMATCH', value: null, weight: 'error' } as const;
    const setup = begunView(
      {
        integrations: [
          { ...unapplied, draft: anIntegration({ clientCertificate: certificate, caCertificate: certificate }) },
        ],
      },
      { secrets: [...integrationSecrets(), aSecret('integration', 'support', 'mtls_key')] },
    );
    const bridge = createFakeBridge(
      { setup },
      { 'setup.apply': () => ({ result: { applied: false, problems: [mismatch] }, view: setup }) },
    );
    await showSetup(at, bridge);
    await click(inside(panel('In use?'), 'button', 'Put in use'));
    const field = named('main textarea', 'Client certificate');
    expect(field.getAttribute('aria-invalid')).toBe('true');
    await type(field, `${certificate}\n`);
    expect(field.getAttribute('aria-invalid')).toBe('false');
  });

  it('changes by itself the moment CXone calls, and shows calls nobody published', async () => {
    const bridge = createFakeBridge({
      setup: begunView({ integrations: [appliedNow(anIntegration())] }, { secrets: integrationSecrets() }),
    });
    await showSetup(at, bridge);
    expect(panel('Has CXone called?').textContent).toContain('CXone has never fetched a token.');
    await act(async () => {
      bridge.push('setup.sighted', aSighting('integration', 'support', 'token_fetched'));
      bridge.push('setup.sighted', {
        ...aSighting('integration', 'support', 'unknown_call'),
        detail: 'DELETE /integration/box/1.0/posts/7',
      });
      bridge.push('setup.sighted', aSighting('integration', 'other', 'box_called'));
    });
    const seen = panel('Has CXone called?').textContent;
    expect(seen).toContain('CXone fetched a token at');
    expect(seen).toContain('CXone has never called with a right token.');
    expect(seen).toContain('DELETE /integration/box/1.0/posts/7');
  });
});

describe('an integration as a whole', () => {
  it('is duplicated under a name and an id of its own', async () => {
    const bridge = withDraft();
    await showSetup(at, bridge);
    await click(named('main button', 'Duplicate…'));
    await click(named('[role=dialog] button', 'Duplicate'));
    expect(askedFor(bridge, 'setup.duplicate')).toEqual([
      { kind: 'integration', id: 'support', newId: 'support-copy' },
    ]);
    expect(window.location.hash).toBe('#/set-up/integration/support-copy');
    expect(bridge.state.setup.book.integrations[1]?.draft.name).toBe('Support (copy)');
  });

  it('stays as long as a channel uses it', async () => {
    const setup = begunView({
      integrations: [appliedNow(anIntegration())],
      channels: [{ ...unapplied, draft: aChannelForm() }],
    });
    await showSetup(at, createFakeBridge({ setup }));
    await click(named('main button', 'Remove…'));
    expect(dialog().textContent).toContain('Tulip');
    expect(() => inside(dialog(), 'button', 'Remove for good')).toThrow();
  });

  it('in use is removed only by its typed name; a draft without', async () => {
    const bridge = createFakeBridge({ setup: begunView({ integrations: [appliedNow(anIntegration())] }) });
    await showSetup(at, bridge);
    await click(named('main button', 'Remove…'));
    const confirm = named<HTMLButtonElement>('[role=dialog] button', 'Remove for good');
    expect(confirm.disabled).toBe(true);
    await type(named('[role=dialog] input', 'To go on, type its name: Support'), 'Support');
    await click(confirm);
    expect(askedFor(bridge, 'setup.remove')).toEqual([{ kind: 'integration', id: 'support', typedName: 'Support' }]);
    expect(window.location.hash).toBe('#/set-up');
    await closePage();

    const drafts = withDraft();
    await showSetup(at, drafts);
    await click(named('main button', 'Remove…'));
    await click(named('[role=dialog] button', 'Remove for good'));
    expect(askedFor(drafts, 'setup.forget')).toEqual([{ kind: 'integration', id: 'support' }]);
  });

  it('says so when it is not there any more', async () => {
    await showSetup('#/set-up/integration/gone', withDraft());
    expect(shownText()).toContain('It is not there any more.');
  });
});

describe('the hand-over sheet', () => {
  const sheet = '#/set-up/integration/support/hand-over';

  it('has every field in CXone’s order, with what to enter and what to leave empty', async () => {
    await showSetup(sheet, withDraft());
    const names = [...document.querySelectorAll('dl dt')].map((one) => one.textContent);
    expect(names).toEqual([
      'Name',
      'Integration box URL',
      'Authorization URL',
      'Add action URL',
      'Reconnect action URL',
      'Remove action URL',
      'Client ID',
      'Client secret',
      'Client certificate',
      'Private key',
      'CA certificate',
      'Color',
      'Icon',
      'Use Digital 3.0 Outbound API for replies',
    ]);
    const text = document.querySelector('dl')?.textContent ?? '';
    expect(text).toContain('Leave empty: CXone then uses the integration box URL.');
    expect(text).toContain('https://relay.example.com/integration/add');
    expect(shownText()).toContain('What to send back');
  });

  it('holds a secret made on it as long as it is open, and puts it on the saved sheet', async () => {
    const bridge = withDraft({}, []);
    await showSetup(sheet, bridge);
    expect(shownText()).toContain('Something is still missing or wrong on this sheet.');
    await click(named('main button', 'Save as a file…'));
    await click(named('main button', 'Make the secret'));
    const secret = 'madeSecretOf43CharactersForTheRelayAlone0001';
    expect(shownText()).toContain(secret);
    await click(named('main button', 'Save as a file…'));
    expect(askedFor(bridge, 'setup.saveSheet')).toEqual([
      { integrationId: 'support', secret: null },
      { integrationId: 'support', secret },
    ]);
    expect(shownText()).toContain('/home/desk/sheet.html');
    expect(JSON.stringify(useConsole.getState())).not.toContain(secret);
    await closePage();
    await showSetup(sheet, bridge);
    expect(shownText()).not.toContain(secret);
    expect(shownText()).toContain('It is not shown again.');
  });

  it('says why it could not be saved', async () => {
    const bridge = createFakeBridge(
      { setup: begunView({ integrations: [{ ...unapplied, draft: anIntegration() }] }) },
      {
        'setup.saveSheet': () => {
          throw new RelayError('INTERNAL', 'disk');
        },
      },
    );
    await showSetup(sheet, bridge);
    await click(named('main button', 'Save as a file…'));
    expect(document.querySelector('main [role=alert]')).not.toBeNull();
  });
});
