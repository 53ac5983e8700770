import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import styles from './Relay.module.css';

const originOf = (url: string): string => new URL(url).origin;

/** Where the relay listens at this moment, and why it does not run when it does not. */
export function RunningPanel() {
  const { t, language } = useTexts();
  const relay = useConsole((state) => state.relay);
  const urls = relay?.kind === 'running' ? relay.urls : null;
  const isStarting = relay?.kind === 'starting' || relay?.kind === 'restarting';
  const fault = relay?.code ?? null;
  const sentence =
    fault === null ? null : sentenceFor(language, fault, relay?.value == null ? null : isolated(relay.value));
  return (
    <Panel title={t('setupRelay.running.title')}>
      <div className={form.stack}>
        {urls === null ? (
          <p role="status">{t(`setupRelay.running.${isStarting ? 'starting' : 'off'}`)}</p>
        ) : (
          <dl className={styles.running}>
            <dt>{t('setupRelay.running.public')}</dt>
            <dd>{originOf(urls.wechat)}</dd>
            {originOf(urls.box) !== originOf(urls.wechat) && (
              <>
                <dt>{t('setupRelay.running.box')}</dt>
                <dd>{originOf(urls.box)}</dd>
              </>
            )}
          </dl>
        )}
        {urls === null && sentence !== null && (
          <p className={styles.warning}>
            <strong>{sentence.title}.</strong> {sentence.help}
          </p>
        )}
        <p className={form.note}>
          {t('setupRelay.running.outside')} <a href={setupHref('outside')}>{t('setup.toOutside')}</a>
        </p>
      </div>
    </Panel>
  );
}
