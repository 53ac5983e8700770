import { writeSync } from 'node:fs';
import { openDiskMediaStore } from '#relay/media/disk-media-store.ts';

// Saves one endless file in the folder named on the command line, and says how far it has come, until it is killed.
const store = await openDiskMediaStore({ folder: process.argv[2] ?? '', storeKey: Buffer.alloc(32, 9) });

async function* endless(): AsyncGenerator<Uint8Array> {
  for (let sent = 0; ; sent += 65_536) {
    if (sent % 1_048_576 === 0) writeSync(1, `${sent}\n`);
    yield await Promise.resolve(Buffer.alloc(65_536, 3));
  }
}

await store.save(endless(), Number.MAX_SAFE_INTEGER);
