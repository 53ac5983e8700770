import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'vitest';
import { countsOf } from '#test/faults/kit/counts.ts';
import { factsOf } from '#test/faults/kit/process-facts.ts';
import { readMetrics } from '#test/faults/kit/relay-metrics.ts';
import { carriesText, forFirstMessages, forwards } from '#test/faults/network/calls.ts';
import type { Side } from '#test/faults/network/customer.ts';
import { endlessAnswer, gzipBomb, httpAnswer } from '#test/faults/network/http-answers.ts';
import { startProxiedRig } from '#test/faults/network/rig-with-proxies.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { addCounts, noCounts, type Counts } from './add-counts.ts';

const mebibyte = 1024 * 1024;
const html = '<html><body><h1>Welcome to the hotel network</h1></body></html>';

/** Answers of status 200 that are none of the platform's. */
const answers = (side: Side): readonly (readonly [name: string, bytes: Buffer, then?: 'close'])[] => [
  ['an HTML page', httpAnswer(200, html, { 'content-type': 'text/html' })],
  ['an empty body', httpAnswer(200, '')],
  ['half of a JSON object', httpAnswer(200, '{"errcode":0,"message":{"id":"12')],
  ['100 MB', endlessAnswer(Buffer.alloc(100 * mebibyte, 0x20)), 'close'],
  ['a gzip bomb of 100 MB', gzipBomb(100 * mebibyte)],
  ['a picture', httpAnswer(200, Buffer.from('89504e470d0a1a0a0000000d', 'hex'), { 'content-type': 'image/png' })],
  ['a wrong type', httpAnswer(200, side === 'wechat' ? '{"errcode":"zero","errmsg":"ok"}' : '{"message":"created"}')],
  ['an object of somebody else', httpAnswer(200, '{"status":"ok"}')],
  ['one key twice', httpAnswer(200, side === 'wechat' ? '{"errcode":45015,"errcode":0}' : '{"message":1,"message":2}')],
  ['a list', httpAnswer(200, '[]')],
  ['not even HTTP', Buffer.from('SSH-2.0-OpenSSH_9.2\r\n\r\n'), 'close'],
  ['text in another alphabet', httpAnswer(200, Buffer.from([0xff, 0xfe, 0x7b, 0x00, 0x7d, 0x00]))],
];

const memoryLeewayBytes = 20 * mebibyte;

/** 200 with anything but the platform's own answer. */
export const badAnswers: Scenario = {
  name: 'target-bad-answers',
  group: 'targets',
  title:
    'each platform answers 200 with HTML, nothing, half JSON, 100 MB, a gzip bomb, a wrong type and the like: a failure or an unknown outcome, never a success, with less than 20 MB more memory',
  needs: ['linux'],
  inSlice: false,
  run: async (context) => {
    let counts = noCounts;
    let growthBytes = 0;
    for (let round = 0; round < context.times({ slice: 1, full: 1, night: 10 }); round += 1) {
      for (const side of ['cxone', 'wechat'] as const) {
        const seen = await answerBadly(context, side);
        counts = addCounts(counts, seen.counts);
        growthBytes = Math.max(growthBytes, seen.growthBytes);
      }
    }
    return { ...counts, figures: { memoryGrowthMb: Math.round(growthBytes / mebibyte) } };
  },
};

async function answerBadly(context: ScenarioContext, side: Side): Promise<{ counts: Counts; growthBytes: number }> {
  const rig = await startProxiedRig(context);
  const proxy = rig.proxies[side];
  const customer = await rig.customer('Customer');
  // Its caches are filled, and its memory has grown to its usual size.
  for (let warm = 0; warm < 50; warm += 1) await customer.say('cxone', `warm ${warm}`);
  await rig.drained();
  const residentBytes = (): number => factsOf(rig.relay.pid)?.residentBytes ?? 0;
  let growthBytes = 0;
  let unconfirmed = 0;
  for (const [name, bytes, then = 'keep'] of answers(side)) {
    const text = `answered with ${name}`;
    const before = residentBytes();
    const received = proxy.requests.length;
    proxy.treat(forFirstMessages(side, 1, { kind: 'answer', bytes, then }));
    expect(await customer.say(side, text), name).toBe(true);
    const isOver = async (): Promise<boolean> => {
      growthBytes = Math.max(growthBytes, residentBytes() - before);
      if (side === 'cxone') return customer.arrived(side).includes(text);
      return (await readMetrics(rig.relay.urls.admin)).states['unconfirmed'] === unconfirmed + 1;
    };
    // Its own schedule, and a look at the leg should it have closed.
    const deadline = performance.now() + 60_000;
    while (!(await isOver())) {
      if (performance.now() > deadline) throw new Error(`${name}: neither delivered nor unconfirmed within a minute`);
      await pause(20);
    }
    unconfirmed += side === 'wechat' ? 1 : 0;
    const attempts = proxy.requests.slice(received).filter((request) => carriesText(side, request, text));
    expect(attempts.length, name).toBe(side === 'wechat' ? 1 : 2);
  }
  proxy.treat(forwards);
  expect(growthBytes).toBeLessThan(memoryLeewayBytes);
  const judgement = await rig.verdict({ injections: answers(side).length });
  expect(judgement.unconfirmed).toBe(unconfirmed);
  return { counts: countsOf(judgement), growthBytes };
}
