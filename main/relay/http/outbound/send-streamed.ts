import { once } from 'node:events';
import type { ClientRequest } from 'node:http';
import type { StreamedBody } from '../../ports/outbound-http.ts';

/**
 * Writes a body no faster than the connection takes it, and ends the request. Rejects with what the source threw, or
 * when it gave another number of bytes than it had promised; then the request is left unfinished.
 */
export async function sendStreamed(request: ClientRequest, body: StreamedBody, signal: AbortSignal): Promise<void> {
  let left = body.sizeBytes;
  for await (const chunk of body.chunks()) {
    if (signal.aborted) return;
    left -= chunk.byteLength;
    if (left < 0) throw new Error(`the body is longer than its ${body.sizeBytes} bytes`);
    if (!request.write(chunk)) await drained(request, signal);
    if (signal.aborted) return;
  }
  if (left > 0) throw new Error(`the body is ${left} bytes shorter than announced`);
}

async function drained(request: ClientRequest, signal: AbortSignal): Promise<void> {
  try {
    await once(request, 'drain', { signal });
  } catch (thrown) {
    // The call has ended, by an error of its own or by an early answer; whoever ended it has told the caller.
    if (!signal.aborted && !request.destroyed) throw thrown;
  }
}
