import { useState } from 'react';
import type { ChannelEntry } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { setupReadinessHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ControlDialog } from '#renderer/ui/ControlDialog.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { DuplicateDialog } from '../parts/DuplicateDialog.tsx';
import form from '../parts/Form.module.css';
import { RemoveDialog } from '../parts/RemoveDialog.tsx';
import { ReadinessSummary } from '../readiness/ReadinessSummary.tsx';
import { WhatIsLost } from './WhatIsLost.tsx';

interface ChannelAsideProps {
  readonly entry: ChannelEntry;
  readonly form: ChannelForm;
}

/** How ready the channel is, and what may be done with it as a whole. */
export function ChannelAside({ entry, form: typed }: ChannelAsideProps) {
  const { t } = useTexts();
  const [dialog, setDialog] = useState<'duplicate' | 'remove' | 'pause' | null>(null);
  const channelId = ChannelId.parse(typed.id);
  const snapshot = useConsole((state) => state.channels[channelId]);
  const channelsChanged = useConsole((state) => state.channelsChanged);
  const visible = useRelayVisible();
  const name = entry.applied?.name ?? typed.name;
  const isPaused = snapshot?.state.kind === 'paused' || snapshot?.state.kind === 'stopped';
  return (
    <>
      <Panel title={t('setup.readiness')}>
        <div className={form.stack}>
          <ReadinessSummary channelId={channelId} />
          <a href={setupReadinessHref(channelId)}>{t('setup.toReadiness')}</a>
        </div>
      </Panel>
      <Panel title={t('setup.more')}>
        <div className={form.stack}>
          <div className={form.buttons}>
            {entry.applied !== null && snapshot !== undefined && (
              <Button size="small" disabled={!visible} onClick={() => setDialog('pause')}>
                {isPaused ? t('control.start.button') : t('control.pause.button')}
              </Button>
            )}
            <Button size="small" onClick={() => setDialog('duplicate')}>
              {t('setup.duplicate.button')}
            </Button>
            <Button size="small" onClick={() => setDialog('remove')}>
              {t('setup.remove.button')}
            </Button>
          </div>
          {entry.applied !== null && <a href={hrefOf({ page: 'channel', channelId })}>{t('setup.toChannelPage')}</a>}
        </div>
      </Panel>
      {dialog === 'pause' && snapshot !== undefined && (
        <ControlDialog
          act={isPaused ? 'start' : 'pause'}
          channels={[snapshot]}
          onClose={() => setDialog(null)}
          onDone={(snapshots) => {
            channelsChanged(snapshots);
            setDialog(null);
          }}
        />
      )}
      {dialog === 'duplicate' && (
        <DuplicateDialog kind="channel" id={typed.id} name={typed.name} onClose={() => setDialog(null)} />
      )}
      {dialog === 'remove' && (
        <RemoveDialog
          kind="channel"
          id={typed.id}
          name={name}
          isApplied={entry.applied !== null}
          onClose={() => setDialog(null)}
        >
          {entry.applied !== null && <WhatIsLost channelId={channelId} />}
        </RemoveDialog>
      )}
    </>
  );
}
