import { expect, it } from 'vitest';
import { Heartbeat, type HeartbeatDeps } from '#relay/alerts/sinks/heartbeat.ts';
import { HandClock, settled } from '#test/fakes/hand-clock.ts';

it('a late answer to an earlier beat does not hide what became of a later one', async () => {
  const clock = new HandClock();
  const answers: ((answer: { status: number; data: Buffer }) => void)[] = [];
  const told: string[] = [];
  let writable = true;
  const heartbeat = new Heartbeat({
    http: { request: () => new Promise((resolve) => answers.push(resolve as (typeof answers)[number])) },
    store: {
      storage: () => ({ writable, code: writable ? null : 'STORE_FULL' }),
      writeFact: () => Promise.resolve(),
    },
    clock,
    url: () => 'https://watcher.example.com/beat',
    onBeat: (result) => void told.push('error' in result ? result.error.code : result.detail),
  } satisfies HeartbeatDeps);

  heartbeat.start(60);
  await settled();
  writable = false;
  clock.wind(60_000);
  await settled();
  answers[0]?.({ status: 200, data: Buffer.from('ok') });
  await settled();
  expect(told).toEqual(['STORE_FULL']);

  writable = true;
  clock.wind(60_000);
  await settled();
  answers[1]?.({ status: 200, data: Buffer.from('ok') });
  await settled();
  expect(told).toEqual(['STORE_FULL', 'HTTP 200 ok']);
  heartbeat.stop();
});
