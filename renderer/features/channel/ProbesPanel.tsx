import type { ChannelSnapshot } from '#shared/domain/channel.ts';
import type { ProbeResult } from '#shared/domain/health.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { probeLook, probeValue } from '#renderer/lib/describe/describe-probe.ts';
import { legOrder } from '#renderer/lib/describe/describe-proof.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './ProbesPanel.module.css';

/** A check's figure with its unit. */
export function probeValueWords({ t, format }: Pick<Texts, 't' | 'format'>, probe: ProbeResult): string | null {
  const value = probeValue(probe);
  switch (value?.kind) {
    case undefined:
      return null;
    case 'calls':
      return t('probe.callsLeft', { number: format.number(value.count) });
    case 'clock':
      return t('probe.clockOff', { duration: format.duration(Math.abs(value.offMs)) });
    case 'date':
      return t('probe.expires', { date: format.full(value.at) });
    case 'seen':
      return t('probe.lastSeen', { date: format.full(value.at) });
    case 'text':
      return value.text;
  }
}

function ProbeLine({ probe }: { readonly probe: ProbeResult }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const sentence =
    probe.code === null ? null : sentenceFor(language, probe.code, probe.value === null ? null : isolated(probe.value));
  const value = probeValueWords({ t, format }, probe);
  return (
    <>
      <tr data-outcome={probe.outcome} data-explained={sentence !== null || undefined}>
        <th scope="row">
          {t(`probe.name.${probe.name}`)}
          {value !== null && <SafeText text={value} className={styles.value} />}
        </th>
        <td>
          <StateBadge {...probeLook(probe.outcome)} size="small">
            {t(`probe.outcome.${probe.outcome}`)}
          </StateBadge>
        </td>
        <td className={styles.when} title={probe.at === null ? undefined : format.full(probe.at)}>
          {probe.at === null ? '–' : format.age(probe.at, now)}
          {probe.durationMs !== null && (
            <small>{t('probe.took', { duration: format.duration(probe.durationMs) })}</small>
          )}
        </td>
        <td className={styles.when}>{probe.nextAt === null ? t('probe.noNext') : format.until(probe.nextAt, now)}</td>
      </tr>
      {sentence !== null && (
        <tr>
          <td colSpan={4} className={styles.meaning}>
            <strong>{sentence.title}.</strong> <span>{sentence.help}</span>{' '}
            <small>{t('proof.code', { code: probe.platformCode ?? probe.code ?? '' })}</small>
          </td>
        </tr>
      )}
    </>
  );
}

interface ProbesPanelProps {
  readonly channel: ChannelSnapshot;
  readonly probes: readonly ProbeResult[];
  readonly onChanged: () => void;
}

/** Each check with its outcome, age, next time and what it means; grouped in the order a message takes. */
export function ProbesPanel({ channel, probes, onChanged }: ProbesPanelProps) {
  const { t } = useTexts();
  const client = useClient();
  const channelsChanged = useConsole((state) => state.channelsChanged);
  const check = useAction(async () => {
    channelsChanged([await client.invoke('channels.check', { channelId: channel.id })]);
    onChanged();
  });
  const busy = check.state.kind === 'running';
  return (
    <Panel
      title={t('probe.heading')}
      note={
        <span className={styles.note}>
          <span role="status">{check.state.kind === 'done' ? t('probe.checked') : t('probe.note')}</span>
          <Button size="small" busy={busy} onClick={() => check.start()}>
            {busy ? t('action.checking') : t('probe.checkNow')}
          </Button>
        </span>
      }
      flush
    >
      {check.state.kind === 'failed' && (
        <div className={styles.failed}>
          <ErrorNote error={check.state.error} />
        </div>
      )}
      {probes.length === 0 ? (
        <p className={styles.none}>{t('probe.none')}</p>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="group" aria-label={t('probe.heading')}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('probe.column.check')}</th>
                <th scope="col">{t('probe.column.outcome')}</th>
                <th scope="col">{t('probe.column.when')}</th>
                <th scope="col">{t('probe.column.next')}</th>
              </tr>
            </thead>
            {legOrder.map((leg) => {
              const own = probes.filter((probe) => probe.leg === leg);
              return own.length === 0 ? null : (
                <tbody key={leg}>
                  <tr className={styles.leg}>
                    <th scope="rowgroup" colSpan={4}>
                      {t(`leg.${leg}`)}
                    </th>
                  </tr>
                  {own.map((probe) => (
                    <ProbeLine key={probe.name} probe={probe} />
                  ))}
                </tbody>
              );
            })}
          </table>
        </div>
      )}
    </Panel>
  );
}
