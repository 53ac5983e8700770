import type { Clock } from '#shared/lib/clock.ts';
import type { MessagePart } from '#shared/domain/message.ts';
import type { DeliveryResult, NoteExchange, PartJournal } from '../../ports/delivery-target.ts';
import type { PendingMessage } from '../../ports/relay-store.ts';
import type { PartSender } from './part-sender.ts';
import { journaled } from './journaled.ts';
import { noteFor, type PartBody, type PlannedPart, type RefusedFile } from './plan-parts.ts';
import type { CustomerLanguage } from './customer-texts.ts';
import type { CustomMessage } from './custom-message.ts';
import { tryLater } from './wechat-results.ts';

export interface DeliverPartsDeps {
  readonly sender: PartSender;
  readonly language: CustomerLanguage;
  readonly clock: Clock;
  /** WeChat refused a file it had taken: what was kept for the next one of its kind is void. */
  readonly fileRefused: () => void;
}

/** One delivery under way. */
interface Delivery extends DeliverPartsDeps {
  readonly message: PendingMessage;
  readonly signal: AbortSignal;
  /** Null for a message of one part, whose state is the message's own. */
  readonly journal: PartJournal | null;
  readonly note: NoteExchange;
}

export interface PartsEnd {
  readonly result: DeliveryResult;
  /** True when something of the message is out, now or from an earlier attempt. */
  readonly anyOut: boolean;
}

/** All of a message was accepted before. */
export const nothingLeft: DeliveryResult = { kind: 'accepted', platformMessageId: null, caseId: null, threadIds: [] };

/** How one part ended: with WeChat, or with a note in place of its file. */
interface PartEnd {
  readonly result: DeliveryResult;
  readonly file: RefusedFile | null;
}

/**
 * Sends what is not out yet, in order. Ends at the first part that is not accepted; a file that WeChat does not take
 * does not hold up those behind it, but makes the message as a whole a refused one.
 */
export async function deliverParts(
  deps: DeliverPartsDeps,
  parts: readonly PlannedPart[],
  message: PendingMessage,
  signal: AbortSignal,
  journal: PartJournal,
): Promise<PartsEnd> {
  const { sender, language, clock, fileRefused } = deps;
  const delivery: Delivery = {
    sender,
    language,
    clock,
    fileRefused,
    message,
    signal,
    journal: parts.length > 1 ? journal : null,
    note: journal.exchanged,
  };
  const refusedFiles: RefusedFile[] = [];
  let anyOut = false;
  let last: DeliveryResult = nothingLeft;
  for (const part of parts) {
    const known = message.parts.find(({ no }) => no === part.no);
    if (known?.state === 'accepted') {
      anyOut = true;
      if (known.code !== null)
        refusedFiles.push({ ...nameOf(part.body), code: known.code, platformCode: known.platformCode });
      continue;
    }
    if (signal.aborted) return { result: tryLater('message', 'WECHAT_UNREACHABLE'), anyOut };
    const { result, file } = await deliverPart(delivery, part);
    if (result.kind !== 'accepted') return { result, anyOut };
    anyOut = true;
    if (file !== null) refusedFiles.push(file);
    last = result;
  }
  const [worst] = refusedFiles;
  if (worst === undefined) return { result: last, anyOut };
  const { code, platformCode } = worst;
  const value = refusedFiles.map(({ name }) => name).join(', ');
  return { result: { kind: 'refused', scope: 'message', code, platformCode, value }, anyOut };
}

async function deliverPart(delivery: Delivery, part: PlannedPart, isSecondTry = false): Promise<PartEnd> {
  const { sender, signal, note } = delivery;
  const { body } = part;
  const ready = await sender.prepare(body, signal, note);
  if (ready.kind === 'stopped') return { result: ready.result, file: null };
  if (ready.kind === 'file_refused') return sendNote(delivery, part, noteOn(delivery, body, ready));
  if (body.kind === 'note') return sendNote(delivery, part, body);
  const result = await sendPart(delivery, part, body.kind, ready.message);
  if (result.kind !== 'refused' || result.scope !== 'message') return { result, file: null };
  // Refused for its form: nothing of it arrived, so another form may be tried.
  switch (body.kind) {
    case 'image':
    case 'voice':
    case 'video':
      if (result.code !== 'WECHAT_MEDIA_REFUSED') return { result, file: null };
      delivery.fileRefused();
      // WeChat lost what was uploaded: once more from the beginning.
      if (result.platformCode === mediaUnknown && !isSecondTry) return deliverPart(delivery, part, true);
      return sendNote(delivery, part, noteOn(delivery, body, result));
    case 'menu':
    case 'link':
      if (body.fallback === null || !isAboutForm(result.code)) return { result, file: null };
      return { result: await sendPart(delivery, part, 'text', { type: 'text', text: body.fallback }), file: null };
    case 'text':
      return { result, file: null };
  }
}

/** WeChat: a media_id that is none, or not this account's, or older than three days. */
const mediaUnknown = '40007';

function noteOn(
  { language }: Delivery,
  body: PartBody,
  { code, platformCode }: Pick<RefusedFile, 'code' | 'platformCode'>,
): Extract<PartBody, { kind: 'note' }> {
  return noteFor({ ...nameOf(body), code, platformCode }, language);
}

function isAboutForm(code: Extract<DeliveryResult, { kind: 'refused' }>['code']): boolean {
  return code === 'WECHAT_CONTENT_REFUSED' || code === 'WECHAT_REQUEST_INVALID' || code === 'WECHAT_UNKNOWN_CODE';
}

async function sendNote(
  delivery: Delivery,
  part: PlannedPart,
  { text, file }: Extract<PartBody, { kind: 'note' }>,
): Promise<PartEnd> {
  return { result: await sendPart(delivery, part, 'note', { type: 'text', text }, file), file };
}

async function sendPart(
  { sender, message, signal, journal, note, clock }: Delivery,
  { no, of }: PlannedPart,
  kind: MessagePart['kind'],
  custom: CustomMessage,
  file: RefusedFile | null = null,
): Promise<DeliveryResult> {
  const send = (): Promise<DeliveryResult> => sender.send(message, custom, signal, note);
  return journal === null ? send() : journaled({ no, of, kind }, journal, clock, send, file);
}

function nameOf(body: PartBody): { readonly name: string } {
  switch (body.kind) {
    case 'image':
    case 'voice':
    case 'video':
      return { name: body.media.name };
    case 'note':
      return { name: body.file.name };
    case 'text':
    case 'menu':
    case 'link':
      return { name: '' };
  }
}
