import { Fragment, useId } from 'react';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { checkRoleForm } from '#shared/setup/permission-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { useDraft } from '../use-draft.ts';
import { FindingNote, type Finding } from '../parts/FindingNote.tsx';
import type { KnownChannel } from '../parts/known-channels.ts';
import { RoleHead } from './RoleHead.tsx';
import { rights, withChannel, withRight, withSameRights } from './role-rights.ts';
import styles from './RightsTable.module.css';
import type { GridCell } from './use-grid-keys.ts';

interface RoleBodyProps {
  readonly roleId: string;
  readonly book: SetupBook;
  readonly channels: readonly KnownChannel[];
  readonly findings: (channelId: string | null) => readonly Finding[];
  readonly cell: (row: string, column: number) => GridCell;
}

export const rowOf = (roleId: string, channelId: string): string => `${roleId}/${channelId}`;

/** One role: its own line, then a line for each channel with a box for each right. */
export function RoleBody({ roleId, book, channels, findings, cell }: RoleBodyProps) {
  const { t } = useTexts();
  const id = useId();
  const draft = useDraft('role', roleId);
  if (draft === null) return null;
  const { form: role, change } = draft;
  const roleName = role.name.trim() === '' ? t('setupCheck.unnamed') : role.name;
  const [first] = channels;
  const width = rights.length + 2;
  return (
    <tbody>
      <tr className={styles.roleRow}>
        <th colSpan={width} scope="rowgroup" aria-label={roleName}>
          <RoleHead
            role={role}
            problems={checkRoleForm(role, book)}
            change={change}
            onSame={
              first === undefined || channels.length < 2 || role.channels[first.id] === undefined
                ? null
                : () =>
                    change({
                      channels: withSameRights(
                        role,
                        first.id,
                        channels.map((one) => one.id),
                      ),
                    })
            }
            sameAs={first?.name ?? ''}
          />
          {findings(null).map((finding, index) => (
            <FindingNote key={`${index} ${finding.code}`} finding={finding} />
          ))}
        </th>
      </tr>
      {channels.map((channel) => {
        const given = role.channels[channel.id];
        const row = rowOf(roleId, channel.id);
        const found = findings(channel.id);
        const nameId = `${id}-${channel.id}`;
        const noteId = `${nameId}-note`;
        const name = channel.name.trim() === '' ? t('setupCheck.unnamed') : channel.name;
        const labelOf = (what: string): string => t('setupPeople.cell', { right: what, role: roleName, channel: name });
        const described = found.length === 0 ? undefined : noteId;
        return (
          <Fragment key={channel.id}>
            <tr data-in={given !== undefined || undefined}>
              <th scope="row" id={nameId} className={styles.channel}>
                <SafeText text={name} maxLength={160} wrap />
                {channel.from !== 'book' && (
                  <small>{t(channel.from === 'file' ? 'setupCheck.fromFile' : 'setupCheck.fromSandbox')}</small>
                )}
              </th>
              <td>
                <input
                  type="checkbox"
                  {...cell(row, 0)}
                  checked={given !== undefined}
                  aria-label={labelOf(t('setupPeople.added'))}
                  aria-describedby={described}
                  onChange={(event) => change({ channels: withChannel(role, channel.id, event.currentTarget.checked) })}
                />
              </td>
              {rights.map((right, index) => (
                <td key={right}>
                  <input
                    type="checkbox"
                    {...cell(row, index + 1)}
                    checked={given?.includes(right) ?? false}
                    aria-label={labelOf(t(`setupPeople.right.${right}`))}
                    aria-describedby={described}
                    onChange={(event) =>
                      change({ channels: withRight(role, channel.id, right, event.currentTarget.checked) })
                    }
                  />
                </td>
              ))}
            </tr>
            {found.length > 0 && (
              <tr className={styles.findingRow}>
                <td colSpan={width} id={noteId}>
                  {found.map((finding, index) => (
                    <FindingNote key={`${index} ${finding.code}`} finding={finding} />
                  ))}
                </td>
              </tr>
            )}
          </Fragment>
        );
      })}
    </tbody>
  );
}
