import { createContext, useContext } from 'react';
import { callServer, type Method } from '../parts/http.ts';

/** A call of the desk as the signed-in user. Throws Refused. */
export type DeskCall = <T = undefined>(method: Method, path: string, body?: unknown) => Promise<T>;

export const deskCall =
  (token: string): DeskCall =>
  (method, path, body) =>
    callServer(method, path, body, { token });

const CallContext = createContext<DeskCall | null>(null);
export const DeskCallProvider = CallContext;

export function useDeskCall(): DeskCall {
  const call = useContext(CallContext);
  if (call === null) throw new Error('useDeskCall needs a DeskCallProvider above it');
  return call;
}

export const casePath = (number: string, rest = ''): string => `/desk/api/cases/${encodeURIComponent(number)}${rest}`;
export const contactPath = (number: string, rest = ''): string =>
  `/dfo/3.0/contacts/${encodeURIComponent(number)}${rest}`;
