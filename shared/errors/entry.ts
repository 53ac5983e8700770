/** What helps: the console turns it into the one button beside the sentence. */
export type ErrorAction =
  | 'none'
  | 'retry'
  | 'reconnect'
  | 'start_channel'
  | 'restart_relay'
  | 'edit_channel'
  | 'edit_integration'
  | 'edit_alerts'
  | 'unlock'
  | 'open_data_folder'
  | 'copy_value';

export interface ErrorEntry {
  /** True when the relay tries again by itself. */
  readonly retryable: boolean;
  readonly action: ErrorAction;
}
