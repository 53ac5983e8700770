import { beforeEach, describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { createTasksSlice } from '#renderer/store/tasks-slice.ts';
import { present } from '../fake-data.ts';
import { aTask, anExport } from '../fake-tasks-bridge.ts';

describe('tasks', () => {
  let store = createStore(createTasksSlice);
  beforeEach(() => {
    store = createStore(createTasksSlice);
  });
  const task = () => store.getState().tasks['tsk-1'];

  it('are never set back by an answer that was overtaken', () => {
    store.getState().taskChanged(aTask({ succeeded: 20 }));
    store.getState().taskChanged(aTask({ succeeded: 3 }));
    expect(task()?.succeeded).toBe(20);
    store.getState().taskChanged(aTask({ state: 'done', succeeded: 37, endedAt: present, undoable: 37 }));
    store.getState().taskChanged(aTask({ succeeded: 37 }));
    expect(task()?.state).toBe('done');
    // What can be taken back becomes less after the end.
    store.getState().taskChanged(aTask({ state: 'done', succeeded: 37, endedAt: present, undoable: 5 }));
    expect(task()?.undoable).toBe(5);
  });

  it('that end are told once, those that had ended before are not', () => {
    store.getState().tasksListed([aTask({ id: 'tsk-0', state: 'done', endedAt: present }), aTask()]);
    expect(store.getState().workEnded).toEqual([]);
    const ended = aTask({ state: 'done', succeeded: 37, endedAt: present });
    store.getState().taskChanged(ended);
    store.getState().taskChanged(ended);
    expect(store.getState().workEnded).toEqual([{ kind: 'task', id: 'tsk-1' }]);
    store.getState().workSeen('tsk-1');
    expect(store.getState().workEnded).toEqual([]);
  });

  it('are what the relay lists after it fell over, even if that is less', () => {
    store.getState().taskChanged(aTask({ succeeded: 20 }));
    store.getState().tasksListed([aTask({ state: 'stopped', succeeded: 12 })]);
    expect(task()).toMatchObject({ state: 'stopped', succeeded: 12 });
    store.getState().tasksListed([]);
    expect(task()).toBeUndefined();
    expect(store.getState().tasksKnown).toBe(true);
  });
});

describe('exports', () => {
  it('go forward only, are told at their end, and not when somebody called them off', () => {
    const store = createStore(createTasksSlice);
    store.getState().exportChanged(anExport({ rows: 100 }));
    store.getState().exportChanged(anExport({ rows: 50 }));
    expect(store.getState().exports['exp-1']?.rows).toBe(100);
    store.getState().exportChanged(anExport({ state: 'done', rows: 250, endedAt: present }));
    store.getState().exportChanged(anExport({ rows: 250 }));
    expect(store.getState().exports['exp-1']?.state).toBe('done');
    store.getState().exportChanged(anExport({ id: 'exp-2', state: 'cancelled', endedAt: present }));
    expect(store.getState().workEnded).toEqual([{ kind: 'export', id: 'exp-1' }]);
    store.getState().tasksForgotten();
    expect(store.getState().exports['exp-1']).toBeDefined();
  });
});
