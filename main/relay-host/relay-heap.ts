/**
 * V8's options for the process the relay runs in. Left alone V8 keeps old garbage until the heap is several times what is
 * in use, and a third of all the relay's memory for what lives for a moment. `package.json` gives the same to the relay
 * without Electron.
 */
export const relayHeapFlags: readonly string[] = [
  // MiB, each of two halves. Half of what Node takes by itself.
  '--max-semi-space-size=8',
  // Per cent by which what is in use may grow before it is collected.
  '--heap-growing-percent=20',
];
