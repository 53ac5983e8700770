import type { Logger } from '#shared/lib/logger.ts';
import { maskId } from '#shared/lib/mask.ts';
import type { DeliveryResult, NoteExchange } from '../../ports/delivery-target.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import type { CustomMessage } from './custom-message.ts';
import type { PartBody } from './plan-parts.ts';
import type { CallOutcome } from './wechat-call.ts';
import type { TemplateMessage, WeChatClient } from './wechat-client.ts';
import { deliveryResult, withoutToken } from './wechat-results.ts';
import type { Uploaded, WeChatUploads } from './wechat-uploads.ts';
import { withToken, type Tokens } from './with-token.ts';

/** A part made ready: its file, if it has one, is at WeChat. */
export type PreparedPart =
  { readonly kind: 'ready'; readonly message: CustomMessage } | Exclude<Uploaded, { kind: 'uploaded' }>;

/** `note` is told of each call. */
export interface PartSender {
  /** Does what no end user sees. Never rejects. */
  prepare(body: PartBody, signal: AbortSignal, note: NoteExchange): Promise<PreparedPart>;
  send(message: PendingMessage, part: CustomMessage, signal: AbortSignal, note: NoteExchange): Promise<DeliveryResult>;
  sendTemplate(
    message: PendingMessage,
    template: TemplateMessage,
    signal: AbortSignal,
    note: NoteExchange,
  ): Promise<DeliveryResult>;
}

export function createPartSender(deps: {
  readonly client: Pick<WeChatClient, 'send' | 'sendTemplate'>;
  readonly uploads: WeChatUploads;
  readonly tokens: Tokens;
  readonly log: Logger;
}): PartSender {
  const { client, uploads, tokens, log } = deps;

  const made = async (
    message: PendingMessage,
    signal: AbortSignal,
    call: (token: string) => Promise<CallOutcome>,
  ): Promise<DeliveryResult> => {
    const result = await withToken(tokens, signal, call);
    if (result.kind === 'no_token') return withoutToken(result.failure, signal);
    const delivery = deliveryResult(result.outcome, signal);
    if (delivery.kind !== 'accepted') logOutcome(log, message, delivery, result.outcome);
    return delivery;
  };

  return {
    prepare: (body, signal, note) => prepared(body, uploads, signal, note),
    send: (message, part, signal, note) =>
      made(message, signal, (token) => client.send(token, message.openId, part, signal, note)),
    sendTemplate: (message, template, signal, note) =>
      made(message, signal, (token) => client.sendTemplate(token, message.openId, template, signal, note)),
  };
}

async function prepared(
  body: PartBody,
  uploads: WeChatUploads,
  signal: AbortSignal,
  note: NoteExchange,
): Promise<PreparedPart> {
  switch (body.kind) {
    case 'text':
    case 'note':
      return ready({ type: 'text', text: body.text });
    case 'menu':
      return ready({ type: 'menu', menu: body.menu });
    case 'link':
      return ready({ type: 'link', article: body.article });
    case 'image':
    case 'voice':
    case 'video':
      break;
  }
  const { kind, media, fileName, mimeType } = body;
  const file = {
    fileName,
    mimeType,
    sizeBytes: media.sizeBytes,
    open: () => media.open(),
  };
  const uploaded = await uploads.upload(kind, file, signal, note);
  if (uploaded.kind !== 'uploaded') return uploaded;
  const { mediaId } = uploaded;
  if (kind !== 'video') return ready({ type: kind, mediaId });
  const thumb = await uploads.thumb(signal, note);
  return thumb.kind === 'uploaded'
    ? ready({ type: 'video', mediaId, thumbMediaId: thumb.mediaId, title: media.name })
    : thumb;
}

function ready(message: CustomMessage): PreparedPart {
  return { kind: 'ready', message };
}

function logOutcome(log: Logger, message: PendingMessage, result: DeliveryResult, outcome: CallOutcome): void {
  const answer = outcome.kind === 'answer' ? outcome.answer : null;
  log.warn('wechat.send_not_accepted', {
    messageId: message.id,
    result: result.kind,
    code: result.kind === 'accepted' ? null : result.code,
    platformCode: result.kind === 'accepted' ? null : result.platformCode,
    rid: answer?.rid,
    errmsg: answer?.errmsg.replaceAll(message.openId, maskId(message.openId)).slice(0, 200),
  });
}
