import type { SetupView } from '#shared/domain/setup/book.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ownBoxListener } from './outside-state.ts';
import styles from './Outside.module.css';

const rows = [
  { key: 'wechat', path: '/wechat/' },
  { key: 'box', path: '/integration/box' },
  { key: 'pages', path: '/integration/add' },
] as const;

/** What has to get through from outside, for whoever looks after proxy and firewall. */
export function ReachPanel({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  const urls = useConsole((state) => state.relay?.urls ?? null);
  const box = ownBoxListener(urls);
  return (
    <Panel title={t('outside.reach.title')}>
      <div className={styles.stack}>
        <p className={styles.lead}>{t('outside.reach.lead')}</p>
        <ul className={styles.proofs} aria-label={t('outside.reach.title')}>
          {rows.map(({ key, path }) => (
            <li key={key} className={styles.proof}>
              <strong>{t(`outside.reach.${key}`)}</strong>
              {view.publicUrl === null ? (
                <code>{path}</code>
              ) : (
                <CopyValue value={`${view.publicUrl}${path}`} label={t(`outside.reach.${key}`)} />
              )}
            </li>
          ))}
        </ul>
        <p className={styles.note}>{t('outside.reach.port')}</p>
        {box !== null && <p className={styles.notice}>{t('outside.reach.ownBox', { address: box })}</p>}
      </div>
    </Panel>
  );
}
