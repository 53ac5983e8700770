// @vitest-environment happy-dom
import { act } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { RelayError } from '#shared/errors/relay-error.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { anOverview, aRelayProcess, mixedChannels, present } from '../../fake-data.ts';
import {
  aCatchUp,
  aFollower,
  aGap,
  anAskingRun,
  anIncident,
  aReceipt,
  aRun,
  someProbes,
  someSettingsOfChannel,
} from '../../fake-operations.ts';
import { fieldOf, named, pageText, press, renderApp, type } from '../render-app.tsx';

let end: () => Promise<void>;
afterEach(() => end());

async function open(bridge: FakeBridge, id = 'tulip', language: 'en' | 'nl' | 'zh' = 'en'): Promise<FakeBridge> {
  ({ end } = await renderApp(bridge, `#/channel/${id}`, language));
  return bridge;
}

const broken = (part: Parameters<typeof createFakeBridge>[0] = {}): FakeBridge =>
  createFakeBridge({ channels: mixedChannels(), overview: anOverview(), ...part });

const asked = (bridge: FakeBridge, name: string): readonly unknown[] =>
  bridge.asked.filter((one) => one.name === name).map((one) => one.input);

describe('the head of a channel', () => {
  it('says what is wrong for whom, why, since when, who must act, and the value to copy', async () => {
    await open(broken());
    expect(pageText()).toContain('Replies do not reach customers of “Tulip Store 郁金香”');
    expect(pageText()).toContain('code 40164');
    expect(pageText()).toContain('The administrator of the WeChat account has to act');
    expect(pageText()).toContain('203.0.113.24');
    expect(named('a', 'Messages of this channel').getAttribute('href')).toBe('#/traffic?channel=tulip');
    expect(named('a', 'To the incident').getAttribute('href')).toBe('#/incident/incident-tulip');
  });

  it('offers start, not reconnect, while the channel is paused, after a question that names the messages', async () => {
    const bridge = await open(broken(), 'zee');
    await press(named('button', 'Start the channel…'));
    expect(pageText()).toContain('What was stored is delivered first, in order');
    await press(named('button', 'Start'));
    expect(asked(bridge, 'channels.control')).toEqual([{ channelIds: ['zee'], action: 'start', until: null }]);
    expect(pageText()).toContain('Verifying');
  });

  it('claims nothing while the relay is not visible', async () => {
    const bridge = await open(broken());
    await act(async () =>
      bridge.push('relay.processChanged', aRelayProcess({ kind: 'gave_up', code: 'RELAY_GAVE_UP' })),
    );
    expect(pageText()).toContain('The relay is not visible');
    expect(pageText()).not.toContain('Replies do not reach customers');
    expect(pageText()).toContain('Not known at present');
  });

  it('says so when there is no such channel', async () => {
    await open(broken(), 'nobody');
    expect(pageText()).toContain('There is no such channel');
  });

  it('keeps state and action on screen when the rest cannot be had, and asks again on demand', async () => {
    let fails = true;
    const bridge = createFakeBridge(
      { channels: mixedChannels(), overview: anOverview() },
      {
        'channel.detail': () => {
          if (fails) throw new RelayError('RELAY_NOT_RUNNING', 'no');
          throw new RelayError('CHANNEL_UNKNOWN', 'gone');
        },
      },
    );
    await open(bridge);
    expect(pageText()).toContain('Replies do not reach customers');
    fails = false;
    await press(named('button', 'Try again'));
    expect(pageText()).toContain('There is no such channel any more');
  });
});

describe('checks', () => {
  it('shows a check that cannot tell as no fault, with the reason', async () => {
    await open(broken({ details: { tulip: { probes: [...someProbes()] } } }));
    const row = [...document.querySelectorAll('tr')].find((one) => one.textContent.includes('Our address, asked from'));
    expect(row?.textContent).toContain('Cannot tell');
    expect(row?.nextElementSibling?.textContent).toContain('It is no fault');
    expect(pageText()).toContain('499,120 calls left today');
  });

  it('runs them on demand', async () => {
    const bridge = await open(broken());
    await press(named('button', 'Check now'));
    expect(asked(bridge, 'channels.check')).toEqual([{ channelId: 'tulip' }]);
    expect(pageText()).toContain('All checks were run.');
  });
});

