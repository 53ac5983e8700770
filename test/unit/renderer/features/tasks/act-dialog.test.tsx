// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { createFakeBridge, type FakeBridge } from '../../fake-bridge.ts';
import { aRow, channelId, mixedChannels, present } from '../../fake-data.ts';
import { aPlan, aTask } from '../../fake-tasks-bridge.ts';
import { layOutPages, wind } from '../laid-out.ts';
import { askedFor, click, inAct, named, quietOverview, showAt, shownText } from '../shown-app.tsx';

layOutPages();

const rows = [aRow({ seq: 1, preview: 'refund', state: 'unconfirmed', direction: 'outbound' })];
const world = { channels: mixedChannels(), overview: quietOverview, rows };

async function asked(bridge: FakeBridge, button = 'Send again…'): Promise<void> {
  await showAt('#/messages?q=refund', bridge);
  await click(named('[role=cell] input[type=checkbox]', boxName()));
  await click(named('button', button));
  await wind(0);
}
const boxName = (): string =>
  document.querySelector('[role=cell] input[type=checkbox]')?.getAttribute('aria-label') ?? '';
const dialog = (): string => document.querySelector('[role=dialog]')?.textContent ?? '';

describe('the question before an act', () => {
  it('counts first, and shows how far that is', async () => {
    const bridge = createFakeBridge({ ...world, plan: aPlan({ isCounted: false, total: 1_200, possible: 400 }) });
    await asked(bridge);
    expect(dialog()).toContain('Counting… 1,200 messages so far');
    expect(dialog()).not.toContain('Left out');
    expect(document.querySelectorAll('[role=dialog] button[data-look=primary]')).toHaveLength(0);
    bridge.state.plan = aPlan({ total: 1_300, possible: 410 });
    await wind(400);
    expect(dialog()).toContain('Possible for 410 of 1,300 messages, in 12 conversations.');
    const polls = askedFor(bridge, 'task.planned').length;
    await wind(3_000);
    expect(askedFor(bridge, 'task.planned')).toHaveLength(polls);
  });

  it('says in plain words what stands in the way, of which channels, and shows some', async () => {
    const plan = aPlan({
      isCut: true,
      windowClosed: 8,
      refused: [
        { code: 'MESSAGE_ACTION_NOT_POSSIBLE', count: 2 },
        { code: 'MESSAGE_NOT_FOUND', count: 1 },
      ],
      channels: [
        { channelId: channelId('tulip'), count: 30 },
        { channelId: channelId('delta'), count: 7 },
      ],
    });
    await asked(createFakeBridge({ ...world, plan }));
    const said = dialog();
    expect(said).toContain('only the oldest 10,000');
    expect(said).toContain('8 of them wait until their customer writes again');
    expect(said).toContain('Left out: 3');
    expect(said).toContain('Tulip Store 郁金香 30');
    expect(said).toContain('The refund was sent');
    expect(named('[role=dialog] button', 'Send 37 messages of 2 channels again')).toBeTruthy();
  });

  it('must be told that twice is accepted, and has no default for it', async () => {
    const bridge = createFakeBridge({ ...world, plan: aPlan({ mayArriveTwice: 3 }) });
    await asked(bridge);
    const go = named<HTMLButtonElement>('[role=dialog] button', 'Send 37 messages of Tulip Store 郁金香 again');
    expect(go.disabled).toBe(true);
    expect(dialog()).toContain('3 of them went out before and no answer was read');
    await click(named('[role=dialog] input', 'I accept that customers may read these twice'));
    expect(go.disabled).toBe(false);
    await inAct(() => {
      go.click();
      go.click();
    });
    await wind(0);
    expect(askedFor(bridge, 'task.start')).toEqual([{ planId: 'plan-1', acceptTwice: true }]);
  });

  it('offers nothing where nothing can be done', async () => {
    await asked(createFakeBridge({ ...world, plan: aPlan({ possible: 0, total: 4, channels: [], sample: [] }) }));
    expect(dialog()).toContain('It is possible for none of these 4 messages now.');
    expect(document.querySelectorAll('[role=dialog] button[data-look=primary]')).toHaveLength(0);
  });

  it('counts again what is too old, and acts upon the new count only', async () => {
    const bridge = createFakeBridge(world);
    await asked(bridge, 'Discard…');
    bridge.state.plan = aPlan({ id: 'plan-2', possible: 36 });
    await click(named('[role=dialog] button', 'Discard 37 messages of Tulip Store 郁金香'));
    await wind(0);
    expect(dialog()).toContain('This count is too old to act upon');
    await click(named('[role=dialog] button', 'Count again'));
    await wind(0);
    expect(dialog()).not.toContain('too old');
    await click(named('[role=dialog] button', 'Discard 36 messages of Tulip Store 郁金香'));
    await wind(0);
    expect(askedFor(bridge, 'task.start')).toEqual([
      { planId: 'plan-1', acceptTwice: false },
      { planId: 'plan-2', acceptTwice: false },
    ]);
  });

  it('shows how it goes on once it began, and tells of its end when the dialog is gone', async () => {
    const bridge = createFakeBridge(world);
    await asked(bridge, 'Discard…');
    await click(named('[role=dialog] button', 'Discard 37 messages of Tulip Store 郁金香'));
    await wind(0);
    const task = aTask({ id: 'tsk-1', by: 'desk-2' });
    await inAct(() => bridge.push('task.changed', { ...task, succeeded: 30, failed: 1 }));
    expect(dialog()).toContain('31 of 37');
    await click(named('[role=dialog] button', 'Close'));
    expect(named('main a', 'Tasks11 under way').getAttribute('href')).toBe('#/messages/tasks');
    const ended = { ...task, state: 'done' as const, succeeded: 36, failed: 1, endedAt: present, undoable: 36 };
    await inAct(() => bridge.push('task.changed', ended));
    expect(shownText()).toContain('Discard 37 messages: done');
    expect(shownText()).toContain('36 done, 0 skipped, 1 failed');
    await inAct(() => bridge.push('task.changed', { ...ended, id: 'tsk-9', by: 'somebody else', total: 5 }));
    expect(shownText()).not.toContain('Discard 5 messages');
    await click(named('button', 'Hide: Discard 37 messages: done'));
    expect(shownText()).not.toContain('36 done');
  });
});
