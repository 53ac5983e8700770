import { useCallback, useMemo, useState } from 'react';
import { Frame } from '../parts/Frame.tsx';
import { callServer } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import { Desk } from './Desk.tsx';
import { DeskCallProvider, deskCall } from './desk-call.tsx';
import { SignIn } from './SignIn.tsx';

const tokenName = 'practice.desk-token';

/** Each tab is a person of its own, so the token stays within the tab. */
function keepToken(token: string | null): void {
  try {
    if (token === null) sessionStorage.removeItem(tokenName);
    else sessionStorage.setItem(tokenName, token);
  } catch {
    // A browser may forbid it; then a reload signs out.
  }
}

function keptToken(): string | null {
  try {
    return sessionStorage.getItem(tokenName);
  } catch {
    // As above.
    return null;
  }
}

/** The desk of the simulated tenant's agents. */
export function AgentApp() {
  const { t } = usePageTexts();
  const [token, setToken] = useState(keptToken);
  const change = useCallback((next: string | null) => {
    keepToken(next);
    setToken(next);
  }, []);
  const signedOut = useCallback(() => change(null), [change]);
  const call = useMemo(() => (token === null ? null : deskCall(token)), [token]);
  if (token === null || call === null) {
    return (
      <Frame title={t('agent.title')} links={[{ href: '/tenant', text: 'frame.toTenant' }]}>
        <SignIn onSignedIn={change} />
      </Frame>
    );
  }
  const signOut = (): void => {
    callServer('POST', '/desk/api/sign-out', {}, { token }).then(signedOut, signedOut);
  };
  return (
    <DeskCallProvider value={call}>
      <Desk key={token} token={token} onSignOut={signOut} onSignedOut={signedOut} />
    </DeskCallProvider>
  );
}
