import type { ChannelId } from '#shared/domain/ids.ts';
import { setupReadinessHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { countReadiness, readinessLook } from './readiness-look.ts';
import { useReadiness } from './use-readiness.ts';
import styles from './Readiness.module.css';

/** One line: how much of a channel's set-up is proved, and what is the first thing that is not. A link to the whole list. */
export function ReadinessSummary({ channelId }: { readonly channelId: ChannelId }) {
  const { t } = useTexts();
  const readiness = useReadiness(channelId);
  if (readiness === null || readiness.lines.length === 0) return null;
  const { done, count, first } = countReadiness(readiness.lines);
  const look = readinessLook[first?.state ?? 'done'];
  return (
    <a href={setupReadinessHref(channelId)} className={styles.summary}>
      <StateBadge tone={look.tone} sign={look.sign} size="small">
        {t('setupReady.summary', { done, count })}
      </StateBadge>
      {first !== null && <span>{t('setupReady.first', { topic: t(`setupReady.topic.${first.topic}`) })}</span>}
    </a>
  );
}
