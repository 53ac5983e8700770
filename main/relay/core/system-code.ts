/** The system's own word for an error ('ECONNREFUSED'), of the error itself or of what caused it; null without one. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return systemCode(error.cause);
}
