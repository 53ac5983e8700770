import { Button } from '#renderer/ui/Button.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { Frame } from '../parts/Frame.tsx';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import { goTo, usePlace } from '../parts/use-place.ts';
import { CaseView } from './CaseView.tsx';
import styles from './desk.module.css';
import { Inbox } from './Inbox.tsx';
import { Notices } from './Notices.tsx';
import { useAct } from './use-act.ts';
import { useDeskCall } from './desk-call.tsx';
import { useDeskState } from './use-desk-state.ts';
import { useTenantNow } from './use-tenant-now.ts';

interface DeskProps {
  readonly token: string;
  readonly onSignOut: () => void;
  readonly onSignedOut: () => void;
}

/** What a signed-in user sees: the cases, and the one that is open. */
export function Desk({ token, onSignOut, onSignedOut }: DeskProps) {
  const { t, refusal } = usePageTexts();
  const call = useDeskCall();
  const [asked] = usePlace();
  const number = asked ?? null;
  const { state, clockOffsetMs, refusal: refused } = useDeskState(token, number, onSignedOut);
  const now = useTenantNow(clockOffsetMs);
  const { problem, run } = useAct();
  const hindrance = state?.me.hindrance ?? null;
  const open = state?.case?.number === number ? state?.case : null;
  return (
    <Frame
      title={state === null ? t('agent.title') : `${t('agent.title')} · ${state.me.name}`}
      links={[{ href: '/tenant', text: 'frame.toTenant' }]}
      aside={
        <>
          {state !== null && (
            <Toggle
              label={t('agent.available')}
              checked={state.me.isAvailable}
              onChange={(available) => run(() => call('POST', '/desk/api/available', { available }))}
            />
          )}
          <Button size="small" onClick={onSignOut}>
            {t('agent.signOut')}
          </Button>
        </>
      }
    >
      {refused !== null && <Problem text={refusal('deskRefusal', refused)} />}
      <Problem text={problem} />
      {hindrance !== null && (
        <Problem text={refusal('deskRefusal', { code: hindrance, message: hindrance, field: null })} />
      )}
      {state === null ? (
        refused === null && <p role="status">{t('frame.loading')}</p>
      ) : (
        <div className={styles.desk}>
          <div className={styles.side}>
            <Inbox state={state} now={now} chosen={number} onChoose={(next) => goTo(next)} />
            <Notices notices={state.notices} onChoose={(next) => goTo(next)} />
          </div>
          {open ? (
            <CaseView key={open.number} open={open} me={state.me} quickTexts={state.quickTexts} now={now} />
          ) : (
            <p role="status">{t('agent.noCase')}</p>
          )}
        </div>
      )}
    </Frame>
  );
}
