import { entryFor } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import type { RelayProcess } from '#shared/contract/console-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Attention } from './Attention.tsx';

/** The codes that say only "it stopped"; they add nothing to the title of the same meaning. */
const sayNothingNew: readonly string[] = ['RELAY_NOT_RUNNING', 'RELAY_GAVE_UP', 'RELAY_UNRESPONSIVE'];

function useRelayWords(process: RelayProcess): { title: string; help: string; cause: string | null } {
  const { t, language, format } = useTexts();
  const now = useNow();
  const value = process.value === null ? null : isolated(process.value);
  const cause = process.code === null ? null : sentenceFor(language, process.code, value);
  const causeTitle = process.code === null || sayNothingNew.includes(process.code) ? null : (cause?.title ?? null);
  switch (process.kind) {
    case 'restarting':
      return {
        title: t('relay.restartingTitle'),
        help: t('relay.restartingHelp', {
          when: process.nextStartAt === null ? t('time.inMoment') : format.until(process.nextStartAt, now),
        }),
        cause: causeTitle,
      };
    case 'starting':
      return { title: t('relay.startingTitle'), help: t('relay.startingHelp'), cause: causeTitle };
    case 'unresponsive': {
      const sentence = sentenceFor(language, 'RELAY_UNRESPONSIVE', null);
      return { ...sentence, cause: causeTitle };
    }
    case 'gave_up':
    case 'stopped':
    case 'locked':
    case 'not_configured':
    case 'running':
      return cause === null
        ? { title: t('relay.stoppedTitle'), help: t('relay.stoppedHelp'), cause: null }
        : { ...cause, cause: null };
  }
}

/** The relay is not running: what that means, and the way back. */
export function RelayAttention({ process }: { readonly process: RelayProcess }) {
  const { t, format } = useTexts();
  const now = useNow();
  const client = useClient();
  const relayProcessChanged = useConsole((state) => state.relayProcessChanged);
  const words = useRelayWords(process);
  const restart = useAction(async () => {
    relayProcessChanged(await client.invoke('relay.restart', null), Date.now());
  });
  const openFolder = useAction(() => client.invoke('settings.openFolder', null));
  const offersFolder = process.code !== null && entryFor(process.code).action === 'open_data_folder';
  const passing = process.kind === 'starting' || process.kind === 'restarting';
  const failed = [restart.state, openFolder.state].find((state) => state.kind === 'failed');
  const facts = [
    ...(words.cause === null ? [] : [words.cause]),
    t('time.since', { time: format.moment(process.since, now) }),
    ...(process.code === null ? [] : [t('proof.code', { code: process.code })]),
  ];
  return (
    <Attention
      tone={passing ? 'info' : process.kind === 'unresponsive' ? 'warn' : 'bad'}
      title={words.title}
      facts={facts}
      action={
        <>
          {process.kind !== 'starting' && (
            <Button look="primary" busy={restart.state.kind === 'running'} onClick={() => restart.start()}>
              {restart.state.kind === 'running' ? t('action.restarting') : t('action.restartRelay')}
            </Button>
          )}
          {offersFolder && <Button onClick={() => openFolder.start()}>{t('action.openDataFolder')}</Button>}
        </>
      }
    >
      <p>{words.help}</p>
      {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
    </Attention>
  );
}
