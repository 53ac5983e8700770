import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { newestVersion, useSettingsDraft } from './settings-draft-store.ts';
import styles from './VersionNotes.module.css';

interface VersionNotesProps {
  readonly view: SlaSettingsView;
  readonly onView: (view: SlaSettingsView) => void;
}

/** Which settings count, which are planned, and whether somebody else saved others while these were typed. */
export function VersionNotes({ view, onView }: VersionNotesProps) {
  const { t, format } = useTexts();
  const client = useClient();
  const now = useNow();
  const typed = useSettingsDraft((state) => state.typed);
  const rebase = useSettingsDraft((state) => state.rebase);
  const forget = useSettingsDraft((state) => state.forget);
  const { current, planned } = view;
  const newest = newestVersion(view);
  const takeBack = useAction(async () => {
    if (planned !== null) onView(await client.invoke('sla.cancelPlanned', { versionId: planned.id }));
  });
  const nameOf = (by: string | null): string => by ?? t('slaSettings.somebody');
  return (
    <div className={styles.notes}>
      <p className={styles.current}>
        {current.by === null
          ? t('slaSettings.inForceFirst')
          : t('slaSettings.inForce', { time: format.moment(current.appliesFrom, now), name: nameOf(current.by) })}
      </p>
      {planned !== null && (
        <div className={styles.note} data-tone="info">
          <p>
            {t('slaSettings.planned', { time: format.soon(planned.appliesFrom, now), name: nameOf(planned.by) })}{' '}
            {planned.note !== '' && t('slaSettings.plannedNote', { note: planned.note })}
          </p>
          <Button size="small" busy={takeBack.state.kind === 'running'} onClick={() => takeBack.start()}>
            {t('slaSettings.takeBack')}
          </Button>
        </div>
      )}
      <p role="status" className={styles.current}>
        {takeBack.state.kind === 'done' && planned === null ? t('slaSettings.takenBack') : ''}
      </p>
      {takeBack.state.kind === 'failed' && <ErrorNote error={takeBack.state.error} />}
      {typed !== null && typed.basedOn !== newest.id && (
        <div className={styles.note} data-tone="warn" role="alert">
          <p>
            {t('slaSettings.conflict', { name: nameOf(newest.by), time: format.moment(newest.savedAt, now) })}{' '}
            {t('slaSettings.keepMineHelp')}
          </p>
          <Button size="small" onClick={() => rebase(newest.id)}>
            {t('slaSettings.keepMine')}
          </Button>
          <Button size="small" look="quiet" onClick={forget}>
            {t('slaSettings.useTheirs')}
          </Button>
        </div>
      )}
    </div>
  );
}
