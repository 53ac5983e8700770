/** The part of a utility process's parent port that is used here; Electron itself is never imported. */
interface ParentPort {
  on(event: 'message', listener: (message: { data: unknown }) => void): void;
  postMessage(message: unknown): void;
}

export interface Parent {
  send(message: { type: string } & Record<string, unknown>): void;
  onStop(stop: () => void): void;
}

/** The process that started this one as a utility process; undefined under plain Node. */
export function connectParent(): Parent | undefined {
  const { parentPort } = process as NodeJS.Process & { parentPort?: ParentPort };
  if (!parentPort) return undefined;
  return {
    send: (message) => parentPort.postMessage(message),
    onStop(stop) {
      parentPort.on('message', ({ data }) => {
        if (typeof data === 'object' && data !== null && 'type' in data && (data as { type: unknown }).type === 'stop')
          stop();
      });
    },
  };
}
