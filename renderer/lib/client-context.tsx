import { createContext, useContext } from 'react';
import type { ConsoleClient } from './console-client.ts';

const ClientContext = createContext<ConsoleClient | null>(null);

export const ClientProvider = ClientContext.Provider;

export function useClient(): ConsoleClient {
  const client = useContext(ClientContext);
  if (client === null) throw new Error('useClient needs a ClientProvider above it');
  return client;
}
