import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { settled } from '#test/fakes/hand-clock.ts';
import { error, paths, token } from './fake-api.ts';
import { never, startOutboundKit, type OutboundKit } from './outbound-kit.ts';

let kit: OutboundKit;

beforeEach(async () => {
  kit = await startOutboundKit();
});
afterEach(async () => {
  await kit.api.stop();
});

const next = 'fedcba9876543210fedcba9876543210';
const secretsAsked = () =>
  kit.api.callsOf(paths.token).map(({ body }) => (JSON.parse(body) as { secret: string }).secret.slice(0, 4));
const current = () => kit.tokens.current(never);

/** The next request for a token waits until it is let go. */
function heldBack(): { letGo: (value: string) => void } {
  let held: ServerResponse | null = null;
  kit.api.next(paths.token, (_request, response) => {
    held = response;
  });
  return {
    letGo: (value) => {
      held?.end(JSON.stringify({ access_token: value, expires_in: 7_200 }));
    },
  };
}
const asked = async (times: number) => {
  await expect.poll(() => kit.api.callsOf(paths.token).length).toBe(times);
};

describe('another AppSecret', () => {
  it('drops the token of the one before, in memory and on disk, and gets its own', async () => {
    kit.api.next(paths.token, token('88_A'), token('88_B'));
    await current();
    await expect.poll(() => kit.memory.value).toContain('88_A');
    kit.changeSecret(next);
    expect(await current()).toEqual({ ok: true, token: '88_B' });
    expect(secretsAsked()).toEqual(['0123', 'fedc']);
    await expect.poll(() => kit.memory.value).toContain('88_B');
    expect(kit.memory.value).not.toContain('88_A');
  });

  it('leaves nothing of the one before to a restart, also when WeChat gives no token for it', async () => {
    kit.api.next(paths.token, token('88_A'), error(40125), token('88_C'));
    await current();
    kit.changeSecret(next);
    expect(await current()).toMatchObject({ ok: false, failure: { code: 'WECHAT_SECRET_INVALID' } });
    await expect.poll(() => kit.memory.value).not.toContain('88_A');
    expect(await kit.restarted().current(never)).toEqual({ ok: true, token: '88_C' });
  });

  it('is asked for at once, however long the pause after the one before was', async () => {
    kit.api.next(paths.token, error(40125), token('88_B'));
    expect(await current()).toMatchObject({ ok: false });
    expect(await current()).toMatchObject({ ok: false });
    expect(secretsAsked()).toEqual(['0123']);
    kit.changeSecret(next);
    expect(await current()).toEqual({ ok: true, token: '88_B' });
  });

  it('serves those who were waiting for the one before, whose answer is not kept', async () => {
    const before = heldBack();
    const waiting = [current(), current()];
    await asked(1);
    kit.changeSecret(next);
    const behind = heldBack();
    const later = current();
    await asked(2);
    before.letGo('88_A');
    await settled();
    behind.letGo('88_B');
    expect(await Promise.all([...waiting, later])).toEqual(Array(3).fill({ ok: true, token: '88_B' }));
    expect(await current()).toEqual({ ok: true, token: '88_B' });
    expect(secretsAsked()).toEqual(['0123', 'fedc']);
    expect(kit.memory.value).not.toContain('88_A');
  });

  it('is asked for even when nobody asks after the change', async () => {
    const before = heldBack();
    const waiting = current();
    await asked(1);
    kit.changeSecret(next);
    kit.api.next(paths.token, token('88_B'));
    before.letGo('88_A');
    expect(await waiting).toEqual({ ok: true, token: '88_B' });
    expect(secretsAsked()).toEqual(['0123', 'fedc']);
  });

  it('takes the place of a token that was being replaced', async () => {
    kit.api.next(paths.token, token('88_A'));
    await current();
    const before = heldBack();
    const replacing = kit.tokens.replace('88_A', never);
    await asked(2);
    kit.changeSecret(next);
    kit.api.next(paths.token, token('88_B'));
    expect(await current()).toEqual({ ok: true, token: '88_B' });
    before.letGo('88_A');
    expect(await replacing).toEqual({ ok: true, token: '88_B' });
    expect(secretsAsked()).toEqual(['0123', '0123', 'fedc']);
  });
});
