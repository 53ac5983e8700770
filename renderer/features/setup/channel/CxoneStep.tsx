import { useState } from 'react';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import type { Trial } from '#shared/domain/setup/trial.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupIntegrationHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { FieldSlot, FormField } from '../parts/FormField.tsx';
import form from '../parts/Form.module.css';
import { PracticeLink } from '../parts/PracticeLink.tsx';
import { TrialList } from '../parts/TrialList.tsx';
import { channelBodyText } from './channel-body.ts';
import type { StepProps } from './step-props.ts';
import styles from './Steps.module.css';
import { TenantCheck } from './TenantCheck.tsx';

type Way = Exclude<ChannelForm['cxone']['made'], 'not_yet'>;
const ways = ['api', 'add_page', 'by_hand'] as const;

/** Created by the relay, with the integration's access keys. */
function ThroughApi({ draft, problems }: Pick<StepProps, 'draft' | 'problems'>) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const [trial, setTrial] = useState<Trial | null>(null);
  const create = useAction(async () => {
    problems.touchAll();
    if (!(await draft.flush())) return;
    const made = await client.invoke('setup.createChannel', { channelId: draft.form.id });
    setTrial(made.trial);
    told(made.view);
  });
  const isMade = draft.form.cxone.made === 'api';
  return (
    <>
      <p>{t('setup.channel.cxone.apiHelp')}</p>
      <div className={form.buttons}>
        <Button
          look={isMade ? 'plain' : 'primary'}
          busy={create.state.kind === 'running'}
          onClick={() => create.start()}
        >
          {isMade ? t('setup.channel.cxone.update') : t('setup.channel.cxone.create')}
        </Button>
      </div>
      {create.state.kind === 'failed' && <ErrorNote error={create.state.error} />}
      {trial !== null && <TrialList trial={trial} label={t('setup.trial.label')} />}
    </>
  );
}

function ThroughAddPage() {
  const { t } = useTexts();
  return (
    <ol className={form.points}>
      <li>{t('setup.channel.cxone.add.open')}</li>
      <li>{t('setup.channel.cxone.add.tile')}</li>
      <li>{t('setup.channel.cxone.add.create')}</li>
      <li>{t('setup.channel.cxone.add.back')}</li>
    </ol>
  );
}

function ByHand({ view, draft }: Pick<StepProps, 'view' | 'draft'>) {
  const { t } = useTexts();
  const body = channelBodyText(draft.form, view);
  return (
    <>
      <p>{t('setup.channel.cxone.handHelp')}</p>
      <p>
        <CopyValue value="POST /dfo/3.0/channels" label={t('setup.channel.cxone.call')} />
      </p>
      <p>
        {t('setup.channel.cxone.body')} <CopyValue value={body} label={t('setup.channel.cxone.body')} />
      </p>
      <p>{t('setup.channel.cxone.existing')}</p>
    </>
  );
}

/** Step 3: the channel in CXone, made in one of three ways, and which integration it belongs to. */
export function CxoneStep({ view, draft, problems }: StepProps) {
  const { t } = useTexts();
  const { integration, cxone } = draft.form;
  const [way, setWay] = useState<Way>(cxone.made === 'not_yet' ? 'api' : cxone.made);
  const entry = view.book.integrations.find((one) => one.draft.id === integration);
  const nameOf = (name: string): string => (name.trim() === '' ? t('setup.unnamed') : name);
  const options = [
    { value: '', label: t('setup.channel.noIntegration') },
    ...view.book.integrations.map((one) => ({ value: one.draft.id, label: nameOf(one.draft.name) })),
    ...view.given.integrations.map((one) => ({ value: one.id, label: nameOf(one.name) })),
  ];
  return (
    <Panel title={t('setup.channel.cxone.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.channel.cxone.lead')}</p>
        <PracticeLink view={view} page="tenant" />
        <FieldSlot field="integration" problems={problems}>
          {(error) => (
            <Choice
              label={t('setup.channel.field.integration')}
              help={t('setup.channel.help.integration')}
              value={options.some(({ value }) => value === integration) ? integration : ''}
              options={options}
              onChange={(value) => draft.change({ integration: value })}
              problem={error}
            />
          )}
        </FieldSlot>
        {entry !== undefined && entry.applied === null && (
          <p className={styles.missing}>
            {t('setup.channel.cxone.notApplied')}{' '}
            <a href={setupIntegrationHref(integration)}>{t('setup.channel.cxone.toIntegration')}</a>
          </p>
        )}
        <FormField
          field="cxone.channelId"
          problems={problems}
          label={t('setup.channel.field.channelId')}
          help={t('setup.channel.help.channelId')}
          value={cxone.channelId}
          onChange={(channelId) => draft.change({ cxone: { ...cxone, channelId } })}
          maxLength={100}
        />
        <div>
          <p className={styles.label}>{t('setup.channel.cxone.how')}</p>
          <Segmented
            label={t('setup.channel.cxone.how')}
            value={way}
            options={ways.map((value) => ({ value, label: t(`setup.channel.cxone.way.${value}`) }))}
            onChange={setWay}
          />
        </div>
        {way === 'api' && <ThroughApi draft={draft} problems={problems} />}
        {way === 'add_page' && <ThroughAddPage />}
        {way === 'by_hand' && <ByHand view={view} draft={draft} />}
        <FieldSlot field="cxone.made" problems={problems}>
          {(error) =>
            way === 'api' && cxone.made === 'not_yet' ? (
              error === null ? null : (
                <p className={styles.wrong}>{error}</p>
              )
            ) : (
              <>
                <Toggle
                  label={t('setup.channel.cxone.isMade')}
                  checked={cxone.made !== 'not_yet'}
                  onChange={(made) => draft.change({ cxone: { ...cxone, made: made ? way : 'not_yet' } })}
                />
                {error !== null && <p className={styles.wrong}>{error}</p>}
              </>
            )
          }
        </FieldSlot>
        <TenantCheck
          key={integration}
          integration={integration}
          channelId={cxone.channelId}
          onChoose={(channelId) => draft.change({ cxone: { channelId, made: 'by_hand' } })}
        />
      </div>
    </Panel>
  );
}
