import { useMemo } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import { checkPermissions } from '#shared/setup/permission-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { FindingList } from '../parts/FindingNote.tsx';
import { knownChannels } from '../parts/known-channels.ts';
import { SetupFrame } from '../parts/SetupFrame.tsx';
import { CheckPanel } from './CheckPanel.tsx';
import { RightsPanel } from './RightsPanel.tsx';
import { TenantPanel } from './TenantPanel.tsx';
import { UsersPanel } from './UsersPanel.tsx';
import styles from './PermissionsPage.module.css';

/** Who may do what on which channel: the plan, its faults, what CXone says, and what was seen there. */
export function PermissionsPage() {
  const { t } = useTexts();
  return (
    <SetupFrame title={t('setupPeople.title')} intro={t('setupPeople.intro')}>
      {(view) => <Parts view={view} />}
    </SetupFrame>
  );
}

function Parts({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  const { book, given } = view;
  const channels = useMemo(() => knownChannels(view), [view]);
  const findings = useMemo(
    () =>
      checkPermissions(
        book,
        channels.map(({ id }) => id),
        given.channels,
      ),
    [book, given, channels],
  );
  const ofChannels = findings.filter(({ roleId, userId }) => roleId === null && userId === null);
  const errors = findings.filter(({ weight }) => weight === 'error').length;
  const warnings = findings.length - errors;
  const isEmpty = book.roles.length === 0 && book.users.length === 0;
  return (
    <>
      <div className={styles.summary} role="status">
        {isEmpty ? null : findings.length === 0 ? (
          <StateBadge tone="ok" sign="check">
            {t('setupPeople.summary.none')}
          </StateBadge>
        ) : (
          <>
            {errors > 0 && (
              <StateBadge tone="bad" sign="triangle">
                {t('setupPeople.summary.errors', { count: errors })}
              </StateBadge>
            )}
            {warnings > 0 && (
              <StateBadge tone="unsure" sign="question">
                {t('setupPeople.summary.warnings', { count: warnings })}
              </StateBadge>
            )}
          </>
        )}
      </div>
      {ofChannels.length > 0 && !isEmpty && (
        <Panel title={t('setupPeople.ofChannels')}>
          <FindingList findings={ofChannels} label={t('setupPeople.ofChannels')} />
        </Panel>
      )}
      <RightsPanel book={book} channels={channels} findings={findings} />
      <UsersPanel book={book} findings={findings} />
      <TenantPanel book={book} />
      <CheckPanel book={book} channels={channels} />
    </>
  );
}
