import { createServer } from 'node:net';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import type { ListenForm } from '#shared/domain/setup/relay-form.ts';
import { errorAt } from '#shared/setup/context.ts';
import { portOf } from '#shared/setup/relay-rules.ts';

/** Where a listener is to listen; port 0: the system chooses. */
export interface ListenPlace {
  readonly host: string;
  readonly port: number;
}

/** Listens for a moment; the system's code ('EADDRINUSE') when it does not let us, else null. Never throws. */
export const tryListening = ({ host, port }: ListenPlace): Promise<string | null> =>
  new Promise((resolve) => {
    const server = createServer((socket) => {
      socket.destroy();
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code ?? 'unknown');
    });
    server.listen({ host, port, exclusive: true }, () => {
      server.close(() => {
        resolve(null);
      });
    });
  });

/**
 * Whether the relay could listen where a form says, under '{path}.host' and '{path}.port'. Ports on which the running relay
 * listens are its own to take again: of them the address alone is tried.
 */
export async function checkListening(
  path: 'listen' | 'box',
  form: Pick<ListenForm, 'host' | 'port'>,
  portsInUse: readonly number[],
): Promise<FieldProblem[]> {
  const { host } = form;
  const port = portOf(form.port) ?? 0;
  const code = await tryListening({ host, port: portsInUse.includes(port) ? 0 : port });
  return code === null ? [] : [listenProblem(path, { host, port }, code)];
}

/** What the system's refusal means to whoever typed the address. */
export function listenProblem(path: 'listen' | 'box', { host, port }: ListenPlace, code: string): FieldProblem {
  switch (code) {
    case 'EADDRINUSE':
      return errorAt(`${path}.port`, 'SETUP_LISTEN_TAKEN', String(port));
    case 'EACCES':
    case 'EPERM':
      return errorAt(`${path}.port`, 'SETUP_LISTEN_DENIED', String(port));
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return errorAt(`${path}.host`, 'SETUP_LISTEN_NOT_HERE', host);
    default:
      return errorAt(`${path}.host`, 'SETUP_LISTEN_REFUSED', code);
  }
}