describe('a reconnect', () => {
  it('begins, and shows each rung as it comes', async () => {
    const bridge = await open(broken());
    await press(named('button', 'Reconnect'));
    expect(asked(bridge, 'reconnect.start')).toEqual([{ channelIds: ['tulip'] }]);
    expect(pageText()).toContain('Repairing…');
    expect(pageText()).toContain('Check againrunning…');
    // The one thing to do is now in the panel, so the head offers nothing.
    expect(() => named('button', 'Reconnect')).toThrow();
  });

  it('asks with the value to enter, and goes on when the step was done', async () => {
    const bridge = await open(broken({ runs: [anAskingRun()] }));
    expect(pageText()).toContain('Waits for you');
    const guide = named('section', 'What you can do').textContent;
    expect(guide).toContain('WeChat refuses this network’s address');
    expect(guide).toContain('203.0.113.24');
    await press(named('button', 'I have done this, go on'));
    expect(asked(bridge, 'reconnect.continue')).toEqual([{ runId: 'run-tulip' }]);
    expect(pageText()).toContain('Repairing…');
  });

  it('shows the code word big with the follower’s name, and its way', async () => {
    const settings = someSettingsOfChannel({ testFollowers: [aFollower()] });
    const run = aRun({ phase: 'verifying' });
    const bridge = await open(broken({ runs: [run], details: { tulip: { settings } } }));
    await press(named('button', 'Ask Mei (front desk)'));
    expect(document.querySelector('output')?.textContent).toBe('ferry-7431');
    expect(pageText()).toContain('Ask Mei (front desk) to send exactly this');
    expect(pageText()).toContain('Waiting for the word…');
    const test = {
      label: 'Mei (front desk)',
      word: 'ferry-7431',
      askedAt: present,
      seenAt: present + 9_000,
      answeredAt: present + 9_500,
      code: null,
    };
    await act(async () => bridge.push('reconnect.changed', { ...run, test, revision: 9 }));
    expect(pageText()).toContain('Proven end to end.');
  });

  it('counts down what waited, and ends with a receipt to read', async () => {
    const run = aRun({ phase: 'catching_up', catchUp: aCatchUp() });
    const bridge = await open(broken({ runs: [run], details: { tulip: { receipts: [aReceipt({ id: 'r1' })] } } }));
    expect(pageText()).toContain('21 of 38 finished');
    expect(document.querySelector('progress')?.value).toBe(21);
    const done = aRun({
      phase: 'done',
      endedAt: present,
      receiptId: 'r1',
      catchUp: aCatchUp({ waiting: 0 }),
      revision: 5,
    });
    await act(async () => bridge.push('reconnect.changed', done));
    expect(pageText()).toContain('The channel is connected again');
    await press(named('button', 'Show the receipt'));
    expect(pageText()).toContain('Nothing: messages could be received all the time.');
    await press(named('button', 'Save as text…'));
    expect(asked(bridge, 'receipt.export')).toEqual([{ id: 'r1', form: 'text' }]);
    expect(pageText()).toContain('Saved: /home/desk/r1.txt');
    await press(named('button', 'Copy as text'));
    expect(JSON.stringify(asked(bridge, 'app.copyText'))).toContain('Receipt of a reconnect: Connected');
  });

  it('does not go back to an older word of the same run', async () => {
    const bridge = await open(broken({ runs: [aRun({ phase: 'verifying', revision: 7 })] }));
    await act(async () => bridge.push('reconnect.changed', aRun({ phase: 'laddering', revision: 6 })));
    expect(pageText()).toContain('Proving each direction…');
  });

  it('can be called off', async () => {
    const bridge = await open(broken({ runs: [anAskingRun()] }));
    await press(named('button', 'Call off'));
    expect(asked(bridge, 'reconnect.cancel')).toEqual([{ runId: 'run-tulip' }]);
    expect(pageText()).toContain('It was called off. Nothing is lost');
  });
});

