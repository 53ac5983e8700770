import { useState } from 'react';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import type { TenantLists } from '#shared/domain/setup/tenant.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { useTenant } from '../parts/use-tenant.ts';
import { compareRoles, compareUsers } from './compare-tenant.ts';
import { RoleDifferences, UserDifferences } from './Differences.tsx';
import styles from './TenantPanel.module.css';

interface PartProps {
  readonly list: TenantLists['roles'] | TenantLists['users'];
  readonly title: string;
  readonly children: React.ReactNode;
}

/** One list of the tenant, or why it cannot be read. */
function Part({ list, title, children }: PartProps) {
  const { t } = useTexts();
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      {list.state === 'read' ? children : <p>{t(`setupPeople.tenant.${list.state}`)}</p>}
      {list.state === 'failed' && list.code !== null && (
        <ErrorNote error={{ code: list.code, value: null, platformCode: null }} />
      )}
    </section>
  );
}

/** What CXone itself says, beside the plan. */
export function TenantPanel({ book }: { readonly book: SetupBook }) {
  const { t, format } = useTexts();
  const now = useNow();
  const [chosen, setChosen] = useState<string | null>(null);
  const integrations = book.integrations.map(({ draft }) => draft);
  const integrationId = integrations.find(({ id }) => id === chosen)?.id ?? integrations[0]?.id ?? null;
  const { lists, error, asking, ask } = useTenant(integrationId);
  return (
    <Panel
      title={t('setupPeople.tenant.title')}
      note={lists === null ? undefined : t('setupPeople.tenant.readAt', { age: format.age(lists.at, now) })}
    >
      <p className={styles.help}>{t('setupPeople.tenant.help')}</p>
      {integrationId === null ? (
        <p className={styles.tools}>
          {t('setupPeople.tenant.noIntegration')} <ButtonLink href={setupHref()}>{t('setupCheck.toSetUp')}</ButtonLink>
        </p>
      ) : (
        <div className={styles.tools}>
          {integrations.length > 1 && (
            <Choice
              label={t('setupPeople.tenant.integration')}
              value={integrationId}
              options={integrations.map(({ id, name }) => ({
                value: id,
                label: name.trim() === '' ? t('setupCheck.unnamed') : name,
              }))}
              onChange={setChosen}
            />
          )}
          <Button busy={asking} onClick={ask}>
            {t(lists === null ? 'setupPeople.tenant.ask' : 'setupPeople.tenant.askAgain')}
          </Button>
        </div>
      )}
      {error !== null && <ErrorNote error={error} />}
      {lists !== null && (
        <>
          <Part list={lists.roles} title={t('setupPeople.roles')}>
            <RoleDifferences compared={compareRoles(book.roles, lists.roles.items)} book={book} />
          </Part>
          <Part list={lists.users} title={t('setupPeople.users')}>
            <UserDifferences compared={compareUsers(book.users, book.roles, lists)} book={book} />
          </Part>
        </>
      )}
    </Panel>
  );
}
