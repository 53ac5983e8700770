import type { MessageId } from '#shared/domain/ids.ts';
import type { MessageWire } from '#shared/domain/message-view.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer, type Answer } from '#renderer/lib/use-answer.ts';
import { useConsole } from '#renderer/store/console-store.ts';

/** What passed over the wire for a message, masked; asked for again whenever the message changed. */
export function useMessageWire(id: MessageId): Answer<MessageWire> {
  const client = useClient();
  const version = useConsole((state) => state.openMessageVersion);
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  return useAnswer(id, () => client.invoke('message.wire', { id }), { version, enabled: relayRuns });
}
