import type { Leg } from '#shared/domain/channel.ts';
import type { ProbeName } from '#shared/domain/health.ts';

const second = 1_000;
const minute = 60 * second;

export interface ProbeRation {
  readonly leg: Leg;
  /**
   * How often it runs by itself, milliseconds, never more often. Chance makes it up to a fifth longer, so that channels
   * do not come due together.
   */
  readonly everyMs: number;
  /** The same while it does not pass. Not shorter where WeChat counts the calls. */
  readonly againMs: number;
}

/**
 * What each probe may cost. A person who asks for all of them gets all of them; these are for those that run by
 * themselves.
 *
 * | probe | what it costs |
 * |---|---|
 * | hosts | one connection with its handshake, to each host; shared by the channels that call the same one |
 * | tokens | nothing while a token is held, one call when it is due anyway |
 * | wechat_api | WeChat: a daily count. The channel's own checks make the same call on a quiet line and tell their result here |
 * | wechat_quota | WeChat: a daily count; the figure it brings is about a percent off, so more often would say no more |
 * | wechat_callback_check | WeChat pings us for it; the least often of all |
 * | callback_reach | one request to ourselves through the public address |
 * | cxone_channel | one list call; the channel's own checks make the same one on a quiet line |
 * | all others | nothing: they judge what passes by, or what is known here already |
 *
 * The order is the order within a leg: what comes first is what the rest depends on. The clock stands last: it costs
 * nothing, and a wrong one keeps nothing else from being looked at.
 */
export const probeRations: Readonly<Record<ProbeName, ProbeRation>> = {
  wechat_host: { leg: 'wechatOut', everyMs: 5 * minute, againMs: 30 * second },
  wechat_token: { leg: 'wechatOut', everyMs: 5 * minute, againMs: minute },
  wechat_api: { leg: 'wechatOut', everyMs: 24 * 60 * minute, againMs: 5 * minute },
  wechat_quota: { leg: 'wechatOut', everyMs: 15 * minute, againMs: 15 * minute },
  own_certificate: { leg: 'wechatIn', everyMs: 10 * minute, againMs: 10 * minute },
  wechat_callback_check: { leg: 'wechatIn', everyMs: 10 * minute, againMs: 10 * minute },
  callback_reach: { leg: 'wechatIn', everyMs: 5 * minute, againMs: minute },
  wechat_pushes: { leg: 'wechatIn', everyMs: 15 * second, againMs: 5 * second },
  clock: { leg: 'wechatIn', everyMs: minute, againMs: minute },
  cxone_host: { leg: 'cxoneOut', everyMs: 5 * minute, againMs: 30 * second },
  cxone_token: { leg: 'cxoneOut', everyMs: 5 * minute, againMs: minute },
  cxone_channel: { leg: 'cxoneOut', everyMs: 15 * minute, againMs: 5 * minute },
  box_token: { leg: 'cxoneIn', everyMs: minute, againMs: 15 * second },
  cxone_calls: { leg: 'cxoneIn', everyMs: minute, againMs: 15 * second },
};

const order = Object.keys(probeRations) as readonly ProbeName[];

/** Sorts the probes of a leg: what others depend on comes first. */
export function inProbeOrder(first: ProbeName, second: ProbeName): number {
  return order.indexOf(first) - order.indexOf(second);
}
