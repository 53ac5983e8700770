/** `nonce` belongs to one load of one page; its style elements carry it. */
export function contentSecurityPolicy(nonce: string | null): string {
  const style = nonce === null ? "style-src 'self'" : `style-src 'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    style,
    // Files of a revealed message, made into blobs by the page itself; whatever they hold, nothing runs from them.
    "img-src 'self' blob:",
    'media-src blob:',
    "font-src 'self'",
    "connect-src 'none'",
    "worker-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    // The kit writes its style elements through React, so the page needs no policy and can make none.
    "trusted-types 'none'",
  ].join('; ');
}

/** On every answer, errors too. */
export function securityHeaders(nonce: string | null): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  };
}
