import { useState } from 'react';

export interface Draft<T> {
  readonly value: T;
  readonly dirty: boolean;
  readonly change: (part: Partial<T>) => void;
  /** Back to what is stored. */
  readonly undo: () => void;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What was typed and is not stored yet. It follows what is stored until something is typed, and then stays as typed. */
export function useDraft<T extends object>(stored: T): Draft<T> {
  const [typed, setTyped] = useState<T | null>(null);
  const value = typed ?? stored;
  return {
    value,
    dirty: typed !== null && !same(typed, stored),
    change: (part) => setTyped((before) => ({ ...(before ?? stored), ...part })),
    undo: () => setTyped(null),
  };
}
