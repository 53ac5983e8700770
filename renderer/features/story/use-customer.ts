import type { Customer } from '#shared/domain/message-search.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useConsole } from '#renderer/store/console-store.ts';

/** Whose message it is; null until it is known, or when there is no such customer. */
export function useCustomer(contactNo: number | null): Customer | null {
  const client = useClient();
  const relayRuns = useConsole((state) => state.relay?.kind === 'running');
  const customer = useAnswer(String(contactNo), () => client.invoke('customer.get', { contactNo: contactNo ?? 0 }), {
    enabled: relayRuns && contactNo !== null,
  });
  return customer.value;
}
