import { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { NewMessage, Settlement } from '#relay/ports/relay-store.ts';

export const tulip = ChannelId.parse('tulip');
export const lotus = ChannelId.parse('lotus');
export const anna = OpenId.parse('oAnna000000000000000000001');
export const bert = OpenId.parse('oBert000000000000000000002');

/** The moment the messages of these tests arrive, epoch ms; the start of a minute. */
export const noon = 1_767_268_800_000;

let made = 0;

/** An inbound text message with defaults, each with an id of its own. */
export function aNewMessage(overrides: Partial<NewMessage> = {}): NewMessage {
  made += 1;
  const direction = overrides.direction ?? 'inbound';
  const prefix = direction === 'inbound' ? 'wxin' : 'wxout';
  return {
    id: MessageId.parse(`${prefix}-${String(made).padStart(26, '0')}`),
    channelId: tulip,
    direction,
    kind: 'text',
    openId: anna,
    externalId: null,
    dedupeKey: null,
    platformAt: null,
    receivedAt: noon,
    state: 'pending',
    code: null,
    payload: { content: { kind: 'text', text: `message ${made}` }, raw: `<xml>${made}</xml>` },
    opensWindow: null,
    ...overrides,
  };
}

export function aReply(overrides: Partial<NewMessage> = {}): NewMessage {
  return aNewMessage({ direction: 'outbound', ...overrides });
}

export function textOf(text: string): Pick<NewMessage, 'kind' | 'payload'> {
  return { kind: 'text', payload: { content: { kind: 'text', text }, raw: text } };
}

export function aSettlement(
  seq: number,
  outcome: Partial<Settlement['outcome']> & { readonly kind: Settlement['outcome']['kind'] },
  overrides: Partial<Omit<Settlement, 'seq' | 'outcome'>> = {},
): Settlement {
  return {
    seq,
    at: noon + 1_000,
    attempt: 1,
    durationMs: 40,
    report: null,
    ...overrides,
    outcome: { ...outcomeDefaults[outcome.kind], ...outcome } as Settlement['outcome'],
  };
}

const failure = { code: 'CXONE_SERVER_ERROR', platformCode: 'HTTP 503' } as const;
const outcomeDefaults = {
  delivered: { kind: 'delivered', platformMessageId: null, caseId: null, threadIds: [] },
  retry: { kind: 'retry', dueAt: noon + 10_000, ...failure, windowClosed: false, counts: true },
  unconfirmed: { kind: 'unconfirmed', ...failure },
  dead_letter: { kind: 'dead_letter', ...failure },
  expired: { kind: 'expired', ...failure },
} as const;
