import { create } from 'zustand';
import type { CredentialDesk } from '#shared/domain/credential.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';

export interface CredentialDeskState {
  /** As the relay last told; it holds no secret. Kept while it is asked again. */
  readonly desk: CredentialDesk | null;
  readonly error: RelayError | null;
  readonly asking: boolean;
  readonly asked: () => void;
  readonly told: (desk: CredentialDesk) => void;
  /** A question ended without news. */
  readonly settled: () => void;
  readonly failed: (error: RelayError) => void;
  readonly forget: () => void;
}

const nothing = { desk: null, error: null, asking: false } as const;

/** What is known of the credentials. Never a value: what is typed lives in its field alone. */
export const useCredentialDesk = create<CredentialDeskState>()((set) => ({
  ...nothing,
  asked: () => set({ asking: true }),
  told: (desk) => set({ desk, error: null, asking: false }),
  settled: () => set({ asking: false }),
  failed: (error) => set({ error, asking: false }),
  forget: () => set(nothing),
}));
