/** Longer lines are cut, so that a child cannot fill our memory with one endless line. */
const longestLine = 8_192;

export interface LineSplitter {
  push(piece: string): void;
  /** Hands out what is left without a line end. */
  end(): void;
}

/** Cuts a stream of text pieces into lines. Empty lines are left out. */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  let rest = '';
  let skipping = false;
  const tell = (line: string): void => {
    const trimmed = line.endsWith('\r') ? line.slice(0, -1) : line;
    if (trimmed !== '') onLine(trimmed);
  };
  return {
    push: (piece) => {
      const parts = piece.split('\n');
      const last = parts.pop() ?? '';
      for (const part of parts) {
        if (!skipping) tell((rest + part).slice(0, longestLine));
        rest = '';
        skipping = false;
      }
      if (skipping) return;
      rest += last;
      if (rest.length <= longestLine) return;
      tell(rest.slice(0, longestLine));
      rest = '';
      skipping = true;
    },
    end: () => {
      tell(rest);
      rest = '';
    },
  };
}
