import type { Trial, TrialStep } from '#shared/domain/setup/trial.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { OutcomeList, type Outcome } from '#renderer/ui/OutcomeList.tsx';
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

/** What was tried, in order, and what came of it. */
export function TrialList({ trial, label }: { readonly trial: Trial; readonly label: string }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const outcomeOf = ({ step, outcome, code, value, platformCode, durationMs }: TrialStep): Outcome => {
    const known = named.find((one) => one === step);
    const what = known === undefined ? step : t(`setup.trial.step.${known}`);
    const time = durationMs > 0 ? ` · ${format.duration(durationMs)}` : '';
    return {
      key: step,
      ...looks[outcome],
      what,
      word: `${t(`setup.trial.outcome.${outcome}`)}${time}`,
      sentence: code === null ? null : sentenceFor(language, code, value === null ? null : isolated(value)),
      note: platformCode === null ? null : t('proof.code', { code: platformCode }),
      children: value === null ? null : <CopyValue value={value} label={what} />,
    };
  };
  return (
    <div className={styles.trial}>
      <OutcomeList outcomes={trial.steps.map(outcomeOf)} label={label} />
      <p className={styles.at}>{t('setup.trial.at', { age: format.age(trial.at, now) })}</p>
    </div>
  );
}
