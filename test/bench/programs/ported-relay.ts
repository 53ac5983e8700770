import { pathToFileURL } from 'node:url';

/**
 * Runs the built relay as the window does, on a message port: `ported-relay RELAY.js`, its parent speaking over IPC. Whoever
 * measures what searching costs must be able to search, and the relay's addresses take messages only.
 */
const [relay = ''] = process.argv.slice(2);

Object.defineProperty(process, 'parentPort', {
  value: {
    postMessage: (message: object) => process.send?.(message),
    on: (_event: 'message', listener: (event: { readonly data: unknown }) => void) => {
      process.on('message', (data) => {
        listener({ data });
      });
    },
  },
});
process.on('disconnect', () => process.exit(0));

await import(/* @vite-ignore */ pathToFileURL(relay).href);
