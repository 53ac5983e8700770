import type { SetupSecretName } from '#shared/domain/setup/book.ts';
import { hasErrors } from '#shared/setup/context.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { PracticeLink } from '../parts/PracticeLink.tsx';
import { SecretBox } from '../parts/SecretBox.tsx';
import { SightingLine, useSighting } from '../parts/SightingLine.tsx';
import { PasteValues } from './PasteValues.tsx';
import type { StepProps } from './step-props.ts';
import styles from './Steps.module.css';

type MadeHere = Extract<SetupSecretName, 'wechat_token' | 'wechat_aes_key'>;

/** The two secrets that WeChat and the relay share: made here, or those the account has already. */
function CallbackSecrets({ draft, problems }: Pick<StepProps, 'draft' | 'problems'>) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const owner = { owner: 'channel', ownerId: draft.form.id } as const;
  const make = useAction(async (name: MadeHere) => {
    // It is shown below with the other values to paste, so nothing is done with it here.
    told((await client.invoke('setup.makeSecret', { ...owner, name })).view);
  });
  const names =
    draft.form.wechat.mode === 'plain' ? (['wechat_token'] as const) : (['wechat_token', 'wechat_aes_key'] as const);
  return (
    <>
      {names.map((name) => (
        <SecretBox
          key={name}
          owner={owner}
          name={name}
          label={t(name === 'wechat_token' ? 'setup.channel.field.token' : 'setup.channel.field.aesKey')}
          help={t(name === 'wechat_token' ? 'setup.channel.help.token' : 'setup.channel.help.aesKey')}
          problems={problems}
          onMake={() => make.start(name)}
          making={make.state.kind === 'running'}
        />
      ))}
      {make.state.kind === 'failed' && <ErrorNote error={make.state.error} />}
    </>
  );
}

/** What to look at while WeChat's verification does not arrive. */
function WhenItDoesNotArrive() {
  const { t } = useTexts();
  return (
    <details className={form.details}>
      <summary>{t('setup.channel.callback.notArriving')}</summary>
      <ul className={form.points}>
        <li>{t('setup.channel.callback.why.submit')}</li>
        <li>{t('setup.channel.callback.why.values')}</li>
        <li>
          {t('setup.channel.callback.why.reach')} <a href={setupHref('outside')}>{t('setup.toOutside')}</a>
        </li>
        <li>{t('setup.channel.callback.why.port')}</li>
        <li>{t('setup.channel.callback.why.other')}</li>
      </ul>
    </details>
  );
}

/** Step 2: the values to paste at WeChat, and then the wait for WeChat's own verification. */
export function CallbackStep(props: StepProps) {
  const { t } = useTexts();
  const { view, entry, draft, problems, apply, toRun, runs } = props;
  const verified = useSighting('channel', draft.form.id, 'webhook_verified');
  const hidden = problems.error('callback');
  return (
    <>
      <Panel title={t('setup.channel.callback.title')}>
        <div className={form.stack}>
          <p className={form.lead}>{t('setup.channel.callback.lead')}</p>
          {(view.publicUrl === null || hidden !== null) && (
            <p className={styles.missing} role="alert">
              {hidden ?? t('setup.channel.callback.noAddress')}{' '}
              <a href={setupHref('outside')}>{t('setup.toOutside')}</a>
            </p>
          )}
          <CallbackSecrets draft={draft} problems={problems} />
          <h3 className={styles.part}>{t('setup.channel.callback.run')}</h3>
          {runs ? (
            <p>{t('setup.channel.callback.runs')}</p>
          ) : (
            <>
              <p>
                {entry.applied === null ? t('setup.channel.callback.runFirst') : t('setup.channel.callback.runAgain')}
              </p>
              <div className={form.buttons}>
                <Button
                  look={hasErrors(toRun) ? 'plain' : 'primary'}
                  busy={apply.state.kind === 'running'}
                  onClick={() => {
                    problems.touchAll();
                    if (!hasErrors(toRun)) apply.start();
                  }}
                >
                  {t('setup.apply.button')}
                </Button>
                {hasErrors(toRun) && <span className={form.note}>{t('setup.channel.callback.runStopped')}</span>}
              </div>
            </>
          )}
        </div>
      </Panel>
      <Panel title={t('setup.channel.callback.paste')}>
        <div className={form.stack}>
          <ol className={form.points}>
            <li>{t('setup.channel.callback.click.open')}</li>
            <li>{t('setup.channel.callback.click.change')}</li>
            <li>{t('setup.channel.callback.click.paste')}</li>
            <li>{t('setup.channel.callback.click.submit')}</li>
          </ol>
          <PracticeLink view={view} page="wechat" />
          <PasteValues form={draft.form} view={view} />
        </div>
      </Panel>
      <Panel title={t('setup.channel.callback.watch')}>
        <div className={form.stack}>
          <SightingLine owner="channel" ownerId={draft.form.id} kind="webhook_verified" />
          {verified === null ? <WhenItDoesNotArrive /> : <p>{t('setup.channel.callback.arrived')}</p>}
        </div>
      </Panel>
    </>
  );
}
