import { useState } from 'react';
import type { DeskCase, DeskDraft } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';
import { contactPath, useDeskCall } from './desk-call.tsx';
import { useAct } from './use-act.ts';

/** Drafts of who may not reply, and what became of them. */
export function Drafts({ open }: { readonly open: DeskCase }) {
  const { t } = usePageTexts();
  if (open.drafts.length === 0) return null;
  return (
    <Panel title={t('agent.drafts')}>
      <ul className={parts.form}>
        {open.drafts.map((draft) => (
          <DraftLine key={draft.id} draft={draft} open={open} />
        ))}
      </ul>
    </Panel>
  );
}

function DraftLine({ draft, open }: { readonly draft: DeskDraft; readonly open: DeskCase }) {
  const { t, time } = usePageTexts();
  const call = useDeskCall();
  const { busy, problem, run } = useAct();
  const [reason, setReason] = useState('');
  const path = contactPath(open.number, `/message-drafts/${encodeURIComponent(draft.id)}`);
  const settler = draft.settledBy?.name ?? '';
  const state = {
    waiting: t('agent.draftWaiting'),
    approved: t('agent.draftApproved', { name: settler }),
    refused: `${t('agent.draftRefused')} – ${t('agent.byReason', { name: settler, reason: draft.reason ?? '' })}`,
  }[draft.state];
  return (
    <li className={parts.form}>
      <small>
        {draft.author.name} · {time(draft.at)} · {state}
      </small>
      <span>{draft.text}</span>
      {draft.state === 'waiting' && open.rights.includes('approve') && (
        <>
          <TextField label={t('agent.reason')} value={reason} onChange={setReason} />
          <div className={parts.row}>
            <Button
              look="primary"
              size="small"
              busy={busy}
              onClick={() => run(() => call('POST', `${path}/approval`, {}))}
            >
              {t('agent.approve')}
            </Button>
            <Button size="small" busy={busy} onClick={() => run(() => call('POST', `${path}/refusal`, { reason }))}>
              {t('agent.refuse')}
            </Button>
          </div>
        </>
      )}
      <Problem text={problem} />
    </li>
  );
}
