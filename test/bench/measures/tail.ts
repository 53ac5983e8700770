import { setTimeout as pause } from 'node:timers/promises';
import { openBenchWindow, type BenchWindow } from '../kit/bench-window.ts';
import { median } from '../kit/percentiles.ts';
import { beginNoting, readNotes, type TailNotes } from '../kit/tail-page.ts';
import { measureScroll } from './scroll.ts';
import { atMost, flawless, type Extra, type ExtraDeps } from './extra.ts';

const perSecond = 1_000;
const stretchSeconds = 60;
const quickSeconds = 5;
const betweenClicksMs = 250;
const sampleEveryMs = 500;
const readyLimitMs = 60_000;

/** The list of live traffic in the real window at 1,000 messages/s, beside the same list when nothing comes. */
export async function measureTail({ bench, parts, quick, say, window: appFolder }: ExtraDeps): Promise<Extra> {
  if (appFolder === null) throw new Error('the window was not named: start it by `npm run bench -- --only tail`');
  const seconds = quick ? quickSeconds : stretchSeconds;
  const shown = await openBenchWindow(parts, appFolder);
  try {
    await untilTaken(shown);
    await shown.page.evaluate(() => {
      location.hash = '#/traffic';
    });
    await pause(2_000);
    say('clicking on the empty list …');
    const empty = await noted(shown, () => clicksFor(shown, Math.min(seconds, 20)));
    say(`${perSecond} messages a second …`);
    const sizes: number[] = [];
    let isOver = false;
    let measured: Awaited<ReturnType<typeof bench.measure>> | null = null;
    const busy = await noted(shown, async () => {
      const pace = { kind: 'rate', perSecond, seconds } as const;
      const sampling = sampled(shown, sizes, () => isOver);
      measured = await bench.measure(shown.system, {
        work: 'security',
        pace,
        most: perSecond * seconds,
        meanwhile: () => clicksFor(shown, seconds - 1),
      });
      // The last pictures.
      await pause(2_000);
      isOver = true;
      await sampling;
    });
    say('scrolling …');
    const scroll = await measureScroll(shown, Math.min(seconds, 20));
    const tail = extraOf({ seconds, empty, busy, sizes, measured: measured ?? never() });
    return { ...tail, goals: [...tail.goals, ...scroll.goals], further: [scroll] };
  } finally {
    await shown.close();
  }
}

function never(): never {
  throw new Error('nothing was measured');
}

/** Until the embedded relay answers at its address. */
async function untilTaken({ system }: BenchWindow): Promise<void> {
  for (const end = performance.now() + readyLimitMs; ; await pause(250)) {
    try {
      await fetch(`http://127.0.0.1:${system.port}${system.path.security}`);
      return;
    } catch (thrown) {
      if (performance.now() > end) throw thrown;
    }
  }
}

async function noted(shown: BenchWindow, run: () => Promise<void>): Promise<TailNotes> {
  await shown.page.evaluate(beginNoting);
  await run();
  return shown.page.evaluate(readNotes);
}

/** Pauses and goes on, with the real mouse: what somebody does who wants to read a line. */
async function clicksFor({ page }: BenchWindow, seconds: number): Promise<void> {
  const button = page.getByRole('button', { name: /^(Pause|Resume)/u }).first();
  const place = await button.boundingBox();
  if (place === null) throw new Error('there is no button to pause by');
  const until = performance.now() + seconds * 1_000;
  for (let clicks = 0; performance.now() < until || clicks % 2 === 1; clicks += 1) {
    await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
    await pause(clicks % 2 === 0 ? betweenClicksMs : 3 * betweenClicksMs);
  }
}

async function sampled(shown: BenchWindow, sizes: number[], isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    sizes.push(await shown.pageMemory());
    await pause(sampleEveryMs);
  }
}

interface Found {
  readonly seconds: number;
  readonly empty: TailNotes;
  readonly busy: TailNotes;
  readonly sizes: readonly number[];
  readonly measured: {
    readonly accepted: number;
    readonly lost: number;
    readonly repeated: number;
    readonly outOfOrder: number;
  };
}

function extraOf({ seconds, empty, busy, sizes, measured }: Found): Extra {
  const peak = Math.max(...sizes);
  const [emptyDelay, busyDelay] = [at(empty.delays, 0.95), at(busy.delays, 0.95)];
  const hidden = measured.accepted - busy.told - busy.dropped;
  return {
    name: 'Live traffic',
    head: [
      'seconds',
      'accepted/s',
      'told',
      'left out, marked',
      'marks seen',
      'page MiB, peak',
      'delay p50 empty',
      'busy',
      'delay p95 empty',
      'busy',
      'slowest event empty',
      'busy',
      'long tasks ms/s',
      'caught up after a pause p50',
      'p95',
    ],
    rows: [
      [
        seconds,
        measured.accepted / seconds,
        busy.told,
        busy.dropped,
        busy.marks,
        peak,
        median(empty.delays),
        median(busy.delays),
        emptyDelay,
        busyDelay,
        // What is not told took less.
        Math.max(16, ...empty.events),
        Math.max(16, ...busy.events),
        busy.longTaskMs / seconds,
        median(busy.caughtUp),
        at(busy.caughtUp, 0.95),
      ],
    ],
    goals: [
      {
        name: 'live traffic: messages accepted per second',
        value: measured.accepted / seconds,
        must: 950,
        aim: 1_000,
        better: 'higher',
      },
      atMost('live traffic at 1,000/s: memory of the page, MiB', peak, 400, 300),
      atMost('live traffic at 1,000/s: delay of a click, p95, busy / empty', busyDelay / emptyDelay, 2, 1.5),
      // The click is answered before the list: it must still follow soon.
      atMost('live traffic at 1,000/s: list caught up after a pause, p95 ms', at(busy.caughtUp, 0.95), 1_000, 500),
      atMost('live traffic: accepted, and neither shown nor marked as left out', Math.max(0, hidden), 0),
      flawless('live traffic', measured),
    ],
  };
}

function at(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}
