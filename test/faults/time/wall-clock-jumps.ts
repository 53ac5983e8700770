import { setTimeout as pause } from 'node:timers/promises';
import { countsOf } from '#test/faults/kit/counts.ts';
import { quantile } from '#test/faults/kit/quantile.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import type { Scenario, ScenarioContext } from '#test/faults/plan/scenario.ts';
import { startClockedRig, type ClockedRig } from './clocked-rig.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

interface Jump {
  readonly name: string;
  /** From the true time. */
  readonly offsetMs: number;
}

function jumps(): readonly Jump[] {
  const to = (date: string): number => Date.parse(date) - Date.now();
  return [
    { name: '+1 h', offsetMs: hourMs },
    { name: '-1 h', offsetMs: -hourMs },
    { name: '+1 day', offsetMs: dayMs },
    { name: '-1 day', offsetMs: -dayMs },
    { name: '+30 days', offsetMs: 30 * dayMs },
    { name: '-30 days', offsetMs: -30 * dayMs },
    { name: 'to 1970', offsetMs: to('1970-01-02') },
    { name: 'past 2038', offsetMs: to('2039-01-01') },
  ];
}

/** The second attempt of a message CXone asked to come back with comes 2 s after the first, a fifth more or less. */
const earliestRepeatMs = 1_600;
const latestRepeatMs = 2_400;
const leewayMs = 1_500;
/** The third attempt comes 10 s after the second, a fifth more or less. */
const latestArrivalMs = 15_000;
/** Signed pushes are taken again once the other sides' clocks have been seen; WeChat repeats after 5 s. */
const longestDeafMs = 11_000;
const mostTokenRequestsPerJump = 3;

export const wallClockJumps: Scenario = {
  name: 'wall-clock-jumps',
  group: 'time',
  title:
    'the wall clock is set by 1 h, 1 day, 30 days either way, to 1970 and past 2038 while messages flow: no repeat early or late, no message stuck, no storm of token requests, signed pushes taken again within 11 s',
  needs: ['linux', 'libfaketime'],
  inSlice: false,
  run: async (context) => {
    const count = context.times({ slice: 2, full: 12, night: 60 });
    const rig = await startClockedRig(context, { sandbox: { wechatRules: { retryIntervalMs: 5_000 } } });
    const channels = rig.sandbox.identities.accounts.slice(1).map(({ key }) => key);
    const load = rig.load({ perSecond: 10, conversations: 60, channels });
    await rig.busyFor(100);
    const deafMs: number[] = [];
    const problems: string[] = [];
    for (let jump = 0; jump < count; jump += 1) {
      const one = jumps()[jump % jumps().length] ?? { name: 'none', offsetMs: 0 };
      const before = rig.front.tokenRequests();
      problems.push(...(await jumpOnce(context, rig, one, deafMs)));
      const asked = rig.front.tokenRequests() - before;
      if (asked > mostTokenRequestsPerJump) problems.push(`${one.name}: ${asked} token requests`);
    }
    load.stop();
    await rig.drained();
    const verdict = await rig.verdict({ injections: 2 * count }).catch((thrown: unknown) => {
      problems.push(thrown instanceof Error ? thrown.message : String(thrown));
      return null;
    });
    if (problems.length > 0 || verdict === null) throw new Error(problems.join('\n'));
    return { ...countsOf(verdict), figures: { deafMaxMs: quantile(deafMs, 1) } };
  },
};

/** Sets the clock while one message waits for its second attempt, looks on, and sets it right again. */
async function jumpOnce(
  context: ScenarioContext,
  { sandbox, clock, acknowledged }: ClockedRig,
  { name, offsetMs }: Jump,
  deafMs: number[],
): Promise<string[]> {
  const problems: string[] = [];
  const note = (thrown: unknown): void => {
    problems.push(`${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  };
  const { account, path } = quietChannel(sandbox);
  const options = { status: 408, paths: [path] };
  const fault = sandbox.cxone.faults.set({ target: account, fault: 'serverError', options });
  const { openid } = sandbox.wechat.customers.follow(account, { nickname: `Jump ${name}`, language: 'en' });
  sandbox.people.agent.ignore(openid);
  let hasArrived = false;
  const stop = sandbox.cxone.messages.on((notice) => {
    if (notice.endUserId === openid) hasArrived = true;
  });
  await sandbox.wechat.customers.send(account, openid, { type: 'text', text: `jump ${context.chance()}` }).settled;
  await waitFor('the first attempt', 15_000, () => fault.hits > 0, 5);
  const firstAt = performance.now();
  const before = acknowledged();
  clock.set(offsetMs);
  try {
    await waitFor('the second attempt', latestRepeatMs + leewayMs, () => fault.hits > 1, 5);
    const waitedMs = performance.now() - firstAt;
    if (waitedMs < earliestRepeatMs) problems.push(`${name}: repeated after ${Math.round(waitedMs)} ms already`);
  } catch (thrown) {
    note(thrown);
  }
  try {
    await waitFor('pushes to be taken again', longestDeafMs, () => acknowledged() > before + 20, 20);
    deafMs.push(performance.now() - firstAt);
  } catch (thrown) {
    note(thrown);
  }
  sandbox.cxone.faults.clear();
  clock.set(0);
  // Set right again, the clock must leave nothing behind that waits for a time which will not come.
  await waitFor('the message to arrive', latestArrivalMs, () => hasArrived, 20).catch(note);
  stop();
  await pause(500 + context.chance() * 1_000);
  return problems;
}

/** A channel without load, so that a fault set for it strikes one message only. */
function quietChannel(sandbox: ClockedRig['sandbox']): { readonly account: string; readonly path: string } {
  const account = sandbox.identities.accounts[0]?.key ?? '';
  const channel = sandbox.identities.channels.find(({ key }) => key === account)?.id ?? '';
  return { account, path: `/dfo/3.0/channels/${channel}/messages` };
}
