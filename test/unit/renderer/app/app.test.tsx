// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ConsoleSettings } from '#shared/contract/console-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import {
  aChannel,
  anOutlook,
  aRelayProcess,
  aRow,
  aStory,
  hour,
  mixedChannels,
  present,
  someSettings,
} from '../fake-data.ts';
import { click, closeApp, named, quietOverview, showAt, shownText } from '../features/shown-app.tsx';

beforeEach(() => {
  window.location.hash = '';
});
afterEach(closeApp);

const show = (bridge: FakeBridge): Promise<void> => showAt(window.location.hash, bridge);

describe('the overview', () => {
  it('says the worst thing in a sentence, with the value to copy and the one action', async () => {
    const bridge = createFakeBridge({ channels: mixedChannels(), overview: quietOverview });
    await show(bridge);
    const banner = named('section', 'Needs attention').textContent;
    expect(banner).toContain('Replies do not reach customers of “Tulip Store 郁金香”');
    expect(banner).toContain('code 40164');
    expect(banner).toContain('203.0.113.24');
    expect(banner).toContain('Customers can still write.');
    await click(named('button', 'Check again'));
    expect(bridge.asked).toContainEqual({ name: 'channels.check', input: { channelId: 'tulip' } });
    expect(shownText()).toContain('Checked just now: the fault is still there.');
  });

  it('leads from each number to its list', async () => {
    await show(createFakeBridge({ channels: mixedChannels(), overview: quietOverview }));
    expect(named('a', '38 messages of Tulip Store 郁金香 waiting').getAttribute('href')).toBe(
      '#/traffic?channel=tulip&state=pending',
    );
    expect(named('a', 'Undeliverable: 3').getAttribute('href')).toBe('#/traffic?state=dead_letter');
  });

  it('shows that the sum agrees, and when it does not', async () => {
    const bridge = createFakeBridge({ channels: [aChannel()], overview: quietOverview });
    await show(bridge);
    expect(shownText()).toContain('The sum agrees');
    const counts = { ...quietOverview.counts, accepted: quietOverview.counts.accepted + 4 };
    await act(async () => bridge.push('overview.changed', { ...quietOverview, counts }));
    expect(shownText()).toContain('The sum differs by 4');
  });

  it('draws names as text, whatever they hold', async () => {
    await show(
      createFakeBridge({ channels: [aChannel({ name: '<img src=x onerror=alert(1)>' })], overview: quietOverview }),
    );
    expect(document.querySelector('img')).toBeNull();
    expect(shownText()).toContain('<img src=x onerror=alert(1)>');
  });
});

describe('where a page begins', () => {
  const content = (): HTMLElement => {
    const found = document.getElementById('content');
    if (found === null) throw new Error('No content');
    return found;
  };
  const goTo = (hash: string): Promise<void> =>
    act(async () => {
      window.location.hash = hash;
      window.dispatchEvent(new HashChangeEvent('hashchange'));
      await Promise.resolve();
    });

  it('is its top, from step to step of the set-up too, and details beside a list leave the list where it is', async () => {
    window.location.hash = '#/set-up';
    await show(createFakeBridge({ channels: mixedChannels(), overview: quietOverview }));
    for (const hash of ['#/set-up/relay', '#/set-up/outside', '#/incidents']) {
      content().scrollTop = 400;
      await goTo(hash);
      expect([hash, content().scrollTop]).toEqual([hash, 0]);
    }
    content().scrollTop = 400;
    await goTo('#/incident/one');
    expect(content().scrollTop).toBe(400);
  });
});

