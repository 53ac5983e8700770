import type { SlaCause } from '#shared/domain/sla.ts';
import { periodWords } from '#renderer/lib/period-words.ts';
import { goTo } from '#renderer/lib/router.ts';
import { breachedLately, slaBreachedHref, type SlaBreachFilter } from '#renderer/lib/sla-routes.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { SlaNarrowing } from '../SlaNarrowing.tsx';
import styles from './BreachToolbar.module.css';

const named = ['today', '7d', '30d', '90d'] as const;
type Named = (typeof named)[number];

/** What the list is narrowed to. It stands in the address, so that figures elsewhere can lead to their list. */
export function BreachToolbar({ filter }: { readonly filter: SlaBreachFilter }) {
  const { t, format } = useTexts();
  const now = useNow();
  const { period, channelId, metric, cause } = filter;
  const change = (part: Partial<SlaBreachFilter>): void =>
    goTo({ page: 'sla', tab: 'breached', filter: { ...filter, ...part } });
  const own =
    typeof period === 'object' ? t('slaBreaches.own', periodWords(format, period.from, period.until, now)) : null;
  return (
    <div className={styles.bar} role="group" aria-label={t('traffic.filters')}>
      <Segmented<Named | 'own'>
        label={t('slaBreaches.period')}
        value={typeof period === 'object' ? 'own' : period}
        options={[
          ...named.map((value) => ({ value, label: t(`slaBreaches.${value}`) })),
          ...(own === null ? [] : [{ value: 'own' as const, label: own }]),
        ]}
        onChange={(value) => {
          if (value !== 'own') change({ period: value });
        }}
      />
      <Segmented<SlaCause | 'any'>
        label={t('slaBreaches.cause')}
        value={cause ?? 'any'}
        options={[
          { value: 'any', label: t('slaBreaches.anyCause') },
          { value: 'people', label: t('sla.cause.people') },
          { value: 'outage', label: t('sla.cause.outage') },
        ]}
        onChange={(value) => change({ cause: value === 'any' ? null : value })}
      />
      <SlaNarrowing
        channelId={channelId}
        metric={metric}
        onChannel={(next) => change({ channelId: next })}
        onMetric={(next) => change({ metric: next })}
      />
      {slaBreachedHref(filter) !== slaBreachedHref() && (
        <Button look="quiet" onClick={() => change(breachedLately)}>
          <Icon name="close" size={12} />
          {t('sla.clear')}
        </Button>
      )}
    </div>
  );
}
