import type { AlertNotice, AlertSinkName } from '#shared/domain/alerts.ts';

/** A notice in one language's words: a title, the facts line by line. No markup. */
export interface AlertText {
  readonly title: string;
  readonly lines: readonly string[];
}

/** A way to reach people outside this desktop. */
export interface AlertSink {
  readonly name: Exclude<AlertSinkName, 'heartbeat'>;
  /** Resolves with what the other side said. Rejects with a RelayError (ALERT_…). */
  send(notice: AlertNotice, text: AlertText, signal: AbortSignal): Promise<string>;
}
