import type { FieldProblem } from '../domain/setup/finding.ts';
import type { ReadinessLine } from '../domain/setup/readiness.ts';
import { checkPublicUrl } from './address-rules.ts';
import { checkChannelStep, cleanChannel } from './channel-rules.ts';
import { digestOf } from './digest.ts';
import { isFilled } from './names.ts';
import {
  doneOrWaiting,
  faultLine,
  faultOf,
  missing,
  provedSince,
  provenAt,
  seenAt,
  seenHere,
  subject,
  wrong,
  type ReadyParts,
  type Subject,
} from './ready-parts.ts';

/** Proved from outside in, by WeChat's verification, its pushes, or CXone's calls; never by a look at the address. */
export function outsideLine(parts: ReadyParts): ReadinessLine {
  const about = subject('public_address', 'outside');
  const { publicUrl, allowPrivate } = parts.ctx;
  if (publicUrl === null || !isFilled(publicUrl)) return missing(about, 'SETUP_PUBLIC_ADDRESS_MISSING');
  const problem = faultLine(about, checkPublicUrl(publicUrl, allowPrivate));
  if (problem !== null) return problem;
  const moment = seenHere(parts, ['webhook_verified', 'pushed', 'token_fetched', 'box_called']);
  return doneOrWaiting(about, provedSince(parts, [moment], []));
}

/** What the form of a step lacks, or that the relay does not run on it as it stands; null when nothing stands in the way. */
function notRunning(about: Subject, parts: ReadyParts, problems: readonly FieldProblem[]): ReadinessLine | null {
  const fault = faultLine(about, problems);
  if (fault !== null || parts.channel === null) return fault;
  const { draft, applied } = parts.channel;
  const runs = applied !== null && digestOf(relevant(draft)) === digestOf(relevant(applied));
  return runs ? null : missing(about, 'SETUP_NOT_APPLIED', draft.name.trim() || null);
}

/** Only what the relay runs on: script, skill and the wizard's step are notes. */
function relevant(form: Parameters<typeof cleanChannel>[0]): unknown {
  const { name, integration, wechat, cxone, customerLanguage, agentLanguage } = cleanChannel(form);
  return [name, integration, wechat, cxone.channelId, customerLanguage, agentLanguage];
}

export function accountLine(parts: ReadyParts): ReadinessLine {
  const about = subject('wechat_account', 'channel');
  const { channel, ctx } = parts;
  const stopped = notRunning(about, parts, channel === null ? [] : checkChannelStep(channel.draft, 'account', ctx));
  if (stopped !== null) return stopped;
  const fault = faultOf(parts, 'wechatOut');
  if (fault !== null) return wrong(about, fault.code, fault.value);
  const moments = [provenAt(parts, 'wechatOut', true), seenAt(parts, ['message_out'])];
  return doneOrWaiting(about, provedSince(parts, moments, ['wechat_app_secret']));
}

/** WeChat verified the address with the token of now, or pushed something with it. */
export function callbackLine(parts: ReadyParts): ReadinessLine {
  const about = subject('wechat_callback', 'channel');
  const { channel, ctx } = parts;
  // The public address has a line of its own.
  const problems =
    channel === null
      ? []
      : checkChannelStep(channel.draft, 'callback', ctx).filter(({ field }) => field !== 'callback');
  const stopped = notRunning(about, parts, problems);
  if (stopped !== null) return stopped;
  const fault = faultOf(parts, 'wechatIn');
  if (fault !== null) return wrong(about, fault.code, fault.value);
  const moments = [seenHere(parts, ['webhook_verified', 'pushed'])];
  return doneOrWaiting(about, provedSince(parts, moments, ['wechat_token', 'wechat_aes_key']));
}

/** It exists in CXone: a message was accepted in it, or CXone called for it. */
export function cxoneChannelLine(parts: ReadyParts): ReadinessLine {
  const about = subject('cxone_channel', 'channel');
  const { channel, ctx } = parts;
  const problems =
    channel === null
      ? []
      : checkChannelStep(channel.draft, 'cxone', ctx).filter(({ field }) => field.startsWith('cxone.'));
  const fault = faultOf(parts, 'cxoneOut');
  if (fault?.code === 'CXONE_CHANNEL_MISSING') return wrong(about, fault.code, fault.value);
  const problem = faultLine(about, problems);
  if (problem !== null) return problem;
  // The relay still waits for it.
  if (channel?.applied?.cxone.made === 'not_yet') {
    return missing(about, 'SETUP_NOT_APPLIED', channel.draft.name.trim() || null);
  }
  return doneOrWaiting(about, provedSince(parts, [seenAt(parts, ['message_in', 'message_out'])], []));
}

export function firstMessageLine(parts: ReadyParts, way: 'in' | 'out'): ReadinessLine {
  const about = subject(way === 'in' ? 'first_message_in' : 'first_message_out', 'channel_page');
  return doneOrWaiting(about, provedSince(parts, [seenHere(parts, [way === 'in' ? 'message_in' : 'message_out'])], []));
}
