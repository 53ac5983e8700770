import { setTimeout as pause } from 'node:timers/promises';
import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { createWindowHome } from '#test/faults/kit/window-home.ts';
import type { ConsoleApp } from '#test/e2e/console-app.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const mostMemoryMb = 400;
const longestAnswerMs = 3_000;
const leastEventsPerSecond = 1_000;
/** Each message changes three times: stored, under way, delivered. */
const eventsPerMessage = 3;
const minuteMs = 60_000;

export const liveView: Scenario = {
  name: 'live-view',
  group: 'endurance',
  title:
    'the live view is fed a thousand changes a second: its page stays below 400 MB, answers within 3 s, and goes on showing what comes',
  needs: ['electron'],
  inSlice: false,
  run: async (context) => {
    const lengthMs = context.times({ slice: minuteMs / 4, full: minuteMs, night: 10 * minuteMs });
    const home = createWindowHome();
    const rig = await startRig(context, { home });
    const { window } = home.app;
    await window.getByRole('link', { name: 'Live traffic' }).click();
    const load = rig.load({ perSecond: 250, conversations: 600, maxInFlight: 128 });
    const before = rig.acknowledged();
    const startedAt = performance.now();
    const memoryMb: number[] = [];
    const answerMs: number[] = [];
    while (performance.now() - startedAt < lengthMs) {
      await pause(1_000);
      memoryMb.push(await pageMemoryMb(home.app));
      const askedAt = performance.now();
      await window.getByRole('table').first().waitFor({ timeout: 10_000 });
      answerMs.push(performance.now() - askedAt);
    }
    const messagesPerSecond = (rig.acknowledged() - before) / ((performance.now() - startedAt) / 1_000);
    const gaps = await window.getByText(/were left out here, because too many came at once/u).count();
    const rows = await window.getByRole('table').getByRole('row').count();
    load.stop();
    const counts = countsOf(await rig.verdict({ injections: 1, comparesResources: false, drainMs: 240_000 }));
    const figures = {
      changesPerSecond: Math.round(messagesPerSecond * eventsPerMessage),
      pageMemoryMaxMb: quantile(memoryMb, 1),
      pageAnswerMaxMs: quantile(answerMs, 1),
      gapsShown: gaps,
      rowsShown: rows,
    };
    const isAlive = figures.pageAnswerMaxMs <= longestAnswerMs && rows > 5;
    if (figures.pageMemoryMaxMb >= mostMemoryMb || !isAlive) throw new Error(JSON.stringify(figures));
    if (figures.changesPerSecond < leastEventsPerSecond)
      throw new Error(`this machine made only ${figures.changesPerSecond} changes a second`);
    return { ...counts, figures };
  },
};

/** What the page's process holds of its own, MB. */
async function pageMemoryMb(app: ConsoleApp): Promise<number> {
  const kilobytes = await app.electron.evaluate(({ app: electronApp }) =>
    Math.max(
      ...electronApp
        .getAppMetrics()
        .filter(({ type }) => type === 'Tab')
        .map(({ memory }) => memory.workingSetSize),
    ),
  );
  return Math.round(kilobytes / 1_024);
}
