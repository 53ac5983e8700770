import type { MessageId } from '#shared/domain/ids.ts';

/** A case is named after its first message: read again after a kill, it is the same case. */
export function slaCaseIdOf(firstMessage: MessageId): string {
  return `sla-${firstMessage}`;
}
