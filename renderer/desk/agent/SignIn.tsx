import { useEffect, useState } from 'react';
import type { DeskPeople, DeskSession, DeskUser } from '#shared/domain/desk.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Lead, Problem, Warnings } from '../parts/Notes.tsx';
import { callServer, refusalOf, type Refusal } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import parts from '../parts/parts.module.css';
import { useAct } from './use-act.ts';

const againMs = 3_000;
const programs = { cxone_agent: 'CXone Agent', max: 'MAX', none: '–' } as const;

/** Who one is at the desk, for practice: anybody of the tenant. */
export function SignIn({ onSignedIn }: { readonly onSignedIn: (token: string) => void }) {
  const { t, refusal } = usePageTexts();
  const [users, setUsers] = useState<readonly DeskUser[] | null>(null);
  const { busy, problem, run } = useAct();
  const [unread, setUnread] = useState<Refusal | null>(null);
  useEffect(() => {
    const ended = new AbortController();
    const read = (): void => {
      callServer<DeskPeople>('GET', '/desk/api/people', undefined, { signal: ended.signal }).then(
        (people) => {
          setUsers(people.users);
          setUnread(null);
        },
        (thrown: unknown) => {
          if (!ended.signal.aborted) setUnread(refusalOf(thrown));
        },
      );
    };
    read();
    // Somebody may be made in the administration while this page is open.
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') read();
    }, againMs);
    return () => {
      ended.abort();
      clearInterval(timer);
    };
  }, []);
  const signIn = (userId: number): void =>
    run(async () => onSignedIn((await callServer<DeskSession>('POST', '/desk/api/sign-in', { userId })).token));
  return (
    <Panel title={t('agent.signIn')} className={parts.narrow}>
      <Lead>{t('agent.signInLead')}</Lead>
      <Problem text={problem ?? (unread === null ? null : refusal('deskRefusal', unread))} />
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
              <td className={parts.acts}>
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
