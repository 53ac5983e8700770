import type { OpenId } from '#shared/domain/ids.ts';

/** What agents see in place of a name. WeChat tells accounts no names, so it is the ends of the openid. */
export function shortName(openId: OpenId): string {
  return openId.length <= 10 ? openId : `${openId.slice(0, 4)}…${openId.slice(-4)}`;
}
