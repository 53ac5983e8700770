import type { Trial, TrialStep } from '#shared/domain/setup/trial.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './TrialList.module.css';

const looks: Readonly<Record<TrialStep['outcome'], { readonly tone: Tone; readonly sign: SignName }>> = {
  ok: { tone: 'ok', sign: 'check' },
  failed: { tone: 'bad', sign: 'cross' },
  not_tried: { tone: 'idle', sign: 'ring' },
  not_available: { tone: 'unsure', sign: 'question' },
};

/** Steps that have a sentence; one that is added later shows its name. */
const named = [
  'discovery',
  'token',
  'account',
  'quota',
  'tenant',
  'permission',
  'integration',
  'time',
  'created',
  'channel',
  'campaign',
  'template',
  'sub_skill',
  'settings',
  'script',
  'skill',
] as const;

function StepLine({ step }: { readonly step: TrialStep }) {
  const { t, format, language } = useTexts();
  const { tone, sign } = looks[step.outcome];
  const known = named.find((one) => one === step.step);
  const words = known === undefined ? step.step : t(`setup.trial.step.${known}`);
  const sentence =
    step.code === null ? null : sentenceFor(language, step.code, step.value === null ? null : isolated(step.value));
  return (
    <li className={styles.line} data-tone={tone}>
      <Sign name={sign} />
      <span>{words}</span>
      <span className={styles.word}>
        {t(`setup.trial.outcome.${step.outcome}`)}
        {step.durationMs > 0 && ` · ${format.duration(step.durationMs)}`}
      </span>
      {sentence !== null && (
        <p>
          <strong>{sentence.title}</strong> {sentence.help}
          {step.platformCode !== null && <small> {t('proof.code', { code: step.platformCode })}</small>}
        </p>
      )}
      {step.value !== null && (
        <div className={styles.value}>
          <CopyValue value={step.value} label={words} />
        </div>
      )}
    </li>
  );
}

/** What was tried, in order, and what came of it. */
export function TrialList({ trial, label }: { readonly trial: Trial; readonly label: string }) {
  const { t, format } = useTexts();
  const now = useNow();
  return (
    <div className={styles.trial}>
      <ol className={styles.lines} aria-label={label}>
        {trial.steps.map((step) => (
          <StepLine key={step.step} step={step} />
        ))}
      </ol>
      <p className={styles.at}>{t('setup.trial.at', { age: format.age(trial.at, now) })}</p>
    </div>
  );
}
