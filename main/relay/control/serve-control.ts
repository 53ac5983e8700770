import type { Handlers, PayloadOf, PushNames, Reply } from '#shared/contract/contract-types.ts';
import { relayContract, ToRelay, type FromRelay, type RelayContract } from '#shared/contract/relay-contract.ts';
import { RelayError, toRelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { Relay } from '../compose.ts';

const heartbeatMs = 1_000;

/** A message port as Electron's utility process and tests have it. */
export interface ControlPort {
  post(message: FromRelay): void;
  /** `listener` gets each message as it came: unchecked. */
  onMessage(listener: (message: unknown) => void): void;
}

export interface ControlDeps {
  readonly port: ControlPort;
  readonly clock: Clock;
  readonly log: Logger;
  readonly start: (message: Extract<ToRelay, { type: 'start' }>) => Promise<Relay>;
  /** Ends the process. */
  readonly exit: (code: number) => void;
}

/**
 * Speaks the relay contract over a message port: starts the relay on the start message, beats once a second, answers
 * questions, sends notices. Messages of the wrong form are counted, logged and otherwise ignored.
 */
export function serveControl(deps: ControlDeps): void {
  let relay: Promise<Relay> | null = null;
  let stopping: Promise<void> | null = null;
  const stop = async (): Promise<void> => {
    await (await relay)?.stop();
    deps.exit(0);
  };
  deps.port.onMessage((raw) => {
    const parsed = ToRelay.safeParse(raw);
    if (!parsed.success) {
      deps.log.warn('control.bad_message');
      return;
    }
    const message = parsed.data;
    if (message.type === 'start') {
      if (relay !== null) return;
      relay = deps.start(message);
      relay.then(
        (started) => {
          announce(deps, started);
        },
        (thrown: unknown) => {
          fail(deps, thrown);
        },
      );
    } else if (message.type === 'stop') {
      stopping ??= stop().catch(() => {
        deps.exit(1);
      });
    } else {
      void answer(relay, message).then((reply) => {
        deps.port.post({ type: 'reply', callId: message.callId, reply });
      });
    }
  });
}

function announce(deps: ControlDeps, relay: Relay): void {
  const forward = (name: PushNames<RelayContract>): void => {
    relay.on(name, (payload: PayloadOf<RelayContract[typeof name]>) => {
      deps.port.post({ type: 'push', name, payload });
    });
  };
  for (const [name, entry] of Object.entries(relayContract)) {
    if (entry.kind === 'push') forward(name as PushNames<RelayContract>);
  }
  const beat = (): void => {
    deps.port.post({ type: 'heartbeat', at: deps.clock.now() });
    deps.clock.after(heartbeatMs, beat);
  };
  deps.port.post({ type: 'ready', urls: relay.urls });
  beat();
}

function fail(deps: ControlDeps, thrown: unknown): void {
  const error = toRelayError(thrown);
  deps.log.error('relay.start_failed', { code: error.code, detail: error.message });
  deps.port.post({ type: 'fatal', code: error.code, message: error.message, value: error.value });
  // The message must leave before the process does.
  deps.clock.after(100, () => {
    deps.exit(1);
  });
}

async function answer(relay: Promise<Relay> | null, call: Extract<ToRelay, { type: 'invoke' }>): Promise<Reply> {
  try {
    if (relay === null) throw new RelayError('RELAY_NOT_RUNNING', 'not started yet');
    const entry = Object.hasOwn(relayContract, call.name) ? relayContract[call.name as keyof RelayContract] : undefined;
    if (entry?.kind !== 'invoke') throw new RelayError('IPC_UNKNOWN', `no such question: ${call.name}`);
    const input = entry.input.safeParse(call.input);
    if (!input.success) throw new RelayError('IPC_SCHEMA', `bad input for ${call.name}`);
    const handlers = (await relay).handlers as Record<string, (value: unknown) => unknown>;
    return { ok: true, value: await handlers[call.name]?.(input.data) };
  } catch (thrown) {
    const { code, message, platformCode, value } = toRelayError(thrown);
    return { ok: false, error: { code, message, platformCode, value } };
  }
}

export type RelayHandlers = Handlers<RelayContract>;
