import { beforeEach, describe, expect, it } from 'vitest';
import { TypingSign } from '#relay/connectors/wechat/typing-sign.ts';
import { OpenId } from '#shared/domain/ids.ts';
import { HandClock } from '#test/fakes/hand-clock.ts';

interface Call {
  readonly openId: string;
  readonly on: boolean;
  readonly signal: AbortSignal;
  readonly end: (worked: boolean) => void;
}

const ann = OpenId.parse('oAnn');
const never = new AbortController().signal;
let clock: HandClock;
let calls: Call[];
let sign: TypingSign;

beforeEach(() => {
  clock = new HandClock();
  calls = [];
  sign = new TypingSign({
    clock,
    show: (openId, on, signal) =>
      new Promise((resolve) => {
        calls.push({ openId, on, signal, end: resolve });
        signal.addEventListener('abort', () => resolve(false));
      }),
  });
});

const shown = async (on: boolean, worked = true): Promise<void> => {
  const done = sign.set(ann, on, never);
  calls.at(-1)?.end(worked);
  await done;
};

describe('the typing sign', () => {
  it('is shown once in fifteen seconds, as WeChat takes it', async () => {
    await shown(true);
    await sign.set(ann, true, never);
    clock.wind(14_999);
    await sign.set(ann, true, never);
    expect(calls).toHaveLength(1);
    clock.wind(1);
    await shown(true);
    expect(calls).toHaveLength(2);
  });

  it('is taken away only while it is shown', async () => {
    await sign.set(ann, false, never);
    expect(calls).toEqual([]);
    await shown(true);
    await shown(false);
    await sign.set(ann, false, never);
    expect(calls.map(({ on }) => on)).toEqual([true, false]);
  });

  it('may be tried again at once when it was refused', async () => {
    await shown(true, false);
    await shown(true);
    expect(calls).toHaveLength(2);
  });

  it('is not shown while a message is on its way, and one under way is given up', async () => {
    const typing = sign.set(ann, true, never);
    await sign.without(ann, async () => {
      expect(calls[0]?.signal.aborted).toBe(true);
      await typing;
      await sign.set(ann, true, never);
      expect(calls).toHaveLength(1);
    });
    await shown(true);
    expect(calls).toHaveLength(2);
  });

  it('comes back only after the last of several messages', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const first = sign.without(ann, () => held);
    await expect(sign.without(ann, () => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await sign.set(ann, true, never);
    expect(calls).toEqual([]);
    release();
    await first;
    await shown(true);
    expect(calls).toHaveLength(1);
  });

  it('gives up after three seconds, and when the caller does', async () => {
    const slow = sign.set(ann, true, never);
    clock.wind(3_000);
    await slow;
    expect(calls[0]?.signal.aborted).toBe(true);
    const stopping = new AbortController();
    const stopped = sign.set(ann, true, stopping.signal);
    stopping.abort();
    await stopped;
    expect(calls[1]?.signal.aborted).toBe(true);
    await sign.set(ann, true, stopping.signal);
    expect(calls).toHaveLength(2);
  });

  it('takes no more than four connections at once', async () => {
    const many = Array.from({ length: 20 }, (_unused, index) => sign.set(OpenId.parse(`o${index}`), true, never));
    expect(calls).toHaveLength(4);
    for (const call of calls) call.end(true);
    await Promise.all(many);
    await shown(true);
    expect(calls).toHaveLength(5);
  });
});
