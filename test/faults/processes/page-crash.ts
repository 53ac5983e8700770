import { setTimeout as pause } from 'node:timers/promises';
import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { startRig } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import { createWindowHome } from '#test/faults/kit/window-home.ts';
import type { ConsoleApp } from '#test/e2e/console-app.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

const longestReloadMs = 3_000;
/** A page that crashes more often than this is left alone by the console: more crashes have to be spread. */
const mostPerMinute = 3;
const pauseMs = 21_000;
/** Twenty a second are offered; a longer silence than this would be a gap. */
const longestGapMs = 1_000;

export const pageCrash: Scenario = {
  name: 'page-crash',
  group: 'processes',
  title: 'the page crashes or is killed: it is loaded again within 3 s, and the relay acknowledges on without a gap',
  needs: ['electron'],
  inSlice: true,
  run: async (context) => {
    const crashes = context.times({ slice: 2, full: 10, night: 200 });
    const home = createWindowHome();
    const rig = await startRig(context, { home });
    const load = rig.load({ perSecond: 20 });
    await rig.busyFor(20);
    const acksAt: number[] = [];
    context.onEnd(
      rig.sandbox.wechat.pushes.on((notice) => {
        if (notice.kind === 'accepted') acksAt.push(performance.now());
      }),
    );
    const reloadMs: number[] = [];
    const { pid } = rig.relay;
    for (let crash = 0; crash < crashes; crash += 1) {
      const before = await pagePid(home.app);
      const crashedAt = performance.now();
      if (crash % 2 === 0) await crashPage(home.app);
      else process.kill(before, 'SIGKILL');
      await waitFor('the page to be seen gone', 5_000, () => pagesGone(home.app) > crash, 20);
      // The page that was there a moment ago must not be taken for the new one.
      const isNew = async (): Promise<boolean> =>
        (await heading(home.app)) !== '' && ![0, before].includes(await pagePid(home.app));
      await waitFor('the page to be there again', 15_000, isNew, 20);
      reloadMs.push(performance.now() - crashedAt);
      await pause(crashes <= mostPerMinute ? 2_000 : pauseMs);
    }
    const gaps = acksAt.map((at, place) => at - (acksAt[place - 1] ?? at));
    load.stop();
    if (rig.relay.pid !== pid) throw new Error('the relay was replaced');
    const counts = countsOf(await rig.verdict({ injections: crashes }));
    const figures = { reloadMaxMs: quantile(reloadMs, 1), ackGapMaxMs: quantile(gaps, 1) };
    if (figures.reloadMaxMs > longestReloadMs) throw new Error(`the page came back after ${figures.reloadMaxMs} ms`);
    if (figures.ackGapMaxMs > longestGapMs) throw new Error(`no acknowledgement for ${figures.ackGapMaxMs} ms`);
    return { ...counts, figures };
  },
};

const crashPage = (app: ConsoleApp): Promise<void> =>
  app.electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });

const pagePid = (app: ConsoleApp): Promise<number> =>
  app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0);

const pagesGone = (app: ConsoleApp): number => app.log().filter(({ event }) => event === 'window.page_gone').length;

/** The main heading of the page as it stands, or an empty text while there is none. */
const heading = (app: ConsoleApp): Promise<string> =>
  app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    if (contents === undefined || contents.isCrashed() || contents.isLoading()) return '';
    return String(await contents.executeJavaScript('document.querySelector("h1")?.textContent ?? ""'));
  });
