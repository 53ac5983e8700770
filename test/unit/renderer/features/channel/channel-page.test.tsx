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
import { askedFor, click, closeApp, named, showAt, shownText, type } from '../shown-app.tsx';

afterEach(closeApp);

async function open(bridge: FakeBridge, id = 'tulip', language: 'en' | 'nl' | 'zh' = 'en'): Promise<FakeBridge> {
  await showAt(`#/channel/${id}`, bridge, language);
  return bridge;
}

const broken = (part: Parameters<typeof createFakeBridge>[0] = {}): FakeBridge =>
  createFakeBridge({ channels: mixedChannels(), overview: anOverview(), ...part });

describe('the head of a channel', () => {
  it('says what is wrong for whom, why, since when, who must act, and the value to copy', async () => {
    await open(broken());
    expect(shownText()).toContain('Replies do not reach customers of “Tulip Store 郁金香”');
    expect(shownText()).toContain('code 40164');
    expect(shownText()).toContain('The administrator of the WeChat account has to act');
    expect(shownText()).toContain('203.0.113.24');
    expect(named('a', 'Messages of this channel').getAttribute('href')).toBe('#/traffic?channel=tulip');
    expect(named('a', 'To the incident').getAttribute('href')).toBe('#/incident/incident-tulip');
  });

  it('offers start, not reconnect, while the channel is paused, after a question that names the messages', async () => {
    const bridge = await open(broken(), 'zee');
    await click(named('button', 'Start the channel…'));
    expect(shownText()).toContain('What was stored is delivered first, in order');
    await click(named('button', 'Start'));
    expect(askedFor(bridge, 'channels.control')).toEqual([{ channelIds: ['zee'], action: 'start', until: null }]);
    expect(shownText()).toContain('Verifying');
  });

  it('claims nothing while the relay is not visible', async () => {
    const bridge = await open(broken());
    await act(async () =>
      bridge.push('relay.processChanged', aRelayProcess({ kind: 'gave_up', code: 'RELAY_GAVE_UP' })),
    );
    expect(shownText()).toContain('The relay is not visible');
    expect(shownText()).not.toContain('Replies do not reach customers');
    expect(shownText()).toContain('Not known at present');
  });

  it('says so when there is no such channel', async () => {
    await open(broken(), 'nobody');
    expect(shownText()).toContain('There is no such channel');
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
    expect(shownText()).toContain('Replies do not reach customers');
    fails = false;
    await click(named('button', 'Try again'));
    expect(shownText()).toContain('There is no such channel any more');
  });
});

describe('checks', () => {
  it('shows a check that cannot tell as no fault, with the reason', async () => {
    await open(broken({ details: { tulip: { probes: [...someProbes()] } } }));
    const row = [...document.querySelectorAll('tr')].find((one) => one.textContent.includes('Our address, asked from'));
    expect(row?.textContent).toContain('Cannot tell');
    expect(row?.nextElementSibling?.textContent).toContain('It is no fault');
    expect(shownText()).toContain('499,120 calls left today');
  });

  it('runs them on demand', async () => {
    const bridge = await open(broken());
    await click(named('button', 'Check now'));
    expect(askedFor(bridge, 'channels.check')).toEqual([{ channelId: 'tulip' }]);
    expect(shownText()).toContain('All checks were run.');
  });
});

