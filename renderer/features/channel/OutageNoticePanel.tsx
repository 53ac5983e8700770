import { useState } from 'react';
import { Language } from '#shared/contract/console-contract.ts';
import type { ChannelId } from '#shared/domain/ids.ts';
import type { ChannelSettings, OutageNotice } from '#shared/domain/operations.ts';
import { createI18n } from '#renderer/i18n/i18n.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { drawnText } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import styles from './SidePanels.module.css';

/** WeChat: a customer-service text; ours keeps well below its limit. */
const limitBytes = 600;

const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

interface EditProps {
  readonly notice: OutageNotice;
  readonly busy: boolean;
  readonly onSave: (notice: OutageNotice) => void;
  readonly onClose: () => void;
  readonly children: React.ReactNode;
}

function EditDialog({ notice, busy, onSave, onClose, children }: EditProps) {
  const { t, format, language: own } = useTexts();
  const [draft, setDraft] = useState(notice);
  const [language, setLanguage] = useState<Language>(own);
  const used = bytesOf(draft.texts[language]);
  const numbers = { used: format.number(used), limit: format.number(limitBytes) };
  const tooLong = Language.options.some((one) => bytesOf(draft.texts[one]) > limitBytes);
  const empty = draft.enabled && Language.options.every((one) => draft.texts[one].trim() === '');
  const setText = (text: string): void => setDraft({ ...draft, texts: { ...draft.texts, [language]: text } });
  const suggest = (): void =>
    setDraft({
      ...draft,
      texts: {
        en: draft.texts.en || createI18n('en').t('notice.suggestion'),
        nl: draft.texts.nl || createI18n('nl').t('notice.suggestion'),
        zh: draft.texts.zh || createI18n('zh').t('notice.suggestion'),
      },
    });
  return (
    <Dialog open title={t('notice.title')} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        <p>{t('notice.help')}</p>
        <Toggle
          label={t('notice.enabled')}
          checked={draft.enabled}
          onChange={(enabled) => setDraft({ ...draft, enabled })}
        />
        <Segmented
          size="small"
          label={t('language.label')}
          value={language}
          options={Language.options.map((one) => ({ value: one, label: t(`language.${one}`), lang: one }))}
          onChange={setLanguage}
        />
        <TextField
          key={language}
          kind="block"
          label={t('notice.text', { language: t(`language.${language}`) })}
          value={draft.texts[language]}
          onChange={setText}
          maxLength={limitBytes}
          help={t('notice.bytes', numbers)}
          problem={used > limitBytes ? t('notice.tooLong', numbers) : null}
        />
        <div className={styles.buttons}>
          <Button size="small" onClick={suggest}>
            {t('notice.suggest')}
          </Button>
        </div>
        <div className={styles.stack}>
          <span className={styles.small}>{t('notice.preview')}</span>
          {draft.texts[language].trim() === '' ? (
            <p className={styles.dim}>{t('notice.previewEmpty')}</p>
          ) : (
            <div lang={language} dir="auto" className={styles.bubble}>
              {drawnText(draft.texts[language]).text}
            </div>
          )}
        </div>
        {empty && <p className={styles.dim}>{t('notice.empty')}</p>}
        {children}
        <DialogAnswers>
          <Button onClick={onClose}>{t('control.cancel')}</Button>
          <Button look="primary" busy={busy} disabled={tooLong || empty} onClick={() => onSave(draft)}>
            {t('notice.save')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}

interface OutageNoticePanelProps {
  readonly channelId: ChannelId;
  readonly settings: ChannelSettings;
  readonly onChanged: () => void;
}

/** Whether and how customers are told while replies cannot leave. */
export function OutageNoticePanel({ channelId, settings, onChanged }: OutageNoticePanelProps) {
  const { t } = useTexts();
  const client = useClient();
  const [editing, setEditing] = useState(false);
  const save = useAction(async (outageNotice: OutageNotice) => {
    await client.invoke('channel.setSettings', { channelId, settings: { ...settings, outageNotice } });
    setEditing(false);
    onChanged();
  });
  return (
    <Panel
      title={t('notice.heading')}
      note={
        <Button size="small" onClick={() => setEditing(true)}>
          {t('notice.edit')}
        </Button>
      }
    >
      <p className={styles.dim}>{settings.outageNotice.enabled ? t('notice.on') : t('notice.off')}</p>
      <span role="status" className="visually-hidden">
        {save.state.kind === 'done' ? t('notice.saved') : ''}
      </span>
      {editing && (
        <EditDialog
          notice={settings.outageNotice}
          busy={save.state.kind === 'running'}
          onSave={(notice) => save.start(notice)}
          onClose={() => setEditing(false)}
        >
          {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
        </EditDialog>
      )}
    </Panel>
  );
}
