import type { FaultRegistry } from '../kit/fault-registry.ts';
import type { JsonObject } from '../kit/json.ts';
import type { CxoneFaultTable } from './faults.ts';

/** The body of a call to the middleware with members taken away or changed, as the faults in force say. */
export function disturb(
  body: JsonObject,
  faults: FaultRegistry<CxoneFaultTable>,
  targets: readonly string[],
): JsonObject {
  const changed: JsonObject = { ...body };
  if (faults.take('boxMissingThread', targets)) {
    delete changed.thread;
    delete changed.post;
  }
  if (faults.take('boxMissingRecipients', targets)) {
    delete changed.recipients;
    delete changed.endUserRecipients;
  }
  const unknown = faults.take('boxUnknownContent', targets);
  if (unknown) {
    const fallback = unknown.fallbackText === undefined ? {} : { fallbackText: unknown.fallbackText };
    changed.messageContent = { type: unknown.type, payload: { shape: 'unknown' }, ...fallback };
  }
  return changed;
}
