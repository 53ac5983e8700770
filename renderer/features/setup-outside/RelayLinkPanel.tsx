import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './Outside.module.css';

/** The way to where the relay itself is set, which has a page of its own. */
export function RelayLinkPanel() {
  const { t } = useTexts();
  return (
    <Panel title={t('outside.relay.title')}>
      <div className={styles.stack}>
        <p className={styles.lead}>{t('outside.relay.lead')}</p>
        <div className={styles.buttons}>
          <ButtonLink size="small" href={setupHref('relay')}>
            {t('outside.relay.open')}
          </ButtonLink>
        </div>
      </div>
    </Panel>
  );
}
