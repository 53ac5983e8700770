import type { Trial, TrialStep } from '#shared/domain/certificate-desk.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './StepParts.module.css';

const looks: Readonly<Record<TrialStep['result'], { readonly tone: Tone; readonly sign: SignName }>> = {
  passed: { tone: 'ok', sign: 'check' },
  failed: { tone: 'bad', sign: 'cross' },
  not_applicable: { tone: 'idle', sign: 'ring' },
  cannot_tell: { tone: 'unsure', sign: 'question' },
};

/** Each thing that was tried, with what came of it in words. */
export function TrialSteps({ trial, failedOnly = false }: { readonly trial: Trial; readonly failedOnly?: boolean }) {
  const { t, language } = useTexts();
  const steps = failedOnly ? trial.steps.filter(({ result }) => result === 'failed') : trial.steps;
  return (
    <ol className={styles.lines}>
      {steps.map(({ kind, result, code, value }) => {
        const sentence = code === null ? null : sentenceFor(language, code, value === null ? null : isolated(value));
        return (
          <li key={kind} className={styles.line} data-tone={looks[result].tone}>
            <Sign name={looks[result].sign} />
            <span>{t(`replaceCertificate.try.step.${kind}`)}</span>
            <span className={styles.word}>{t(`replaceCertificate.try.result.${result}`)}</span>
            {sentence !== null && (
              <p>
                <strong>{sentence.title}</strong> {sentence.help}
              </p>
            )}
          </li>
        );
      })}
    </ol>
  );
}
