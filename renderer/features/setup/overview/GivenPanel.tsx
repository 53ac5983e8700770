import type { GivenParts } from '#shared/domain/setup/book.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import { setupReadinessHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import form from '../parts/Form.module.css';
import { ReadinessSummary } from '../readiness/ReadinessSummary.tsx';
import styles from './Overview.module.css';

/** Integrations and channels of the configuration file or the sandbox: shown, and changed there. */
export function GivenPanel({ given }: { readonly given: GivenParts }) {
  const { t } = useTexts();
  const from = given.from === 'sandbox' ? 'sandbox' : 'file';
  const nameOf = (id: string): string => given.integrations.find((one) => one.id === id)?.name ?? id;
  return (
    <Panel title={t(`setup.overview.given.${from}`)}>
      <p className={form.lead}>{t(`setup.overview.givenHelp.${from}`)}</p>
      <ul className={styles.rows} aria-label={t(`setup.overview.given.${from}`)}>
        {given.channels.map(({ id, name, integration }) => {
          const channelId = ChannelId.safeParse(id);
          return (
            <li key={id} className={styles.row}>
              <span className={styles.names}>
                <SafeText text={name} maxLength={80} wrap />
                <small>{t('setup.overview.ofIntegration', { name: nameOf(integration) })}</small>
              </span>
              {channelId.success && (
                <>
                  <span className={styles.state}>
                    <ReadinessSummary channelId={channelId.data} />
                  </span>
                  <ButtonLink size="small" look="quiet" href={setupReadinessHref(channelId.data)}>
                    {t('setup.toReadiness')}
                  </ButtonLink>
                </>
              )}
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
