// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sleepMs } from '#renderer/app/use-wake.ts';
import { createFakeBridge, type FakeBridge } from '../fake-bridge.ts';
import { mixedChannels } from '../fake-data.ts';
import { closeApp, inAct, quietOverview, showAt, shownText } from '../features/shown-app.tsx';

const told = 'This computer was asleep';
const page = (): Element | null => document.querySelector('#content [data-stale]');

let bridge: FakeBridge;
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setInterval', 'clearInterval'], now: quietOverview.at + 1_000 });
  bridge = createFakeBridge({ channels: mixedChannels(), overview: quietOverview });
  await showAt('#/', bridge);
});
afterEach(async () => {
  await closeApp();
  vi.useRealTimers();
});

it('greys the page the moment the computer wakes, until the relay has told something newer', async () => {
  expect(page()).toBeNull();
  const wokeAt = Date.now() + 20_000;
  await inAct(() => bridge.push('system.woke', { at: wokeAt }));
  expect(page()).not.toBeNull();
  expect(shownText()).toContain(told);

  await inAct(() => bridge.push('overview.changed', { ...quietOverview, at: wokeAt - 1 }));
  expect(page()).not.toBeNull();
  await inAct(() => bridge.push('overview.changed', { ...quietOverview, at: wokeAt }));
  expect(page()).toBeNull();
  expect(shownText()).not.toContain(told);
});

it('finds by its own ticks that there was a sleep nobody told of', async () => {
  await inAct(() => vi.advanceTimersByTime(2_000));
  vi.setSystemTime(Date.now() + sleepMs);
  await inAct(() => vi.advanceTimersByTime(1_000));
  expect(shownText()).toContain(told);
  await inAct(() => bridge.push('overview.changed', { ...quietOverview, at: Date.now() + 1 }));
  expect(page()).toBeNull();
});

it('takes a window that was in the background for what it is', async () => {
  vi.setSystemTime(Date.now() + sleepMs - 5_000);
  await inAct(() => vi.advanceTimersByTime(1_000));
  expect(page()).toBeNull();
});
