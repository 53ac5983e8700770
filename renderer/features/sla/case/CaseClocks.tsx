import type { SlaCaseStory } from '#shared/domain/sla.ts';
import { chiefClock } from '#renderer/lib/describe/describe-sla.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { CaseClock } from './CaseClock.tsx';
import styles from './CaseClocks.module.css';
import { clockGroups } from './clock-groups.ts';

/** Every clock of a conversation; of repeated ones the newest round, and the others on demand. */
export function CaseClocks({ story }: { readonly story: SlaCaseStory }) {
  const { t } = useTexts();
  const { row, why } = story;
  const chief = chiefClock(row, null);
  const groups = clockGroups(why);
  return (
    <Panel title={t('slaCase.clocks')} note={t('slaOverview.note')} flush>
      {groups.length === 0 && <p className={styles.none}>{t('slaCase.noClocks')}</p>}
      {groups.map(({ metric, newest, earlier }) => (
        <div key={metric} className={styles.group}>
          <CaseClock why={newest} channelId={row.channelId} open={chief?.metric === metric} />
          {earlier.length > 0 && (
            <details className={styles.earlier}>
              <summary>{t('slaCase.earlier', { count: earlier.length })}</summary>
              {earlier.map((one) => (
                <CaseClock key={one.reading.round} why={one} channelId={row.channelId} open={false} />
              ))}
            </details>
          )}
        </div>
      ))}
    </Panel>
  );
}