describe('what may be done with a message', () => {
  const unconfirmed = aRow({ seq: 3, state: 'unconfirmed', direction: 'outbound', code: 'WECHAT_OUTCOME_UNKNOWN' });
  const open = async (bridge: FakeBridge): Promise<void> => {
    window.location.hash = `#/message/${unconfirmed.id}`;
    await show(bridge);
  };
  const acts = (bridge: FakeBridge): unknown[] =>
    bridge.asked.filter(({ name }) => name === 'message.act').map(({ input }) => input);

  it('names the reply window, and asks before a text may be read twice', async () => {
    const bridge = createFakeBridge({ channels: [aChannel()], overview: quietOverview, rows: [unconfirmed] });
    await open(bridge);
    const region = named('section', 'What you can do').textContent;
    expect(region).toContain('WeChat allows replies until');
    expect(region).toContain('3 replies left; this one needs 1.');
    await click(named('button', 'Send again'));
    expect(acts(bridge)).toEqual([]);
    expect(shownText()).toContain('the customer may already have it');
    await click(named('button', 'Send again, it may arrive twice'));
    expect(acts(bridge)).toEqual([{ id: unconfirmed.id, action: 'send_again', acceptTwice: true }]);
  });

  it('says that the rest of a reply in parts is sent when those that left are seen', async () => {
    const part = { of: 3, kind: 'text', at: present, code: null, platformCode: null } as const;
    const bridge = createFakeBridge(
      { channels: [aChannel()], overview: quietOverview, rows: [unconfirmed] },
      {
        'message.get': () =>
          aStory(unconfirmed, {
            parts: [
              { ...part, no: 1, state: 'accepted' },
              { ...part, no: 2, state: 'unknown' },
            ],
          }),
      },
    );
    await open(bridge);
    await click(named('button', 'It arrived'));
    expect(acts(bridge)).toEqual([]);
    expect(shownText()).toContain('1 part of it has not gone out: that is sent now');
    expect(shownText()).not.toContain('CXone is told that it was delivered.');
    expect(shownText()).toContain('3 replies left; this one needs 1.');
    await click(named('button', 'It arrived, send the rest'));
    expect(acts(bridge)).toEqual([{ id: unconfirmed.id, action: 'confirm_arrived', acceptTwice: false }]);
  });

  it('changes nothing when the question is answered with no', async () => {
    const bridge = createFakeBridge({ channels: [aChannel()], overview: quietOverview, rows: [unconfirmed] });
    await open(bridge);
    await click(named('button', 'It arrived'));
    await click(named('button', 'Cancel'));
    expect(acts(bridge)).toEqual([]);
  });

  it('says why an action failed, beside it', async () => {
    const bridge = createFakeBridge(
      { channels: [aChannel()], overview: quietOverview, rows: [unconfirmed] },
      {
        'message.act': () => {
          throw new RelayError('MESSAGE_ACTION_NOT_POSSIBLE', 'changed meanwhile');
        },
      },
    );
    await open(bridge);
    await click(named('button', 'Discard'));
    await click([...document.querySelectorAll<HTMLElement>('[role="dialog"] button')].at(-1) as HTMLElement);
    expect(shownText()).toContain('This cannot be done with this message now');
  });

  it('warns when WeChat would refuse it', async () => {
    const bridge = createFakeBridge(
      { channels: [aChannel()], overview: quietOverview, rows: [unconfirmed] },
      {
        'message.outlook': () =>
          anOutlook({
            code: 'WECHAT_REPLY_WINDOW_CLOSED',
            window: { open: false, until: present - hour, repliesLeft: 0, needs: 2 },
            laterDelivered: 2,
          }),
      },
    );
    await open(bridge);
    const region = named('section', 'What you can do').textContent.replaceAll('\u00a0', ' ');
    expect(region).toContain('it goes out when the customer writes again');
    expect(region).toContain('2 later messages of this conversation have gone');
  });

  it('offers nothing for a delivered message, and does not ask', async () => {
    const delivered = { ...unconfirmed, state: 'delivered' as const, code: null };
    const bridge = createFakeBridge({ channels: [aChannel()], overview: quietOverview, rows: [delivered] });
    await open(bridge);
    expect(bridge.asked.some(({ name }) => name === 'message.outlook')).toBe(false);
    expect(document.querySelector('[aria-label="What you can do"]')).toBeNull();
  });

  it('shows parts, files and what CXone was told', async () => {
    const bridge = createFakeBridge(
      { channels: [aChannel()], overview: quietOverview, rows: [unconfirmed] },
      {
        'message.get': () =>
          aStory(unconfirmed, {
            parts: [
              { no: 1, of: 2, kind: 'text', state: 'accepted', at: present, code: null, platformCode: null },
              {
                no: 2,
                of: 2,
                kind: 'image',
                state: 'unknown',
                at: present,
                code: 'WECHAT_OUTCOME_UNKNOWN',
                platformCode: null,
              },
            ],
            media: [
              { no: 1, name: 'bill<b>.png', mimeType: 'image/png', sizeBytes: 34_200, state: 'stored', code: null },
            ],
            statusReport: { status: 'failed', reason: 'may have arrived', state: 'reported', at: present, dueAt: null },
          }),
      },
    );
    await open(bridge);
    expect(shownText()).toContain('1 of 2: text');
    expect(shownText()).toContain('outcome unknown');
    expect(shownText()).toContain('bill<b>.png');
    expect(shownText()).toContain('image/png, 34 kB');
    expect(shownText()).toContain('failed · told');
    expect(shownText()).toContain('may have arrived');
  });
});

