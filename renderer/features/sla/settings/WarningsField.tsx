import { useId } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { CompactField, FieldWrong } from './CompactField.tsx';
import { replaced, without, type WarningDraft } from './draft.ts';
import type { FieldPath } from './draft-settings.ts';
import { useProblem } from './settings-form.tsx';
import styles from './WarningsField.module.css';

interface WarningsFieldProps {
  readonly path: FieldPath;
  readonly warnings: readonly WarningDraft[];
  readonly onChange: (warnings: readonly WarningDraft[]) => void;
}

/** As many as the relay takes. */
const most = 6;

interface LineProps {
  readonly index: number;
  readonly path: FieldPath;
  readonly warning: WarningDraft;
  readonly onChange: (warning: WarningDraft) => void;
  /** Null for the last one: there is always a warning. */
  readonly onRemove: (() => void) | null;
}

function WarningLine({ index, path, warning, onChange, onRemove }: LineProps) {
  const { t } = useTexts();
  const id = useId();
  const problem = useProblem([...path, index], 'below');
  const label = t('slaSettings.warningValue', { number: String(index + 1) });
  return (
    <li className={styles.line}>
      <CompactField
        label={label}
        value={warning.value}
        width="number"
        numeric
        maxLength={6}
        wrong={problem !== null}
        describedBy={problem === null ? undefined : id}
        onChange={(value) => onChange({ ...warning, value })}
      />
      <Choice<WarningDraft['kind']>
        labelHidden
        label={`${label}: ${t('slaSettings.warningKind')}`}
        value={warning.kind}
        options={[
          { value: 'percent', label: t('slaSettings.percentUsed') },
          { value: 'minutes', label: t('slaSettings.minutesLeft') },
        ]}
        onChange={(kind) => onChange({ ...warning, kind })}
      />
      {onRemove !== null && (
        <Button
          look="quiet"
          size="small"
          aria-label={t('app.labelled', { label: t('slaSettings.remove'), value: label })}
          onClick={onRemove}
        >
          {t('slaSettings.remove')}
        </Button>
      )}
      <FieldWrong id={id} problem={problem} />
    </li>
  );
}

/** When people are warned before a target is missed. */
export function WarningsField({ path, warnings, onChange }: WarningsFieldProps) {
  const { t } = useTexts();
  return (
    <>
      <ul className={styles.list}>
        {warnings.map((warning, index) => (
          <WarningLine
            key={index}
            index={index}
            path={path}
            warning={warning}
            onChange={(next) => onChange(replaced(warnings, index, next))}
            onRemove={warnings.length < 2 ? null : () => onChange(without(warnings, index))}
          />
        ))}
      </ul>
      {warnings.length < most && (
        <div>
          <Button size="small" onClick={() => onChange([...warnings, { kind: 'minutes', value: '10' }])}>
            {t('slaSettings.addWarning')}
          </Button>
        </div>
      )}
    </>
  );
}
