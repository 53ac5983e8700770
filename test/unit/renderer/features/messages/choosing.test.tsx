// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import { isEmptyChoice } from '#renderer/lib/message-choice.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aRow, manyRows, mixedChannels } from '../../fake-data.ts';
import { layOutPages, wind } from '../laid-out.ts';
import { askedFor, click, inAct, named, quietOverview, showAt, shownText, type } from '../shown-app.tsx';

layOutPages();

const q = (text: string): string => `#/messages?q=${encodeURIComponent(text)}`;
const rows = [
  aRow({ seq: 5, preview: 'refund one', state: 'dead_letter' }),
  aRow({ seq: 4, preview: 'refund two', state: 'delivered' }),
  aRow({ seq: 3, preview: 'refund three', state: 'discarded' }),
  aRow({ seq: 2, preview: 'refund four', state: 'unconfirmed', direction: 'outbound' }),
  aRow({ seq: 1, preview: 'refund five', state: 'expired' }),
];
const world = { channels: mixedChannels(), overview: quietOverview, rows };

const links = (): readonly HTMLAnchorElement[] => [...document.querySelectorAll<HTMLAnchorElement>('a[data-seq]')];
const boxes = (): readonly HTMLInputElement[] => [
  ...document.querySelectorAll<HTMLInputElement>('[role=cell] input[type=checkbox]'),
];
const chosenSeqs = (): readonly number[] =>
  boxes()
    .filter(({ checked }) => checked)
    .map(({ dataset }) => Number(dataset['seq']));
const bar = (): HTMLElement | null => document.querySelector('section[aria-label="Chosen messages"]');
const acts = (): readonly string[] =>
  [...(bar()?.querySelectorAll('[role=group] button') ?? [])].map(({ textContent }) => textContent);
const press = (element: Element | undefined, key: string, more: KeyboardEventInit = {}): Promise<void> =>
  act(async () => {
    element?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
    await new Promise((resolve) => requestAnimationFrame(resolve));
  });
const clickWith = (element: Element | undefined, more: MouseEventInit): Promise<void> =>
  inAct(() => {
    element?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, ...more }));
  });
const planned = (bridge: FakeBridge) => askedFor(bridge, 'task.plan') as readonly { source: { kind: string } }[];

describe('choosing messages', () => {
  it('goes box by box, and offers what may be possible for those chosen', async () => {
    await showAt(q('refund'), createFakeBridge(world));
    expect(bar()).toBeNull();
    await click(boxes()[0] as HTMLElement);
    expect(bar()?.textContent).toContain('1 message chosen');
    expect(acts()).toEqual(['Send again…', 'Discard…']);
    await click(boxes()[3] as HTMLElement);
    expect(acts()).toEqual(['Send again…', 'They arrived…', 'They did not arrive…', 'Discard…']);
    await click(boxes()[0] as HTMLElement);
    await click(boxes()[3] as HTMLElement);
    await click(boxes()[1] as HTMLElement);
    expect(acts()).toEqual([]);
    expect(bar()?.textContent).toContain('Nothing needs to be done with these.');
  });

  it('takes ranges by press and by key, opens nothing by it, and lets go with Escape', async () => {
    await showAt(q('refund'), createFakeBridge(world));
    await click(boxes()[1] as HTMLElement);
    await clickWith(links()[3], { shiftKey: true });
    expect(chosenSeqs()).toEqual([4, 3, 2]);
    await clickWith(links()[0], { ctrlKey: true });
    expect(chosenSeqs()).toEqual([5, 4, 3, 2]);
    expect(window.location.hash).toBe(q('refund'));
    await press(document.body, 'Escape');
    expect(bar()).toBeNull();

    await inAct(() => links()[0]?.focus());
    await press(links()[0], ' ');
    expect(chosenSeqs()).toEqual([5]);
    await press(links()[0], 'ArrowDown', { shiftKey: true });
    await press(links()[1], 'ArrowDown', { shiftKey: true });
    expect(chosenSeqs()).toEqual([5, 4, 3]);
    expect(document.activeElement).toBe(links()[2]);
    await press(links()[2], 'a', { ctrlKey: true });
    expect(chosenSeqs()).toEqual([5, 4, 3, 2, 1]);
  });

  it('takes these, or all that match, and asks the relay for them by their search', async () => {
    const bridge = createFakeBridge({ ...world, rows: manyRows(250, ['delta'], 1_000), countedTo: 200 });
    await showAt(q('after:2026-01-01'), bridge);
    const all = named<HTMLInputElement>('[role=columnheader] input', 'Choose these messages');
    await click(all);
    expect(bar()?.textContent).toContain('100 messages chosen');
    await click(boxes()[0] as HTMLElement);
    expect(all.indeterminate).toBe(true);
    await click(all);
    await click(named('button', 'Choose all that match: more than 200'));
    expect(bar()?.textContent).toContain('All messages that match are chosen: more than 200');
    await click(named('button', 'Discard…'));
    expect(planned(bridge)[0]).toMatchObject({
      action: 'discard',
      source: { kind: 'found', search: { text: 'after:2026-01-01', filter: { contactNo: null } } },
    });
  });

  it('outlives a list that is asked for again, and not another search', async () => {
    const bridge = createFakeBridge(world);
    await showAt(q('refund'), bridge);
    await click(boxes()[0] as HTMLElement);
    await click(boxes()[4] as HTMLElement);
    bridge.state.rows = [aRow({ seq: 9, preview: 'refund new' }), ...rows.slice(0, 4)];
    await inAct(() => useConsole.getState().searchAgain());
    await wind(0);
    expect(chosenSeqs()).toEqual([5]);
    await type(named('input', 'Search messages'), 'refund two');
    await wind(400);
    expect(isEmptyChoice(useConsole.getState().searchChoice)).toBe(true);
  });

  it('names those chosen, the oldest first, and lets them go once it began', async () => {
    const bridge = createFakeBridge(world);
    await showAt(q('refund'), bridge);
    await click(boxes()[0] as HTMLElement);
    await click(boxes()[4] as HTMLElement);
    await click(named('button', 'Send again…'));
    await wind(0);
    expect(planned(bridge)).toEqual([
      { action: 'send_again', source: { kind: 'chosen', ids: [rows[4]?.id, rows[0]?.id] } },
    ]);
    await click(named('[role=dialog] button', 'Send 37 messages of Tulip Store 郁金香 again'));
    await wind(0);
    expect(askedFor(bridge, 'task.start')).toEqual([{ planId: 'plan-1', acceptTwice: false }]);
    expect(bar()).toBeNull();
    expect(shownText()).toContain('It has begun. It goes on when you close this.');
  });
});
