import { z } from 'zod';

/** One row of a fault table. */
export interface FaultDefinition {
  /** What goes wrong, in one line; shown by the control API. */
  meaning: string;
  options: z.ZodType<Record<string, unknown>>;
}

export type FaultTable = Record<string, FaultDefinition>;
export type FaultName<T extends FaultTable> = keyof T & string;
export type FaultOptions<T extends FaultTable, N extends FaultName<T>> = z.output<T[N]['options']>;

/** A fault that is set. */
export interface SetFault {
  id: number;
  /** A key of the platform's own (accounts; integrations, applications, channels, APIs), or `*` for all of them. */
  target: string;
  fault: string;
  options: Record<string, unknown>;
  /** How often it will still strike; null: until cleared. */
  remaining: number | null;
  hits: number;
}

export interface FaultRequest {
  target: string;
  fault: string;
  options?: Record<string, unknown> | undefined;
  remaining?: number | undefined;
}

/** The caller named a fault that does not exist, or options it does not have. */
export class FaultRequestError extends Error {
  override readonly name = 'FaultRequestError';
}

export interface FaultRegistry<T extends FaultTable> {
  /** Throws FaultRequestError. */
  set(request: FaultRequest): SetFault;
  /** Removes what matches; without arguments everything. Returns what was removed. */
  clear(filter?: { target?: string | undefined; fault?: string | undefined }): SetFault[];
  list(): readonly SetFault[];
  /** True when the table has a fault of that name. */
  knows(fault: string): boolean;
  /** The options of the first fault of that name in force for one of the targets; counts as one strike. */
  take<N extends FaultName<T>>(
    fault: N,
    targets: readonly string[],
    applies?: (options: FaultOptions<T, N>) => boolean,
  ): FaultOptions<T, N> | undefined;
  /** The same without counting. */
  peek<N extends FaultName<T>>(fault: N, targets: readonly string[]): FaultOptions<T, N> | undefined;
  /** True while nothing is set: lets hot paths skip all questions. */
  readonly isEmpty: boolean;
}

export function createFaultRegistry<T extends FaultTable>(
  table: T,
  onChange: (change: { set?: SetFault; cleared?: SetFault[] }) => void = () => undefined,
): FaultRegistry<T> {
  let active: SetFault[] = [];
  let lastId = 0;

  const matching = (
    fault: string,
    targets: readonly string[],
    applies?: (options: never) => boolean,
  ): SetFault | undefined =>
    active.find(
      (entry) =>
        entry.fault === fault &&
        (entry.target === '*' || targets.includes(entry.target)) &&
        (!applies || applies(entry.options as never)),
    );

  return {
    set({ target, fault, options, remaining }) {
      const definition = Object.hasOwn(table, fault) ? table[fault] : undefined;
      if (!definition) throw new FaultRequestError(`Unknown fault "${fault}"`);
      const parsed = definition.options.safeParse(options ?? {});
      if (!parsed.success) throw new FaultRequestError(`Options of "${fault}": ${z.prettifyError(parsed.error)}`);
      lastId += 1;
      const entry: SetFault = {
        id: lastId,
        target,
        fault,
        options: parsed.data,
        remaining: remaining ?? null,
        hits: 0,
      };
      active = [...active.filter((other) => other.fault !== fault || other.target !== target), entry];
      onChange({ set: entry });
      return entry;
    },
    clear(filter = {}) {
      const goes = (entry: SetFault): boolean =>
        (filter.target === undefined || entry.target === filter.target) &&
        (filter.fault === undefined || entry.fault === filter.fault);
      const cleared = active.filter(goes);
      active = active.filter((entry) => !goes(entry));
      if (cleared.length > 0) onChange({ cleared });
      return cleared;
    },
    list: () => active,
    knows: (fault) => Object.hasOwn(table, fault),
    take(fault, targets, applies) {
      const entry = matching(fault, targets, applies);
      if (!entry) return undefined;
      entry.hits += 1;
      if (entry.remaining !== null) {
        entry.remaining -= 1;
        if (entry.remaining <= 0) active = active.filter((other) => other !== entry);
      }
      return entry.options as never;
    },
    peek: (fault, targets) => matching(fault, targets)?.options as never,
    get isEmpty() {
      return active.length === 0;
    },
  };
}
