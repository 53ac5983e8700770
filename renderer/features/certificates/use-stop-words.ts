import { useCallback } from 'react';
import type { Serves } from '#shared/domain/certificate-desk.ts';
import { languageTags } from '#renderer/i18n/i18n.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';

/** What stops, as a part of a sentence; null when nothing does. */
export function useStopWords(): (serves: Serves) => string | null {
  const { t, language } = useTexts();
  return useCallback(
    ({ legs }) =>
      legs.length === 0
        ? null
        : new Intl.ListFormat(languageTags[language], { type: 'conjunction' }).format(
            legs.map((leg) => t(`certificates.stops.${leg}`)),
          ),
    [t, language],
  );
}
