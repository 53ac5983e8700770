const shownAtMost = 12;

/** Fails with every line of what went wrong, so that a run tells all of it and not only the first. */
export function expectNone(what: string, problems: readonly string[]): void {
  if (problems.length === 0) return;
  const shown = problems.slice(0, shownAtMost).map((problem) => `  ${problem}`);
  const more = problems.length > shownAtMost ? [`  and ${problems.length - shownAtMost} more`] : [];
  throw new Error([`${what}: ${problems.length}`, ...shown, ...more].join('\n'));
}
