import { ChannelId } from '#shared/domain/ids.ts';
import { hrefOf, trafficHref } from '#renderer/lib/router.ts';
import { setupReadinessHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { PracticeLink } from '../parts/PracticeLink.tsx';
import { SightingLine, useSighting } from '../parts/SightingLine.tsx';
import type { StepProps } from './step-props.ts';
import styles from './Steps.module.css';

/** Step 5: one message each way, watched until both have passed. */
export function FirstMessageStep({ view, draft, runs }: StepProps) {
  const { t } = useTexts();
  const { id } = draft.form;
  const channelId = ChannelId.parse(id);
  const messageIn = useSighting('channel', id, 'message_in');
  const messageOut = useSighting('channel', id, 'message_out');
  return (
    <>
      {!runs && (
        <p className={styles.missing} role="status">
          {t('setup.channel.first.notRunning')}
        </p>
      )}
      <Panel title={t('setup.channel.first.inTitle')}>
        <div className={form.stack}>
          <p className={form.lead}>
            {view.practice === null ? t('setup.channel.first.inHelp') : t('setup.channel.first.inPractice')}
          </p>
          <PracticeLink view={view} page="wechat" />
          <SightingLine owner="channel" ownerId={id} kind="message_in" />
          {messageIn === null && (
            <details className={form.details}>
              <summary>{t('setup.channel.first.notArriving')}</summary>
              <ul className={form.points}>
                <li>{t('setup.channel.first.why.callback')}</li>
                <li>{t('setup.channel.first.why.live')}</li>
                <li>{t('setup.channel.first.why.cxone')}</li>
              </ul>
            </details>
          )}
        </div>
      </Panel>
      <Panel title={t('setup.channel.first.outTitle')}>
        <div className={form.stack}>
          <p className={form.lead}>{t('setup.channel.first.outHelp')}</p>
          <PracticeLink view={view} page="desk" />
          <SightingLine owner="channel" ownerId={id} kind="message_out" />
          {messageOut === null && (
            <details className={form.details}>
              <summary>{t('setup.channel.first.notLeaving')}</summary>
              <ul className={form.points}>
                <li>{t('setup.channel.first.why.agent')}</li>
                <li>{t('setup.channel.first.why.permissions')}</li>
                <li>{t('setup.channel.first.why.window')}</li>
              </ul>
            </details>
          )}
        </div>
      </Panel>
      {messageIn !== null && messageOut !== null && (
        <p className={styles.good} role="status">
          {t('setup.channel.first.both')}
        </p>
      )}
      <div className={form.buttons}>
        <ButtonLink href={trafficHref({ channelId })}>{t('setup.channel.first.toTraffic')}</ButtonLink>
        <ButtonLink href={hrefOf({ page: 'channel', channelId })}>{t('setup.channel.first.toChannel')}</ButtonLink>
        <ButtonLink href={setupReadinessHref(channelId)}>{t('setup.readiness')}</ButtonLink>
      </div>
    </>
  );
}
