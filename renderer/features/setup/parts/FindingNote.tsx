import { useState } from 'react';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './parts.module.css';
import { withStop } from './problem-words.ts';

export type Finding = Pick<FieldProblem, 'code' | 'value' | 'weight'>;

/** A rule that is not kept: how much it weighs, what the rule is, how to satisfy it. */
export function FindingNote({ finding, id }: { readonly finding: Finding; readonly id?: string | undefined }) {
  const { t, language } = useTexts();
  const { code, value, weight } = finding;
  const sentence = sentenceFor(language, code, value === null ? null : isolated(value));
  return (
    <div id={id} className={styles.finding} data-weight={weight}>
      <Sign name={weight === 'error' ? 'triangle' : 'question'} className={styles.findingSign} />
      <p>
        <span className="visually-hidden">{t(`setupCheck.weight.${weight}`)}: </span>
        <strong>{withStop(sentence.title, language)}</strong> {sentence.help}
      </p>
    </div>
  );
}

interface FindingListProps {
  readonly findings: readonly Finding[];
  readonly label: string;
  /** Drawn at once; the rest when it is asked for. */
  readonly most?: number;
}

/** Several of them, errors first; nothing when there are none. */
export function FindingList({ findings, label, most = 6 }: FindingListProps) {
  const { t } = useTexts();
  const [whole, setWhole] = useState(false);
  if (findings.length === 0) return null;
  const sorted = findings.toSorted((a, b) => Number(a.weight === 'warning') - Number(b.weight === 'warning'));
  const shown = whole ? sorted : sorted.slice(0, most);
  const left = sorted.length - shown.length;
  return (
    <>
      <ul className={styles.findings} aria-label={label}>
        {shown.map((finding, index) => (
          <li key={`${index} ${finding.code} ${finding.value ?? ''}`}>
            <FindingNote finding={finding} />
          </li>
        ))}
      </ul>
      {left > 0 && (
        <div className={styles.rest}>
          <Button size="small" look="quiet" onClick={() => setWhole(true)}>
            {t('setupCheck.showRest', { count: left })}
          </Button>
        </div>
      )}
    </>
  );
}
