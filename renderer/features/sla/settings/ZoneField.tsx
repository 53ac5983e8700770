import { useId, useMemo } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SelectBox } from '#renderer/ui/SelectBox.tsx';
import { FieldWrong } from './CompactField.tsx';
import type { FieldPath } from './draft-settings.ts';
import { useProblem } from './settings-form.tsx';
import styles from './ZoneField.module.css';

interface ZoneFieldProps {
  readonly path: FieldPath;
  readonly value: string;
  readonly onChange: (timeZone: string) => void;
}

/** Every zone this computer knows, found by typing. */
export function ZoneField({ path, value, onChange }: ZoneFieldProps) {
  const { t } = useTexts();
  const id = useId();
  const problem = useProblem([...path, 'timeZone']);
  const options = useMemo(() => {
    const known = Intl.supportedValuesOf('timeZone');
    const all = known.includes('UTC') ? known : ['UTC', ...known];
    const listed = value === '' || all.includes(value) ? all : [value, ...all];
    return listed.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }));
  }, [value]);
  return (
    <div className={styles.field}>
      <span className={styles.label} aria-hidden="true">
        {t('slaSettings.timeZone')}
      </span>
      <SelectBox
        label={t('slaSettings.timeZone')}
        placeholder={t('slaSettings.timeZoneFind')}
        value={value === '' ? null : value}
        options={options}
        clearable={false}
        onChange={(next) => onChange(next ?? value)}
      />
      {problem === null ? (
        <p className={styles.note}>{t('slaSettings.timeZoneHelp')}</p>
      ) : (
        <FieldWrong id={id} problem={problem} />
      )}
    </div>
  );
}
