import type { Trial, TrialStep } from '#shared/domain/certificate-desk.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { OutcomeList } from '#renderer/ui/OutcomeList.tsx';

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
    <OutcomeList
      outcomes={steps.map(({ kind, result, code, value }) => ({
        key: kind,
        ...looks[result],
        what: t(`replaceCertificate.try.step.${kind}`),
        word: t(`replaceCertificate.try.result.${result}`),
        sentence: code === null ? null : sentenceFor(language, code, value === null ? null : isolated(value)),
      }))}
    />
  );
}
