import { useCallback, useState } from 'react';
import type { CertificateDesk } from '#shared/domain/certificate-desk.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import type { ConsoleClient } from '#renderer/lib/console-client.ts';
import { useAction, type Action } from '#renderer/lib/use-action.ts';
import { askForCertificates, certificateDeskAnswered } from '#renderer/store/certificates-sync.ts';
import { useConsole } from '#renderer/store/console-store.ts';

interface KnownDesk {
  readonly desk: CertificateDesk | null;
  readonly error: RelayError | null;
  readonly asking: boolean;
  readonly ask: () => void;
}

/** The desk as the relay told it last. */
export function useDesk(): KnownDesk {
  const client = useClient();
  const desk = useConsole((state) => state.certificateDesk);
  const error = useConsole((state) => state.certificateDeskError);
  const [asking, setAsking] = useState(false);
  const ask = useCallback(() => {
    setAsking(true);
    void askForCertificates(client, useConsole.getState()).finally(() => setAsking(false));
  }, [client]);
  return { desk, error, asking, ask };
}

/** An act of the desk: its answer is the desk as it is then. */
export function useDeskAct<A extends readonly unknown[]>(
  run: (client: ConsoleClient, ...args: A) => Promise<CertificateDesk>,
): Action<A> {
  const client = useClient();
  return useAction(async (...args: A) => {
    certificateDeskAnswered(useConsole.getState(), await run(client, ...args));
  });
}
