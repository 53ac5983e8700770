import type { FastifyRequest } from 'fastify';

/**
 * Did a page of ours send this form? Browsers name the page's origin with every form. Ours forbid the Referer, and then
 * the origin is written 'null': in that case the browser's own word on where the form came from decides.
 */
export function isFromOurPage(request: FastifyRequest, publicUrl: string): boolean {
  const origins = request.raw.headersDistinct.origin ?? [];
  if (origins.length > 1) return false;
  const origin = origins[0] ?? 'null';
  if (origin === 'null') return request.headers['sec-fetch-site'] === 'same-origin';
  return origin === new URL(publicUrl).origin || origin === `${request.protocol}://${request.headers.host ?? ''}`;
}
