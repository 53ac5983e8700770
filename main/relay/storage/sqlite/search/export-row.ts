import type { MessageContent } from '#shared/domain/message.ts';
import { excerpt, maskId, maskText } from '#shared/lib/mask.ts';
import type { Names } from './names.ts';
import { unlessDamaged, type SearchedMessage, type StoreWindow } from './store-window.ts';

/** Names of the columns, which people build upon: they are added to at the end, never renamed. */
export const exportColumns = [
  'seq',
  'message_id',
  'channel',
  'direction',
  'type',
  'state',
  'waiting_reason',
  'code',
  'platform_code',
  'attempts',
  'received_at',
  'changed_at',
  'platform_at',
  'customer',
  'customer_name_source',
  'contact_no',
  'openid',
  'platform_message_id',
  'case_id',
  'text',
  'files',
] as const;
export type ExportColumn = (typeof exportColumns)[number];

export interface ExportedFile {
  readonly name: string;
  readonly type: string;
  /** Null while it is not here. */
  readonly size_bytes: number | null;
  readonly state: string;
}

export type ExportRow = Readonly<
  Record<Exclude<ExportColumn, 'files'>, string | number | null> & { readonly files: readonly ExportedFile[] }
>;

export interface ExportRowParts {
  readonly window: StoreWindow;
  readonly names: Names;
  readonly isMasked: boolean;
  readonly timeText: (at: number) => string;
}

/** As in lists. */
const nameCharacters = 160;
/** Of a text that is masked no more is written: hiding takes time, and no customer writes so much. */
const maskedCharacters = 20_000;
/** What is hidden may begin before the cut and end behind it. */
const maskMargin = 2_000;

const kindsWithFiles: ReadonlySet<MessageContent['kind']> = new Set(['image', 'voice', 'video', 'shortvideo', 'rich']);

/** What an export says of a message; null when its channel is gone. */
export function exportRowOf(message: SearchedMessage, parts: ExportRowParts): ExportRow | null {
  const { record, content, text } = message;
  const { window, isMasked, timeText } = parts;
  const row = window.session.reader.rowFrom(record, content);
  if (row === null) return null;
  const { contactNo } = record;
  const openId = contactNo === null ? null : (window.session.contacts.byNo(contactNo)?.openId ?? null);
  const shownId = openId === null || !isMasked ? openId : maskId(openId);
  const name = contactNo === null ? null : parts.names.of(contactNo);
  return {
    seq: row.seq,
    message_id: row.id,
    channel: row.channelId,
    direction: row.direction,
    type: row.kind,
    state: row.state,
    waiting_reason: row.pendingReason,
    code: row.code,
    platform_code: row.platformCode,
    attempts: row.attempts,
    received_at: timeText(row.receivedAt),
    changed_at: timeText(row.changedAt),
    platform_at: record.platformAt === null ? null : timeText(record.platformAt),
    customer: name === null ? shownId : isMasked ? maskText(excerpt(name.text, nameCharacters)) : name.text,
    customer_name_source: name?.source ?? (shownId === null ? null : 'openid'),
    contact_no: contactNo,
    openid: shownId,
    platform_message_id: record.platformMessageId ?? record.externalId,
    case_id: record.caseId,
    text: isMasked ? maskedText(text) : text,
    files: filesOf(message, parts),
  };
}

function maskedText(text: string): string {
  if (text.length <= maskedCharacters) return maskText(text);
  const masked = maskText(text.slice(0, maskedCharacters + maskMargin));
  return `${masked.slice(0, maskedCharacters)}…`;
}

function filesOf({ record }: SearchedMessage, { window, isMasked }: ExportRowParts): ExportedFile[] {
  if (!kindsWithFiles.has(record.kind)) return [];
  const files = unlessDamaged(() => window.session.media.of(record.seq, record.contactNo)) ?? [];
  return files.map(({ name, mimeType, sizeBytes, state }) => ({
    name: isMasked ? maskText(name.slice(0, maskMargin)) : name,
    type: mimeType,
    size_bytes: sizeBytes,
    state,
  }));
}
