import type { TenantThing } from '#shared/domain/setup/channel-form.ts';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SelectBox } from '#renderer/ui/SelectBox.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { FieldSlot } from '../parts/FormField.tsx';
import { ListNote } from '../parts/ListNote.tsx';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import styles from './Steps.module.css';

interface ThingFieldProps {
  readonly field: string;
  readonly problems: FieldProblems;
  readonly label: string;
  readonly help: string;
  readonly value: TenantThing;
  /** What the tenant has; null: it was not read. */
  readonly list: Pick<TenantLists['scripts'], 'state' | 'code' | 'items'> | null;
  readonly onChange: (value: TenantThing) => void;
}

/** Something of the tenant: chosen from its list, or typed as it is called there. */
export function ThingField({ field, problems, label, help, value, list, onChange }: ThingFieldProps) {
  const { t } = useTexts();
  const items = list?.state === 'read' ? list.items : [];
  const chosen = items.find(({ id, name }) => (value.id === '' ? name === value.name : id === value.id));
  return (
    <FieldSlot field={field} problems={problems}>
      {(error, warningId) => (
        <div className={styles.thing}>
          <TextField
            label={label}
            help={help}
            value={value.name === '' ? value.id : value.name}
            // Typed by hand it is known by its name; its id is that of the one in the list, if there is one.
            onChange={(name) => onChange({ id: items.find((one) => one.name === name.trim())?.id ?? '', name })}
            problem={error}
            describedBy={warningId}
            maxLength={200}
          />
          {items.length > 0 && (
            <div className={styles.pick}>
              <SelectBox
                label={t('setup.channel.tenant.pick', { label })}
                placeholder={t('setup.channel.tenant.pickPlaceholder')}
                value={chosen?.id ?? null}
                options={items.map(({ id, name }) => ({ value: id, label: name === '' ? id : name }))}
                onChange={(id) => {
                  const item = items.find((one) => one.id === id);
                  onChange(item === undefined ? { id: '', name: '' } : { id: item.id, name: item.name });
                }}
              />
            </div>
          )}
          {list !== null && <ListNote list={list} />}
        </div>
      )}
    </FieldSlot>
  );
}
