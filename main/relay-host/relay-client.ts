import type {
  ContractClient,
  InputOf,
  InvokeNames,
  OutputOf,
  PayloadOf,
  PushNames,
  Reply,
} from '#shared/contract/contract-types.ts';
import { relayContract, type FromRelay, type RelayContract, type ToRelay } from '#shared/contract/relay-contract.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';

const answerTimeoutMs = 10_000;
/** A channel's checks go out to both platforms, each with its own time-out; counting reads every message. */
const slowAnswers: Partial<Record<InvokeNames<RelayContract>, number>> = {
  'alerts.test': 60_000,
  'certificates.try': 60_000,
  'channels.check': 90_000,
  'credentials.test': 60_000,
  'customer.erase': 120_000,
  'customer.get': 30_000,
  'export.open': 30_000,
  'export.read': 30_000,
  'message.context': 30_000,
  'search.page': 30_000,
  'setup.makeChannel': 60_000,
  'setup.makeSkill': 60_000,
  'setup.tenantOf': 90_000,
  'setup.tryCxone': 60_000,
  'setup.tryWeChat': 60_000,
  'store.verifyCounts': 300_000,
  'task.start': 30_000,
};

export interface RelayClientDeps {
  readonly clock: Clock;
  readonly log: Logger;
  /** False when there is no running relay to send to. */
  readonly post: (message: ToRelay) => boolean;
}

type Answer = Extract<FromRelay, { type: 'reply' | 'push' }>;
type Listener = (payload: unknown) => void;

export interface RelayClient extends ContractClient<RelayContract> {
  /** Takes a checked message of the running relay. */
  receive(message: Answer): void;
  /** Fails every open question: the relay that would have answered is gone. */
  disconnect(): void;
  /** Drops a message of the wrong form and counts it. */
  drop(what: string): void;
  /** Messages dropped since start. More than none means a faulty relay. */
  readonly badMessages: number;
}

/** The relay contract over the message port of the embedded relay, with schemas checked in both directions. */
export function createRelayClient(deps: RelayClientDeps): RelayClient {
  const open = new Map<number, { settle: (reply: Reply) => void; fail: (error: RelayError) => void }>();
  const listeners = new Map<string, Set<Listener>>();
  let lastCallId = 0;
  let badMessages = 0;

  const drop = (what: string): void => {
    badMessages += 1;
    deps.log.warn('relay.bad_message', { what, count: badMessages });
  };

  const ask = (name: InvokeNames<RelayContract>, input: unknown): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const callId = ++lastCallId;
      const cancelTimeout = deps.clock.after(slowAnswers[name] ?? answerTimeoutMs, () => {
        open.delete(callId);
        reject(new RelayError('RELAY_UNRESPONSIVE', `no answer to ${name}`));
      });
      open.set(callId, {
        settle: (reply) => {
          cancelTimeout();
          resolve(reply);
        },
        fail: (error) => {
          cancelTimeout();
          reject(error);
        },
      });
      if (deps.post({ type: 'invoke', callId, name, input })) return;
      open.delete(callId);
      cancelTimeout();
      reject(new RelayError('RELAY_NOT_RUNNING', `${name} asked while no relay runs`));
    });

  return {
    drop,

    get badMessages() {
      return badMessages;
    },

    async invoke<K extends InvokeNames<RelayContract>>(
      name: K,
      input: InputOf<RelayContract[K]>,
    ): Promise<OutputOf<RelayContract[K]>> {
      const entry = relayContract[name];
      const checked = entry.input.safeParse(input);
      if (!checked.success) throw new RelayError('IPC_SCHEMA', `bad input for ${name}`);
      const reply = await ask(name, checked.data);
      if (!reply.ok) throw errorOf(reply.error);
      const output = entry.output.safeParse(reply.value);
      if (output.success) return output.data as OutputOf<RelayContract[K]>;
      drop(`answer to ${name}`);
      throw new RelayError('INTERNAL', `the relay's answer to ${name} has the wrong form`);
    },

    on<K extends PushNames<RelayContract>>(name: K, listener: (payload: PayloadOf<RelayContract[K]>) => void) {
      const known = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, known);
      known.add(listener as Listener);
      return () => void known.delete(listener as Listener);
    },

    receive: (message) => {
      if (message.type === 'reply') {
        const call = open.get(message.callId);
        // An answer after its time-out is late, not wrong.
        if (call === undefined) return;
        open.delete(message.callId);
        call.settle(message.reply);
        return;
      }
      const entry = Object.hasOwn(relayContract, message.name)
        ? relayContract[message.name as keyof RelayContract]
        : undefined;
      const payload = entry?.kind === 'push' ? entry.payload.safeParse(message.payload) : undefined;
      if (payload?.success !== true) drop(`notice ${message.name.slice(0, 60)}`);
      else for (const listener of listeners.get(message.name) ?? []) listener(payload.data);
    },

    disconnect: () => {
      const waiting = [...open.values()];
      open.clear();
      for (const call of waiting) call.fail(new RelayError('RELAY_NOT_RUNNING', 'the relay ended before it answered'));
    },
  };
}

function errorOf(error: Extract<Reply, { ok: false }>['error']): RelayError {
  return new RelayError(error.code, error.message, {
    ...(error.platformCode === null ? {} : { platformCode: error.platformCode }),
    ...(error.value === null ? {} : { value: error.value }),
  });
}
