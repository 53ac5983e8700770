// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { createFakeBridge } from '../../fake-bridge.ts';
import { aRow, mixedChannels, present } from '../../fake-data.ts';
import { aTask, anExport } from '../../fake-tasks-bridge.ts';
import { layOutPages, wind } from '../laid-out.ts';
import { askedFor, click, inAct, inside, named, panel, quietOverview, showAt, shownText, type } from '../shown-app.tsx';

layOutPages();

const row = aRow({ seq: 7, preview: 'The refund was sent', direction: 'outbound', state: 'discarded' });
const world = { channels: mixedChannels(), overview: quietOverview, rows: [row] };
const done = aTask({
  id: 'tsk-2',
  state: 'done',
  at: present - 60_000,
  endedAt: present - 30_000,
  succeeded: 34,
  skipped: 2,
  failed: 1,
  undoable: 34,
});
const results = [
  { id: row.id, outcome: 'succeeded' as const, code: null, row },
  { id: aRow({ seq: 6 }).id, outcome: 'failed' as const, code: 'TASK_MESSAGE_BUSY' as const, row: aRow({ seq: 6 }) },
  { id: aRow({ seq: 5 }).id, outcome: 'skipped' as const, code: null, row: null },
];
const lines = (): readonly string[] =>
  [...document.querySelectorAll('[role=table][aria-label=Results] [role=row][style]')].map((line) => line.textContent);

describe('the list of tasks', () => {
  it('says that there are none, and how to come to one', async () => {
    await showAt('#/messages/tasks', createFakeBridge(world));
    expect(panel('Acts upon many messages').textContent).toContain('Nothing was done with many messages yet');
    expect(shownText()).not.toContain('Choose a task');
  });

  it('holds, resumes and calls off what is under way', async () => {
    const bridge = createFakeBridge({ ...world, tasks: [done, aTask({ succeeded: 5 })] });
    await showAt('#/messages/tasks', bridge);
    const first = panel('Acts upon many messages').querySelector('li') as HTMLElement;
    expect(first.textContent).toContain('5 of 37');
    expect(first.querySelector('[role=progressbar]')?.getAttribute('aria-valuenow')).toBe('14');
    await click(inside(first, 'button', 'Hold: Discard 37 messages'));
    await wind(0);
    expect(first.textContent).toContain('Held by somebody');
    await click(inside(first, 'button', 'Resume: Discard 37 messages'));
    await wind(0);
    await click(inside(first, 'button', 'Call off: Discard 37 messages'));
    await wind(0);
    expect(askedFor(bridge, 'task.act')).toEqual(['hold', 'resume', 'cancel'].map((act) => ({ id: 'tsk-1', act })));
    expect(shownText()).toContain('Called off');
  });

  it('takes back what can be taken back, by a task of its own', async () => {
    const bridge = createFakeBridge({ ...world, tasks: [done] });
    await showAt('#/messages/tasks', bridge);
    await click(named('button', 'Take back 34: Discard 37 messages'));
    await wind(0);
    await inAct(() => undefined);
    expect(askedFor(bridge, 'task.act')).toEqual([{ id: 'tsk-2', act: 'undo' }]);
    expect(window.location.hash).toBe('#/messages/tasks/tsk-2-back');
    expect(shownText()).toContain('takes back an earlier one');
  });

  it('leads to what became of each message, by outcome, and to its story', async () => {
    const bridge = createFakeBridge({ ...world, tasks: [done], taskResults: { 'tsk-2': results } });
    await showAt('#/messages/tasks/tsk-2', bridge);
    await wind(0);
    expect(lines()).toHaveLength(3);
    expect(lines()[0]).toContain('The refund was sent');
    expect(lines()[1]).toContain('This message was on its way just then');
    expect(lines()[2]).toContain('Not kept any more');
    await click(named('main input[type=radio]', 'Failed'));
    expect(lines()).toHaveLength(1);
    await click(named('main input[type=radio]', 'To come'));
    expect(shownText()).toContain('No message of this task is in this state.');
    await click(named('main input[type=radio]', 'All'));
    const link = document.querySelector<HTMLAnchorElement>(`a[data-message="${row.id}"]`);
    await inAct(() => {
      window.location.hash = link?.getAttribute('href') ?? '';
    });
    await wind(0);
    expect(window.location.hash).toBe(`#/messages/tasks/tsk-2?message=${row.id}`);
    expect(named('aside', 'Message').textContent).toContain('refund');
  });

  it('reads results page by page, and again while the task goes on', async () => {
    const many = Array.from({ length: 450 }, (_, index) => {
      const one = aRow({ seq: index + 1 });
      return { id: one.id, outcome: index < 440 ? ('succeeded' as const) : ('failed' as const), code: null, row: one };
    });
    const bridge = createFakeBridge({ ...world, tasks: [aTask({ total: 450 })], taskResults: { 'tsk-1': many } });
    await showAt('#/messages/tasks/tsk-1', bridge);
    await wind(0);
    expect(askedFor(bridge, 'task.results')).toHaveLength(1);
    // Those that fit the filter are at the end: all pages are read.
    await click(named('main input[type=radio]', 'Failed'));
    await wind(0);
    await wind(0);
    expect(lines()).toHaveLength(10);
    const before = askedFor(bridge, 'task.results').length;
    await inAct(() => bridge.push('task.changed', aTask({ total: 450, succeeded: 3 })));
    await wind(2_500);
    expect(askedFor(bridge, 'task.results').length).toBeGreaterThan(before);
  });

  it('says so when a task is not known any more', async () => {
    await showAt('#/messages/tasks/tsk-77', createFakeBridge({ ...world, tasks: [done] }));
    await wind(0);
    expect(shownText()).toContain('This task is not known any more.');
  });
});

