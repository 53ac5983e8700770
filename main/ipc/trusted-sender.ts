import type { IpcMainInvokeEvent, WebContents } from 'electron';

/** What the check looks at, so that it can be tried without a window. */
export interface Caller {
  readonly senderId: number;
  /** Null when the frame was gone before its call arrived. */
  readonly frame: { readonly isMainFrame: boolean; readonly url: string } | null;
}

/** The page of our window itself may call: no frame inside it, no other window, no other address. */
export function isTrusted(caller: Caller, ours: { readonly senderId: number; readonly origin: string }): boolean {
  if (caller.senderId !== ours.senderId || caller.frame?.isMainFrame !== true) return false;
  return caller.frame.url === ours.origin || caller.frame.url.startsWith(`${ours.origin}/`);
}

export function callerOf(event: IpcMainInvokeEvent): Caller {
  const frame = event.senderFrame;
  return {
    senderId: event.sender.id,
    frame: frame === null ? null : { isMainFrame: isTop(event.sender, frame), url: frame.url },
  };
}

function isTop(contents: WebContents, frame: NonNullable<IpcMainInvokeEvent['senderFrame']>): boolean {
  return frame.parent === null && contents.mainFrame === frame;
}