describe('switches and settings', () => {
  it('pauses with an end, after a question that names what happens', async () => {
    const bridge = await open(broken());
    const before = Date.now();
    await press(named('button', 'Pause…'));
    expect(pageText()).toContain('they wait until the pause ends. None is lost.');
    await press(named('button', 'Pause'));
    const [input] = asked(bridge, 'channels.control') as { channelIds: string[]; action: string; until: number }[];
    expect(input).toMatchObject({ channelIds: ['tulip'], action: 'pause' });
    expect(Math.abs((input?.until ?? 0) - before - 15 * 60_000)).toBeLessThan(10_000);
  });

  it('says before it stops that messages are not kept', async () => {
    await open(broken());
    await press(named('button', 'Stop…'));
    expect(pageText()).toContain('New messages are refused and not stored');
  });

  it('takes a follower only with a name and an openid, and shows of that only the end', async () => {
    const bridge = await open(broken());
    await press(named('button', 'Add…'));
    await press(named('button', 'Add'));
    expect(pageText()).toContain('An openid has letters, digits, _ and - only.');
    await type(fieldOf('Name or desk'), 'Mei');
    await type(fieldOf('Their openid'), 'oAbcdef-1234');
    await press(named('button', 'Add'));
    expect(asked(bridge, 'channel.setSettings')).toMatchObject([
      { channelId: 'tulip', settings: { testFollowers: [{ label: 'Mei', openId: 'oAbcdef-1234' }] } },
    ]);
    expect(pageText()).toContain('…1234');
    expect(pageText()).not.toContain('oAbcdef');
  });

  it('does not switch the outage notice on without a text, and offers one', async () => {
    const bridge = await open(broken());
    await press(named('button', 'Change…'));
    await press(named('input', 'Tell customers while replies cannot leave'));
    expect(named<HTMLButtonElement>('button', 'Save').disabled).toBe(true);
    await press(named('button', 'Fill in suggestions'));
    await press(named('button', 'Save'));
    const [input] = asked(bridge, 'channel.setSettings') as {
      settings: { outageNotice: { enabled: boolean; texts: Record<string, string> } };
    }[];
    expect(input?.settings.outageNotice.enabled).toBe(true);
    expect(input?.settings.outageNotice.texts['zh']).toContain('技术故障');
    expect(input?.settings.outageNotice.texts['nl']).toContain('storing');
  });

  it('plans maintenance for this channel', async () => {
    const bridge = await open(broken());
    await press(named('button', 'Plan…'));
    await type(fieldOf('Reason'), 'New certificate');
    await press(named('button', 'Plan it'));
    expect(asked(bridge, 'maintenance.plan')).toMatchObject([{ channelIds: ['tulip'], note: 'New certificate' }]);
  });
});

describe('what is to be told', () => {
  it('has a note for agents in the language they read', async () => {
    const bridge = await open(broken({ incidents: [anIncident()] }));
    await press(named('button', 'Copy the note'));
    expect(JSON.stringify(asked(bridge, 'app.copyText'))).toContain('replies do not reach customers');
  });

  it('names times without reception, those just found too, and what follows', async () => {
    const bridge = await open(broken({ gaps: [aGap()] }));
    await act(async () => bridge.push('gap.found', aGap({ id: 'gap-2', channelId: 'canal' })));
    expect(pageText().split('nothing could be received.').length - 1).toBe(1);
    await act(async () => bridge.push('gap.found', aGap({ id: 'gap-3', channelId: 'tulip', cause: 'not_reachable' })));
    expect(pageText().split('nothing could be received.').length - 1).toBe(2);
    expect(pageText()).toContain('WeChat gives up after about 15 seconds');
  });

  it.each(['nl', 'zh'] as const)('reads in %s without a missing text', async (language) => {
    await open(broken({ runs: [anAskingRun()] }), 'tulip', language);
    expect(pageText()).not.toMatch(/\b(channel|reconnect|probe|history|strength|receipt)\.[a-z]/u);
  });
});
