import { z } from 'zod';
import { OpenId } from '#shared/domain/ids.ts';
import type { XmlFields } from './wechat-xml.ts';

// WeChat: MsgId is a 64-bit number, beyond what a JavaScript number holds. It stays text.
const MsgId = z.string().regex(/^\d{1,19}$/u);
const text = z.string();
const optional = z.string().optional();

const Envelope = z.object({
  ToUserName: z.string().min(1),
  FromUserName: OpenId,
  /** Unix seconds. */
  CreateTime: z.string().regex(/^\d{1,10}$/u),
  MsgType: z.string().min(1).max(64),
});

const Message = Envelope.extend({ MsgId });

const KnownMessage = z.discriminatedUnion('MsgType', [
  /** `bizmsgmenuid` is there when the end user tapped an item of a menu message. */
  Message.extend({ MsgType: z.literal('text'), Content: text, bizmsgmenuid: optional }),
  Message.extend({ MsgType: z.literal('image'), PicUrl: optional, MediaId: optional }),
  Message.extend({
    MsgType: z.literal('voice'),
    MediaId: optional,
    MediaId16K: optional,
    Format: optional,
    Recognition: optional,
  }),
  Message.extend({ MsgType: z.literal('video'), MediaId: optional, ThumbMediaId: optional }),
  Message.extend({ MsgType: z.literal('shortvideo'), MediaId: optional, ThumbMediaId: optional }),
  Message.extend({ MsgType: z.literal('location'), Location_X: text, Location_Y: text, Label: text.default('') }),
  Message.extend({ MsgType: z.literal('link'), Title: text.default(''), Description: text.default(''), Url: text }),
  Message.extend({
    MsgType: z.literal('miniprogrampage'),
    Title: text.default(''),
    AppId: text,
    PagePath: text.default(''),
  }),
]);
export type KnownMessage = z.infer<typeof KnownMessage>;

const Event = Envelope.extend({
  MsgType: z.literal('event'),
  Event: z.string().min(1).max(128),
  EventKey: text.default(''),
  Ticket: text.default(''),
  /** Of reports on what was sent; the same number WeChat answered the call with. */
  MsgID: optional,
  Status: optional,
});

/** A type we do not know yet. Its MsgId may be missing, but a wrong one is a mistake here too. */
const OtherMessage = Envelope.extend({ MsgId: MsgId.optional() });

export type WeChatPush =
  | { readonly kind: 'message'; readonly message: KnownMessage }
  | { readonly kind: 'event'; readonly event: z.infer<typeof Event> }
  | { readonly kind: 'other'; readonly message: z.infer<typeof OtherMessage> };

export type ParsedPush =
  | { readonly ok: true; readonly push: WeChatPush }
  /** `field` names the first member that is missing or wrong; its value stays out of it. */
  | { readonly ok: false; readonly field: string };

const knownTypes = new Set(KnownMessage.options.map((option) => option.shape.MsgType.value));

/** Strict about what we rely on, silent about the rest: WeChat adds members, types and events without notice. */
export function parsePush(fields: XmlFields): ParsedPush {
  const raw = Object.fromEntries(fields);
  const type = fields.get('MsgType') ?? '';
  if (type === 'event') {
    const parsed = Event.safeParse(raw);
    return parsed.success ? { ok: true, push: { kind: 'event', event: parsed.data } } : unreadable(parsed.error);
  }
  if (isKnownType(type)) {
    const parsed = KnownMessage.safeParse(raw);
    return parsed.success ? { ok: true, push: { kind: 'message', message: parsed.data } } : unreadable(parsed.error);
  }
  const parsed = OtherMessage.safeParse(raw);
  return parsed.success ? { ok: true, push: { kind: 'other', message: parsed.data } } : unreadable(parsed.error);
}

function isKnownType(type: string): boolean {
  return (knownTypes as ReadonlySet<string>).has(type);
}

function unreadable(error: z.ZodError): ParsedPush {
  return { ok: false, field: String(error.issues[0]?.path[0] ?? 'xml') };
}
