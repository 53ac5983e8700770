// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useConsole } from '#renderer/store/console-store.ts';
import { useCredentialDesk } from '#renderer/features/credentials/credential-desk-store.ts';
import type { BoxSecret } from '#shared/domain/credential.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aBoxSecret, aCredentialDesk, madeSecret } from '../../fake-credentials.ts';
import { hour, minute, present } from '../../fake-data.ts';
import { askedFor, click, named, shownText } from '../shown-app.tsx';
import { closePanel, pageHolds, showPanel } from './shown-panel.tsx';

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: present }));
afterEach(async () => {
  await closePanel();
  vi.useRealTimers();
});

const press = (name: string): Promise<void> => click(named('button', name));
const bridgeWith = (boxSecrets: BoxSecret[] = [aBoxSecret()], overrides = {}): FakeBridge =>
  createFakeBridge(
    {
      sandbox: { kind: 'off', messagesPerMinute: 0, paused: false },
      credentialDesk: aCredentialDesk({ boxSecrets }),
    },
    overrides,
  );
const made = (part: Partial<BoxSecret> = {}): BoxSecret =>
  aBoxSecret({
    id: 'made',
    source: 'desk',
    mark: { fingerprint: 'e1e1e1e1', lastFour: 'ghij' },
    createdAt: present - 30 * hour,
    createdBy: 'Desk 2',
    lastUsedAt: null,
    ...part,
  });
const dialog = (): string => document.querySelector('[role=dialog]')?.textContent.replaceAll('\u00a0', ' ') ?? '';

describe('CXone’s sign-in', () => {
  it('lists what counts with its last use, and never offers to end the only one', async () => {
    await showPanel(bridgeWith());
    expect(shownText()).toContain('One valid secret');
    expect(shownText()).toContain('CXone last signed in with it 20 min ago');
    expect(shownText()).toContain('the only valid one');
    expect(document.querySelector('button[aria-label^="End the secret"]')).toBeNull();
  });

  it('makes a secret, shows it once, and leaves nothing of it', async () => {
    const bridge = bridgeWith();
    await showPanel(bridge);
    await press('Make a new secret for WeChat support');
    expect(dialog()).toContain('It is shown once');
    expect(askedFor(bridge, 'credentials.makeBoxSecret')).toEqual([]);
    await press('Make it');
    expect(askedFor(bridge, 'credentials.makeBoxSecret')).toEqual([{ integrationId: 'support' }]);
    expect(named<HTMLTextAreaElement>('textarea', 'Client secret').value).toBe(madeSecret);
    expect(dialog()).toContain('ACD > Digital > Bring Your Own Channel');
    await press('Copy: Client secret');
    expect(askedFor(bridge, 'app.copyText')).toEqual([{ text: madeSecret }]);
    await click(named('[role=dialog] button', 'Close'));
    expect(document.querySelector('[role=dialog]')).toBeNull();
    expect(pageHolds(madeSecret)).toBe(false);
    expect(JSON.stringify([useConsole.getState(), useCredentialDesk.getState()])).not.toContain(madeSecret);
    expect(window.location.href + JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain(madeSecret);
    expect(shownText()).toContain('2 valid secrets');
    expect(shownText()).toContain('Moving CXone to the new secret');
    expect(document.querySelector('[aria-current=step]')?.textContent).toContain('Paste it in CXone');
    expect(named<HTMLButtonElement>('button', 'Make a new secret for WeChat support').disabled).toBe(true);
  });

  it('says when making failed, and stays where it was', async () => {
    await showPanel(
      bridgeWith([aBoxSecret()], {
        'credentials.makeBoxSecret': () => {
          throw new RelayError('BOX_SECRETS_FULL', 'two');
        },
      }),
    );
    await press('Make a new secret for WeChat support');
    await press('Make it');
    expect(dialog()).toContain('Two secrets count already');
  });

  it('says when the old one can be ended', async () => {
    await showPanel(
      bridgeWith([made({ lastUsedAt: present - hour }), aBoxSecret({ lastUsedAt: present - 25 * hour })]),
    );
    expect(shownText()).toContain('The new one is in use and the old one has not been used for a day');
    expect(named('button', 'End the secret …m3Pz').dataset.look).toBe('primary');
    expect(named('button', 'End the secret …ghij').dataset.look).toBe('plain');
  });

  it('waits while the old one is still in use', async () => {
    await showPanel(bridgeWith([made({ lastUsedAt: present - hour }), aBoxSecret({ lastUsedAt: present - minute })]));
    expect(shownText()).toContain('The old one can be ended when it has not been used for a day.');
    await press('End the secret …m3Pz');
    expect(dialog()).toContain('CXone signed in with it 1 min ago');
  });

  it('names whose calls are refused before one is ended', async () => {
    const bridge = bridgeWith([made(), aBoxSecret()]);
    await showPanel(bridge);
    const trigger = named('button', 'End the secret …m3Pz');
    trigger.focus();
    await click(trigger);
    expect(dialog()).toContain('End the secret …m3Pz of “WeChat support”?');
    expect(dialog()).toContain('CXone’s calls with it are refused from then on');
    expect(dialog()).toContain('CXone has not signed in with any other secret yet.');
    expect(named('button', 'End it').dataset.look).toBe('plain');
    named('button', 'End it').focus();
    await press('Keep it');
    expect(document.activeElement).toBe(trigger);
    expect(askedFor(bridge, 'credentials.endBoxSecret')).toEqual([]);
    await press('End the secret …m3Pz');
    await press('End it');
    expect(askedFor(bridge, 'credentials.endBoxSecret')).toEqual([{ integrationId: 'support', id: 'config' }]);
    expect(shownText()).toContain('One valid secret');
    expect(shownText()).toContain('Ended');
  });

  it('keeps the question open with the reason when the relay refuses', async () => {
    await showPanel(
      bridgeWith([made(), aBoxSecret()], {
        'credentials.endBoxSecret': () => {
          throw new RelayError('DESK_LAST_ONE', 'last', { value: 'WeChat support' });
        },
      }),
    );
    await press('End the secret …ghij');
    await press('End it');
    expect(dialog()).toContain('This is the last one that counts');
  });
});
