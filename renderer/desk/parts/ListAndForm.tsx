import type { ReactNode } from 'react';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './parts.module.css';

export interface ListItem {
  readonly id: string;
  readonly name: string;
  readonly note?: string;
  readonly warns?: boolean;
}

interface ListAndFormProps {
  readonly title: string;
  readonly lead: string;
  readonly items: readonly ListItem[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  /** Absent: nothing is added here. */
  readonly add?: { readonly label: string; readonly onAdd: () => void };
  readonly empty: string;
  /** The form takes all the room there is. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** Everything of one kind at the left, the chosen one at the right. */
export function ListAndForm({
  title,
  lead,
  items,
  chosen,
  onChoose,
  add,
  empty,
  wide = false,
  children,
}: ListAndFormProps) {
  return (
    <div className={styles.two} data-wide={wide || undefined}>
      <Panel
        title={title}
        note={
          add && (
            <Button size="small" look="primary" onClick={add.onAdd}>
              {add.label}
            </Button>
          )
        }
      >
        <p className={styles.lead}>{lead}</p>
        {items.length === 0 && <p className={styles.faint}>{empty}</p>}
        <ul className={styles.list}>
          {items.map(({ id, name, note, warns = false }) => (
            <li key={id}>
              <button type="button" aria-pressed={id === chosen} onClick={() => onChoose(id)}>
                <span className={styles.itemName}>
                  {warns && <Sign name="triangle" />} {name}
                </span>
                {note !== undefined && <small>{note}</small>}
              </button>
            </li>
          ))}
        </ul>
      </Panel>
      <div className={styles.column}>{children}</div>
    </div>
  );
}
