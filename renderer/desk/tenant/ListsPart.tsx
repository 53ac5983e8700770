import type { ThingRow } from '#shared/domain/setup/practice/tenant-state.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { Lead } from '../parts/Notes.tsx';
import { callServer } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import type { TenantPartProps } from './tenant-part.ts';
import { RemoveButton } from './RemoveButton.tsx';

type Part = 'scripts' | 'campaigns' | 'templates';

/** What channels and skills refer to: Studio scripts, campaigns and message templates. */
export function ListsPart({ state, reload }: TenantPartProps) {
  return (
    <div className={styles.column}>
      {(['scripts', 'campaigns', 'templates'] as const).map((part) => (
        <ThingList key={part} part={part} rows={state[part]} reload={reload} />
      ))}
    </div>
  );
}

interface ThingListProps {
  readonly part: Part;
  readonly rows: readonly (ThingRow & { text?: string })[];
  readonly reload: () => Promise<void>;
}

function ThingList({ part, rows, reload }: ThingListProps) {
  const { t } = usePageTexts();
  const { form, set, problem, rest, busy, done, submit } = useForm({ name: '', text: '' }, 'tenantRefusal');
  return (
    <Panel title={t(`lists.${part}`)}>
      <Lead>{t(`lists.${part}Help`)}</Lead>
      <table className={styles.table}>
        <tbody>
          {rows.map(({ id, name, text }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{text ?? id}</td>
              <td className={styles.acts}>
                <RemoveButton path={`/tenant/api/${part}/${id}`} label={name} onRemoved={reload} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async ({ name, text }) => {
            await callServer('POST', `/tenant/api/${part}`, part === 'templates' ? { name, text } : { name });
            await reload();
          });
        }}
      >
        <TextField
          label={t('lists.newName')}
          value={form.name}
          problem={problem('name')}
          onChange={(name) => set({ name })}
        />
        {part === 'templates' && (
          <TextField
            kind="block"
            label={t('lists.text')}
            value={form.text}
            problem={problem('text')}
            onChange={(text) => set({ text })}
          />
        )}
        <FormFoot
          busy={busy}
          done={done}
          problem={rest(['name', 'text'])}
          group="tenantRefusal"
          saveLabel={t('lists.add')}
        />
      </form>
    </Panel>
  );
}
