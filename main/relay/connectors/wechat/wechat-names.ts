import { entryFor } from '#shared/errors/catalogue.ts';
import type { CustomerNameSource, NameResult } from '../../ports/customer-name-source.ts';
import { readFollowAnswer } from './follow-answer.ts';
import type { WeChatClient } from './wechat-client.ts';
import { refusedTokenOf } from './wechat-results.ts';
import type { Tokens } from './with-token.ts';

export interface WeChatNamesDeps {
  readonly client: Pick<WeChatClient, 'userInfo'>;
  readonly tokens: Pick<Tokens, 'current'>;
}

/** No account remarks more: WeChat allows 30 characters. */
const longestRemark = 300;

/**
 * WeChat: GET /cgi-bin/user/info. It tells no name any more (since December 2021), but what the account's staff remarked of a
 * follower, and whether he follows. Of one who does not it tells nothing else.
 */
export function createWeChatNames({ client, tokens }: WeChatNamesDeps): CustomerNameSource {
  return {
    platform: 'wechat',
    async ask(openId, signal): Promise<NameResult> {
      const token = await tokens.current(signal);
      // With the token there is, and no other: finding one is for messages.
      if (!token.ok) return { kind: 'failed', code: token.failure.code, isLasting: false };
      const outcome = await client.userInfo(token.token, openId, signal);
      if (refusedTokenOf(outcome) !== null) return { kind: 'failed', code: 'WECHAT_TOKEN_CONFLICT', isLasting: false };
      const follows = readFollowAnswer({ kind: 'called', outcome });
      if (follows.kind === 'unknown') {
        return { kind: 'failed', code: follows.code, isLasting: !entryFor(follows.code).retryable };
      }
      const remark = outcome.kind === 'answer' ? outcome.answer.body['remark'] : null;
      const name = typeof remark === 'string' ? remark.slice(0, longestRemark).trim() : '';
      return { kind: 'answer', answer: { name: name === '' ? null : name, follows: follows.kind === 'follows' } };
    },
  };
}
