import { useCallback } from 'react';
import type { CertificatePlace } from '#shared/domain/certificate-desk.ts';
import { placeWords } from '#renderer/lib/certificates/place-view.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';

/** What a place is for, in plain words. */
export function usePlaceWords(): (place: Pick<CertificatePlace, 'id' | 'serves'>) => string {
  const { t } = useTexts();
  return useCallback(
    (place) => {
      const { key, host } = placeWords(place);
      return key === 'destination' ? t('certificates.place.destination', { host }) : t(`certificates.place.${key}`);
    },
    [t],
  );
}
