import { useState } from 'react';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { FieldSlot, FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import { PracticeLink } from '../parts/PracticeLink.tsx';
import { SecretBox } from '../parts/SecretBox.tsx';
import { useKeptSecret } from '../parts/SecretMark.tsx';
import { TrialList } from '../parts/TrialList.tsx';
import { LanguageFields } from './LanguageFields.tsx';
import type { StepProps } from './step-props.ts';

const modes = ['security', 'compatible', 'plain'] as const;

/** Step 1: the WeChat Official Account, each value checked as it is typed and then tried at WeChat. */
export function AccountStep({ view, draft, problems }: StepProps) {
  const { t } = useTexts();
  const client = useClient();
  const { id, name, wechat } = draft.form;
  const owner = { owner: 'channel', ownerId: id } as const;
  const secret = useKeptSecret(owner, 'wechat_app_secret');
  const [trial, setTrial] = useState<Trial | null>(null);
  const attempt = useAction(async () => {
    if (await draft.flush()) setTrial(await client.invoke('setup.try', { kind: 'channel', id }));
  });
  const set = (part: Partial<typeof wechat>): void => draft.change({ wechat: { ...wechat, ...part } });
  return (
    <Panel title={t('setup.channel.account.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.channel.account.lead')}</p>
        <PracticeLink view={view} page="wechat" />
        <FormField
          field="name"
          problems={problems}
          label={t('setup.channel.field.name')}
          help={t('setup.channel.help.name')}
          value={name}
          onChange={(value) => draft.change({ name: value })}
          maxLength={200}
        />
        <div className={form.row}>
          <FormField
            field="wechat.appId"
            problems={problems}
            label={t('setup.channel.field.appId')}
            help={t('setup.channel.help.appId')}
            placeholder="wx0123456789abcdef"
            value={wechat.appId}
            onChange={(appId) => set({ appId })}
            maxLength={100}
          />
          <FormField
            field="wechat.originalId"
            problems={problems}
            label={t('setup.channel.field.originalId')}
            help={t('setup.channel.help.originalId')}
            placeholder="gh_0123456789ab"
            value={wechat.originalId}
            onChange={(originalId) => set({ originalId })}
            maxLength={100}
          />
        </div>
        <SecretBox
          owner={owner}
          name="wechat_app_secret"
          label={t('setup.channel.field.appSecret')}
          help={t('setup.channel.help.appSecret')}
          problems={problems}
        />
        <FieldSlot field="wechat.mode" problems={problems}>
          {(error) => (
            <Choice
              label={t('setup.channel.field.mode')}
              help={t('setup.channel.help.mode')}
              value={wechat.mode}
              options={modes.map((value) => ({ value, label: t(`setup.channel.mode.${value}`) }))}
              onChange={(mode) => {
                set({ mode });
                problems.touch('wechat.mode');
              }}
              problem={error}
            />
          )}
        </FieldSlot>
        <LanguageFields draft={draft} />
        <details className={form.details} open={wechat.apiBase !== ''}>
          <summary>{t('setup.otherAddresses')}</summary>
          <FormField
            field="wechat.apiBase"
            problems={problems}
            kind="url"
            label={t('setup.channel.field.apiBase')}
            help={t('setup.channel.help.apiBase')}
            value={wechat.apiBase}
            onChange={(apiBase) => set({ apiBase })}
            maxLength={2_000}
          />
        </details>
        <div className={form.buttons}>
          <Button
            busy={attempt.state.kind === 'running'}
            disabled={secret === null || wechat.appId.trim() === ''}
            onClick={() => attempt.start()}
          >
            {attempt.state.kind === 'running' ? t('setup.trial.running') : t('setup.channel.account.try')}
          </Button>
          <span className={form.note}>{t('setup.channel.account.tryHelp')}</span>
        </div>
        {attempt.state.kind === 'failed' && <ErrorNote error={attempt.state.error} />}
        {trial !== null && <TrialList trial={trial} label={t('setup.trial.label')} />}
      </div>
    </Panel>
  );
}
