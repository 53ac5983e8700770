/** Names and addresses that mean this computer. */
export function isLoopbackName(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(host);
}

/**
 * Is this Host header one of ours: the public name as configured, or this computer's loopback name with the listening
 * port? Everything else is a misdirected request or a page that has had its name rebound to us.
 */
export function createHostGuard(listen: {
  readonly host: string;
  readonly publicUrl?: string | undefined;
}): (hostHeader: string, port: number) => boolean {
  const publicHost = listen.publicUrl === undefined ? null : new URL(listen.publicUrl).host;
  const own = listen.host.toLowerCase().replace(/^\[|\]$/gu, '');
  const names = ['127.0.0.1', 'localhost', '[::1]', own.includes(':') ? `[${own}]` : own];
  return (hostHeader, port) => {
    const host = hostHeader.toLowerCase();
    return host === publicHost || names.some((name) => host === `${name}:${port}`);
  };
}
