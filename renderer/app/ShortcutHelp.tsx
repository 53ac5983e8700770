import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import styles from './ShortcutHelp.module.css';

interface ShortcutHelpProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

export function ShortcutHelp({ open, onClose }: ShortcutHelpProps) {
  const { t } = useTexts();
  const lines: readonly (readonly [keys: readonly string[], then: boolean, text: string])[] = [
    [['g', 'o'], true, t('shortcuts.overview')],
    [['g', 't'], true, t('shortcuts.traffic')],
    [['g', 'm'], true, t('shortcuts.messages')],
    [['g', 'l'], true, t('shortcuts.sla')],
    [['g', 'c'], true, t('shortcuts.certificates')],
    [['g', 'i'], true, t('shortcuts.incidents')],
    [['g', 'h'], true, t('shortcuts.handOver')],
    [['g', 'u'], true, t('shortcuts.setup')],
    [['g', 's'], true, t('shortcuts.settings')],
    [['p'], false, t('shortcuts.pause')],
    [['/'], false, t('shortcuts.search')],
    [['↑', '↓'], false, t('shortcuts.upDown')],
    [['Space'], false, t('shortcuts.choose')],
    [['Shift', '↑', '↓'], false, t('shortcuts.chooseRange')],
    [['Ctrl', 'A'], false, t('shortcuts.chooseAll')],
    [['←', '→'], false, t('shortcuts.chartPoint')],
    [['Esc'], false, t('shortcuts.close')],
    [['?'], false, t('shortcuts.help')],
  ];
  return (
    <Dialog open={open} onClose={onClose} title={t('shortcuts.title')} closeLabel={t('action.close')}>
      <dl className={styles.list}>
        {lines.map(([keys, then, text]) => (
          <div key={text} className={styles.line}>
            <dt>
              {keys.map((key, index) => (
                <span key={key}>
                  {index > 0 && then && <small>{t('shortcuts.then')}</small>}
                  <kbd>{key}</kbd>
                </span>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
