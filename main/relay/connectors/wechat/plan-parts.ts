import { defaultTextBytes, type ChannelConfig } from '#shared/contract/relay-config.ts';
import type { MessageContent, MessagePart } from '#shared/domain/message.ts';
import type { ErrorCode } from '#shared/errors/catalogue.ts';
import type { MediaOutcome, ReadyMedia } from '../../ports/message-media.ts';
import { fileNote, type CustomerLanguage } from './customer-texts.ts';
import { fileFit, type FileKind } from './file-fit.ts';
import { menuOf, type Menu } from './menu.ts';
import { articleOf, type Article } from './link-card.ts';
import { sendableText } from './outgoing-text.ts';
import { splitText } from './split-text.ts';

/** What one WeChat message of a reply carries. */
export type PartBody =
  | { readonly kind: 'text'; readonly text: string }
  /** `fallback`: the same as text, for when WeChat refuses the form; null when it does not fit into one message. */
  | { readonly kind: 'menu'; readonly menu: Menu; readonly fallback: string | null }
  | { readonly kind: 'link'; readonly article: Article; readonly fallback: string | null }
  | { readonly kind: FileKind; readonly media: ReadyMedia; readonly fileName: string; readonly mimeType: string }
  /** Tells the end user of a file that cannot be sent. `file` is what the operator is told. */
  | { readonly kind: 'note'; readonly text: string; readonly file: RefusedFile };

export interface RefusedFile {
  readonly name: string;
  readonly code: ErrorCode;
  readonly platformCode: string | null;
}

export interface PlannedPart extends Pick<MessagePart, 'no' | 'of'> {
  readonly body: PartBody;
}

export type PartPlan =
  | { readonly ok: true; readonly parts: readonly PlannedPart[] }
  | { readonly ok: false; readonly code: ErrorCode; readonly value: string | null };

export interface PartLimits {
  /** Longest text of one WeChat message, UTF-8 bytes. */
  readonly longestTextBytes: number;
  readonly language: CustomerLanguage;
}

/** More WeChat messages than this are no reply. */
export const mostParts = 50;

export function partLimitsOf(channel: Pick<ChannelConfig, 'wechat' | 'customerLanguage'>): PartLimits {
  return { longestTextBytes: channel.wechat.longestTextBytes, language: channel.customerLanguage };
}

/** A file's outcome once it is certain. */
export type FileOutcome = Exclude<MediaOutcome, { kind: 'try_later' }>;

/**
 * The WeChat messages a reply is sent as: its words first, then its files, in their order. The same content and files
 * always give the same parts, so that a retry goes on where the attempt before it ended.
 */
export function planParts(content: MessageContent, files: readonly FileOutcome[], limits: PartLimits): PartPlan {
  const words = wordParts(content, limits);
  if (words === null) return refused('WECHAT_CONTENT_REFUSED', content.kind);
  const bodies = [...words, ...files.map((file) => fileBody(file, limits.language))];
  if (bodies.length === 0) return refused('WECHAT_CONTENT_REFUSED', null);
  if (bodies.length > mostParts) return refused('WECHAT_TEXT_TOO_LONG', String(limits.longestTextBytes));
  return { ok: true, parts: bodies.map((body, index) => ({ no: index + 1, of: bodies.length, body })) };
}

/**
 * The plan that the accepted parts of an earlier attempt belong to, told by their count: the longest text may have been
 * changed since, and parts cut with another one begin and end elsewhere. Refused where no longest text that is known gives
 * that count. A change that leaves the count as it was is not seen.
 */
export function planRest(
  content: MessageContent,
  files: readonly FileOutcome[],
  limits: PartLimits,
  known: readonly Pick<MessagePart, 'of' | 'state'>[],
): PartPlan {
  const accepted = known.filter(({ state }) => state === 'accepted');
  const isItsOwn = (plan: PartPlan): boolean => plan.ok && accepted.every(({ of }) => of === plan.parts.length);
  const plan = planParts(content, files, limits);
  if (accepted.length === 0 || isItsOwn(plan)) return plan;
  const byDefault = planParts(content, files, { ...limits, longestTextBytes: defaultTextBytes });
  return isItsOwn(byDefault) ? byDefault : refused('WECHAT_PARTS_CHANGED', null);
}

/** How many WeChat messages a reply needs, before anything is known of its files. */
export function countParts(content: MessageContent, limits: PartLimits): number {
  return (wordParts(content, limits)?.length ?? 0) + attachmentsOf(content).length;
}

export function attachmentsOf(content: MessageContent): readonly { readonly name: string }[] {
  return content.kind === 'rich' ? content.attachments : [];
}

/** The note that takes the place of a file WeChat refused only when it saw it. */
export function noteFor(file: RefusedFile, language: CustomerLanguage): Extract<PartBody, { kind: 'note' }> {
  return { kind: 'note', text: sendableText(fileNote(language, file.name, file.code)), file };
}

/** Null for content that never comes from CXone. */
function wordParts(content: MessageContent, limits: PartLimits): readonly PartBody[] | null {
  switch (content.kind) {
    case 'text':
    case 'template':
      return textParts(content.text, limits);
    case 'rich': {
      const text = wordsOf(content);
      if (content.menu !== undefined) {
        const menu = menuOf(content.menu, limits.longestTextBytes);
        if (menu !== null) return [{ kind: 'menu', menu, fallback: single(text, limits) }];
      }
      if (content.link !== undefined) {
        const article = articleOf(content.link);
        if (article !== null) return [{ kind: 'link', article, fallback: single(text, limits) }];
      }
      return textParts(text, limits);
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'shortvideo':
    case 'location':
    case 'link':
    case 'miniprogram':
    case 'event':
    case 'unsupported':
      return null;
  }
}

function textParts(text: string, { longestTextBytes }: PartLimits): readonly PartBody[] {
  return splitText(sendableText(text), longestTextBytes).map((piece) => ({ kind: 'text', text: piece }));
}

function single(text: string, { longestTextBytes }: PartLimits): string | null {
  const sendable = sendableText(text);
  return sendable.trim() !== '' && Buffer.byteLength(sendable) <= longestTextBytes ? sendable : null;
}

/** Without the lines that stand for the attachments, which are sent themselves or get a note of their own. */
function wordsOf(content: Extract<MessageContent, { kind: 'rich' }>): string {
  const lines = content.text.split('\n');
  for (const { name } of [...content.attachments].reverse()) {
    if (lines.at(-1) === `[${name}]`) lines.pop();
  }
  return lines.join('\n');
}

function fileBody(file: FileOutcome, language: CustomerLanguage): PartBody {
  if (file.kind === 'refused') {
    const { name, code, platformCode } = file;
    return noteFor({ name, code, platformCode }, language);
  }
  const { media } = file;
  const fit = fileFit(media.mimeType, media.sizeBytes);
  return fit.ok
    ? // The name the agent gave it stays here: WeChat shows none, and judges by the extension.
      { kind: fit.kind, media, fileName: `file.${fit.extension}`, mimeType: fit.mimeType }
    : noteFor({ name: media.name, code: fit.code, platformCode: null }, language);
}

function refused(code: ErrorCode, value: string | null): PartPlan {
  return { ok: false, code, value };
}
