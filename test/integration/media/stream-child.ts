import { writeSync } from 'node:fs';
import { systemClock } from '#main/node/system-clock.ts';
import { uploadBody } from '#relay/connectors/cxone/upload-body.ts';
import { createOutboundHttp } from '#relay/http/outbound/outbound-http.ts';
import { openDiskMediaStore } from '#relay/media/disk-media-store.ts';

// Brings files from the first address to disk and from there to the second, as the relay does, and says how much more
// memory the whole process takes for a file of 40 MB than it took for as many bytes in small files. (Node collects buffers
// only after some 32 MB of them, large files or small.)
const [folder = '', from = '', to = ''] = process.argv.slice(2);
const http = createOutboundHttp({ clock: systemClock, allowPrivateTargets: true });
const store = await openDiskMediaStore({ folder, storeKey: Buffer.alloc(32, 9) });
const longest = 48 * 1024 * 1024;

async function pass(url: string): Promise<number> {
  const answer = await http.request<AsyncIterable<Uint8Array>>({
    url,
    responseType: 'stream',
    maxContentLength: longest,
    timeout: 120_000,
  });
  const saved = await store.save(answer.data, longest);
  if (!saved.ok) throw new Error(saved.code);
  const { ref, sizeBytes, mimeType } = saved.file;
  const data = uploadBody({ sizeBytes, mimeType, open: () => store.open(ref) });
  const uploaded = await http.request({ method: 'POST', url: to, data, timeout: 120_000 });
  if (uploaded.status !== 200) throw new Error(`HTTP ${uploaded.status}`);
  return sizeBytes;
}

for (let warm = 0; warm < 60; warm += 1) await pass(`${from}/1000000`);
const before = process.memoryUsage.rss();
let most = before;
const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 5);
const sizeBytes = await pass(`${from}/${40 * 1024 * 1024}`);
clearInterval(watch);
writeSync(1, `${JSON.stringify({ sizeBytes, grownBytes: most - before })}\n`);
process.exit(0);
