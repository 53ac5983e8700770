import type { DeskCase, DeskEvent } from '#shared/domain/desk.ts';
import { CaseStatus } from '#shared/domain/sla.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from './desk.module.css';

/** What happened to the case besides messages, newest first. */
export function CaseEvents({ events }: { readonly events: DeskCase['events'] }) {
  const { t, time } = usePageTexts();
  const about = ({ kind, about: text }: DeskEvent): string => {
    const status = CaseStatus.safeParse(text);
    return kind === 'status' && status.success ? t(`statuses.${status.data}`) : (text ?? '');
  };
  return (
    <details className={styles.details}>
      <summary>{t('agent.events')}</summary>
      <ol className={styles.events}>
        {[...events].reverse().map((event, place) => (
          <li key={`${event.at}-${place}`}>
            <small>{time(event.at)}</small>
            {[t(`events.${event.kind}`), about(event), event.by ?? ''].filter((part) => part !== '').join(' · ')}
          </li>
        ))}
      </ol>
    </details>
  );
}
