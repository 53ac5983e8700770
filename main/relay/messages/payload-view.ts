import { maxPayloadChars, type Exchange, type Payload } from '#shared/domain/message-view.ts';
import { keptBodyChars } from '../core/exchange-text.ts';
import type { AttemptExchange } from '../ports/relay-store.ts';
import { fieldLimits, fieldsOfJson, fieldsOfXml, type Field } from './decode-fields.ts';
import { isTechnical, revealed, shown, type Hiding } from './hiding.ts';

const inBase64 = 'base64:';
const doubtfulChars = 80;

/** A payload as it arrived, for looking at. `raw`: what the store holds. */
export function payloadView(raw: string, hiding: Hiding): Payload {
  const form = formOf(raw);
  const text = form === 'base64' ? raw.slice(inBase64.length) : raw;
  // Bytes that are no text say nothing that could be hidden, and nothing anybody could read.
  const whole = form === 'base64' ? cut(text) : shown(text, hiding.body, maxPayloadChars);
  return {
    form,
    text: whole.text,
    isCut: whole.isCut,
    sizeBytes: form === 'base64' ? bytesIn(text) : Buffer.byteLength(text),
    fields: fieldsOf(form, text).map((field) => fieldView(field, hiding)),
  };
}

/** A call as it went over the wire, for looking at. */
export function exchangeView<E extends AttemptExchange | Exchange>(exchange: E, hiding: Hiding): E {
  const body = (text: string | null): string | null => (text === null ? null : bodyView(text, exchange.isCut, hiding));
  return {
    ...exchange,
    url: hiding.ids(exchange.url),
    request: body(exchange.request),
    answer: body(exchange.answer),
  };
}

function bodyView(text: string, isCut: boolean, hiding: Hiding): string {
  const view = shown(text, hiding.body, maxPayloadChars).text;
  // Where it was cut when it was kept, the first half of something personal may stand.
  return isCut && hiding !== revealed && text.length >= keptBodyChars - 1 ? view.slice(0, -doubtfulChars) : view;
}

function fieldView({ path, value }: Field, hiding: Hiding): Field {
  const hide = isTechnical(path, value) ? hiding.ids : hiding.said;
  return {
    path: shown(path, hiding.ids, fieldLimits.pathChars).text,
    value: shown(value, hide, fieldLimits.valueChars).text,
  };
}

function formOf(raw: string): Payload['form'] {
  if (raw.startsWith(inBase64)) return 'base64';
  const start = raw.slice(0, 1_000).trimStart();
  if (start.startsWith('<')) return 'xml';
  return start.startsWith('{') || start.startsWith('[') ? 'json' : 'text';
}

function fieldsOf(form: Payload['form'], text: string): readonly Field[] {
  switch (form) {
    case 'xml':
      return fieldsOfXml(text);
    case 'json':
      return fieldsOfJson(text);
    case 'base64':
    case 'text':
      return [];
  }
}

function cut(text: string): { readonly text: string; readonly isCut: boolean } {
  return { text: text.slice(0, maxPayloadChars), isCut: text.length > maxPayloadChars };
}

function bytesIn(base64: string): number {
  return Math.floor((base64.replace(/=+$/u, '').length * 3) / 4);
}
