// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { useConsole } from '#renderer/store/console-store.ts';
import { useCredentialDesk } from '#renderer/features/credentials/credential-desk-store.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aCredential, aCredentialDesk, aProof } from '../../fake-credentials.ts';
import { aRelayProcess, hour, minute, present } from '../../fake-data.ts';
import { askedFor, click, inAct, named, shownText, type } from '../shown-app.tsx';
import { closePanel, pageHolds, row, rowText, showPanel } from './shown-panel.tsx';

const canary = 'canary4f2bQ81zX';
const key43 = 'canary4f2bQ81zXabcdefghijklmnopqrstuvwxyzAB';
const noSandbox = { kind: 'off', messagesPerMinute: 0, paused: false } as const;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: present }));
afterEach(async () => {
  await closePanel();
  vi.useRealTimers();
});

const field = (label: string): HTMLInputElement => named<HTMLInputElement>('input', label);
const press = (name: string): Promise<void> => click(named('button', name));
const noteOf = (input: HTMLElement): string =>
  document.getElementById(input.getAttribute('aria-describedby') ?? '')?.textContent ?? '';
const bridgeWith = (part: Parameters<typeof createFakeBridge>[0] = {}, overrides = {}): FakeBridge =>
  createFakeBridge({ sandbox: noSandbox, ...part }, overrides);

