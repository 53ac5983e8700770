import type { ConsoleContract } from '#shared/contract/console-contract.ts';
import type { Handlers } from '#shared/contract/contract-types.ts';
import type { ActionPage } from '#shared/domain/disconnect.ts';
import { RelayError } from '#shared/errors/relay-error.ts';
import type { RelayHost } from '#main/relay-host/relay-host.ts';

export interface SandboxHandlerDeps {
  readonly host: Pick<RelayHost, 'process' | 'sandboxControl'>;
  /** Opens an address in the person's browser. Only ever given a page of this computer's own relay. */
  readonly openPage: (url: string) => Promise<void>;
}

type SandboxHandlers = Pick<
  Handlers<ConsoleContract>,
  | 'sandbox.disconnects'
  | 'sandbox.cause'
  | 'sandbox.repair'
  | 'sandbox.cases'
  | 'sandbox.caseAct'
  | 'sandbox.setAgents'
  | 'sandbox.openActionPage'
>;

/** What the sandbox can be made to do to its channels and cases, and the pages CXone would open. */
export function sandboxHandlers({ host, openPage }: SandboxHandlerDeps): SandboxHandlers {
  return {
    'sandbox.disconnects': () => host.sandboxControl().disconnects(),
    'sandbox.cause': ({ channelId, kind }) => host.sandboxControl().cause(channelId, kind),
    'sandbox.repair': ({ channelId, kind }) => host.sandboxControl().repair(channelId, kind),
    'sandbox.cases': () => host.sandboxControl().cases(),
    'sandbox.caseAct': ({ number, act }) => host.sandboxControl().caseAct(number, act),
    'sandbox.setAgents': ({ auto }) => host.sandboxControl().setAgents({ auto }),
    'sandbox.openActionPage': async ({ page, channelId }) => {
      const url = await host.sandboxControl().actionPageUrl(page, channelId);
      const actions = host.process.urls?.actions ?? null;
      if (!isOwnActionPage(url, page, actions)) {
        throw new RelayError('SANDBOX_NOT_RUNNING', 'the sandbox names a page that is not the relay’s');
      }
      await openPage(url);
      return { url };
    },
  };
}

/** A page of the relay beside the sandbox, on this computer, and nothing else. */
export function isOwnActionPage(url: string, page: ActionPage, actionsUrl: string | null): boolean {
  if (actionsUrl === null || !URL.canParse(url)) return false;
  const { protocol, hostname, origin, pathname, username, password } = new URL(url);
  const own = new URL(actionsUrl);
  return (
    protocol === 'http:' &&
    /^(?:127\.0\.0\.1|localhost|\[::1\])$/u.test(hostname) &&
    username === '' &&
    password === '' &&
    origin === own.origin &&
    pathname === `${own.pathname.replace(/\/+$/u, '')}/${page}`
  );
}