describe('counting again', () => {
  it('counts every message when asked, and says what it found', async () => {
    const bridge = createFakeBridge({ channels: [aChannel()], overview: quietOverview });
    await show(bridge);
    await click(named('button', 'Count again'));
    expect(shownText()).toContain('12,448 messages, each in one line');
  });
});

describe('when the relay is not running', () => {
  it('claims nothing of its channels and offers the restart', async () => {
    const bridge = createFakeBridge({ channels: [aChannel()], overview: quietOverview });
    await show(bridge);
    expect(shownText()).toContain('Connected');
    await act(async () =>
      bridge.push('relay.processChanged', aRelayProcess({ kind: 'gave_up', code: 'RELAY_GAVE_UP' })),
    );
    expect(shownText()).toContain('The relay stopped several times and stays off now');
    expect(shownText()).toContain('was: Connected');
    expect(shownText()).toContain('The relay is not visible.');
    await click(named('button', 'Restart relay'));
    expect(bridge.asked.at(-1)?.name).toBe('relay.restart');
  });

  it('names what the error named', async () => {
    await show(createFakeBridge({ relay: aRelayProcess({ kind: 'gave_up', code: 'PORT_TAKEN', value: '8443' }) }));
    expect(shownText()).toContain('uses port 8443');
  });

  it('shows an action that failed where it was started', async () => {
    const bridge = createFakeBridge(
      { relay: aRelayProcess({ kind: 'stopped' }) },
      {
        'relay.restart': () => {
          throw new RelayError('DATA_FOLDER_UNUSABLE', 'no', { value: '/data' });
        },
      },
    );
    await show(bridge);
    await click(named('button', 'Restart relay'));
    expect(document.querySelector('[role=alert]')?.textContent).toContain('The data folder cannot be used');
  });
});

describe('secrets', () => {
  const locked = {
    relay: aRelayProcess({ kind: 'locked' }),
    vault: { mode: 'unset', locked: false, backend: null, problem: 'VAULT_NO_KEYRING' },
  } as const;
  const type = (input: HTMLInputElement, value: string): Promise<void> =>
    act(async () => {
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, value);
      input.dispatchEvent(new Event('input', { bubbles: true }));
    });
  const submit = (): Promise<void> =>
    act(
      async () =>
        void document.querySelector('form')?.dispatchEvent(new Event('submit', { bubbles: true, cancelable: true })),
    );

  it('explains the choice and refuses a short or mistyped passphrase at the field', async () => {
    const bridge = createFakeBridge(locked);
    await show(bridge);
    expect(shownText()).toContain('never stores them readable');
    const [first, second] = document.querySelectorAll<HTMLInputElement>('form input');
    if (!first || !second) throw new Error('The form has two fields');
    await type(first, 'short');
    await submit();
    expect(shownText()).toContain('Still 7 characters too short.');
    await type(first, 'four unrelated words');
    await type(second, 'four unrelated word');
    await submit();
    expect(shownText()).toContain('The two are not the same.');
    expect(bridge.asked.some(({ name }) => name === 'vault.unlock')).toBe(false);
    await type(second, 'four unrelated words');
    await submit();
    expect(bridge.asked).toContainEqual({ name: 'vault.unlock', input: { passphrase: 'four unrelated words' } });
  });

  it('can be kept for this session only', async () => {
    const bridge = createFakeBridge(locked);
    await show(bridge);
    await click(named('button', 'Keep until Veerpont closes'));
    expect(bridge.asked.at(-1)?.name).toBe('vault.useSessionOnly');
  });
});

