/** A list of listeners of one kind of notice. A listener that throws does not keep the others from hearing. */
export interface Signal<T> {
  on(listener: (notice: T) => void): () => void;
  emit(notice: T): void;
}

export function createSignal<T>(onListenerError: (thrown: unknown) => void = rethrowLater): Signal<T> {
  const listeners = new Set<(notice: T) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    emit(notice) {
      for (const listener of listeners) {
        try {
          listener(notice);
        } catch (thrown) {
          onListenerError(thrown);
        }
      }
    },
  };
}

// A broken listener is a bug of ours and must be seen, but not by the request that happened to cause the notice.
function rethrowLater(thrown: unknown): void {
  queueMicrotask(() => {
    throw thrown;
  });
}
