const passedOn = [
  'TZ',
  'LANG',
  'LC_ALL',
  'TMPDIR',
  'TEMP',
  'TMP',
  'SystemRoot',
  'windir',
  'VEERPONT_LOG_LEVEL',
] as const;

/**
 * The whole environment of a child process. Not the parent's: that may hold secrets of the operator's shell, and
 * variables (NODE_OPTIONS, NODE_EXTRA_CA_CERTS, NODE_TLS_REJECT_UNAUTHORIZED) that weaken what the child checks.
 */
export function childEnvironment(parent: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const name of passedOn) {
    const value = parent[name];
    if (value !== undefined) environment[name] = value;
  }
  return environment;
}
