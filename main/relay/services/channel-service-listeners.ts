import type { ChannelState } from '#shared/domain/channel.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Logger } from '#shared/lib/logger.ts';
import type { StateChange } from '../ports/channel-watch.ts';

export type StateListener = (change: StateChange) => void;

/** Who is told of the channels' states. One that throws keeps nobody else from hearing. */
export class StateListeners {
  readonly #log: Logger;
  readonly #listeners = new Set<StateListener>();

  constructor(log: Logger) {
    this.#log = log;
  }

  add(listener: StateListener): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** The state a channel begins with. To one listener, or to all. */
  begin(channelId: ChannelId, state: ChannelState, at: number, only?: StateListener): void {
    this.#send({ channelId, from: state, to: state, at }, only === undefined ? this.#listeners : [only]);
  }

  tell(change: StateChange): void {
    if (differs(change.from, change.to, told)) this.#send(change, this.#listeners);
  }

  #send(change: StateChange, listeners: Iterable<StateListener>): void {
    for (const listener of listeners) {
      try {
        listener(change);
      } catch (thrown) {
        this.#log.error('channel.listener_failed', {
          channelId: change.channelId,
          detail: thrown instanceof Error ? thrown.message : String(thrown),
        });
      }
    }
  }
}

const told = ['kind', 'leg', 'code', 'value', 'settling', 'flapping'] as const;
const shown = [...told, 'since', 'until', 'owner'] as const;

function differs(from: ChannelState, to: ChannelState, fields: readonly (keyof ChannelState)[]): boolean {
  return fields.some((field) => from[field] !== to[field]);
}

/** True when something changed that does not come with a change of a leg. */
export function looksDifferent(from: ChannelState, to: ChannelState): boolean {
  return differs(from, to, shown);
}
