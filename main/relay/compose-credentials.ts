import type { RelayConfig } from '#shared/contract/relay-config.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { Clock } from '#shared/lib/clock.ts';
import type { RelayParts } from './compose.ts';
import { createOwnTokenCheck, type OwnBox } from './connectors/cxone/own-token-check.ts';
import { createSignInCheck } from './connectors/cxone/sign-in-check.ts';
import { createAppSecretCheck } from './connectors/wechat/app-secret-check.ts';
import type { CredentialService } from './credentials/credential-service.ts';
import { openCredentials, type Credentials } from './credentials/open-credentials.ts';
import type { Notices } from './notices.ts';
import type { AuditTrail } from './ports/audit-trail.ts';
import type { OutboundHttp } from './ports/outbound-http.ts';
import type { RelayStore } from './ports/relay-store.ts';

export interface LiveCredentials extends Omit<Credentials, 'service'> {
  readonly serve: (deps: CredentialServing) => CredentialService;
}

export interface CredentialServing {
  readonly http: OutboundHttp;
  readonly audit: AuditTrail;
  /** How our own Box API is reached from here. */
  readonly ownBox: () => OwnBox;
  readonly notices: Pick<Notices, 'send'>;
  /** Other secrets count for these channels: what was refused before is worth another look. */
  readonly onChanged: (channelIds: readonly ChannelId[]) => void;
}

/** Secrets that can be changed while the relay works. */
export async function composeCredentials(
  { clock, log, random }: RelayParts,
  { config, store }: { readonly config: RelayConfig; readonly store: RelayStore },
): Promise<LiveCredentials> {
  const { secrets, boxSecrets, uses, service, stop } = await openCredentials({ config, store, clock, log, random });
  return {
    secrets,
    boxSecrets,
    uses,
    stop,
    serve: ({ http, audit, ownBox, notices, onChanged }) =>
      service({
        tests: {
          appSecret: createAppSecretCheck({ http, clock }),
          signIn: createSignInCheck({ http, clock }),
          boxSecret: createOwnTokenCheck(ownBox),
        },
        audit,
        onChange: atMostOnceASecond(clock, () => {
          notices.send('certificates.changed', null);
        }),
        onChanged,
      }),
  };
}

/** Who shows the desk asks again after a notice: one a second is enough. */
const noticeEveryMs = 1_000;

function atMostOnceASecond(clock: Clock, send: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    clock.after(noticeEveryMs, () => {
      isPlanned = false;
      send();
    });
  };
}
