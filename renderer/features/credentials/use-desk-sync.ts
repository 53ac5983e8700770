import { useCallback, useEffect, useRef } from 'react';
import { toRelayError } from '#shared/errors/relay-error.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useCredentialDesk } from './credential-desk-store.ts';

/** Proofs from traffic are noted without a notice: asked for this often while the page is open, ms. */
const askEveryMs = 10_000;

/**
 * Asks for the desk when the page opens, when it changed, when the relay started anew and every few seconds. An answer that
 * was overtaken by a newer one is thrown away. Returns the way to ask at once.
 */
export function useDeskSync(): () => void {
  const client = useClient();
  const run = useConsole(({ relay }) => (relay?.kind === 'running' ? `${relay.pid ?? '-'}/${relay.restarts}` : null));
  const notConfigured = useConsole((state) => state.relay?.kind === 'not_configured');
  const { asked, told, settled, failed, forget } = useCredentialDesk.getState();
  const newest = useRef(0);

  const ask = useCallback(
    (quiet: boolean) => {
      const mine = (newest.current += 1);
      const before = useCredentialDesk.getState().desk;
      // An act that was answered meanwhile knows more than this question.
      const stale = (): boolean => mine !== newest.current || useCredentialDesk.getState().desk !== before;
      if (!quiet) asked();
      client.invoke('credentials.desk', null).then(
        (desk) => {
          if (!stale()) told(desk);
        },
        (thrown: unknown) => {
          if (mine !== newest.current) return;
          // What is shown stays; the next question is not far. The frame says when the relay is not seen.
          if (quiet && before !== null) settled();
          else failed(toRelayError(thrown));
        },
      );
    },
    [client, asked, told, settled, failed],
  );

  useEffect(() => {
    if (notConfigured) forget();
  }, [notConfigured, forget]);
  useEffect(() => {
    if (run === null) return;
    ask(false);
    const timer = setInterval(() => ask(true), askEveryMs);
    const stop = client.on('certificates.changed', () => ask(true));
    return () => {
      newest.current += 1;
      clearInterval(timer);
      stop();
    };
  }, [client, run, ask]);
  return useCallback(() => ask(false), [ask]);
}
