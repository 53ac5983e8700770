import { useState } from 'react';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { emptyUser, idFromName } from '#shared/setup/new-entry.ts';
import { nameKey } from '#shared/setup/names.ts';
import type { PermissionFinding } from '#shared/setup/permission-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { useAdd } from '../parts/use-add.ts';
import { UserLine } from './UserLine.tsx';
import styles from './UsersPanel.module.css';

/** Drawn at once; the rest is found by name. */
const shownAtMost = 50;
const searchFrom = 8;

interface UsersPanelProps {
  readonly book: SetupBook;
  readonly findings: readonly PermissionFinding[];
}

/** The people who answer: their role, their program, and what lets digital contacts reach them. */
export function UsersPanel({ book, findings }: UsersPanelProps) {
  const { t } = useTexts();
  const add = useAdd();
  const [search, setSearch] = useState('');
  const [open, setOpen] = useState<string | null>(null);
  const fitting = book.users.filter(({ name }) => nameKey(name).includes(nameKey(search)));
  // Those with something wrong first: they are what the page is opened for.
  const isWrong = (id: string): boolean => findings.some((one) => one.userId === id);
  const sorted = [...fitting.filter(({ id }) => isWrong(id)), ...fitting.filter(({ id }) => !isWrong(id))];
  // Typing mends; what is being typed in must not move. The order counts only for what is cut off.
  const shown =
    fitting.length <= shownAtMost ? fitting : sorted.filter(({ id }, at) => at < shownAtMost || id === open);
  const addUser = (): void => {
    const id = idFromName(
      '',
      book.users.map((one) => one.id),
      'user',
    );
    const [onlyRole, more] = book.roles;
    const roles = onlyRole !== undefined && more === undefined ? [onlyRole.id] : [];
    setSearch('');
    setOpen(id);
    add.start({ kind: 'user', form: { ...emptyUser(id), roles } });
  };
  return (
    <Panel title={t('setupPeople.users')} note={t('setupPeople.userCount', { count: book.users.length })}>
      <p className={styles.help}>{t('setupPeople.usersHelp')}</p>
      {book.users.length > searchFrom && (
        <div className={styles.search}>
          <TextField label={t('setupPeople.findUser')} value={search} onChange={setSearch} maxLength={200} />
        </div>
      )}
      {book.users.length === 0 && <p>{t('setupPeople.noUsers')}</p>}
      {book.users.length > 0 && fitting.length === 0 && <p>{t('setupPeople.nobodyFound')}</p>}
      <ul className={styles.list}>
        {shown.map(({ id }) => (
          <UserLine
            key={id}
            userId={id}
            book={book}
            findings={findings.filter((one) => one.userId === id)}
            open={open === id}
            onOpen={(wanted) => setOpen(wanted ? id : null)}
          />
        ))}
      </ul>
      {fitting.length > shown.length && (
        <p className={styles.help}>{t('setupCheck.more', { count: fitting.length - shown.length })}</p>
      )}
      <div className={styles.foot}>
        <Button busy={add.state.kind === 'running'} onClick={addUser}>
          {t('setupPeople.addUser')}
        </Button>
      </div>
      {add.state.kind === 'failed' && <ErrorNote error={add.state.error} />}
    </Panel>
  );
}
