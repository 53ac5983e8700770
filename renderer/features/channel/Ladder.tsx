import type { ReconnectRun, Rung } from '#shared/domain/reconnect.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { endOf, repeatsReason, rungLook, rungStateText } from '#renderer/lib/describe/describe-reconnect.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './RunParts.module.css';

function RungLine({ rung, run }: { readonly rung: Rung; readonly run: ReconnectRun }) {
  const { t, format, language } = useTexts();
  const text = rungStateText(rung, endOf(run));
  const look = rungLook(text === 'unneeded' || text === 'untried' ? 'waiting' : rung.state);
  return (
    <li className={styles.line} data-tone={look.tone}>
      <Sign name={look.sign} className={styles.sign} />
      <span className={styles.what}>{t(`reconnect.rung.${rung.name}`)}</span>
      <span className={styles.state}>{t(`reconnect.rungState.${text}`)}</span>
      <span className={styles.more}>
        {rung.code !== null && !repeatsReason(rung, run.rungs) && (
          <>
            {sentenceFor(language, rung.code, null).title}{' '}
            <small>{t('proof.code', { code: rung.platformCode ?? rung.code })}</small>
          </>
        )}
      </span>
      <span className={styles.time}>
        {rung.startedAt !== null && rung.endedAt !== null ? format.duration(rung.endedAt - rung.startedAt) : ''}
      </span>
    </li>
  );
}

/** Each rung and what came of it; it is left as soon as the checks pass. */
export function Ladder({ run }: { readonly run: ReconnectRun }) {
  const { t } = useTexts();
  return (
    <section aria-label={t('reconnect.ladder')}>
      <h3 className={styles.heading}>{t('reconnect.ladder')}</h3>
      <ol className={styles.lines}>
        {run.rungs.map((rung) => (
          <RungLine key={rung.name} rung={rung} run={run} />
        ))}
      </ol>
    </section>
  );
}
