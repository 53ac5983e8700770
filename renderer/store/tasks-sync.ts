import type { ConsoleClient } from '../lib/console-client.ts';
import type { TasksSlice } from './tasks-slice.ts';

/** What is told of tasks and exports becomes state. Returns a function for each notice that ends it. */
export function listenToTasks(client: ConsoleClient, state: TasksSlice): readonly (() => void)[] {
  return [client.on('task.changed', state.taskChanged), client.on('export.changed', state.exportChanged)];
}

/** Asks for what was so before the window listened. Each answer counts by itself. */
export async function askForTasks(client: ConsoleClient, state: TasksSlice, ended: () => boolean): Promise<void> {
  await Promise.allSettled([
    client.invoke('tasks.list', null).then((tasks) => {
      if (!ended()) state.tasksListed(tasks);
    }),
    client.invoke('exports.list', null).then((exports) => {
      if (!ended()) state.exportsListed(exports);
    }),
  ]);
}
