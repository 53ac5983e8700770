import { useState } from 'react';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import type { SlaProblem } from '#shared/domain/sla.ts';
import type { SlaSettings } from '#shared/domain/sla-settings.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { fromLocalInput, toLocalInput } from '#renderer/lib/local-time.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { PreviewResult } from './PreviewResult.tsx';
import styles from './SaveDialog.module.css';
import { useSettingsDraft } from './settings-draft-store.ts';

interface SaveDialogProps {
  readonly view: SlaSettingsView;
  readonly settings: SlaSettings;
  readonly basedOn: string;
  readonly onClose: () => void;
  readonly onSaved: (view: SlaSettingsView) => void;
  /** The relay knows better what is wrong. */
  readonly onProblems: (problems: readonly SlaProblem[]) => void;
  /** Somebody else saved meanwhile. */
  readonly onOvertaken: () => void;
}

/** The coming midnight on this computer's clock. */
const nextMidnight = (): number => new Date(Date.now()).setHours(24, 0, 0, 0);

/** Which open clocks would move, before anything is saved; then when it counts, and why. */
export function SaveDialog(props: SaveDialogProps) {
  const { view, settings, basedOn, onClose, onSaved, onProblems, onOvertaken } = props;
  const { t, format } = useTexts();
  const client = useClient();
  const now = useNow();
  const note = useSettingsDraft((state) => state.note);
  const noteTyped = useSettingsDraft((state) => state.noteTyped);
  const [opened] = useState(now);
  const [when, setWhen] = useState<'now' | 'later'>('now');
  const [moment, setMoment] = useState(() => toLocalInput(nextMidnight()));
  const chosen = when === 'later' ? fromLocalInput(moment) : null;
  const wrong = when === 'later' && (chosen === null || chosen <= now);
  const preview = useAnswer(
    when === 'now' ? 'now' : moment,
    async () => {
      const answer = await client.invoke('sla.preview', { settings, appliesFrom: chosen });
      if (answer.problems.length > 0) onProblems(answer.problems);
      return answer;
    },
    { enabled: !wrong },
  );
  const save = useAction(async () => {
    try {
      onSaved(await client.invoke('sla.set', { settings, appliesFrom: chosen, note: note.trim(), basedOn }));
    } catch (thrown) {
      onOvertaken();
      throw thrown;
    }
  });
  const isWrong = (preview.value?.problems.length ?? 0) > 0;
  return (
    <Dialog open wide title={t('slaSettings.save.title')} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        <div className={styles.when}>
          <span className={styles.label} aria-hidden="true">
            {t('slaSettings.save.when')}
          </span>
          <Segmented<'now' | 'later'>
            label={t('slaSettings.save.when')}
            value={when}
            options={[
              { value: 'now', label: t('slaSettings.save.now') },
              { value: 'later', label: t('slaSettings.save.later') },
            ]}
            onChange={setWhen}
          />
        </div>
        {when === 'later' && (
          <TextField
            kind="datetime-local"
            label={t('slaSettings.save.at')}
            value={moment}
            onChange={setMoment}
            problem={wrong ? t('slaSettings.save.past') : null}
          />
        )}
        {view.planned !== null && (
          <p className={styles.replaces}>
            {t('slaSettings.save.replacesPlanned', { time: format.soon(view.planned.appliesFrom, opened) })}
          </p>
        )}
        {preview.error !== null && <LoadFailed error={preview.error} busy={preview.asking} onRetry={preview.ask} />}
        {preview.value === null ? (
          preview.error === null && !wrong && <Empty busy title={t('slaSettings.save.asking')} />
        ) : isWrong ? (
          <p role="alert" className={styles.wrong}>
            {t('slaSettings.save.problems')}
          </p>
        ) : (
          <PreviewResult preview={preview.value} now={opened} />
        )}
        <TextField
          label={t('slaSettings.save.note')}
          placeholder={t('slaSettings.save.notePlaceholder')}
          value={note}
          onChange={noteTyped}
          maxLength={500}
        />
        {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
        <DialogAnswers>
          <Button onClick={onClose}>{t('slaSettings.save.back')}</Button>
          <Button
            look="primary"
            busy={save.state.kind === 'running'}
            disabled={wrong || isWrong}
            onClick={() => save.start()}
          >
            {when === 'now' ? t('slaSettings.save.save') : t('slaSettings.save.plan')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
