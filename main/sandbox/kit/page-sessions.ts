import { randomBytes } from 'node:crypto';
import type { ServiceRequest } from './http-service.ts';

const mostSessions = 100;

/** Sessions of a simulated administrator. Whoever can reach the sandbox on this machine may begin one. */
export interface PageSessions {
  begin(): { token: string; cookie: string };
  end(request: ServiceRequest): void;
  /** By the cookie of the page, or by the header `x-{name}-session`. */
  isSignedIn(request: ServiceRequest): boolean;
}

/** `name`: of cookie and header. `path`: of the pages that the cookie goes to. */
export function createPageSessions(name: string, path: string): PageSessions {
  const cookieName = `${name}_session`;
  const tokens = new Set<string>();
  const tokenOf = ({ headers }: ServiceRequest): string => {
    const header = headers[`x-${name}-session`];
    if (typeof header === 'string') return header;
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
    return pairs.find(([found]) => found === cookieName)?.[1] ?? '';
  };
  return {
    begin() {
      const token = randomBytes(24).toString('base64url');
      tokens.add(token);
      const [oldest] = tokens;
      if (tokens.size > mostSessions && oldest !== undefined) tokens.delete(oldest);
      return { token, cookie: `${cookieName}=${token}; Path=${path}; HttpOnly; SameSite=Strict` };
    },
    end: (request) => void tokens.delete(tokenOf(request)),
    isSignedIn: (request) => tokens.has(tokenOf(request)),
  };
}
