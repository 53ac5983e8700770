import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { MessageState } from '#shared/domain/message.ts';
import { countsOf } from '#test/faults/kit/counts.ts';
import { exportStore, hashOfText, type ExportedMessage } from '#test/faults/kit/exported-states.ts';
import { buildFailingRelay } from '#test/faults/kit/fail-points/build-failing-relay.ts';
import {
  failPointVariable,
  failSteps,
  type FailDirection,
  type FailStep,
} from '#test/faults/kit/fail-points/fail-point.ts';
import { isAlive } from '#test/faults/kit/process-facts.ts';
import { startRig, type Rig } from '#test/faults/kit/rig.ts';
import { waitFor } from '#test/faults/kit/wait-for.ts';
import { readWitnesses, type WitnessRecord } from '#test/faults/kit/witness-lines.ts';
import type { Scenario } from '#test/faults/plan/scenario.ts';

/** 'applied': the far side has the message and its answer has not left; the platform itself tells the moment. */
type Step = FailStep | 'applied';

interface Outcome {
  /** How the message stands in the books at the end; null: not at all. */
  readonly state: MessageState | null;
  /** Requests the far side may have got for it, repeats included. */
  readonly requests: readonly number[];
}

/** What a death at this point must come to, once the relay has started again. */
const outcomes: Readonly<Record<FailDirection, Readonly<Record<Step, Outcome>>>> = {
  inbound: {
    // Not acknowledged: WeChat repeats.
    received: { state: 'delivered', requests: [1] },
    stored: { state: 'delivered', requests: [1] },
    // Toward CXone the first byte may leave while the attempt is still being noted: a repeat does no harm there.
    acknowledged: { state: 'delivered', requests: [1, 2] },
    claimed: { state: 'delivered', requests: [1, 2] },
    // Nobody can know: asked again, under the same id.
    applied: { state: 'delivered', requests: [2] },
    answered: { state: 'delivered', requests: [2] },
    settled: { state: 'delivered', requests: [1] },
  },
  outbound: {
    // Not acknowledged: CXone knows that it did not go through.
    received: { state: null, requests: [0] },
    stored: { state: 'delivered', requests: [1] },
    acknowledged: { state: 'delivered', requests: [1] },
    // Nobody can know, and WeChat takes no id: never again by itself.
    claimed: { state: 'unconfirmed', requests: [0] },
    applied: { state: 'unconfirmed', requests: [1] },
    answered: { state: 'unconfirmed', requests: [1] },
    settled: { state: 'delivered', requests: [1] },
  },
};
const directions: readonly FailDirection[] = ['inbound', 'outbound'];
const steps: readonly Step[] = [...failSteps, 'applied'];

interface Trial {
  readonly direction: FailDirection;
  readonly step: Step;
  readonly textHash: string;
}

export const failPoints: Scenario = {
  name: 'fail-points',
  group: 'processes',
  title:
    'the relay dies at each of fourteen points on the way of a message: what becomes of the message is exactly what is written down for that point',
  needs: [],
  inSlice: true,
  run: async (context) => {
    const rounds = context.times({ slice: 1, full: 5, night: 50 });
    const program = await buildFailingRelay();
    const rig = await startRig(context, {
      relay: { program },
      isSilent: true,
      // Long enough for a relay to be back before WeChat gives up.
      sandbox: { wechatRules: { retryIntervalMs: 4_000 } },
    });
    const talker = await startConversation(rig);
    const trials: Trial[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const direction of directions) {
        for (const step of steps) {
          const text = `${direction} ${step} ${round} ${context.chance()}`;
          await dieAt(rig, direction, step, () => speak(rig, talker, direction, text));
          trials.push({ direction, step, textHash: hashOfText(text) });
        }
      }
    }
    await rig.drained();
    const counts = countsOf(await rig.verdict({ injections: trials.length }));
    const record = await readWitnesses(join(rig.folder, 'witness'));
    const { messages } = await exportStore(rig.dataDir, rig.storeKey);
    const wrong = trials.flatMap((trial) => differencesOf(trial, record, messages));
    if (wrong.length > 0) throw new Error([...new Set(wrong)].join('\n'));
    return { ...counts, figures: { points: directions.length * steps.length } };
  },
};

interface Talker {
  readonly account: string;
  readonly openid: string;
  readonly thread: string;
}

/** A customer who wrote once, so that an agent can answer. */
async function startConversation({ sandbox }: Rig): Promise<Talker> {
  const account = sandbox.identities.accounts[0]?.key ?? '';
  const { openid } = sandbox.wechat.customers.follow(account, { nickname: 'Fail point', language: 'en' });
  sandbox.people.agent.ignore(openid);
  let thread = '';
  const stop = sandbox.cxone.messages.on((notice) => {
    if (notice.kind === 'created' && notice.endUserId === openid) thread = notice.thread.id;
  });
  await sandbox.wechat.customers.send(account, openid, { type: 'text', text: 'first of all' }).settled;
  await waitFor('the conversation at CXone', 10_000, () => thread !== '');
  stop();
  return { account, openid, thread };
}

function speak({ sandbox }: Rig, { account, openid, thread }: Talker, direction: FailDirection, text: string): void {
  if (direction === 'inbound') sandbox.wechat.customers.send(account, openid, { type: 'text', text });
  else sandbox.cxone.agents.reply(thread, text);
}

/** One life of the relay that ends at the point, and the start after it. */
async function dieAt(rig: Rig, direction: FailDirection, step: Step, say: () => void): Promise<void> {
  await rig.drained(20_000);
  await rig.end('SIGTERM');
  const environment = step === 'applied' ? {} : { [failPointVariable]: `${direction} ${step}` };
  const { pid } = await rig.start({ environment });
  const kill = (): void => {
    if (isAlive(pid)) process.kill(pid, 'SIGKILL');
  };
  // Told within the request, before its answer leaves.
  const stop =
    step !== 'applied'
      ? () => undefined
      : direction === 'inbound'
        ? rig.sandbox.cxone.messages.on((notice) => {
            if (notice.direction === 'inbound') kill();
          })
        : rig.sandbox.wechat.sends.on(kill);
  say();
  await waitFor(`the relay to die at ${direction} ${step}`, 15_000, () => !isAlive(pid), 5);
  stop();
  await rig.end('SIGKILL');
  await rig.start();
  // WeChat's repeats of an unacknowledged push.
  await pause(100);
}

function differencesOf(
  { direction, step, textHash }: Trial,
  record: WitnessRecord,
  messages: readonly ExportedMessage[],
): string[] {
  const expected = outcomes[direction][step];
  const [message, ...more] = messages.filter((one) => one.direction === direction && one.textHash === textHash);
  const way = direction === 'inbound' ? 'in' : 'out';
  const requests = record.applied.filter((line) => line.direction === way && line.hash === textHash).length;
  const state = message?.state ?? null;
  const isAsWritten = state === expected.state && expected.requests.includes(requests) && more.length === 0;
  return isAsWritten
    ? []
    : [
        `${direction} ${step}: ${state ?? 'not in the books'} after ${requests} requests, ` +
          `instead of ${expected.state ?? 'not in the books'} after ${expected.requests.join(' or ')}`,
      ];
}
