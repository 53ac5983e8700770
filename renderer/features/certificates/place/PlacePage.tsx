import { useRef, useState } from 'react';
import type { CertificateDesk, CertificatePlace, PlaceId } from '#shared/domain/certificate-desk.ts';
import { certificatesHref } from '#renderer/lib/certificates-routes.ts';
import { placeWords, recentlyDone } from '#renderer/lib/certificates/place-view.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { EarlierList } from '../places/EarlierList.tsx';
import { usePlaceWords } from '../places/use-place-words.ts';
import { ServesLine } from '../ServesLine.tsx';
import { CurrentPanel } from './CurrentPanel.tsx';
import { CameBack, Done } from './Outcome.tsx';
import styles from './PlacePage.module.css';
import { ReplacePanel } from './ReplacePanel.tsx';
import { RequestsPanel } from './RequestsPanel.tsx';

interface PlacePageProps {
  readonly desk: CertificateDesk;
  readonly placeId: PlaceId;
}

function Head({ place }: { readonly place: CertificatePlace }) {
  const words = usePlaceWords();
  return (
    <header className={styles.head}>
      <h2>{words(place)}</h2>
      {/* Of a destination the title names it already. */}
      {place.address !== placeWords(place).host && (
        <span className={styles.address}>
          <SafeText text={place.address} />
        </span>
      )}
      {place.current !== null && place.current.source !== 'placeholder' && (
        <div className={styles.serves}>
          <ServesLine serves={place.serves} />
        </div>
      )}
    </header>
  );
}

/** One place: its certificate is replaced here from file to in use, one step after the other. */
export function PlacePage({ desk, placeId }: PlacePageProps) {
  const { t } = useTexts();
  const now = useNow();
  const [bringing, setBringing] = useState(false);
  const replacing = useRef<HTMLDivElement>(null);
  const place = desk.places.find(({ id }) => id === placeId);
  const back = (
    <a className={styles.back} href={certificatesHref()}>
      ← {t('certificates.all')}
    </a>
  );
  if (place === undefined) {
    return (
      <>
        {back}
        <Empty title={t('certificates.place.missing')} help={t('certificates.place.missingHelp')} />
      </>
    );
  }
  const done = recentlyDone(place, now);
  const toBring = (): void => {
    setBringing(true);
    // Once it is drawn: the focus brings it into view, too.
    setTimeout(() => replacing.current?.querySelector<HTMLElement>('[data-bring] button')?.focus());
  };
  return (
    <>
      {back}
      <Head place={place} />
      {place.next?.takenBack != null && place.watch === null && <CameBack held={place.next} />}
      {done !== null && <Done place={place} held={done} />}
      <div className={styles.columns}>
        <div className={styles.column}>
          {place.takesCertificates ? (
            <>
              <div ref={replacing}>
                <ReplacePanel place={place} bringing={bringing} onBringing={setBringing} />
              </div>
              <RequestsPanel
                place={place}
                requests={desk.requests.filter((one) => one.placeId === placeId)}
                onBring={place.watch === null ? toBring : null}
              />
            </>
          ) : (
            <Panel title={t('certificates.noTls.title')}>
              <p>{t('certificates.noTls.here')}</p>
            </Panel>
          )}
        </div>
        <div className={styles.column}>
          <CurrentPanel place={place} />
          {place.previous.length > 0 && (
            <Panel title={t('certificates.earlier.title')}>
              <EarlierList place={place} open />
            </Panel>
          )}
        </div>
      </div>
    </>
  );
}
