import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { goTo } from '#renderer/lib/router.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';

/** Begins a reconnect and leads to the channel's page, where it is watched. What could not begin is told here. */
export function ReconnectButton({ channel }: { readonly channel: ChannelSnapshot }) {
  const { t } = useTexts();
  const client = useClient();
  const runChanged = useConsole((state) => state.runChanged);
  const start = useAction(async () => {
    for (const run of await client.invoke('reconnect.start', { channelIds: [channel.id] })) runChanged(run);
    goTo({ page: 'channel', channelId: channel.id });
  });
  return (
    <>
      <Button
        size="small"
        busy={start.state.kind === 'running'}
        aria-label={t('overview.reconnectOf', { name: channel.name })}
        onClick={() => start.start()}
      >
        {t('control.reconnect.button')}
      </Button>
      {start.state.kind === 'failed' && <ErrorNote error={start.state.error} />}
    </>
  );
}
