import { useState } from 'react';
import type { HostWay } from '#shared/domain/setup/proxy.ts';
import type { Trial, TrialStep } from '#shared/domain/setup/trial.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './RunningWays.module.css';

const looks: Readonly<Record<TrialStep['outcome'], { readonly tone: Tone; readonly sign: SignName }>> = {
  ok: { tone: 'ok', sign: 'check' },
  failed: { tone: 'bad', sign: 'cross' },
  not_tried: { tone: 'idle', sign: 'ring' },
  not_available: { tone: 'warn', sign: 'question' },
};

const named = ['pac', 'reach_proxy', 'tunnel', 'tls', 'answer'] as const;

function StepLine({ step }: { readonly step: TrialStep }) {
  const { t, format, language } = useTexts();
  const known = named.find((one) => one === step.step);
  const sentence =
    step.code === null ? null : sentenceFor(language, step.code, step.value === null ? null : isolated(step.value));
  return (
    <li className={styles.step}>
      <StateBadge {...looks[step.outcome]} size="small">
        {t(`outsideProxy.outcome.${step.outcome}`)}
      </StateBadge>
      <div>
        <span>{known === undefined ? step.step : t(`outsideProxy.step.${known}`)}</span>
        {step.durationMs > 0 && <span className={styles.note}> · {format.duration(step.durationMs)}</span>}
        {step.outcome === 'ok' && step.value !== null && (
          <span className={styles.note}>
            {' · '}
            <SafeText text={step.value} maxLength={80} />
          </span>
        )}
        {sentence !== null && (
          <p className={styles.note}>
            <strong>{sentence.title}.</strong> {sentence.help}{' '}
            {step.platformCode !== null && t('outsideProxy.code', { code: step.platformCode })}
          </p>
        )}
      </div>
    </li>
  );
}

/** Which way a host's calls leave: straight, through which proxy, and by whose word. */
function useWayWords({ proxy, pac }: HostWay): string {
  const { t, language } = useTexts();
  const wayOut = proxy === null ? t('outsideProxy.straight') : t('outsideProxy.through', { proxy });
  if (pac === undefined) return wayOut;
  const source = t('outsideProxy.pac', { source: isolated(pac.source) });
  return pac.code === null ? `${wayOut} · ${source}` : `${source} · ${sentenceFor(language, pac.code, null).title}`;
}

function WayLine({ way }: { readonly way: HostWay }) {
  const { t, format } = useTexts();
  const words = useWayWords(way);
  const client = useClient();
  const now = useNow();
  const [trial, setTrial] = useState<Trial | null>(null);
  const action = useAction(async () => {
    setTrial(await client.invoke('setup.tryProxy', { host: way.host }));
  });
  const more = (['isSecure', 'signsIn', 'trustsProxy'] as const).filter((one) => way[one]);
  return (
    <li className={styles.way}>
      <div className={styles.head}>
        <div className={styles.words}>
          <strong>
            <SafeText text={way.host} maxLength={120} />
          </strong>
          <span className={styles.note}>
            {t(`outsideProxy.side.${way.side}`)}
            {' · '}
            {words}
            {more.map((one) => ` · ${t(`outsideProxy.${one}`)}`)}
          </span>
        </div>
        <Button
          size="small"
          busy={action.state.kind === 'running'}
          aria-label={t('outsideProxy.testOf', { host: way.host })}
          onClick={() => action.start()}
        >
          {t('outsideProxy.test')}
        </Button>
      </div>
      {action.state.kind === 'failed' && <ErrorNote error={action.state.error} />}
      <div role="status">
        {trial !== null && (
          <>
            <ol className={styles.steps} aria-label={t('outsideProxy.steps', { host: way.host })}>
              {trial.steps.map((step) => (
                <StepLine key={step.step} step={step} />
              ))}
            </ol>
            <p className={styles.note}>{t('outsideProxy.at', { age: format.age(trial.at, now) })}</p>
          </>
        )}
      </div>
    </li>
  );
}

/** Which way the relay's own calls leave as it runs now, and whether it can be gone. `stale`: something else is typed. */
export function RunningWays({ stale }: { readonly stale: boolean }) {
  const { t } = useTexts();
  const client = useClient();
  const relay = useConsole((state) => state.relay);
  const isRunning = relay?.kind === 'running' && relay.urls !== null;
  // Another process may have other ways.
  const ways = useAnswer('ways', () => client.invoke('setup.ways', null), {
    enabled: isRunning,
    version: relay?.pid ?? 0,
  });
  return (
    <Panel title={t('outsideProxy.title')}>
      <div className={styles.stack}>
        <p className={styles.lead}>{t('outsideProxy.lead')}</p>
        {stale && (
          <p className={styles.stale} role="status">
            {t('outsideProxy.stale')}
          </p>
        )}
        {!isRunning && <p role="status">{t('outsideProxy.relayOff')}</p>}
        {isRunning && ways.error !== null && (
          <LoadFailed error={ways.error} busy={ways.asking} onRetry={() => ways.ask()} />
        )}
        {isRunning && ways.value !== null && ways.value.length === 0 && <p>{t('outsideProxy.nobody')}</p>}
        {isRunning && ways.value !== null && ways.value.length > 0 && (
          <ul className={styles.ways} aria-label={t('outsideProxy.list')}>
            {ways.value.map((way) => (
              // What was found out of one process says nothing of the next.
              <WayLine key={`${String(relay.pid)} ${way.host}`} way={way} />
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
