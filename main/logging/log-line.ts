import type { LogFields, LogValue } from '#shared/lib/logger.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** Longer lines are cut: a line is for reading. */
const longestLineBytes = 8_192;
const longestValue = 2_000;
const secretName =
  /^(?:.*(?:secret|token|password|passphrase|apikey|aeskey|storekey|private_?key)|authorization|cookie|openid|text)$/iu;
/** Characters that would hide or reorder what stands in a line: C1 controls, bidirectional marks, line separators. */
const misleading = /[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

export interface LogRecord {
  readonly time: string;
  readonly level: LogLevel;
  readonly process: string;
  readonly event: string;
  readonly fields: LogFields;
}

/** One line of JSON. Values under names that hold secrets or personal data are blanked, whoever logged them. */
export function formatRecord({ time, level, process, event, fields }: LogRecord): string {
  const shown: Record<string, LogValue> = { time, level, process, event: visible(event) };
  for (const [name, value] of Object.entries(fields)) {
    if (value === undefined || Object.hasOwn(shown, name)) continue;
    shown[name] = secretName.test(name) ? '[hidden]' : shorten(value);
  }
  const line = JSON.stringify(shown);
  if (Buffer.byteLength(line) <= longestLineBytes) return line;
  return JSON.stringify({ time, level, process, event: visible(event).slice(0, 200), cut: true });
}

/**
 * A line another process wrote. JSON lines of our own programs keep their level and fields; anything else (the last
 * words of a dying runtime) becomes the text of one warning.
 */
export function readChildLine(process: string, line: string, time: string): LogRecord {
  const value = objectOf(line);
  if (value === null) return { time, level: 'warn', process, event: 'output', fields: { detail: line } };
  const { level, time: ownTime, event, msg, pid: _pid, hostname: _hostname, process: _process, ...rest } = value;
  const fields: Record<string, LogValue> = {};
  for (const [name, field] of Object.entries(rest)) fields[name] = plainValue(field);
  return {
    time: typeof ownTime === 'string' && !Number.isNaN(Date.parse(ownTime)) ? ownTime : time,
    level: levelOf(level),
    process,
    event: typeof event === 'string' ? event : typeof msg === 'string' ? msg : 'output',
    fields,
  };
}

function levelOf(level: unknown): LogLevel {
  if (level === 'debug' || level === 'info' || level === 'warn' || level === 'error') return level;
  return level === 'trace' ? 'debug' : level === 'fatal' ? 'error' : 'info';
}

function plainValue(field: unknown): LogValue {
  if (typeof field === 'string' || typeof field === 'number' || typeof field === 'boolean' || field === null)
    return field;
  if (Array.isArray(field) && field.every((item) => typeof item === 'string')) return field;
  // Objects are not among what a log line may carry, so nobody has looked at what they hold.
  return '[object]';
}

function shorten(value: LogValue): LogValue {
  if (typeof value === 'string')
    return visible(value.length > longestValue ? `${value.slice(0, longestValue)}…` : value);
  if (Array.isArray(value)) return value.slice(0, 50).map((item: string) => visible(item.slice(0, 200)));
  return value;
}

/** Shows hidden characters as their code points. JSON itself escapes line ends and the other C0 controls. */
function visible(text: string): string {
  return text.replace(misleading, (character) => `<U+${character.codePointAt(0)?.toString(16).padStart(4, '0')}>`);
}

function objectOf(line: string): Record<string, unknown> | null {
  if (!line.startsWith('{')) return null;
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
