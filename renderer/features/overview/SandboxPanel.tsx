import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf } from '#renderer/lib/router.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { EndSandbox } from './EndSandbox.tsx';
import styles from './SandboxPanel.module.css';

const rates = [0, 40, 200, 600] as const;

/** The simulated customers: how much they write, and silence on demand. Never to be taken for real traffic. */
export function SandboxPanel({ className }: { readonly className: string | undefined }) {
  const { t, format } = useTexts();
  const client = useClient();
  const sandbox = useConsole((state) => state.sandbox);
  const sandboxChanged = useConsole((state) => state.sandboxChanged);
  const change = useAction(async (traffic: { messagesPerMinute: number; paused: boolean }) => {
    sandboxChanged(await client.invoke('sandbox.setTraffic', traffic));
  });
  if (sandbox === null) return null;
  const { kind, messagesPerMinute, paused } = sandbox;
  const words =
    kind === 'starting'
      ? t('sandbox.starting')
      : kind === 'failed'
        ? t('sandbox.failed')
        : paused || messagesPerMinute === 0
          ? t('sandbox.paused')
          : t('sandbox.writing', { count: messagesPerMinute });
  return (
    <Panel
      title={t('sandbox.title')}
      note={kind === 'running' ? <EndSandbox /> : undefined}
      className={[styles.panel, className].join(' ')}
    >
      <p className={styles.words}>{words}</p>
      {kind === 'running' && (
        <div className={styles.controls}>
          <Segmented
            label={t('sandbox.rate')}
            value={String(messagesPerMinute)}
            options={rates.map((rate) => ({
              value: String(rate),
              label: rate === 0 ? t('sandbox.none') : format.number(rate),
            }))}
            onChange={(value) => change.start({ messagesPerMinute: Number(value), paused })}
          />
          <Button
            busy={change.state.kind === 'running'}
            onClick={() => change.start({ messagesPerMinute, paused: !paused })}
          >
            <Icon name={paused ? 'play' : 'pause'} size={14} />
            {paused ? t('sandbox.resume') : t('sandbox.pause')}
          </Button>
        </div>
      )}
      {change.state.kind === 'failed' && <ErrorNote error={change.state.error} />}
      {kind === 'running' && (
        <p>
          <a href={hrefOf({ page: 'sandbox' })}>{t('faults.link')}</a>
        </p>
      )}
      <p className={styles.note}>{t('sandbox.help')}</p>
    </Panel>
  );
}
