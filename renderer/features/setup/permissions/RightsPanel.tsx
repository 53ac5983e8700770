import { useState } from 'react';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { emptyRole, idFromName } from '#shared/setup/new-entry.ts';
import { nameKey } from '#shared/setup/names.ts';
import type { PermissionFinding } from '#shared/setup/permission-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import type { KnownChannel } from '../parts/known-channels.ts';
import { RoleBody, rowOf } from './RoleBody.tsx';
import { rights } from './role-rights.ts';
import styles from './RightsTable.module.css';
import { useAdd } from '../parts/use-add.ts';
import { useGridKeys } from './use-grid-keys.ts';

/** With more lines than this one role is shown at a time. */
const linesAtOnce = 60;
/** With more channels than this they can be searched. */
const searchFrom = 8;

interface RightsPanelProps {
  readonly book: SetupBook;
  readonly channels: readonly KnownChannel[];
  readonly findings: readonly PermissionFinding[];
}

/** Roles by channels by rights: the plan of what each role is to have in CXone. */
export function RightsPanel({ book, channels, findings }: RightsPanelProps) {
  const { t } = useTexts();
  const add = useAdd();
  const [search, setSearch] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const { roles } = book;
  const isLong = roles.length * channels.length > linesAtOnce;
  const known = chosen !== null && roles.some(({ id }) => id === chosen) ? chosen : '';
  const roleId = known === '' && isLong ? (roles[0]?.id ?? '') : known;
  const shownRoles = roleId === '' ? roles : roles.filter(({ id }) => id === roleId);
  const shownChannels = channels.filter(({ name }) => nameKey(name).includes(nameKey(search)));
  const rows = shownRoles.flatMap(({ id }) => shownChannels.map((channel) => rowOf(id, channel.id)));
  const grid = useGridKeys(rows);
  const addRole = (): void => {
    const id = idFromName(
      '',
      roles.map((one) => one.id),
      'role',
    );
    setChosen(isLong ? id : null);
    add.start({ kind: 'role', form: emptyRole(id) });
  };
  return (
    <Panel title={t('setupPeople.matrix')}>
      <div className={styles.tools}>
        {roles.length > 1 && (
          <Choice
            label={t('setupPeople.showRole')}
            value={roleId}
            options={[
              ...(isLong ? [] : [{ value: '', label: t('setupPeople.allRoles') }]),
              ...roles.map(({ id, name }) => ({
                value: id,
                label: name.trim() === '' ? t('setupCheck.unnamed') : name,
              })),
            ]}
            onChange={setChosen}
          />
        )}
        {channels.length > searchFrom && (
          <TextField label={t('setupPeople.findChannel')} value={search} onChange={setSearch} maxLength={200} />
        )}
        {rows.length > 0 && <p className={styles.keys}>{t('setupPeople.keys')}</p>}
      </div>
      {channels.length === 0 && <p>{t('setupPeople.noChannels')}</p>}
      {roles.length === 0 ? (
        <p>{t('setupPeople.noRoles')}</p>
      ) : (
        <div className={styles.scroll}>
          <table className={styles.table} {...grid.table}>
            <caption className="visually-hidden">{t('setupPeople.matrix')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('setupPeople.channel')}</th>
                <th scope="col">{t('setupPeople.added')}</th>
                {rights.map((right) => (
                  <th key={right} scope="col">
                    {t(`setupPeople.right.${right}`)}
                  </th>
                ))}
              </tr>
            </thead>
            {shownRoles.map(({ id }) => (
              <RoleBody
                key={id}
                roleId={id}
                book={book}
                channels={shownChannels}
                cell={grid.cell}
                findings={(channelId) =>
                  findings.filter((one) => one.roleId === id && one.userId === null && one.channelId === channelId)
                }
              />
            ))}
          </table>
        </div>
      )}
      <div className={styles.foot}>
        <Button look={roles.length === 0 ? 'primary' : 'plain'} busy={add.state.kind === 'running'} onClick={addRole}>
          {t('setupPeople.addRole')}
        </Button>
      </div>
      {add.state.kind === 'failed' && <ErrorNote error={add.state.error} />}
    </Panel>
  );
}
