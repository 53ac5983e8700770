import type { SlaSummary } from '#shared/domain/sla.ts';
import { goTo } from '#renderer/lib/router.ts';
import { slaBoardHref, wholeBoard, type SlaBoardFilter } from '#renderer/lib/sla-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName } from '#renderer/lib/tone.ts';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import { SlaNarrowing } from '../SlaNarrowing.tsx';
import styles from './BoardToolbar.module.css';

type Show = SlaBoardFilter['show'];

const counts: readonly {
  readonly show: Show;
  readonly tone: string;
  readonly sign: SignName | null;
  readonly of: (summary: SlaSummary) => number;
}[] = [
  { show: 'open', tone: 'plain', sign: null, of: (summary) => summary.open },
  { show: 'breached', tone: 'bad', sign: 'triangle', of: (summary) => summary.breached },
  { show: 'at_risk', tone: 'warn', sign: 'half', of: (summary) => summary.atRisk },
  { show: 'unsure', tone: 'warn', sign: 'question', of: (summary) => summary.unsure },
];

/** How many conversations stand how, each number a link to its list; and what the list is narrowed to. */
export function BoardToolbar({ filter }: { readonly filter: SlaBoardFilter }) {
  const { t, format } = useTexts();
  const summary = useConsole((state) => state.slaSummary);
  const change = (part: Partial<SlaBoardFilter>): void =>
    goTo({ page: 'sla', tab: 'board', filter: { ...filter, ...part } });
  const narrowed = slaBoardHref(filter) !== slaBoardHref();
  return (
    <div className={styles.bar}>
      <nav className={styles.counts} aria-label={t('slaBoard.show')}>
        {counts.map(({ show, tone, sign, of }) => {
          const number = summary === null ? null : of(summary);
          return (
            <a
              key={show}
              href={slaBoardHref({ ...filter, show })}
              aria-current={filter.show === show ? 'true' : undefined}
              data-tone={number === 0 ? 'plain' : tone}
            >
              {sign !== null && <Sign name={sign} />}
              {t(`slaBoard.${show}`)}
              <strong>{number === null ? '–' : format.number(number)}</strong>
            </a>
          );
        })}
      </nav>
      <div className={styles.filters}>
        <SlaNarrowing
          channelId={filter.channelId}
          metric={filter.metric}
          onChannel={(channelId) => change({ channelId })}
          onMetric={(metric) => change({ metric })}
        />
        {narrowed && (
          <Button look="quiet" onClick={() => change(wholeBoard)}>
            <Icon name="close" size={12} />
            {t('sla.clear')}
          </Button>
        )}
      </div>
    </div>
  );
}
