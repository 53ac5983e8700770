import type { ChannelId } from '#shared/domain/ids.ts';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { ReadinessLine } from '#shared/domain/setup/readiness.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isSettled } from '#shared/setup/readiness.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { fixHref } from './fix-href.ts';
import { LineTicks } from './LineTicks.tsx';
import { withStop } from '../parts/problem-words.ts';
import styles from './Readiness.module.css';
import { readinessLook } from './readiness-look.ts';

interface ReadinessTableProps {
  readonly lines: readonly ReadinessLine[];
  readonly channelId: ChannelId;
  readonly view: SetupView;
  /** The line to begin with. */
  readonly first: ReadinessLine | null;
}

/** Topics whose proof by a name is a deed of that person in the console, not a tick. */
const applied: readonly ReadinessLine['topic'][] = ['integration'];

/** What proves a line, or what is wrong with it and how to mend that. */
function Evidence({ line }: { readonly line: ReadinessLine }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const { topic, state, code, value, at, by } = line;
  if (code !== null) {
    const { title, help } = sentenceFor(language, code, value === null ? null : isolated(value));
    return (
      <p className={styles.evidence}>
        <strong>{withStop(title, language)}</strong> {help}
      </p>
    );
  }
  if (state === 'not_needed') return <p className={styles.evidence}>{t('setupReady.leftOut')}</p>;
  if (at === null) return <p className={styles.evidence}>{t('setupReady.noProof')}</p>;
  const age = format.age(at, now);
  const what = t(`setupReady.proof.${topic}`);
  return (
    <p className={styles.evidence} title={format.full(at)}>
      {by === null
        ? t('setupReady.proofAt', { what, age })
        : applied.includes(topic)
          ? t('setupReady.proofBy', { what, name: by, age })
          : t('setupReady.tickedAt', { name: by, age })}
    </p>
  );
}

/** One row for each topic. */
export function ReadinessTable({ lines, channelId, view, first }: ReadinessTableProps) {
  const { t } = useTexts();
  return (
    <table className={styles.table}>
      <caption className="visually-hidden">{t('setupReady.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('setupReady.columns.topic')}</th>
          <th scope="col">{t('setupReady.columns.state')}</th>
          <th scope="col">{t('setupReady.columns.proof')}</th>
          <th scope="col">{t('setupReady.columns.fix')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const { topic, state, fix } = line;
          const { tone, sign } = readinessLook[state];
          const href = fixHref(line, channelId, view.book);
          const isFirst = first?.topic === topic;
          return (
            <tr key={topic} data-state={state} aria-current={isFirst ? 'step' : undefined}>
              <th scope="row">
                {t(`setupReady.topic.${topic}`)}
                <small>{t(`setupReady.help.${topic}`)}</small>
              </th>
              <td>
                <StateBadge tone={tone} sign={sign} size="small">
                  {t(`setupReady.state.${state}`)}
                </StateBadge>
              </td>
              <td>
                <Evidence line={line} />
                <LineTicks line={line} channelId={channelId} view={view} />
              </td>
              <td>
                {href === null ? (
                  !isSettled(line) && <span className={styles.elsewhere}>{t('setupReady.elsewhere')}</span>
                ) : isFirst ? (
                  <ButtonLink size="small" look="primary" href={href}>
                    {t(`setupReady.fix.${fix}`)}
                  </ButtonLink>
                ) : (
                  <a
                    href={href}
                    aria-label={t('setupReady.fixOf', {
                      fix: t(`setupReady.fix.${fix}`),
                      topic: t(`setupReady.topic.${topic}`),
                    })}
                  >
                    {t(`setupReady.fix.${fix}`)}
                  </a>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
