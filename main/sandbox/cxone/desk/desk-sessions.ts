import { randomBytes } from 'node:crypto';
import type { SandboxClock } from '../../kit/clock.ts';
import { DeskRefused } from './desk-refusal.ts';

/** Who is signed in. A session of which nothing was heard for `presenceMs` (transport time) is over. */
export interface DeskSessions {
  signIn(userId: number): string;
  signOut(token: string): void;
  /** The user of a session, which is thereby heard of; undefined when there is no such session. */
  userOf(token: string): number | undefined;
  isPresent: (userId: number) => boolean;
  readonly isEmpty: boolean;
  stop(): void;
}

const mostSessions = 50;

interface Session {
  userId: number;
  cancel: () => void;
}

/** `onGone` is called when nobody is signed in as the user any more. */
export function createDeskSessions(
  clock: SandboxClock,
  presenceMs: number,
  onGone: (userId: number) => void,
): DeskSessions {
  const sessions = new Map<string, Session>();

  const isPresent = (userId: number): boolean => {
    for (const session of sessions.values()) if (session.userId === userId) return true;
    return false;
  };

  const end = (token: string): void => {
    const session = sessions.get(token);
    if (!session) return;
    session.cancel();
    sessions.delete(token);
    if (!isPresent(session.userId)) onGone(session.userId);
  };

  const watch = (token: string): (() => void) =>
    presenceMs === Infinity ? () => undefined : clock.transportAfter(presenceMs, () => end(token));

  return {
    signIn(userId) {
      if (sessions.size >= mostSessions) throw new DeskRefused('too_many');
      const token = `desk-${randomBytes(24).toString('base64url')}`;
      sessions.set(token, { userId, cancel: watch(token) });
      return token;
    },
    signOut: end,
    userOf(token) {
      const session = sessions.get(token);
      if (!session) return undefined;
      session.cancel();
      session.cancel = watch(token);
      return session.userId;
    },
    isPresent,
    get isEmpty() {
      return sessions.size === 0;
    },
    stop() {
      for (const { cancel } of sessions.values()) cancel();
      sessions.clear();
    },
  };
}