describe('first use', () => {
  it('offers the sandbox', async () => {
    const bridge = createFakeBridge({
      relay: aRelayProcess({ kind: 'not_configured', pid: null }),
      sandbox: { kind: 'off', messagesPerMinute: 0, paused: false },
    });
    await show(bridge);
    expect(shownText()).toContain('Nothing is connected yet');
    await click(named('button', 'Start the sandbox'));
    expect(bridge.asked.at(-1)?.name).toBe('sandbox.start');
  });
});

describe('language and theme', () => {
  it('change in place', async () => {
    const bridge = createFakeBridge({ channels: [aChannel()], overview: quietOverview });
    await show(bridge);
    expect(document.querySelector('h1')?.textContent).toBe('Overview');
    await act(async () => bridge.push('settings.changed', { ...someSettings, language: 'nl', theme: 'dark' }));
    expect(document.querySelector('h1')?.textContent).toBe('Overzicht');
    expect(document.documentElement.lang).toBe('nl-NL');
    expect(document.documentElement.dataset['theme']).toBe('dark');
    await act(async () => bridge.push('settings.changed', { ...someSettings, language: 'zh', theme: 'system' }));
    expect(document.querySelector('h1')?.textContent).toBe('总览');
    expect(document.documentElement.dataset['theme']).toBeUndefined();
  });

  it('are shown as chosen while they are being kept, and the last choice counts', async () => {
    const answers: (() => void)[] = [];
    const bridge = createFakeBridge(
      { channels: [aChannel()], overview: quietOverview },
      {
        'settings.change': (part) =>
          new Promise((resolve) => {
            answers.push(() => resolve({ ...someSettings, ...(part as Partial<ConsoleSettings>) }));
          }),
      },
    );
    await show(bridge);
    const switches = named('section', 'Language and theme');
    const isChosen = (name: string): boolean => themeButton(name).checked;
    const themeButton = (name: string): HTMLInputElement => {
      const label = [...switches.querySelectorAll('label')].find(({ textContent }) => textContent === name);
      const input = label?.querySelector('input');
      if (input == null) throw new Error(`no ${name}`);
      return input;
    };

    await click(themeButton('Dark'));
    expect(isChosen('Dark')).toBe(true);
    await click(themeButton('Light'));
    expect(isChosen('Light')).toBe(true);
    await act(async () => answers[0]?.());
    expect(isChosen('Light')).toBe(true);
    expect(bridge.asked.filter(({ name }) => name === 'settings.change').map(({ input }) => input)).toEqual([
      { theme: 'dark' },
      { theme: 'light' },
    ]);

    await act(async () => answers[1]?.());
    expect(isChosen('Light')).toBe(true);
    expect(document.documentElement.dataset['theme']).toBe('light');
  });

  it('go back to what was kept when a choice cannot be, and say so', async () => {
    const bridge = createFakeBridge(
      { channels: [aChannel()], overview: quietOverview },
      {
        'settings.change': () => {
          throw new RelayError('INTERNAL', 'no room');
        },
      },
    );
    await show(bridge);
    const before = document.documentElement.lang;
    const dutch = [...named('section', 'Language and theme').querySelectorAll('input')][1];
    if (dutch === undefined) throw new Error('no second language');
    await click(dutch);
    expect(dutch.checked).toBe(false);
    expect(document.documentElement.lang).toBe(before);
    expect(named('section', 'Language and theme').querySelector('[role="alert"]')).not.toBeNull();
  });
});
