import type { TestFollower } from '#shared/domain/operations.ts';
import type { EndToEndTest, ReconnectRun } from '#shared/domain/reconnect.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { isUnderWay } from '#renderer/lib/describe/describe-reconnect.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './TestMessage.module.css';

function Progress({ test }: { readonly test: EndToEndTest }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const sentence = test.code === null ? null : sentenceFor(language, test.code, null);
  const seen = test.seenAt !== null;
  const answered = test.answeredAt !== null;
  return (
    <div className={styles.test}>
      {!answered && <p>{t('reconnect.test.instruction', { name: test.label })}</p>}
      <output className={styles.word} aria-label={t('reconnect.test.word')}>
        <SafeText text={test.word} />
      </output>
      <ul className={styles.marks}>
        <li data-done>
          <Sign name="check" /> {t('reconnect.test.asked', { age: format.age(test.askedAt, now) })}
        </li>
        <li data-done={seen || undefined}>
          <Sign name={seen ? 'check' : 'cycle'} />{' '}
          {test.seenAt === null
            ? t('reconnect.test.waiting')
            : t('reconnect.test.seen', { time: format.timeOfDay(test.seenAt) })}
        </li>
        {seen && (
          <li data-done={answered || undefined}>
            <Sign name={answered ? 'check' : 'cycle'} />{' '}
            {test.answeredAt === null
              ? t('reconnect.test.answering')
              : t('reconnect.test.answered', { time: format.timeOfDay(test.answeredAt) })}
          </li>
        )}
      </ul>
      <p role="status" className={styles.proven}>
        {answered ? t('reconnect.test.proven') : ''}
      </p>
      {sentence !== null && (
        <p className={styles.problem}>
          <strong>{sentence.title}.</strong> {sentence.help}
        </p>
      )}
    </div>
  );
}

interface TestMessageProps {
  readonly run: ReconnectRun;
  readonly followers: readonly TestFollower[];
}

/** The strongest proof: a colleague's code word comes in, and our answer goes out. */
export function TestMessage({ run, followers }: TestMessageProps) {
  const { t } = useTexts();
  const client = useClient();
  const runChanged = useConsole((state) => state.runChanged);
  const ask = useAction(async (follower: TestFollower) => {
    runChanged(await client.invoke('reconnect.test', { runId: run.id, openId: follower.openId }));
  });
  return (
    <section aria-label={t('reconnect.test.heading')} className={styles.part}>
      <h3 className={styles.heading}>{t('reconnect.test.heading')}</h3>
      {run.test === null && <p className={styles.why}>{t('reconnect.test.why')}</p>}
      {run.test !== null && <Progress test={run.test} />}
      {isUnderWay(run) &&
        (followers.length === 0 ? (
          <p className={styles.why}>{t('reconnect.test.nobody')}</p>
        ) : (
          run.test?.answeredAt == null && (
            <div className={styles.asks}>
              {followers.map((follower) => (
                <Button
                  key={follower.openId}
                  size="small"
                  busy={ask.state.kind === 'running'}
                  onClick={() => ask.start(follower)}
                >
                  {t('reconnect.test.ask', { name: follower.label })}
                </Button>
              ))}
            </div>
          )
        ))}
      {ask.state.kind === 'failed' && <ErrorNote error={ask.state.error} />}
    </section>
  );
}
