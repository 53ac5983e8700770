/** A value a log line may carry. Message text, openids, tokens and keys never reach one whole. */
export type LogValue = string | number | boolean | null | undefined | readonly string[];

export type LogFields = Readonly<Record<string, LogValue>>;

/** Events with fields, not sentences: `log.info('delivery.settled', { messageId, code })`. */
export interface Logger {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
