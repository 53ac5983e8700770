import { createPublicServer as createRealServer } from '#relay/http/public-server.ts';
import { failPoint } from './fail-point.ts';

export * from '#relay/http/public-server.ts';

/** The real listener, with a fail point behind its acknowledgements. Replaces it in the test build. */
export function createPublicServer(
  ...options: Parameters<typeof createRealServer>
): ReturnType<typeof createRealServer> {
  const app = createRealServer(...options);
  app.addHook('onResponse', async ({ method, url }, { statusCode }) => {
    if (method !== 'POST' || statusCode >= 300) return;
    if (url.startsWith('/wechat/')) failPoint('inbound', 'acknowledged');
    else if (/\/(?:outbound|messages)(?:\?|$)/u.test(url)) failPoint('outbound', 'acknowledged');
  });
  return app;
}
