import { useState } from 'react';
import type { SetupBook } from '#shared/domain/setup/book.ts';
import { nameOf } from '#shared/setup/book-names.ts';
import { rightsOf } from '#shared/setup/permission-rules.ts';
import { tickState } from '#shared/setup/ticks.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { Instructions } from '../parts/Instructions.tsx';
import type { KnownChannel } from '../parts/known-channels.ts';
import { TickLine } from '../parts/TickLine.tsx';
import { checkLines, roleSteps, userSteps } from './check-lines.ts';
import styles from './CheckPanel.module.css';

interface CheckPanelProps {
  readonly book: SetupBook;
  readonly channels: readonly KnownChannel[];
}

/** Drawn at once. */
const shownAtMost = 100;

/** What to see in CXone with one's own eyes, who has seen it and when, and the clicks that lead there. */
export function CheckPanel({ book, channels }: CheckPanelProps) {
  const { t } = useTexts();
  // What was open when "still open" was chosen: a line does not vanish under the hand that ticks it.
  const [pinned, setPinned] = useState<readonly string[] | null>(null);
  const lines = checkLines(t, book, channels);
  const isTicked = (id: string): boolean => tickState(book.ticks, id).state === 'ticked';
  const done = lines.filter(({ id }) => isTicked(id)).length;
  const fitting = pinned === null ? lines : lines.filter(({ id }) => pinned.includes(id) || !isTicked(id));
  const shown = fitting.slice(0, shownAtMost);
  const roles = book.roles.filter((role) => channels.some(({ id }) => rightsOf(role, id) !== null));
  const text = [
    t('setupPeople.check.title'),
    ...lines.map(({ id, label }) => `[${isTicked(id) ? 'x' : ' '}] ${label}`),
  ].join('\n');
  return (
    <Panel
      title={t('setupPeople.check.title')}
      note={lines.length === 0 ? undefined : t('setupPeople.check.done', { done, count: lines.length })}
    >
      <p className={styles.help}>{t('setupPeople.check.help')}</p>
      {lines.length === 0 ? (
        <p>{t('setupPeople.check.nothing')}</p>
      ) : (
        <>
          <div className={styles.tools}>
            <Segmented<'all' | 'open'>
              size="small"
              label={t('setupPeople.check.title')}
              value={pinned === null ? 'all' : 'open'}
              options={[
                { value: 'all', label: t('setupPeople.check.all', { count: lines.length }) },
                { value: 'open', label: t('setupPeople.check.stillOpen', { count: lines.length - done }) },
              ]}
              onChange={(view) =>
                setPinned(view === 'all' ? null : lines.filter(({ id }) => !isTicked(id)).map(({ id }) => id))
              }
            />
            <span className={styles.copy}>
              <span>{t('setupPeople.check.copyHelp')}</span>
              <CopyButton text={text} label={t('setupPeople.check.copy')} />
            </span>
          </div>
          <div>
            {shown.map(({ id, label }) => (
              <TickLine key={id} id={id} label={label} />
            ))}
          </div>
          {fitting.length > shown.length && (
            <p className={styles.help}>{t('setupPeople.check.rest', { count: fitting.length - shown.length })}</p>
          )}
          <details className={styles.details}>
            <summary>{t('setupPeople.check.clicks')}</summary>
            {roles.map((role) => (
              <Instructions
                key={role.id}
                title={t('setupPeople.check.roleClicks', { role: nameOf(role) })}
                steps={roleSteps(t, role, channels)}
              />
            ))}
            {book.users.slice(0, shownAtMost).map((user) => (
              <Instructions
                key={user.id}
                title={t('setupPeople.check.userClicks', { user: nameOf(user) })}
                steps={userSteps(t, user, book)}
              />
            ))}
          </details>
        </>
      )}
    </Panel>
  );
}
