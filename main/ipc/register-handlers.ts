import { ipcMain, type WebContents } from 'electron';
import { consoleContract, type ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { Logger } from '#shared/lib/logger.ts';
import { answerCall } from './answer-call.ts';
import { invokeChannel } from './channels.ts';
import { createRateLimit } from './rate-limit.ts';
import { callerOf, isTrusted } from './trusted-sender.ts';

/** Far above what a person and a live list ask; far below what slows the main process down. */
const callsPerSecond = 500;

export interface IpcDeps {
  readonly handlers: Handlers<ConsoleContract>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly origin: string;
  /** The console's window, while there is one. */
  readonly contents: () => WebContents | null;
}

/** Opens the one IPC channel of this program. Nothing else listens on ipcMain. */
export function registerHandlers(deps: IpcDeps): void {
  // electron-store answers a question of its own that no page of ours asks.
  ipcMain.removeAllListeners();
  const mayCall = createRateLimit(deps.clock, callsPerSecond);
  ipcMain.handle(invokeChannel, (event, name: unknown, input: unknown) => {
    const senderId = deps.contents()?.id ?? -1;
    return answerCall(
      consoleContract,
      deps.handlers,
      { name, input },
      { isTrusted: isTrusted(callerOf(event), { senderId, origin: deps.origin }), mayCall },
      deps.log,
    );
  });
}
