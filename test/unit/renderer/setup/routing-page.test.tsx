// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest';
import { RoutingPage } from '#renderer/features/setup/routing/RoutingPage.tsx';
import type { QueueForm } from '#shared/domain/setup/routing.ts';
import { emptyQueue } from '#shared/setup/new-entry.ts';
import { scriptTick } from '#shared/setup/ticks.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { aChannelForm, anIntegration, appliedNow, begunView } from './setup-kit.ts';
import { askedFor, choose, click, closePage, leave, named, showPage, shownText, type } from './shown-page.tsx';

afterEach(closePage);

const queue = (part: Partial<QueueForm> = {}): QueueForm => ({ ...emptyQueue('old'), name: 'Old queue', ...part });
const including = (...channels: string[]): QueueForm['filters'] => [
  { name: 'WeChat', conditions: [{ rule: 'included_channels', channels }] },
];

const bridgeWith = (routing: 'script' | 'queues', queues: readonly QueueForm[] = []): FakeBridge =>
  createFakeBridge({
    setup: begunView({
      integrations: [appliedNow(anIntegration())],
      channels: [appliedNow(aChannelForm({ routing }))],
      queues: [...queues],
    }),
  });

const findings = (): readonly string[] =>
  [...document.querySelectorAll('[aria-label="What is wrong with the routing of “Tulip”"] strong')].map(
    (one) => one.textContent,
  );
const reachedBy = (): string =>
  [...document.querySelectorAll('dt')].find((one) => one.textContent === 'Reached by')?.nextElementSibling
    ?.textContent ?? '';

describe('a channel routed by script and skill', () => {
  it('has nothing wrong, its clicks with every value to copy, and a tick', async () => {
    const bridge = bridgeWith('script');
    await showPage(<RoutingPage />, bridge);
    expect(findings()).toEqual([]);
    await click(named('button', 'Show the clicks in CXone'));
    await click(named('button', 'Copy: all of it as instructions'));
    expect(askedFor(bridge, 'app.copyText')).toEqual([
      {
        text: [
          'The clicks in CXone for “Tulip”',
          '1. Click the app picker and choose ACD',
          '2. Go to Digital > Points of contact digital',
          '3. Open the channel: Tulip',
          '4. As default Studio script choose: WeChat in',
          '5. As default skill choose: WeChat',
          '6. Click Save',
        ].join('\n'),
      },
    ]);
    const seen = 'Seen in CXone: “Tulip” has the script WeChat in and the skill WeChat';
    await click(named('label', seen).querySelector('input') as HTMLElement);
    expect(askedFor(bridge, 'setup.tick')).toEqual([{ id: scriptTick(bridge.state.setup.book, 'tulip'), done: true }]);
  });

  it('cannot be ticked before script and skill are chosen', async () => {
    const bridge = bridgeWith('script');
    const [entry] = bridge.state.setup.book.channels;
    if (entry !== undefined) entry.draft = { ...entry.draft, script: { id: '', name: '' } };
    await showPage(<RoutingPage />, bridge);
    expect(findings()).toHaveLength(1);
    const tick = document.querySelector<HTMLInputElement>('[data-state="open"] input');
    expect(tick?.disabled).toBe(true);
  });
});

describe('a channel routed by queues of older days', () => {
  const cases = [
    ['no queue', [], 'no queue', 2],
    ['a queue that names it', [queue({ filters: including('tulip') })], 'Old queue', 1],
    [
      'only the fallback queue',
      [queue({ isFallback: true })],
      'no queue but Old queue, which takes what is left over',
      2,
    ],
    [
      'two queues',
      [queue({ filters: including('tulip') }), queue({ id: 'new', name: 'New', filters: including('tulip') })],
      'Old queue, New',
      2,
    ],
    [
      'a queue with a rule that is not understood',
      [queue({ filters: [{ name: 'x', conditions: [{ rule: 'other', words: 'tag is VIP' }] }] })],
      'perhaps Old queue',
      2,
    ],
  ] as const;
  it.each(cases)('reached by %s', async (_name, queues, reach, count) => {
    await showPage(<RoutingPage />, bridgeWith('queues', queues));
    expect(reachedBy()).toBe(reach);
    // Queues are never the advised way; anything beyond that is about the reach.
    expect(findings()).toHaveLength(count);
  });

  it('is changed from one way to the other, and saved', async () => {
    const bridge = bridgeWith('script');
    await showPage(<RoutingPage />, bridge);
    await click(named('label input', 'Routing queues'));
    await leave(named('label input', 'Routing queues'));
    expect(bridge.state.setup.book.channels[0]?.draft.routing).toBe('queues');
  });
});

describe('writing down a queue', () => {
  it('goes from nothing to included channels, each fault at its place', async () => {
    const bridge = bridgeWith('queues', [queue()]);
    await showPage(<RoutingPage />, bridge);
    const faults = (): number => document.querySelectorAll('[data-weight="error"]').length;
    // The queue has no filter, and the channel no queue.
    expect(faults()).toBe(2);
    await click(named('button', 'Add a filter'));
    expect(named('fieldset', 'Selected channels').querySelectorAll('[data-weight="error"]')).toHaveLength(1);
    await click(named('fieldset input', 'Tulip'));
    expect(faults()).toBe(0);
    await leave(named('fieldset input', 'Tulip'));
    expect(bridge.state.setup.book.queues[0]?.filters).toEqual([
      { name: 'Filter 1', conditions: [{ rule: 'included_channels', channels: ['tulip'] }] },
    ]);
    await click(named('button', 'Remove this condition'));
    expect(faults()).toBe(2);
    await click(named('button', 'Add a condition'));
    await choose(named('select', 'Rule'), 'other');
    await type(named('input', 'What the rule says'), 'language is zh');
    await leave(named('input', 'What the rule says'));
    expect(bridge.state.setup.book.queues[0]?.filters[0]?.conditions).toEqual([
      { rule: 'other', words: 'language is zh' },
    ]);
    await click(named('button', 'Remove filter Filter 1'));
    await leave(named('input', 'Name of the queue'));
    expect(bridge.state.setup.book.queues[0]?.filters).toEqual([]);
  });

  it('names a channel that is gone, so that it can be taken out', async () => {
    await showPage(<RoutingPage />, bridgeWith('script', [queue({ filters: including('gone-1') })]));
    expect(named<HTMLInputElement>('fieldset input', 'gone-1 (not set up here)').checked).toBe(true);
  });

  it('leads to the set-up while there is no channel', async () => {
    await showPage(<RoutingPage />, createFakeBridge({ setup: begunView() }), 'nl');
    expect(shownText()).toContain('Hier is nog niets ingesteld.');
  });
});
