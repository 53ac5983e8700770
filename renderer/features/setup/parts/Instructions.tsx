import { useTexts } from '#renderer/lib/texts-context.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import styles from './parts.module.css';

export interface Instruction {
  /** What to do, as a sentence without the value. */
  readonly words: string;
  /** What has to be typed or chosen exactly; null when there is nothing to copy. */
  readonly value: string | null;
}

/** The steps as text, for an e-mail or a ticket. */
export function instructionText(title: string, steps: readonly Instruction[]): string {
  const lines = steps.map(({ words, value }, index) => `${index + 1}. ${words}${value === null ? '' : `: ${value}`}`);
  return [title, ...lines].join('\n');
}

interface InstructionsProps {
  readonly title: string;
  readonly steps: readonly Instruction[];
}

/** What to click elsewhere, in order; every value that is to be typed there has a copy button. */
export function Instructions({ title, steps }: InstructionsProps) {
  const { t } = useTexts();
  return (
    <div className={styles.instructions}>
      <div className={styles.instructionsHead}>
        <h3>{title}</h3>
        <CopyButton text={instructionText(title, steps)} label={t('setupCheck.copyAll')} />
      </div>
      <ol className={styles.steps}>
        {steps.map(({ words, value }, index) => (
          <li key={`${index} ${words}`}>
            <span>{words}</span>
            {value !== null && value !== '' && <CopyValue value={value} label={words} />}
          </li>
        ))}
      </ol>
    </div>
  );
}
