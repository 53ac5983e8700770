import type { DeskCase, DeskQuickText, DeskUser } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';
import { CaseEvents } from './CaseEvents.tsx';
import { Composer } from './Composer.tsx';
import { Conversation } from './Conversation.tsx';
import { casePath, useDeskCall } from './desk-call.tsx';
import styles from './desk.module.css';
import { Drafts } from './Drafts.tsx';
import { Handling } from './Handling.tsx';
import { ProbeBox } from './ProbeBox.tsx';
import { Timers } from './Timers.tsx';
import { useAct } from './use-act.ts';

interface CaseViewProps {
  readonly open: DeskCase;
  readonly me: DeskUser;
  readonly quickTexts: readonly DeskQuickText[];
  readonly now: number;
}

/** The case that is open. */
export function CaseView({ open, me, quickTexts, now }: CaseViewProps) {
  const { t } = usePageTexts();
  const call = useDeskCall();
  const { problem, run } = useAct();
  const isMine = open.assignee?.id === me.id;
  const isOfferedToMe = open.stage === 'offered' && open.offeredTo?.id === me.id;
  const mayExtend = isMine && open.timers.some((timer) => timer.kind === 'customer_idle' && timer.mayExtend);
  const { script, skill, queue } = open.route;
  const came = [
    ...(script === null ? [] : [t('agent.script', { name: script })]),
    ...(skill === null ? [] : [t('agent.skill', { name: skill })]),
    ...(queue === null ? [] : [t('agent.queue', { name: queue })]),
  ];
  const act = (what: 'accept' | 'reject' | 'extend'): void =>
    run(() => call('POST', casePath(open.number, `/${what}`), {}));
  return (
    <div className={styles.case}>
      <Panel
        title={`${open.customer} · ${open.channelName}`}
        note={`${open.number} · ${t(`statuses.${open.status}`)} · ${t(`stages.${open.stage}`)}`}
      >
        <div className={parts.row}>
          <Timers timers={open.timers} now={now} />
          {mayExtend && (
            <Button size="small" onClick={() => act('extend')}>
              {t('agent.extend')}
            </Button>
          )}
          {isOfferedToMe && (
            <>
              <Button size="small" look="primary" onClick={() => act('accept')}>
                {t('agent.accept')}
              </Button>
              <Button size="small" onClick={() => act('reject')}>
                {t('agent.reject')}
              </Button>
            </>
          )}
        </div>
        <Problem text={problem} />
        {came.length > 0 && (
          <p className={styles.route}>
            {t('agent.route')}: {came.join(', ')}
          </p>
        )}
        <Conversation open={open} />
      </Panel>
      <Drafts open={open} />
      <Composer open={open} isOffered={isOfferedToMe} quickTexts={quickTexts} />
      <Handling open={open} />
      <ProbeBox open={open} />
      <CaseEvents events={open.events} />
    </div>
  );
}
