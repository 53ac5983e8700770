import type { Clock } from '#shared/lib/clock.ts';
import type { LogFields, Logger } from '#shared/lib/logger.ts';
import type { LogFile } from './log-file.ts';
import { formatRecord, readChildLine, type LogLevel, type LogRecord } from './log-line.ts';

const order: readonly LogLevel[] = ['debug', 'info', 'warn', 'error'];

export interface AppLogOptions {
  readonly file: Pick<LogFile, 'append'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly level: LogLevel;
  /** Also gets warnings and errors, for a person who started the console from a terminal. */
  readonly mirror: ((line: string) => void) | null;
}

export interface AppLog extends Logger {
  /** Takes a line that a child process wrote, so that there is one file in one order. */
  childLine(process: string, line: string): void;
}

/** The console's log: its own lines and those of its child processes. */
export function createAppLog(options: AppLogOptions): AppLog {
  const least = order.indexOf(options.level);
  const timeNow = (): string => new Date(options.clock.now()).toISOString();
  const put = (record: LogRecord): void => {
    const rank = order.indexOf(record.level);
    if (rank < least) return;
    const line = formatRecord(record);
    options.file.append(line);
    if (rank >= order.indexOf('warn')) options.mirror?.(line);
  };
  const write =
    (level: LogLevel) =>
    (event: string, fields: LogFields = {}): void => {
      put({ time: timeNow(), level, process: 'console', event, fields });
    };
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    childLine: (process, line) => {
      put(readChildLine(process, line, timeNow()));
    },
  };
}

/** VEERPONT_LOG_LEVEL, or 'info'. */
export function logLevelOf(text: string | undefined): LogLevel {
  return order.find((level) => level === text) ?? 'info';
}
