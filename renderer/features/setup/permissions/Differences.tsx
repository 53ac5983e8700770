import { useState } from 'react';
import type { SetupBook, SetupForm } from '#shared/domain/setup/book.ts';
import { emptyRole, emptyUser, idFromName } from '#shared/setup/new-entry.ts';
import { nameKey } from '#shared/setup/names.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import type { RoleComparison, UserComparison } from './compare-tenant.ts';
import styles from './TenantPanel.module.css';
import { useAdd } from '../parts/use-add.ts';

/** Drawn at once; a tenant may have a thousand users. */
const shownAtMost = 40;

interface LineProps {
  readonly kind: 'both' | 'differs' | 'only_here' | 'only_tenant';
  readonly name: string;
  /** What differs, one sentence each. */
  readonly points?: readonly string[];
  /** Takes it into the plan; null when it is there. */
  readonly onAdd: (() => void) | null;
  readonly busy: boolean;
}

function Line({ kind, name, points = [], onAdd, busy }: LineProps) {
  const { t } = useTexts();
  const shown = name.trim() === '' ? t('setupCheck.unnamed') : name;
  return (
    <li className={styles.line} data-kind={kind}>
      <Sign name={kind === 'both' ? 'check' : kind === 'only_tenant' ? 'ring' : 'triangle'} />
      <span className={styles.name}>
        <SafeText text={shown} maxLength={160} />
      </span>
      <span className={styles.word}>{t(`setupPeople.tenant.kind.${kind}`)}</span>
      {onAdd !== null && (
        <Button size="small" busy={busy} aria-label={t('setupPeople.tenant.addName', { name: shown })} onClick={onAdd}>
          {t('setupPeople.tenant.add')}
        </Button>
      )}
      {points.length > 0 && (
        <ul className={styles.points}>
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
    </li>
  );
}

/** Those that differ first, those that are the same last, the rest counted. */
function useShown<T extends { readonly kind: string }>(all: readonly T[], isSame: (one: T) => boolean) {
  const [whole, setWhole] = useState(false);
  const sorted = [...all.filter((one) => !isSame(one)), ...all.filter(isSame)];
  const shown = whole ? sorted : sorted.slice(0, shownAtMost);
  return { shown, left: sorted.length - shown.length, showAll: () => setWhole(true) };
}

function Rest({ left, onAll }: { readonly left: number; readonly onAll: () => void }) {
  const { t } = useTexts();
  if (left === 0) return null;
  return (
    <Button size="small" look="quiet" onClick={onAll}>
      {t('setupPeople.tenant.showAll', { count: left })}
    </Button>
  );
}

export function RoleDifferences(props: { readonly compared: readonly RoleComparison[]; readonly book: SetupBook }) {
  const { t } = useTexts();
  const add = useAdd();
  const { shown, left, showAll } = useShown(props.compared, (one) => one.kind === 'both');
  const entry = (name: string): SetupForm => {
    const id = idFromName(
      name,
      props.book.roles.map((role) => role.id),
      'role',
    );
    return { kind: 'role', form: { ...emptyRole(id), name: name.slice(0, 200) } };
  };
  if (props.compared.length === 0) return <p>{t('setupPeople.tenant.empty')}</p>;
  return (
    <>
      <ul className={styles.list}>
        {shown.map((one) => {
          const name = one.kind === 'only_tenant' ? one.tenant.name : one.role.name;
          return (
            <Line
              key={`${one.kind} ${one.kind === 'only_tenant' ? one.tenant.id : one.role.id}`}
              kind={one.kind}
              name={name}
              busy={add.state.kind === 'running'}
              onAdd={one.kind === 'only_tenant' ? () => add.start(entry(name)) : null}
            />
          );
        })}
      </ul>
      <Rest left={left} onAll={showAll} />
      {add.state.kind === 'failed' && <ErrorNote error={add.state.error} />}
    </>
  );
}

export function UserDifferences(props: { readonly compared: readonly UserComparison[]; readonly book: SetupBook }) {
  const { t } = useTexts();
  const add = useAdd();
  const { shown, left, showAll } = useShown(props.compared, (one) => one.kind === 'both' && one.differs.length === 0);
  const list = (names: readonly string[]): string =>
    names.length === 0 ? t('setupPeople.tenant.none') : names.join(', ');
  const points = (one: UserComparison): readonly string[] =>
    one.kind !== 'both'
      ? []
      : one.differs.map((point) => {
          if (point === 'roles') return t('setupPeople.tenant.point.roles', { names: list(one.tenantRoles) });
          if (point === 'skills') return t('setupPeople.tenant.point.skills', { names: list(one.tenant.skills) });
          return t(
            `setupPeople.tenant.point.${one.tenant.digitalEngagement === true ? 'attributeOn' : 'attributeOff'}`,
          );
        });
  const entry = (one: Extract<UserComparison, { kind: 'only_tenant' }>): SetupForm => {
    const { book } = props;
    const { name, digitalEngagement, skills } = one.tenant;
    const wanted = new Set(one.tenantRoles.map(nameKey));
    return {
      kind: 'user',
      form: {
        ...emptyUser(
          idFromName(
            name,
            book.users.map((user) => user.id),
            'user',
          ),
        ),
        name: name.slice(0, 200),
        roles: book.roles
          .filter((role) => wanted.has(nameKey(role.name)))
          .map((role) => role.id)
          .slice(0, 20),
        digitalEngagement: digitalEngagement ?? false,
        skills: skills.map((skill) => skill.slice(0, 60)).slice(0, 100),
      },
    };
  };
  if (props.compared.length === 0) return <p>{t('setupPeople.tenant.empty')}</p>;
  return (
    <>
      <ul className={styles.list}>
        {shown.map((one) => (
          <Line
            key={`${one.kind} ${one.kind === 'only_tenant' ? one.tenant.id : one.user.id}`}
            kind={one.kind === 'both' && one.differs.length > 0 ? 'differs' : one.kind}
            name={one.kind === 'only_tenant' ? one.tenant.name : one.user.name}
            points={points(one)}
            busy={add.state.kind === 'running'}
            onAdd={one.kind === 'only_tenant' ? () => add.start(entry(one)) : null}
          />
        ))}
      </ul>
      <Rest left={left} onAll={showAll} />
      {add.state.kind === 'failed' && <ErrorNote error={add.state.error} />}
    </>
  );
}
