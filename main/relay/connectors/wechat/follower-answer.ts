import { RelayError } from '#shared/errors/relay-error.ts';
import type { WeChatClient } from './wechat-client.ts';
import { deliveryResult, withoutToken } from './wechat-results.ts';
import { withToken, type Tokens } from './with-token.ts';

/** Rejects with a RelayError that carries WeChat's code unless WeChat took the text. */
export type FollowerAnswer = (openId: string, text: string, signal: AbortSignal) => Promise<void>;

/** WeChat: customer service message, as replies are sent, but beside the message log and sent once. */
export function createFollowerAnswer(deps: {
  readonly client: Pick<WeChatClient, 'send'>;
  readonly tokens: Tokens;
}): FollowerAnswer {
  const { client, tokens } = deps;
  return async (openId, text, signal) => {
    const called = await withToken(tokens, signal, (token) =>
      client.send(token, openId, { type: 'text', text }, signal),
    );
    const result =
      called.kind === 'no_token' ? withoutToken(called.failure, signal) : deliveryResult(called.outcome, signal);
    if (result.kind === 'accepted') return;
    const { code, platformCode } = result;
    throw new RelayError(code, 'the follower was not answered', {
      ...(platformCode !== null && { platformCode }),
      ...('value' in result && result.value !== null && { value: result.value }),
    });
  };
}
