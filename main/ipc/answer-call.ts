import type { Contract, Handlers, Reply } from '#shared/contract/contract-types.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Logger } from '#shared/lib/logger.ts';

export interface CallPolicy {
  readonly isTrusted: boolean;
  readonly mayCall: () => boolean;
}

/**
 * Answers one call of the window: trust, rate, name, input schema, handler, output schema. Every failure is an answer
 * with a code; nothing is thrown, because Electron would keep only the text of it.
 */
export async function answerCall<C extends Contract>(
  contract: C,
  handlers: Handlers<C>,
  call: { readonly name: unknown; readonly input: unknown },
  policy: CallPolicy,
  log: Logger,
): Promise<Reply> {
  const name = typeof call.name === 'string' ? call.name.slice(0, 60) : `(${typeof call.name})`;
  try {
    if (!policy.isTrusted) throw new RelayError('IPC_SENDER', 'call from a page or frame that is not ours');
    if (!policy.mayCall()) throw new RelayError('IPC_RATE', 'too many calls in one second');
    const entry = typeof call.name === 'string' && Object.hasOwn(contract, call.name) ? contract[call.name] : undefined;
    if (entry?.kind !== 'invoke') throw new RelayError('IPC_UNKNOWN', 'no such question');
    const input = entry.input.safeParse(call.input);
    if (!input.success) throw new RelayError('IPC_SCHEMA', 'the input has the wrong form');
    const handler = (handlers as Record<string, ((input: unknown) => unknown) | undefined>)[name];
    if (handler === undefined) throw new RelayError('IPC_UNKNOWN', 'no handler');
    const output = entry.output.safeParse(await handler(input.data));
    if (!output.success) throw new RelayError('INTERNAL', 'our own answer has the wrong form');
    return { ok: true, value: output.data };
  } catch (thrown) {
    const error = toRelayError(thrown);
    if (error.code.startsWith('IPC_') || error.code === 'INTERNAL') {
      log.warn('ipc.refused', { name, code: error.code, detail: error.message });
    }
    const { code, message, platformCode, value } = error;
    // What an unforeseen error says was written for us, not for the page.
    return { ok: false, error: { code, message: code === 'INTERNAL' ? 'internal' : message, platformCode, value } };
  }
}
