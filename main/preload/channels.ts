/** The names main/ipc/channels.ts has too: this folder imports nothing of the main process. A test compares them. */
export const invokeChannel = 'veerpont:invoke';
export const pushChannel = 'veerpont:push';
