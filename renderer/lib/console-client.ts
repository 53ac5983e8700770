import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { ContractClient, Reply } from '#shared/contract/contract-types.ts';
import { RelayError } from '#shared/errors/relay-error.ts';

/** What the preload script exposes as `window.veerpont`. Plain data only; it answers a failure as a Reply. */
export interface RawBridge {
  invoke(name: string, input: unknown): Promise<Reply>;
  on(name: string, listener: (payload: unknown) => void): () => void;
}

export type ConsoleClient = ContractClient<ConsoleContract>;

declare global {
  interface Window {
    readonly veerpont?: RawBridge;
  }
}

/** The console contract over the preload bridge. Every rejection is a RelayError. */
export function createConsoleClient(raw: RawBridge): ConsoleClient {
  const invoke = async (name: string, input: unknown): Promise<unknown> => {
    let reply: Reply;
    try {
      reply = await raw.invoke(name, input);
    } catch (thrown) {
      // The bridge itself failed: the main process refused the page or is going down.
      throw new RelayError('INTERNAL', `The bridge failed at ${name}`, { cause: thrown });
    }
    if (reply.ok) return reply.value;
    const { code, message, platformCode, value } = reply.error;
    throw new RelayError(code, message, {
      ...(platformCode === null ? {} : { platformCode }),
      ...(value === null ? {} : { value }),
    });
  };
  // Main has parsed both ways against the same contract, so the names' types hold here without parsing again.
  return {
    invoke,
    on: (name: string, listener: (payload: unknown) => void) => raw.on(name, listener),
  } as ConsoleClient;
}
