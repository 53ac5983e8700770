import { describe, expect, it } from 'vitest';
import type { CallOutcome } from '#relay/connectors/wechat/wechat-call.ts';
import { wechatApiProbe } from '#relay/connectors/wechat/probes/wechat-api-probe.ts';

const never = new AbortController().signal;

const answer = (body: Record<string, unknown>): CallOutcome => ({
  kind: 'answer',
  answer: { errcode: (body['errcode'] as number | undefined) ?? null, errmsg: '', rid: null, body },
});
const refused = answer({ errcode: 40001 });
const addresses = answer({ ip_list: ['203.0.113.1'] });
const tokenAnswer = (value: string) => answer({ access_token: value, expires_in: 7_200 });

/** `taken`: the tokens WeChat's API takes. `given`: what WeChat answers when asked for one. */
function probeWith(taken: readonly string[], given: CallOutcome) {
  const asked: { forceRefresh: boolean }[] = [];
  const used: string[] = [];
  const probe = wechatApiProbe({
    client: {
      apiAddresses: (token) => {
        used.push(token);
        return Promise.resolve(taken.includes(token) ? addresses : refused);
      },
      stableToken: (input) => {
        asked.push(input);
        return Promise.resolve(given);
      },
    },
    tokens: { current: () => Promise.resolve({ ok: true, token: 'held' }) },
    appId: 'wx0123456789abcdef',
    secret: () => 'secret',
  });
  return { run: () => probe.run(never), asked, used };
}

describe('the harmless call', () => {
  it('asks for no token while the one it holds works', async () => {
    const { run, asked } = probeWith(['held'], tokenAnswer('other'));
    expect(await run()).toMatchObject({ outcome: 'passed' });
    expect(asked).toEqual([]);
  });

  it('passes with the token that took the place of the refused one', async () => {
    const { run, asked, used } = probeWith(['other'], tokenAnswer('other'));
    expect(await run()).toMatchObject({ outcome: 'passed' });
    expect(used).toEqual(['held', 'other']);
    expect(asked).toHaveLength(1);
  });

  it.each([
    ['the secret is refused', answer({ errcode: 40125 }), 'WECHAT_SECRET_INVALID', false],
    ['WeChat stands by the token it refuses', tokenAnswer('held'), 'WECHAT_TOKEN_REFUSED', true],
    ['the other one is refused too', tokenAnswer('other'), 'WECHAT_TOKEN_REFUSED', true],
  ] as const)('%s', async (_name, given, code, retryable) => {
    const { run, asked } = probeWith([], given);
    expect(await run()).toMatchObject({ outcome: 'failed', code, retryable });
    // A forced one would make void what another system may be using.
    expect(asked.map(({ forceRefresh }) => forceRefresh)).toEqual([false]);
  });
});
