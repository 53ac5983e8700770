import type { SandboxDisconnects } from '#shared/contract/console-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { ActionPagesPanel } from './ActionPagesPanel.tsx';
import { CasesPanel } from './CasesPanel.tsx';
import { CausePanel } from './CausePanel.tsx';
import { CausedPanel } from './CausedPanel.tsx';
import styles from './SandboxPage.module.css';

interface DisconnectsProps {
  readonly disconnects: SandboxDisconnects;
  readonly onChanged: (disconnects: SandboxDisconnects) => void;
}

function Disconnects({ disconnects, onChanged }: DisconnectsProps) {
  return (
    <div className={styles.columns}>
      <CausePanel disconnects={disconnects} onChanged={onChanged} />
      <div className={styles.column}>
        <CausedPanel disconnects={disconnects} onChanged={onChanged} />
        <ActionPagesPanel />
      </div>
    </div>
  );
}

/** Where a channel of the sandbox is broken on purpose, to see what the console says and how it is mended. */
export function SandboxPage() {
  const { t } = useTexts();
  const client = useClient();
  const running = useConsole((state) => state.sandbox?.kind === 'running');
  const disconnects = useAnswer('disconnects', () => client.invoke('sandbox.disconnects', null), { enabled: running });
  if (!running) return <Empty title={t('faults.off')} help={t('faults.offHelp')} />;
  return (
    <div className={styles.page}>
      <p className={styles.intro}>{t('faults.intro')}</p>
      {disconnects.error !== null && (
        <LoadFailed error={disconnects.error} busy={disconnects.asking} onRetry={disconnects.ask} />
      )}
      {disconnects.value === null ? (
        disconnects.error === null && <Empty busy title={t('faults.loading')} />
      ) : (
        <Disconnects disconnects={disconnects.value} onChanged={disconnects.take} />
      )}
      <CasesPanel />
    </div>
  );
}
