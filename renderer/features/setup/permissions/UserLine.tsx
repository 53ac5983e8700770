import { useId } from 'react';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { UserForm } from '#shared/domain/setup/permissions.ts';
import { nameOf } from '#shared/setup/book-names.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { FindingList, type Finding } from '../parts/FindingNote.tsx';
import { RemoveButton } from '../parts/RemoveButton.tsx';
import { useDraft } from '../use-draft.ts';
import { UserFields } from './UserFields.tsx';
import styles from './UsersPanel.module.css';

interface UserLineProps {
  readonly userId: string;
  readonly book: SetupBook;
  readonly findings: readonly Finding[];
  readonly open: boolean;
  readonly onOpen: (open: boolean) => void;
}

/** A user in a line; its fields under it when they are wanted. What is wrong is always in sight. */
export function UserLine({ userId, book, findings, open, onOpen }: UserLineProps) {
  const { t } = useTexts();
  const fieldsId = useId();
  const draft = useDraft('user', userId);
  if (draft === null) return null;
  const { form: user, change } = draft;
  const name = user.name.trim() === '' ? t('setupCheck.unnamed') : user.name;
  const roleNames = user.roles.map((id) => nameOf(book.roles.find((role) => role.id === id) ?? { id, name: '' }));
  const facts = (one: UserForm): string =>
    [
      roleNames.length === 0 ? t('setupPeople.noRole') : roleNames.join(', '),
      t(`setupPeople.application.${one.application}`),
      one.digitalEngagement ? t('setupPeople.attributeOn') : t('setupPeople.attributeOff'),
      one.skills.length === 0 ? t('setupPeople.noSkills') : one.skills.join(', '),
    ].join(' · ');
  return (
    <li className={styles.user}>
      <div className={styles.line}>
        <span className={styles.who}>
          <strong>
            <SafeText text={name} maxLength={160} wrap />
          </strong>
          <small>
            <SafeText text={facts(user)} maxLength={400} wrap />
          </small>
        </span>
        <Button
          size="small"
          look="quiet"
          aria-expanded={open}
          aria-controls={fieldsId}
          aria-label={t(open ? 'setupPeople.closeUser' : 'setupPeople.editUser', { name })}
          onClick={() => onOpen(!open)}
        >
          {t(open ? 'setupPeople.close' : 'setupPeople.edit')}
        </Button>
        <RemoveButton kind="user" id={userId} name={name} question={t('setupPeople.removeUserAsk')} />
      </div>
      <FindingList findings={findings} label={t('setupPeople.findingsOf', { name })} />
      <div id={fieldsId}>{open && <UserFields user={user} book={book} change={change} />}</div>
    </li>
  );
}
