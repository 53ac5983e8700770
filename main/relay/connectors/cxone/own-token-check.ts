import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import type { IntegrationConfig } from '#shared/contract/relay-config.ts';
import { ownCheckHeader } from '../../ports/box-secrets.ts';

const limitMs = 3_000;

/** How our own Box API is reached from this machine. */
export interface OwnBox {
  /** 'http://127.0.0.1:8443/integration/box' */
  readonly url: string;
  /** The name its certificate is made for, or null. */
  readonly serverName: string | null;
  /** The certificate it shows, PEM: one that is its own authority is verified by it. Null: by the public ones only. */
  readonly certificate: string | null;
  /** Callers must show one. */
  readonly demandsCertificate: boolean;
}

/**
 * Asks our own token endpoint over the listener, as CXone does. Learns nothing where callers must show a certificate, since
 * we have none, and where the listener's cannot be verified from here. Never rejects.
 */
export function createOwnTokenCheck(ownBox: () => OwnBox) {
  return async (
    { box }: IntegrationConfig,
    secret: string,
    mark: string,
  ): Promise<'taken' | 'refused' | 'cannot_tell'> => {
    const body = JSON.stringify({ grant_type: 'client_credentials', client_id: box.clientId, client_secret: secret });
    try {
      const own = ownBox();
      const status = await statusOf(own, body, mark);
      if (status === 200) return 'taken';
      // Those that must come with a certificate are refused with the same status.
      return status === 401 && !own.demandsCertificate ? 'refused' : 'cannot_tell';
    } catch {
      // Not reached: that says nothing of the secret.
      return 'cannot_tell';
    }
  };
}

function statusOf({ url, serverName, certificate }: OwnBox, body: string, mark: string): Promise<number> {
  const address = new URL(`${url}/1.0/token`);
  return new Promise((resolve, reject) => {
    const options = {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        [ownCheckHeader]: mark,
      },
      timeout: limitMs,
      agent: false,
    };
    const listener = (response: { readonly statusCode?: number | undefined; resume(): unknown }): void => {
      response.resume();
      resolve(response.statusCode ?? 0);
    };
    const call =
      address.protocol === 'https:'
        ? httpsRequest(
            address,
            {
              ...options,
              ...(serverName !== null && isIP(serverName) === 0 && { servername: serverName }),
              ...(certificate !== null && { ca: [...rootCertificates, certificate] }),
            },
            listener,
          )
        : httpRequest(address, options, listener);
    call.once('timeout', () => call.destroy(new Error('no answer in time')));
    call.once('error', reject);
    call.end(body);
  });
}
