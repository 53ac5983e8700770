import { setTimeout as pause } from 'node:timers/promises';
import type { BenchWindow } from '../kit/bench-window.ts';
import { beginWatchingScroll, readScroll, type ScrollNotes } from '../kit/scroll-page.ts';
import { atMost, type Extra } from './extra.ts';

/** A turn of the wheel, and how often it turns: about 25,000 pixels a second, as fast as a hand can. */
const turnPx = 400;
const betweenTurnsMs = 16;
const shortestWayPx = 5_000;

/** Both long lists of the real window under a fast wheel, down and up again. The live list must hold rows by now. */
export async function measureScroll(shown: BenchWindow, seconds: number): Promise<Extra> {
  await shown.page
    .getByRole('button', { name: /^Pause/u })
    .first()
    .click();
  const live = await scrolled(shown, seconds);
  await shown.page.evaluate(() => {
    location.hash = '#/messages?q=dir%3Ain';
  });
  await shown.page.locator('[role="row"][data-kind="row"]').nth(5).waitFor({ timeout: 30_000 });
  const found = await scrolled(shown, seconds);
  return {
    name: 'Scrolling',
    labels: ['live traffic', 'messages found'],
    head: ['pictures', 'pixels', 'with a blank row', 'most blank px', 'outran the rows beyond view'],
    rows: [rowOf(live), rowOf(found)],
    goals: [['live traffic', live] as const, ['messages found', found] as const].flatMap(([name, notes]) => [
      atMost(`scrolling ${name}: pictures with a blank row`, notes.blank, 0),
      // What did not move shows nothing.
      {
        name: `scrolling ${name}: pixels travelled`,
        value: notes.travelled,
        must: shortestWayPx,
        aim: null,
        better: 'higher' as const,
      },
    ]),
  };
}

async function scrolled({ page }: BenchWindow, seconds: number): Promise<ScrollNotes> {
  const place = await page.getByRole('table').first().boundingBox();
  if (place === null) throw new Error('there is no list to scroll');
  await page.mouse.move(place.x + place.width / 2, place.y + place.height / 2);
  await page.evaluate(beginWatchingScroll);
  for (const way of [1, -1]) {
    const until = performance.now() + (seconds / 2) * 1_000;
    while (performance.now() < until) {
      await page.mouse.wheel(0, way * turnPx);
      await pause(betweenTurnsMs);
    }
  }
  await pause(500);
  return page.evaluate(readScroll);
}

function rowOf({ pictures, travelled, blank, mostBlankPx, outrun }: ScrollNotes): readonly number[] {
  return [pictures, travelled, blank, mostBlankPx, outrun];
}