describe('what is known of credentials', () => {
  it('stands with each: what for, where, identifier, mark, source and proof with its age', async () => {
    await showPanel(bridgeWith());
    const secret = rowText('channel-tulip-wechat_app_secret');
    for (const words of [
      'Veerpont signs in to WeChat',
      'developers.weixin.qq.com/platform',
      'wx1a2b3c4d5e6f7a8b',
      'ends in k9q2',
      'fingerprint 3fa8c01e',
      'from relay.json',
      'WeChat gave a token for it 3 min ago',
    ]) {
      expect(secret).toContain(words);
    }
    expect(rowText('channel-tulip-wechat_token')).not.toContain('ends in');
    expect(rowText('channel-tulip-wechat_token')).toContain('WeChat signed its call with it 1 min ago');
    expect(rowText('integration-support-cxone_access_key')).toContain('CXone gave a token for it');
  });

  it('says who changed it, what is still accepted beside it, and what it waits for', async () => {
    const changed = aCredential({
      name: 'wechat_token',
      source: 'desk',
      changedAt: present - hour,
      changedBy: 'Desk 2',
      previous: {
        mark: { fingerprint: 'aaaa0000', lastFour: null },
        until: present + 23 * hour,
        lastUsedAt: present - minute,
      },
      lastProof: aProof({ at: present - 2 * hour, result: 'push_verified' }),
    });
    await showPanel(bridgeWith({ credentialDesk: aCredentialDesk({ credentials: [changed] }) }));
    const text = rowText('channel-tulip-wechat_token');
    expect(text).toContain('by Desk 2');
    expect(text).toContain('The one before (aaaa0000) is accepted until');
    expect(text).toContain('last used 1 min ago');
    expect(text).toContain('Nothing came from WeChat since the change');
  });

  it('names what is refused first, in words, with the way to it', async () => {
    const refused = aCredential({
      lastProof: aProof({ result: 'failed', code: 'WECHAT_SECRET_INVALID', platformCode: '40125' }),
    });
    await showPanel(bridgeWith({ credentialDesk: aCredentialDesk({ credentials: [refused] }) }));
    expect(shownText()).toContain('One credential was refused at the last look:');
    await press('AppSecret of Tulip Store 郁金香');
    expect(document.activeElement).toBe(row('channel-tulip-wechat_app_secret'));
    expect(rowText('channel-tulip-wechat_app_secret')).toContain('(code 40125), 3 min ago');
  });

  it('says that values of the sandbox are the simulator’s', async () => {
    await showPanel(createFakeBridge());
    expect(shownText()).toContain('simulated WeChat and CXone');
    expect(rowText('channel-tulip-wechat_token')).toContain('from the sandbox');
  });

  it('says in a line how secrets are kept, with the way to the settings', async () => {
    await showPanel(bridgeWith());
    expect(shownText()).toContain('key ring (gnome_libsecret)');
    expect(named('a', 'How secrets are kept').getAttribute('href')).toBe('#/settings');
    await inAct(() =>
      useConsole.getState().vaultChanged({ mode: 'session_only', locked: false, backend: null, problem: null }),
    );
    expect(shownText()).toContain('gone when Veerpont closes');
  });

  it('is empty in words, says what failed, and asks again', async () => {
    await showPanel(bridgeWith({ credentialDesk: { credentials: [], boxSecrets: [] } }));
    expect(shownText()).toContain('No channel is set up yet');
    await closePanel();
    let fails = true;
    const bridge = bridgeWith();
    const failing = bridgeWith(
      {},
      {
        'credentials.desk': () => {
          if (fails) throw new RelayError('RELAY_NOT_RUNNING', 'no');
          return bridge.state.credentialDesk;
        },
      },
    );
    await showPanel(failing);
    expect(document.querySelector('[role=alert]')).not.toBeNull();
    fails = false;
    await press('Try again');
    expect(rowText('channel-tulip-wechat_token')).toContain('Token');
    expect(document.querySelector('[role=alert]')).toBeNull();
  });

  it('shows nothing while no channel is set up, and waits while the relay starts', async () => {
    await showPanel(bridgeWith({ relay: aRelayProcess({ kind: 'not_configured', pid: null, urls: null }) }));
    expect(shownText()).toContain('No channel is set up yet');
    await closePanel();
    const bridge = bridgeWith({ relay: aRelayProcess({ kind: 'starting', pid: null, urls: null }) });
    await showPanel(bridge);
    expect(shownText()).toContain('Asking the relay');
    expect(askedFor(bridge, 'credentials.desk')).toEqual([]);
  });

  it('follows what the relay tells, and what it only notes', async () => {
    const bridge = bridgeWith();
    await showPanel(bridge);
    bridge.state.credentialDesk = aCredentialDesk({ credentials: [aCredential({ lastProof: null })] });
    await inAct(() => bridge.push('certificates.changed', null));
    expect(rowText('channel-tulip-wechat_app_secret')).toContain('Not seen yet');
    bridge.state.credentialDesk = aCredentialDesk({ credentials: [aCredential()] });
    await inAct(() => void vi.advanceTimersByTime(10_000));
    expect(rowText('channel-tulip-wechat_app_secret')).toContain('Works');
  });

  it('can be searched when there are many', async () => {
    const many = Array.from({ length: 9 }, (_, index) =>
      aCredential({ ownerId: `c${index}`, ownerName: `Shop ${index}`, name: 'wechat_token' }),
    );
    await showPanel(bridgeWith({ credentialDesk: aCredentialDesk({ credentials: many }) }));
    await type(field('Find a channel or integration'), 'shop 7');
    expect([...document.querySelectorAll('section h2')].map((one) => one.textContent)).toEqual(['Shop 7']);
    await type(field('Find a channel or integration'), 'nobody');
    expect(shownText()).toContain('No channel or integration with that name.');
  });

  it.each(['en', 'nl', 'zh'] as const)('speaks %s throughout', async (language) => {
    await showPanel(bridgeWith(), language);
    expect(shownText()).not.toMatch(/credentials\.|shownOnce\./u);
    expect(document.querySelectorAll('section').length).toBe(2);
  });
});

