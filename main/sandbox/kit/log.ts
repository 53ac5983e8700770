/** One JSON object per line on standard error; standard output belongs to the ready line. */
export interface SandboxLog {
  info(event: string, fields?: Record<string, unknown>): void;
  warn(event: string, fields?: Record<string, unknown>): void;
}

export const silentLog: SandboxLog = { info: () => undefined, warn: () => undefined };

export function createStderrLog(): SandboxLog {
  const write = (level: string, event: string, fields: Record<string, unknown> = {}): void => {
    process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, event, ...fields })}\n`);
  };
  return {
    info: (event, fields) => write('info', event, fields),
    warn: (event, fields) => write('warn', event, fields),
  };
}
