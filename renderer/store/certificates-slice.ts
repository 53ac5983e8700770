import type { StateCreator } from 'zustand/vanilla';
import type { CertificateDesk } from '#shared/domain/certificate-desk.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';

/** What the relay tells of its certificates. Never holds a key, a passphrase or what was read of files. */
export interface CertificatesSlice {
  /** Null until the relay has told. */
  readonly certificateDesk: CertificateDesk | null;
  /** Why the newest question was not answered; null when it was. */
  readonly certificateDeskError: RelayError | null;
  readonly certificateDeskTold: (desk: CertificateDesk) => void;
  readonly certificateDeskFailed: (error: RelayError) => void;
  readonly certificatesForgotten: () => void;
}

export const createCertificatesSlice: StateCreator<CertificatesSlice> = (set) => ({
  certificateDesk: null,
  certificateDeskError: null,
  certificateDeskTold: (certificateDesk) => set({ certificateDesk, certificateDeskError: null }),
  certificateDeskFailed: (certificateDeskError) => set({ certificateDeskError }),
  certificatesForgotten: () => set({ certificateDesk: null, certificateDeskError: null }),
});
