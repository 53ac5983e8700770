import { useState } from 'react';
import type { DeskCaseRow, DeskState } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';
import { casePath, useDeskCall } from './desk-call.tsx';
import styles from './desk.module.css';
import { durationText } from './duration.ts';
import { groupsOf, type InboxGroup } from './inbox-groups.ts';
import { Timers } from './Timers.tsx';
import { useAct } from './use-act.ts';

interface InboxProps {
  readonly state: DeskState;
  readonly now: number;
  readonly chosen: string | null;
  readonly onChoose: (number: string) => void;
}

const shownIn: Readonly<Record<'inbox' | 'toApprove' | 'all', readonly InboxGroup[]>> = {
  inbox: ['offered', 'mine'],
  toApprove: ['waitingApproval'],
  all: ['offered', 'mine', 'waitingApproval', 'others'],
};

export function Inbox({ state, now, chosen, onChoose }: InboxProps) {
  const { t } = usePageTexts();
  const [view, setView] = useState<keyof typeof shownIn>('inbox');
  const { problem, run } = useAct();
  const call = useDeskCall();
  const groups = groupsOf(state);
  const filled = shownIn[view].filter((group) => groups[group].length > 0);
  const answer = (number: string, what: 'accept' | 'reject'): void =>
    run(async () => {
      await call('POST', casePath(number, `/${what}`), {});
      if (what === 'accept') onChoose(number);
    });
  return (
    <Panel title={t('agent.cases')}>
      <Segmented
        size="small"
        wide
        label={t('agent.cases')}
        value={view}
        options={[
          { value: 'inbox', label: `${t('agent.inbox')} ${groups.offered.length + groups.mine.length}` },
          { value: 'toApprove', label: `${t('agent.toApprove')} ${groups.waitingApproval.length}` },
          { value: 'all', label: `${t('agent.all')} ${state.total}` },
        ]}
        onChange={setView}
      />
      <Problem text={problem} />
      {filled.length === 0 && <p className={styles.nothing}>{t('agent.noCases')}</p>}
      {filled.map((group) => (
        <section key={group} aria-label={t(`agent.${group}`)}>
          <h3 className={styles.group}>{t(`agent.${group}`)}</h3>
          <ul className={parts.list}>
            {groups[group].map((row) => (
              <li key={row.number}>
                <button type="button" aria-pressed={row.number === chosen} onClick={() => onChoose(row.number)}>
                  <CaseLine row={row} />
                  <Timers timers={row.timers} now={now} short />
                </button>
                {group === 'offered' && (
                  <div className={styles.offer}>
                    <Button size="small" look="primary" onClick={() => answer(row.number, 'accept')}>
                      {t('agent.accept')}
                    </Button>
                    <Button size="small" onClick={() => answer(row.number, 'reject')}>
                      {t('agent.reject')}
                    </Button>
                    {row.offeredUntil !== null && (
                      <small>{t('agent.offerLeft', { time: durationText(row.offeredUntil - now) })}</small>
                    )}
                  </div>
                )}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {state.total > state.cases.length && (
        <p className={parts.faint}>{t('agent.more', { shown: state.cases.length, total: state.total })}</p>
      )}
    </Panel>
  );
}

function CaseLine({ row }: { readonly row: DeskCaseRow }) {
  const { t } = usePageTexts();
  const who =
    row.assignee !== null
      ? t('agent.assignedTo', { name: row.assignee.name })
      : row.offeredTo !== null
        ? t('agent.offeredTo', { name: row.offeredTo.name })
        : t(`stages.${row.stage}`);
  return (
    <>
      <span className={parts.itemName}>
        {row.customer} · {row.channelName}
      </span>
      <small>
        {row.number} · {t(`statuses.${row.status}`)} · {who}
        {row.draftsWaiting > 0 && ` · ${t('agent.draftCount', { number: row.draftsWaiting })}`}
      </small>
      {row.lastMessage !== null && <small className={styles.last}>{row.lastMessage.text}</small>}
    </>
  );
}