describe('an export', () => {
  const open = async (bridge: ReturnType<typeof createFakeBridge>): Promise<void> => {
    await showAt('#/messages?q=refund', bridge);
    await click(named('main button', 'Export…'));
  };
  const start = (): Promise<void> => click(named('[role=dialog] button', 'Choose where to save…'));

  it('is masked unless a reason is given, and is called off with the file dialog', async () => {
    const bridge = createFakeBridge(world, { 'export.start': () => null });
    await open(bridge);
    await start();
    await wind(0);
    expect(shownText()).toContain('No place was chosen. Nothing was exported.');
    await click(named('[role=dialog] input', 'With unmasked texts and ids'));
    await start();
    expect(shownText()).toContain('Say why, in at least five characters.');
    await type(named('[role=dialog] input', 'Why'), 'Complaint 4711');
    await click(named('[role=dialog] input[type=radio]', 'JSON Lines'));
    await start();
    await wind(0);
    const search = { text: 'refund', filter: { contactNo: null } };
    expect(askedFor(bridge, 'export.start')).toMatchObject([
      { search, form: 'csv', revealReason: null },
      { search, form: 'jsonl', revealReason: 'Complaint 4711' },
    ]);
  });

  it('shows how far it is, is called off, or shown in its folder', async () => {
    const bridge = createFakeBridge(world);
    await open(bridge);
    await start();
    await wind(0);
    await inAct(() => bridge.push('export.changed', anExport({ rows: 125, sizeBytes: 34_000 })));
    expect(shownText()).toContain('125 of 250 messages, 34 kB');
    await click(named('[role=dialog] button', 'Call off: messages.csv'));
    expect(askedFor(bridge, 'export.cancel')).toEqual([{ id: 'exp-1' }]);
    await inAct(() => bridge.push('export.changed', anExport({ state: 'done', rows: 250, endedAt: present })));
    await click(named('[role=dialog] button', 'Show in folder: messages.csv'));
    expect(askedFor(bridge, 'export.show')).toEqual([{ id: 'exp-1' }]);
    expect(shownText()).toContain('Export done: messages.csv');
  });

  it('that failed says why, on the page of tasks, beside the others', async () => {
    const failed = anExport({ state: 'failed', code: 'EXPORT_INTERRUPTED', isMasked: false, endedAt: present });
    await showAt('#/messages/tasks', createFakeBridge({ ...world, exports: [failed, anExport({ id: 'exp-2' })] }));
    const list = panel('Exports').textContent;
    expect(list).toContain('The export did not get to its end');
    expect(list).toContain('unmasked');
    expect(panel('Exports').querySelectorAll('li')).toHaveLength(2);
  });
});
