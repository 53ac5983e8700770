import type { TunnelState, TunnelView } from '#shared/domain/setup/tunnel.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { checkTunnel } from '#shared/setup/tunnel-rules.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './Outside.module.css';
import { TunnelForm } from './TunnelForm.tsx';
import type { Tunnel } from './use-tunnel.ts';

const looks: Readonly<Record<TunnelState['kind'], { readonly tone: Tone; readonly sign: SignName }>> = {
  stopped: { tone: 'idle', sign: 'ring' },
  waiting: { tone: 'info', sign: 'cycle' },
  starting: { tone: 'info', sign: 'cycle' },
  running: { tone: 'ok', sign: 'dot' },
  restarting: { tone: 'warn', sign: 'cycle' },
  gave_up: { tone: 'bad', sign: 'triangle' },
};

function StateLine({ state }: { readonly state: TunnelState }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const sentence =
    state.code === null ? null : sentenceFor(language, state.code, state.value === null ? null : isolated(state.value));
  return (
    <div role="status" className={styles.stack}>
      <div className={styles.state}>
        <StateBadge {...looks[state.kind]}>{t(`outside.tunnel.state.${state.kind}`)}</StateBadge>
        <span className={styles.note}>{t('outside.tunnel.since', { time: format.moment(state.since, now) })}</span>
        {state.nextStartAt !== null && (
          <span className={styles.note}>
            {t('outside.tunnel.next', { when: format.until(state.nextStartAt, now) })}
          </span>
        )}
      </div>
      {sentence !== null && (
        <p className={styles.notice}>
          <strong>{sentence.title}</strong>
          <br />
          {sentence.help}
        </p>
      )}
    </div>
  );
}

interface SeenAddressProps {
  readonly view: TunnelView;
  readonly publicUrl: string;
  readonly onUse: (url: string) => void;
}

/** The address the program said it has; taken over only when somebody says so. */
function SeenAddress({ view, publicUrl, onUse }: SeenAddressProps) {
  const { t } = useTexts();
  const { seenUrl } = view.state;
  if (seenUrl === null) return null;
  return (
    <div className={styles.buttons}>
      <CopyValue value={seenUrl} label={t('outside.tunnel.seen')} showLabel />
      {seenUrl !== publicUrl && (
        <Button size="small" onClick={() => onUse(seenUrl)}>
          {t('outside.tunnel.use')}
        </Button>
      )}
    </div>
  );
}

interface TunnelPanelProps {
  readonly tunnel: Tunnel;
  /** As typed above. */
  readonly publicUrl: string;
  readonly onUse: (url: string) => void;
}

/** The tunnel program this console starts, watches and restarts. */
export function TunnelPanel({ tunnel, publicUrl, onUse }: TunnelPanelProps) {
  const { t } = useTexts();
  const client = useClient();
  const { view, settings, told, save, error } = tunnel;
  const start = useAction(async () => {
    if (await save()) told(await client.invoke('tunnel.start', null));
  });
  const stop = useAction(async () => told(await client.invoke('tunnel.stop', null)));
  if (view === null || settings === null) {
    return (
      <Panel title={t('outside.tunnel.title')}>
        {error === null ? <Empty busy title={t('setup.loading')} /> : <ErrorNote error={error} />}
      </Panel>
    );
  }
  const problems = checkTunnel(settings);
  return (
    <Panel title={t('outside.tunnel.title')}>
      <div className={styles.stack}>
        <p className={styles.lead}>{t('outside.tunnel.help')}</p>
        <StateLine state={view.state} />
        <SeenAddress view={view} publicUrl={publicUrl} onUse={onUse} />
        <TunnelForm settings={settings} problems={problems} keptSecrets={view.keptSecrets} tunnel={tunnel} />
        {error !== null && <ErrorNote error={error} />}
        {view.changed && <p className={styles.notice}>{t('outside.tunnel.changed')}</p>}
        <div className={styles.buttons}>
          <Button
            look={view.on && !view.changed ? 'plain' : 'primary'}
            busy={start.state.kind === 'running'}
            disabled={problems.length > 0}
            onClick={() => start.start()}
          >
            {view.on ? t('outside.tunnel.restart') : t('outside.tunnel.start')}
          </Button>
          {view.on && (
            <Button busy={stop.state.kind === 'running'} onClick={() => stop.start()}>
              {t('outside.tunnel.stop')}
            </Button>
          )}
          <span className={styles.note}>{t('outside.tunnel.startNote')}</span>
        </div>
        {start.state.kind === 'failed' && <ErrorNote error={start.state.error} />}
        {stop.state.kind === 'failed' && <ErrorNote error={stop.state.error} />}
        {view.lines.length > 0 && (
          <div className={styles.snippet}>
            <strong>{t('outside.tunnel.output')}</strong>
            <pre className={styles.code} role="region" tabIndex={0} aria-label={t('outside.tunnel.output')}>
              {view.lines.map((line, index) => (
                <span key={`${view.lines.length}-${index}`}>
                  <SafeText text={line} maxLength={1_000} />
                  {'\n'}
                </span>
              ))}
            </pre>
          </div>
        )}
      </div>
    </Panel>
  );
}
