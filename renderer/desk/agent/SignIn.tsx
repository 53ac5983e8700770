import { useEffect, useState } from 'react';
import type { DeskPeople, DeskSession, DeskUser } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Lead, Problem, Warnings } from '../parts/Notes.tsx';
import { callServer } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';
import { useAct } from './use-act.ts';

const programs = { cxone_agent: 'CXone Agent', max: 'MAX', none: '–' } as const;

/** Who one is at the desk, for practice: anybody of the tenant. */
export function SignIn({ onSignedIn }: { readonly onSignedIn: (token: string) => void }) {
  const { t, refusal } = usePageTexts();
  const [users, setUsers] = useState<readonly DeskUser[] | null>(null);
  const { busy, problem, run } = useAct();
  useEffect(() => {
    run(async () => setUsers((await callServer<DeskPeople>('GET', '/desk/api/people')).users));
    // Once; the list is short-lived.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  const signIn = (userId: number): void =>
    run(async () => onSignedIn((await callServer<DeskSession>('POST', '/desk/api/sign-in', { userId })).token));
  return (
    <Panel title={t('agent.signIn')}>
      <Lead>{t('agent.signInLead')}</Lead>
      <Problem text={problem} />
      {users?.length === 0 && <p>{t('agent.nobody')}</p>}
      <table className={parts.table}>
        <tbody>
          {(users ?? []).map((user) => (
            <tr key={user.id}>
              <th scope="row">{user.name}</th>
              <td>{user.roles.join(', ')}</td>
              <td>{programs[user.application]}</td>
              <td>
                {user.hindrance !== null && (
                  <Warnings
                    texts={[refusal('deskRefusal', { code: user.hindrance, message: user.hindrance, field: null })]}
                  />
                )}
              </td>
              <td>
                <Button busy={busy} aria-label={`${t('agent.signIn')}: ${user.name}`} onClick={() => signIn(user.id)}>
                  {t('agent.signIn')}
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
