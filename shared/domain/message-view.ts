import { z } from 'zod';
import { TrafficRow } from './message.ts';

/** What arrived, as it arrived: decrypted XML or JSON from WeChat, JSON from CXone, Base64 of bytes that are no text. */
export const Payload = z.object({
  form: z.enum(['xml', 'json', 'base64', 'text']),
  /** Masked unless revealed. Cut behind `maxPayloadChars`. */
  text: z.string(),
  isCut: z.boolean(),
  /** Size of the whole, bytes of UTF-8. */
  sizeBytes: z.number().int(),
  /** The same, decoded: each value with the way to it ('xml.FromUserName', 'message.content.text'). Empty when it cannot be decoded. */
  fields: z.array(z.object({ path: z.string(), value: z.string() })),
});
export type Payload = z.infer<typeof Payload>;

/** UTF-16 units of a payload or of a body that are shown. */
export const maxPayloadChars = 64_000;

/** One call to the other side on behalf of a message, as it went over the wire. Secrets are taken out before it is kept. */
export const Exchange = z.object({
  at: z.number(),
  attempt: z.number().int(),
  /** Which part of the message, from 1; null when it goes in one piece. */
  part: z.number().int().nullable(),
  platform: z.enum(['wechat', 'cxone']),
  method: z.string(),
  /** Without tokens and signatures. */
  url: z.string(),
  /** Masked unless revealed. Null when there was none, or it was a file. */
  request: z.string().nullable(),
  /** Null: no answer was read. */
  status: z.number().int().nullable(),
  answer: z.string().nullable(),
  /** Either body is longer than was kept. */
  isCut: z.boolean(),
  durationMs: z.number(),
  /** Why no answer was read, or null. */
  failure: z.string().nullable(),
});
export type Exchange = z.infer<typeof Exchange>;

/** What passed over the wire for one message. */
export const MessageWire = z.object({
  /** Null: it cannot be read any more. */
  payload: Payload.nullable(),
  /** In the order they happened. */
  exchanges: z.array(Exchange),
  /** Attempts of which no exchange was kept: under a load that leaves no room for it, or before this was kept at all. */
  notKept: z.number().int(),
});
export type MessageWire = z.infer<typeof MessageWire>;

/** A message's personal data, unmasked. Whoever asks gives a reason, and the audit holds it. */
export const RevealedMessage = z.object({
  text: z.string(),
  openId: z.string().nullable(),
  wire: MessageWire,
  /** Lets the files of this message be looked at until then. */
  grant: z.string(),
  until: z.number(),
});
export type RevealedMessage = z.infer<typeof RevealedMessage>;

/** One message before or after another of the same conversation. */
export const ContextLine = z.object({
  row: TrafficRow,
  /** Masked. */
  text: z.string(),
});
export type ContextLine = z.infer<typeof ContextLine>;

export const MessageContext = z.object({
  /** In the order of acceptance; the message itself is not among them. */
  before: z.array(ContextLine),
  after: z.array(ContextLine),
  hasMoreBefore: z.boolean(),
  hasMoreAfter: z.boolean(),
});
export type MessageContext = z.infer<typeof MessageContext>;

/** A file to look at: of a type that the window shows and nothing can be run from. */
export const MediaPreview = z.object({
  mimeType: z.enum(['image/jpeg', 'image/png', 'image/gif', 'image/webp', 'audio/mpeg', 'video/mp4']),
  base64: z.string(),
});
export type MediaPreview = z.infer<typeof MediaPreview>;

/** Larger files are not shown. */
export const maxPreviewBytes = 5_000_000;
