import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from './bridge.ts';
import { invokeChannel, pushChannel } from './channels.ts';

const bridge = createBridge({
  invoke: (name, input) => ipcRenderer.invoke(invokeChannel, name, input),
  onPush: (listener) => {
    // The event object stays here: it would hand the page ipcRenderer itself.
    ipcRenderer.on(pushChannel, (_event, name: unknown, payload: unknown) => {
      if (typeof name === 'string') listener(name, payload);
    });
  },
});

contextBridge.exposeInMainWorld('veerpont', bridge);