describe('a change of a credential', () => {
  it('says at the field what is wrong, before anything is sent', async () => {
    const bridge = bridgeWith();
    await showPanel(bridge);
    await press('Change: EncodingAESKey');
    await type(field('New EncodingAESKey'), canary);
    await press('Save');
    expect(field('New EncodingAESKey').getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field('New EncodingAESKey'));
    expect(noteOf(field('New EncodingAESKey'))).toContain('Exactly 43 letters and digits are needed; these are 15.');
    await press('Test');
    expect([askedFor(bridge, 'credentials.set'), askedFor(bridge, 'credentials.test')]).toEqual([[], []]);
    await type(field('New EncodingAESKey'), key43);
    expect(field('New EncodingAESKey').getAttribute('aria-invalid')).toBe('false');
  });

  it('is hidden as it is typed unless it is asked for', async () => {
    await showPanel(bridgeWith());
    await press('Change: AppSecret');
    const input = field('New AppSecret');
    expect([input.type, input.value]).toEqual(['password', '']);
    await press('Show');
    expect(input.type).toBe('text');
  });

  it('keeps the earlier one accepted for a day, says what to do now, and leaves nothing of the value', async () => {
    const bridge = bridgeWith();
    await showPanel(bridge);
    await press('Change: EncodingAESKey');
    expect(shownText()).toContain('Save it here first.');
    await type(field('New EncodingAESKey'), key43);
    await press('Save');
    expect(askedFor(bridge, 'credentials.set')).toEqual([
      {
        key: { owner: 'channel', ownerId: 'tulip', name: 'wechat_encoding_aes_key' },
        value: { identifier: null, secret: key43 },
        keepPreviousHours: 24,
      },
    ]);
    expect(shownText()).toContain('Saved. What to do now');
    expect(shownText()).toContain('Enter exactly the same EncodingAESKey at WeChat now');
    expect(shownText()).toContain('is accepted until');
    expect(shownText()).toContain('Nothing came from WeChat since the change');
    expect(pageHolds(canary)).toBe(false);
    expect(JSON.stringify([useConsole.getState(), useCredentialDesk.getState()])).not.toContain(canary);
    const { credentialDesk } = bridge.state;
    bridge.state.credentialDesk = {
      ...credentialDesk,
      credentials: credentialDesk.credentials.map((one) =>
        one.name === 'wechat_encoding_aes_key'
          ? { ...one, lastProof: aProof({ at: present, result: 'push_verified' }) }
          : one,
      ),
    };
    await inAct(() => bridge.push('certificates.changed', null));
    expect(document.querySelector('[role=dialog]')?.textContent).toContain('What WeChat encrypted with it was read');
  });

  it('warns when the earlier one is not accepted any more', async () => {
    const bridge = bridgeWith();
    await showPanel(bridge);
    await press('Change: Token');
    await type(field('New token'), canary);
    const keep = named<HTMLSelectElement>('select', 'The present one stays accepted');
    expect([keep.value, [...keep.options].map((one) => one.textContent)]).toEqual([
      '24',
      ['not at all', 'for 1 hour', 'for 24 hours', 'for 3 days', 'for 7 days'],
    ]);
    await inAct(() => {
      keep.value = '0';
      keep.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await press('Save');
    expect(askedFor(bridge, 'credentials.set')).toMatchObject([{ keepPreviousHours: 0 }]);
    expect(shownText()).toContain('WeChat’s messages with the one before are refused');
  });

  it('sends an identifier only when it is another one, and never keeps the old of what is no secret of pushes', async () => {
    const bridge = bridgeWith();
    await showPanel(bridge);
    await press('Change: Access key');
    expect(field('Access key ID').value).toBe('ACCESSKEYID====');
    await type(field('New access key secret'), canary);
    await press('Test');
    await type(field('Access key ID'), 'OTHERKEY====');
    await press('Save');
    expect(askedFor(bridge, 'credentials.test')).toMatchObject([{ value: { identifier: null, secret: canary } }]);
    expect(askedFor(bridge, 'credentials.set')).toMatchObject([
      { value: { identifier: 'OTHERKEY====', secret: canary }, keepPreviousHours: 0 },
    ]);
  });

  it('is tested before it is stored, and the test says what it proved', async () => {
    const bridge = bridgeWith();
    await showPanel(bridge);
    await press('Change: AppSecret');
    await type(field('New AppSecret'), canary);
    await press('Test');
    expect(shownText()).toContain('WeChat gave a token for this value. It works.');
    expect(shownText()).toContain('Nothing was stored; what is in use stays in use.');
    await type(field('New AppSecret'), `${canary}x`);
    expect(shownText()).not.toContain('Nothing was stored; what is in use stays in use.');
    expect(askedFor(bridge, 'credentials.set')).toEqual([]);
  });

  it('says with the platform’s code why a test failed, and does not press to save', async () => {
    await showPanel(
      bridgeWith(
        {},
        {
          'credentials.test': () =>
            aProof({ at: present, result: 'failed', code: 'WECHAT_SECRET_INVALID', platformCode: '40125' }),
        },
      ),
    );
    await press('Change: AppSecret');
    await type(field('New AppSecret'), canary);
    await press('Test');
    expect(document.querySelector('[role=dialog] [role=status]')?.textContent).toBe(
      'This value does not work now: WeChat refuses the AppSecret (code 40125)Nothing was stored; what is in use stays in use.',
    );
    expect(named('button', 'Save all the same').dataset.look).toBe('plain');
  });

  it('shows a refusal of the relay at its field and loses nothing typed', async () => {
    const refuse = (value: string) => () => {
      throw new RelayError('CREDENTIAL_INVALID', 'no', { value });
    };
    await showPanel(bridgeWith({}, { 'credentials.set': refuse('identifier'), 'credentials.test': refuse('secret') }));
    await press('Change: Access key');
    await type(field('New access key secret'), canary);
    await press('Save');
    expect(field('Access key ID').getAttribute('aria-invalid')).toBe('true');
    expect(field('New access key secret').value).toBe(canary);
    await press('Test');
    expect(field('Access key ID').getAttribute('aria-invalid')).toBe('false');
    expect(noteOf(field('New access key secret'))).toContain('does not take this value');
  });

  it('leaves nothing of the value when it is called off', async () => {
    await showPanel(bridgeWith());
    await press('Change: AppSecret');
    await type(field('New AppSecret'), canary);
    await press('Cancel');
    expect(pageHolds(canary)).toBe(false);
    await press('Change: AppSecret');
    expect(field('New AppSecret').value).toBe('');
  });

  it('can be taken back to what the file says, after a question', async () => {
    const set = aCredential({ source: 'desk', changedAt: present - hour, changedBy: 'Desk 2' });
    const bridge = bridgeWith({ credentialDesk: aCredentialDesk({ credentials: [set] }) });
    await showPanel(bridge);
    await press('Back to the file…: AppSecret');
    expect(shownText()).toContain('AppSecret of “Tulip Store 郁金香” is read from relay.json again');
    await press('Go back');
    expect(askedFor(bridge, 'credentials.useConfig')).toEqual([
      { key: { owner: 'channel', ownerId: 'tulip', name: 'wechat_app_secret' } },
    ]);
    expect(document.querySelector('[role=dialog]')).toBeNull();
    expect(rowText('channel-tulip-wechat_app_secret')).toContain('from relay.json');
  });

  it('is called setting where there is none yet', async () => {
    const none = aCredential({ name: 'wechat_encoding_aes_key', mark: null, lastProof: null });
    await showPanel(bridgeWith({ credentialDesk: aCredentialDesk({ credentials: [none] }) }));
    expect(rowText('channel-tulip-wechat_encoding_aes_key')).toContain('plain mode');
    await press('Set: EncodingAESKey');
    expect(document.querySelector('select')).toBeNull();
  });

  it('of the present value is only tested', async () => {
    const bridge = bridgeWith({
      credentialDesk: aCredentialDesk({
        credentials: [aCredential({ lastProof: aProof({ at: present - 5 * hour }) })],
      }),
    });
    await showPanel(bridge);
    await press('Test: AppSecret');
    expect(askedFor(bridge, 'credentials.test')).toMatchObject([{ value: null }]);
    expect(rowText('channel-tulip-wechat_app_secret')).toContain('WeChat gave a token for it just now');
  });
});
