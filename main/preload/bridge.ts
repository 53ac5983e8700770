import { invokeNames, pushNames } from './contract-names.ts';

/** The one thing the page finds on `window`: `window.veerpont`. */
export interface Bridge {
  /** Resolves with a Reply of the contract; never rejects, because an error would lose its code on the way. */
  invoke(name: string, input: unknown): Promise<unknown>;
  /** Calls `listener` with the payload of each such notice. Returns a function that stops it. */
  on(name: string, listener: (payload: unknown) => void): () => void;
}

export interface Wire {
  invoke(name: string, input: unknown): Promise<unknown>;
  /** Calls back for every notice, for as long as the page lives. */
  onPush(listener: (name: string, payload: unknown) => void): void;
}

type Listener = (payload: unknown) => void;

export function createBridge(wire: Wire): Bridge {
  const questions: ReadonlySet<string> = new Set(invokeNames);
  const listeners = new Map<string, Set<Listener>>(pushNames.map((name) => [name, new Set()]));
  wire.onPush((name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload);
  });

  return {
    invoke: async (name, input) => {
      if (!questions.has(name)) return refusal('IPC_UNKNOWN', 'no such question');
      try {
        return await wire.invoke(name, input);
      } catch {
        // The input cannot be copied between processes (a function, a symbol).
        return refusal('IPC_SCHEMA', 'the input cannot be sent');
      }
    },
    on: (name, listener) => {
      const known = listeners.get(name);
      if (known === undefined || typeof listener !== 'function') return () => undefined;
      // One registration each, so that stopping one does not stop another of the same function.
      const call: Listener = (payload) => {
        listener(payload);
      };
      known.add(call);
      return () => void known.delete(call);
    },
  };
}

function refusal(code: 'IPC_UNKNOWN' | 'IPC_SCHEMA', message: string): unknown {
  return { ok: false, error: { code, message, platformCode: null, value: null } };
}
