import { useMemo } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ExportLine } from './ExportLine.tsx';
import styles from './Work.module.css';

/** Exports of this session, the newest first. Nothing at all while there were none. */
export function ExportList() {
  const { t } = useTexts();
  const exports = useConsole((state) => state.exports);
  const sorted = useMemo(() => Object.values(exports).sort((a, b) => b.startedAt - a.startedAt), [exports]);
  if (sorted.length === 0) return null;
  return (
    <Panel title={t('exporting.list')} note={t('exporting.listNote')} flush>
      <ul>
        {sorted.map((progress) => (
          <li key={progress.id} className={styles.line}>
            <ExportLine progress={progress} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}
