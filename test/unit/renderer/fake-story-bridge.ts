import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { ContextLine, Exchange, MessageWire, Payload, RevealedMessage } from '#shared/domain/message-view.ts';
import type { TrafficRow } from '#shared/domain/message.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import { present } from './fake-data.ts';

export function anExchange(part: Partial<Exchange> = {}): Exchange {
  return {
    at: present,
    attempt: 1,
    part: null,
    platform: 'wechat',
    method: 'POST',
    url: 'https://api.weixin.qq.com/cgi-bin/message/custom/send',
    request: '{"touser":"…k4Qz","msgtype":"text","text":{"content":"Call ••••"}}',
    status: 200,
    answer: '{"errcode":45047,"errmsg":"out of response count limit"}',
    isCut: false,
    durationMs: 122,
    failure: null,
    ...part,
  };
}

export function aPayload(part: Partial<Payload> = {}): Payload {
  const text = '<xml><FromUserName>…k4Qz</FromUserName><Content>Call ••••</Content></xml>';
  return {
    form: 'xml',
    text,
    isCut: false,
    sizeBytes: text.length,
    fields: [
      { path: 'xml.FromUserName', value: '…k4Qz' },
      { path: 'xml.Content', value: 'Call ••••' },
    ],
    ...part,
  };
}

export function aWire(part: Partial<MessageWire> = {}): MessageWire {
  return { payload: aPayload(), exchanges: [], notKept: 0, ...part };
}

export function aRevealed(part: Partial<RevealedMessage> = {}): RevealedMessage {
  return {
    text: 'Call +31 20 123 4567',
    openId: 'oAbCdEfGhIjKlMnOpQrSk4Qz',
    wire: aWire({
      payload: aPayload({
        text: '<xml><FromUserName>oAbCdEfGhIjKlMnOpQrSk4Qz</FromUserName></xml>',
        fields: [{ path: 'xml.FromUserName', value: 'oAbCdEfGhIjKlMnOpQrSk4Qz' }],
      }),
    }),
    grant: 'grant-1',
    until: Date.now() + 600_000,
    ...part,
  };
}

export const aContextLine = (row: TrafficRow): ContextLine => ({ row, text: row.preview });

interface StoryWorldOf {
  /** Newest first. */
  readonly rows: readonly TrafficRow[];
}

type StoryHandlers = Pick<
  Handlers<ConsoleContract>,
  'message.wire' | 'message.context' | 'message.media' | 'message.reveal'
>;

/** Nothing was sent yet for any message; the neighbours are the other rows of the same customer. */
export function storyHandlers(state: StoryWorldOf, whileRunning: <T>(answer: () => T) => T): StoryHandlers {
  return {
    'message.wire': () => whileRunning(() => aWire()),
    'message.context': ({ id, each }) =>
      whileRunning(() => {
        const row = state.rows.find((one) => one.id === id);
        if (row === undefined) throw new RelayError('MESSAGE_NOT_FOUND', 'Not there');
        const others = state.rows.filter((one) => one.endUser === row.endUser && one.id !== id).toReversed();
        const before = others.filter(({ seq }) => seq < row.seq);
        const after = others.filter(({ seq }) => seq > row.seq);
        return {
          before: before.slice(-each).map(aContextLine),
          after: after.slice(0, each).map(aContextLine),
          hasMoreBefore: before.length > each,
          hasMoreAfter: after.length > each,
        };
      }),
    'message.reveal': () => whileRunning(() => aRevealed()),
    'message.media': () => whileRunning(() => ({ mimeType: 'image/png' as const, base64: btoa('picture') })),
  };
}
