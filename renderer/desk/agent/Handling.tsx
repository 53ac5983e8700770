import { useState } from 'react';
import type { DeskCase } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import { contactPath, useDeskCall } from './desk-call.tsx';
import styles from './desk.module.css';
import { useAct } from './use-act.ts';

/** Who has the case, and how far it is. The tenant refuses what the role does not allow, and says why. */
export function Handling({ open }: { readonly open: DeskCase }) {
  const { t } = usePageTexts();
  const call = useDeskCall();
  const { busy, problem, run } = useAct();
  const [userId, setUserId] = useState('');
  const assignment = contactPath(open.number, '/inbox-assignment');
  const statuses = open.statuses.includes(open.status) ? open.statuses : [open.status, ...open.statuses];
  return (
    <Panel title={t('agent.handling')}>
      <div className={styles.fields}>
        <Choice
          label={t('agent.assign')}
          value={userId}
          options={[
            { value: '', label: t('frame.notChosen') },
            ...open.assignable.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          onChange={setUserId}
        />
        <Button
          busy={busy}
          disabled={userId === ''}
          onClick={() => run(() => call('PUT', assignment, { userId: Number(userId) }))}
        >
          {t('agent.assignNow')}
        </Button>
        <Button busy={busy} disabled={open.assignee === null} onClick={() => run(() => call('DELETE', assignment))}>
          {t('agent.unassign')}
        </Button>
        <Choice
          label={t('agent.status')}
          value={open.status}
          options={statuses.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
          onChange={(status) => run(() => call('PUT', contactPath(open.number, '/status'), { status }))}
        />
      </div>
      <Problem text={problem} />
    </Panel>
  );
}
