/** How a program ended: its exit code or signal, or why it could not be started. */
export type TunnelEnd =
  | { readonly kind: 'ended'; readonly with: string }
  | { readonly kind: 'not_started'; readonly why: 'missing' | 'refused'; readonly detail: string };

export interface TunnelLaunch {
  readonly program: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly onLine: (line: string) => void;
  /** Called once, also when the program could not be started. */
  readonly onEnd: (end: TunnelEnd) => void;
}

/** A running program and everything it started. */
export interface TunnelChild {
  /** Null when it could not be started. */
  readonly pid: number | null;
  /** Ends the whole group: asked first, 'hard' at once. */
  end(how: 'ask' | 'hard'): void;
}