describe('a reconnect', () => {
  it('begins, and shows each rung as it comes', async () => {
    const bridge = await open(broken());
    await click(named('button', 'Reconnect'));
    expect(askedFor(bridge, 'reconnect.start')).toEqual([{ channelIds: ['tulip'] }]);
    expect(shownText()).toContain('Repairing…');
    expect(shownText()).toContain('Check againrunning…');
    // The one thing to do is now in the panel, so the head offers nothing.
    expect(() => named('button', 'Reconnect')).toThrow();
  });

  it('asks with the value to enter, and goes on when the step was done', async () => {
    const bridge = await open(broken({ runs: [anAskingRun()] }));
    expect(shownText()).toContain('Waits for you');
    const guide = named('section', 'What you can do').textContent;
    expect(guide).toContain('WeChat refuses this network’s address');
    expect(guide).toContain('203.0.113.24');
    await click(named('button', 'I have done this, go on'));
    expect(askedFor(bridge, 'reconnect.continue')).toEqual([{ runId: 'run-tulip' }]);
    expect(shownText()).toContain('Repairing…');
  });

  it('shows the code word big with the follower’s name, and its way', async () => {
    const settings = someSettingsOfChannel({ testFollowers: [aFollower()] });
    const run = aRun({ phase: 'verifying' });
    const bridge = await open(broken({ runs: [run], details: { tulip: { settings } } }));
    await click(named('button', 'Ask Mei (front desk)'));
    expect(document.querySelector('output')?.textContent).toBe('ferry-7431');
    expect(shownText()).toContain('Ask Mei (front desk) to send exactly this');
    expect(shownText()).toContain('Waiting for the word…');
    const test = {
      label: 'Mei (front desk)',
      word: 'ferry-7431',
      askedAt: present,
      seenAt: present + 9_000,
      answeredAt: present + 9_500,
      code: null,
    };
    await act(async () => bridge.push('reconnect.changed', { ...run, test, revision: 9 }));
    expect(shownText()).toContain('Proven end to end.');
  });

  it('counts down what waited, and ends with a receipt to read', async () => {
    const run = aRun({ phase: 'catching_up', catchUp: aCatchUp() });
    const bridge = await open(broken({ runs: [run], details: { tulip: { receipts: [aReceipt({ id: 'r1' })] } } }));
    expect(shownText()).toContain('21 of 38 finished');
    expect(document.querySelector('progress')?.value).toBe(21);
    const done = aRun({
      phase: 'done',
      endedAt: present,
      receiptId: 'r1',
      catchUp: aCatchUp({ waiting: 0 }),
      revision: 5,
    });
    await act(async () => bridge.push('reconnect.changed', done));
    expect(shownText()).toContain('The channel is connected again');
    await click(named('button', 'Show the receipt'));
    expect(shownText()).toContain('Nothing: messages could be received all the time.');
    await click(named('button', 'Save as text…'));
    expect(askedFor(bridge, 'receipt.export')).toEqual([{ id: 'r1', form: 'text' }]);
    expect(shownText()).toContain('Saved: /home/desk/r1.txt');
    await click(named('button', 'Copy as text'));
    expect(JSON.stringify(askedFor(bridge, 'app.copyText'))).toContain('Receipt of a reconnect: Connected');
  });

  it('of a paused channel ends as paused, and says what was not verified', async () => {
    const receipt = aReceipt({ id: 'r1', outcome: 'paused', catchUp: aCatchUp({ waiting: 17 }) });
    const run = aRun({ phase: 'paused', endedAt: present, receiptId: 'r1', catchUp: aCatchUp({ waiting: 17 }) });
    await open(broken({ runs: [run], details: { tulip: { receipts: [receipt] } } }));
    expect(shownText()).toContain('Paused: checked, not verified');
    expect(shownText()).toContain('what waits is delivered when the pause ends');
    expect(shownText()).not.toContain('The channel is connected again');
    await click(named('button', 'Show the receipt'));
    expect(shownText()).toContain('nothing was delivered, and the channel is not called connected');
  });

  it('does not go back to an older word of the same run', async () => {
    const bridge = await open(broken({ runs: [aRun({ phase: 'verifying', revision: 7 })] }));
    await act(async () => bridge.push('reconnect.changed', aRun({ phase: 'laddering', revision: 6 })));
    expect(shownText()).toContain('Proving each direction…');
  });

  it('can be called off', async () => {
    const bridge = await open(broken({ runs: [anAskingRun()] }));
    await click(named('button', 'Call off'));
    expect(askedFor(bridge, 'reconnect.cancel')).toEqual([{ runId: 'run-tulip' }]);
    expect(shownText()).toContain('It was called off. Nothing is lost');
  });
});

describe('a leg without a proof', () => {
  it('says in plain words what proves it, and offers no address of the other side', async () => {
    await open(broken(), 'polder');
    expect(shownText()).toContain('Waits for its first proof');
    expect(shownText()).toContain('let an agent send one reply in CXone');
    expect(shownText()).toContain('CXone has not called yet');
    expect(document.querySelector('section[aria-labelledby="channel-name"] code')).toBeNull();
  });
});

