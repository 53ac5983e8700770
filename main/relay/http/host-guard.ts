/** Names and addresses that mean this computer. */
export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/**
 * Is this Host header one of ours: the public name as configured, or this computer's loopback name with the listening
 * port? Everything else is a misdirected request or a page that has had its name rebound to us.
 */
export function isAllowedHost(
  hostHeader: string,
  port: number,
  listen: { readonly host: string; readonly publicUrl?: string | undefined },
): boolean {
  const host = hostHeader.toLowerCase();
  if (listen.publicUrl !== undefined && host === new URL(listen.publicUrl).host) return true;
  const own = listen.host.toLowerCase().replace(/^\[|\]$/gu, '');
  const names = ['127.0.0.1', 'localhost', '[::1]', own.includes(':') ? `[${own}]` : own];
  return names.some((name) => host === `${name}:${port}`);
}
