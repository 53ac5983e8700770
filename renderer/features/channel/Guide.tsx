import type { GuideStep, ReconnectRun } from '#shared/domain/reconnect.ts';
import { entryFor } from '#shared/errors/catalogue.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './Guide.module.css';

function StepLine({ step }: { readonly step: GuideStep }) {
  const { t, language } = useTexts();
  const copied = step.value !== null && entryFor(step.code).action === 'copy_value';
  const inSentence = step.value === null || copied ? null : isolated(step.value);
  const sentence = sentenceFor(language, step.code, inSentence);
  return (
    <li className={styles.step} data-done={step.done || undefined}>
      <div className={styles.title}>
        <strong>{sentence.title}</strong>
        {step.done && (
          <StateBadge tone="ok" sign="check" size="small">
            {t('reconnect.guideDone')}
          </StateBadge>
        )}
      </div>
      <p>{sentence.help}</p>
      {step.value !== null && copied && <CopyValue value={step.value} label={t('channel.value')} showLabel />}
      <small>
        {step.leg === null ? '' : `${t(`leg.${step.leg}`)} · `}
        {t('proof.code', { code: step.code })}
      </small>
    </li>
  );
}

interface GuideProps {
  readonly run: ReconnectRun;
  /** False: the relay goes on by itself, and a person may help. */
  readonly mustAct: boolean;
  readonly busy: boolean;
  readonly onGoOn: () => void;
}

/** Only the steps that apply, each with what to enter where; then the run goes on. */
export function Guide({ run, mustAct, busy, onGoOn }: GuideProps) {
  const { t } = useTexts();
  return (
    <section className={styles.guide} aria-label={t('reconnect.guide')}>
      <h3>{t('reconnect.guide')}</h3>
      <p className={styles.intro}>{t(mustAct ? 'reconnect.guideIntro' : 'reconnect.guideIntroPassing')}</p>
      <ol className={styles.steps}>
        {run.guide.map((step, index) => (
          <StepLine key={`${step.code}/${step.leg ?? index}`} step={step} />
        ))}
      </ol>
      <div>
        <Button look="primary" busy={busy} onClick={onGoOn}>
          {busy ? t('reconnect.goingOn') : t(mustAct ? 'reconnect.goOn' : 'reconnect.goOnPassing')}
        </Button>
      </div>
    </section>
  );
}
