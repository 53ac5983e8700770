import { useState } from 'react';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Flyout } from '#renderer/ui/Flyout.tsx';
import styles from './PickMenu.module.css';

interface PickMenuProps<V extends string> {
  /** What kind of choice it is. */
  readonly label: string;
  /** The choice in words. */
  readonly summary: string;
  readonly options: readonly { readonly value: V; readonly label: string }[];
  readonly chosen: readonly V[];
  readonly onChange: (chosen: readonly V[]) => void;
}

/** With more than this, one types to find. */
const mostWithoutFind = 12;

function Options<V extends string>({ label, options, chosen, onChange }: PickMenuProps<V>) {
  const { t } = useTexts();
  const [typed, setTyped] = useState('');
  const wanted = typed.trim().toLowerCase();
  const shown = options.filter((option) => option.label.toLowerCase().includes(wanted));
  const toggle = (value: V, on: boolean): void =>
    onChange(on ? [...chosen, value] : chosen.filter((one) => one !== value));
  return (
    <fieldset className={styles.group}>
      <legend className="visually-hidden">{label}</legend>
      {options.length > mostWithoutFind && (
        <input
          type="text"
          className={styles.find}
          aria-label={t('trafficFilter.find')}
          placeholder={t('trafficFilter.find')}
          spellCheck={false}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <div className={styles.options}>
        {shown.map((option) => (
          <label key={option.value} className={styles.option}>
            <input
              type="checkbox"
              checked={chosen.includes(option.value)}
              onChange={(event) => toggle(option.value, event.currentTarget.checked)}
            />
            {option.label}
          </label>
        ))}
        {shown.length === 0 && <p className={styles.nothing}>{t('trafficFilter.nothingFound')}</p>}
      </div>
      {chosen.length > 0 && (
        <Button size="small" look="quiet" onClick={() => onChange([])}>
          {t('trafficFilter.none')}
        </Button>
      )}
    </fieldset>
  );
}

/** Any of many, behind a button that says what is chosen. */
export function PickMenu<V extends string>(props: PickMenuProps<V>) {
  return (
    <Flyout label={props.summary} describedAs={props.label} chosen={props.chosen.length > 0}>
      {() => <Options {...props} />}
    </Flyout>
  );
}