describe('switches and settings', () => {
  it('pauses with an end, after a question that names what happens', async () => {
    const bridge = await open(broken());
    const before = Date.now();
    await click(named('button', 'Pause…'));
    expect(shownText()).toContain('they wait until the pause ends. None is lost.');
    await click(named('button', 'Pause'));
    const [input] = askedFor(bridge, 'channels.control') as { channelIds: string[]; action: string; until: number }[];
    expect(input).toMatchObject({ channelIds: ['tulip'], action: 'pause' });
    expect(Math.abs((input?.until ?? 0) - before - 15 * 60_000)).toBeLessThan(10_000);
  });

  it('says before it stops that messages are not kept', async () => {
    await open(broken());
    await click(named('button', 'Stop…'));
    expect(shownText()).toContain('New messages are refused and not stored');
  });

  it('takes a follower only with a name and an openid, and shows of that only the end', async () => {
    const bridge = await open(broken());
    await click(named('button', 'Add…'));
    await click(named('button', 'Add'));
    expect(shownText()).toContain('An openid has letters, digits, _ and - only.');
    await type(named('input, textarea', 'Name or desk'), 'Mei');
    await type(named('input, textarea', 'Their openid'), 'oAbcdef-1234');
    await click(named('button', 'Add'));
    expect(askedFor(bridge, 'channel.setSettings')).toMatchObject([
      { channelId: 'tulip', settings: { testFollowers: [{ label: 'Mei', openId: 'oAbcdef-1234' }] } },
    ]);
    expect(shownText()).toContain('…1234');
    expect(shownText()).not.toContain('oAbcdef');
  });

  it('does not switch the outage notice on without a text, and offers one', async () => {
    const bridge = await open(broken());
    await click(named('button', 'Change…'));
    await click(named('input', 'Tell customers while replies cannot leave'));
    expect(named<HTMLButtonElement>('button', 'Save').disabled).toBe(true);
    await click(named('button', 'Fill in suggestions'));
    await click(named('button', 'Save'));
    const [input] = askedFor(bridge, 'channel.setSettings') as {
      settings: { outageNotice: { enabled: boolean; texts: Record<string, string> } };
    }[];
    expect(input?.settings.outageNotice.enabled).toBe(true);
    expect(input?.settings.outageNotice.texts['zh']).toContain('技术故障');
    expect(input?.settings.outageNotice.texts['nl']).toContain('storing');
  });

  it('plans maintenance for this channel', async () => {
    const bridge = await open(broken());
    await click(named('button', 'Plan…'));
    await type(named('input, textarea', 'Reason'), 'New certificate');
    await click(named('button', 'Plan it'));
    expect(askedFor(bridge, 'maintenance.plan')).toMatchObject([{ channelIds: ['tulip'], note: 'New certificate' }]);
  });
});

describe('what is to be told', () => {
  it('has a note for agents in the language they read', async () => {
    const bridge = await open(broken({ incidents: [anIncident()] }));
    await click(named('button', 'Copy the note'));
    expect(JSON.stringify(askedFor(bridge, 'app.copyText'))).toContain('replies do not reach customers');
  });

  it('names times without reception, those just found too, and what follows', async () => {
    const bridge = await open(broken({ gaps: [aGap()] }));
    await act(async () => bridge.push('gap.found', aGap({ id: 'gap-2', channelId: 'canal' })));
    expect(shownText().split('nothing could be received.').length - 1).toBe(1);
    await act(async () => bridge.push('gap.found', aGap({ id: 'gap-3', channelId: 'tulip', cause: 'not_reachable' })));
    expect(shownText().split('nothing could be received.').length - 1).toBe(2);
    expect(shownText()).toContain('WeChat gives up after about 15 seconds');
  });

  it.each(['nl', 'zh'] as const)('reads in %s without a missing text', async (language) => {
    await open(broken({ runs: [anAskingRun()] }), 'tulip', language);
    expect(shownText()).not.toMatch(/\b(channel|reconnect|probe|history|strength|receipt)\.[a-z]/u);
  });
});
