import type { CertificateDesk, CertificatePlace } from '#shared/domain/certificate-desk.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Panel } from '#renderer/ui/Panel.tsx';
import { PlaceCard } from './PlaceCard.tsx';
import styles from './PlacesPage.module.css';
import { usePlaceWords } from './use-place-words.ts';

/** Places where nothing of ours is shown: said in one line each. */
function PlainPlaces({ places }: { readonly places: readonly CertificatePlace[] }) {
  const { t } = useTexts();
  const words = usePlaceWords();
  return (
    <ul className={styles.plain} aria-label={t('certificates.noTls.title')}>
      {places.map((place) => (
        <li key={place.id}>
          <strong>{words(place)}</strong>
          <span>{t('certificates.noTls.here')}</span>
        </li>
      ))}
    </ul>
  );
}

/** Where certificates of ours are shown: each with what it is for, when it ends, and the way to replace it. */
export function PlacesPage({ desk }: { readonly desk: CertificateDesk }) {
  const { t } = useTexts();
  const isSandbox = useConsole((state) => state.sandbox?.kind === 'running' || state.sandbox?.kind === 'starting');
  const shown = desk.places.filter((place) => place.takesCertificates || place.current !== null);
  const plain = desk.places.filter((place) => !shown.includes(place));
  if (shown.length === 0) {
    return (
      <Panel title={t('certificates.noTls.title')}>
        <p className={styles.why}>{t(isSandbox ? 'certificates.noTls.sandbox' : 'certificates.noTls.proxy')}</p>
        {plain.length > 0 && <PlainPlaces places={plain} />}
      </Panel>
    );
  }
  return (
    <div className={styles.page}>
      <ul className={styles.cards} aria-label={t('certificates.place.listed')}>
        {shown.map((place) => (
          <li key={place.id}>
            <PlaceCard place={place} />
          </li>
        ))}
      </ul>
      {plain.length > 0 && <PlainPlaces places={plain} />}
    </div>
  );
}
