/** CXone: `POST /dfo/3.0/channels/{channelId}/messages`. The members we send. */
export interface CreateMessageBody {
  readonly idOnExternalPlatform: string;
  readonly direction: 'inbound';
  /** ISO 8601 with milliseconds and zone. */
  readonly createdAtWithMilliseconds: string;
  readonly thread: { readonly idOnExternalPlatform: string; readonly threadName: string };
  readonly messageContent: {
    readonly type: 'TEXT';
    readonly payload: { readonly text: string };
    readonly fallbackText: string;
    /** What the agent's button or list item carried, when the end user tapped on it. */
    readonly postback?: string;
  };
  readonly authorEndUserIdentity: { readonly idOnExternalPlatform: string; readonly nickname: string };
  /** The brand's side. */
  readonly recipients: readonly {
    readonly idOnExternalPlatform: string;
    readonly name: string;
    readonly isPrimary: boolean;
    readonly isPrivate: boolean;
  }[];
  readonly attachments?: readonly { readonly friendlyName: string; readonly url: string }[];
}
