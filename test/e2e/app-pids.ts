import type { ConsoleApp } from './console-app.ts';

/** Process ids of our programs beside the console: 'relay' or 'sandbox'. */
export async function pidsOf(app: ConsoleApp, program: 'relay' | 'sandbox'): Promise<number[]> {
  const metrics = await app.electron.evaluate(({ app: electronApp }) =>
    electronApp.getAppMetrics().map(({ pid, name, serviceName }) => ({ pid, name: name ?? serviceName ?? '' })),
  );
  return metrics.filter(({ name }) => name === `Veerpont ${program}`).map(({ pid }) => pid);
}
