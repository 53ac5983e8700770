import { z } from 'zod';
import { refusalDetail } from '../cxone-answers.ts';

/** ACD Admin API: `{error, error_description}`, in some answers spelt errorDescription or error_Description. */
const AcdRefusal = z.looseObject({ error: z.string().optional(), message: z.string().optional() }).transform((body) => {
  const described = [body['error_description'], body['errorDescription'], body['error_Description'], body.message];
  return described.find((text): text is string => typeof text === 'string' && text !== '') ?? body.error ?? null;
});

/** Why CXone refused, in its own words, on one line; null when it said nothing we can read. */
export function tenantReason(body: unknown): string | null {
  const ofEngagement = refusalDetail(body);
  if (ofEngagement !== null) return ofEngagement;
  const reason = AcdRefusal.safeParse(body).data ?? null;
  return reason === null ? null : oneLine(reason);
}

export function oneLine(text: string): string {
  return text
    .replace(/[\p{C}\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, 300);
}
