import type { SlaCaseFacts } from '#shared/domain/sla.ts';
import { momentWords } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { caseCourse, type CourseEvent } from './case-course.ts';
import styles from './CaseLists.module.css';

function EventWords({ event }: { readonly event: CourseEvent }) {
  const { t } = useTexts();
  switch (event.kind) {
    case 'status':
      return t('slaCase.statusIs', { status: t(`sla.status.${event.status}`) });
    case 'assignment':
      return event.agent === null ? t('slaCase.unassigned') : t('slaCase.assignedTo', { agent: event.agent });
    case 'extension':
      return t('slaCase.extendedBy', { name: event.by });
  }
}

/** Status and assignment as CXone told them, with the time within which they changed, and how far it was heard. */
export function CaseCourse({ facts }: { readonly facts: SlaCaseFacts }) {
  const { t, format } = useTexts();
  const now = useNow();
  const events = caseCourse(facts);
  return (
    <Panel title={t('slaCase.course')}>
      {events.length === 0 && <p className={styles.none}>{t('slaCase.noCourse')}</p>}
      <ol className={styles.list} data-wide="">
        {events.map((event, index) => (
          <li key={`${event.kind}/${event.at.latest}/${index}`}>
            <div>
              <EventWords event={event} />
              <small>{momentWords(event.at, t, format, now)}</small>
            </div>
          </li>
        ))}
      </ol>
      <p className={styles.note}>
        {!facts.asked
          ? t('slaCase.cannotAsk')
          : facts.knownUntil === null
            ? t('slaCase.neverAsked')
            : t('slaCase.knownUntil', { time: format.timeOfDay(facts.knownUntil) })}
      </p>
    </Panel>
  );
}
