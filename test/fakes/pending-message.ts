import { ChannelId, MessageId, OpenId } from '#shared/domain/ids.ts';
import type { PendingMessage } from '#relay/ports/relay-store.ts';

/** A waiting message with defaults, so that a test shows only what matters to it. */
export function aPendingMessage(overrides: Partial<PendingMessage> = {}): PendingMessage {
  const seq = overrides.seq ?? 1;
  return {
    seq,
    id: MessageId.parse(`wxin-${String(seq).padStart(6, '0')}`),
    channelId: ChannelId.parse('tulip'),
    direction: 'inbound',
    kind: 'text',
    contactNo: 1,
    openId: OpenId.parse('oABCD1234567890abcdefghijkl'),
    externalId: null,
    platformAt: null,
    receivedAt: 1_767_225_600_000,
    attempts: 0,
    dueAt: 0,
    windowClosed: false,
    content: { kind: 'text', text: `message ${seq}` },
    parts: [],
    ...overrides,
  };
}
