import { useId } from 'react';
import type { CertificatePlace } from '#shared/domain/certificate-desk.ts';
import { certificatePlaceHref } from '#renderer/lib/certificates-routes.ts';
import { endLook } from '#renderer/lib/certificates/end-look.ts';
import { placeWords } from '#renderer/lib/certificates/place-view.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { CertificateFacts, sourceWords } from '../CertificateFacts.tsx';
import { DaysLeft } from '../DaysLeft.tsx';
import { ServesLine } from '../ServesLine.tsx';
import { EarlierList } from './EarlierList.tsx';
import { NextLine } from './NextLine.tsx';
import styles from './PlaceCard.module.css';
import { usePlaceWords } from './use-place-words.ts';
import { WatchLine } from './WatchLine.tsx';

function Current({ place }: { readonly place: CertificatePlace }) {
  const { t } = useTexts();
  const { current } = place;
  if (current === null) {
    return (
      <div className={styles.name}>
        <strong>{t('certificates.place.none')}</strong>
        <span>
          {t(place.purpose === 'client' ? 'certificates.place.noneDestination' : 'certificates.place.noneHelp')}
        </span>
      </div>
    );
  }
  return (
    <>
      <div className={styles.name}>
        <strong>
          <SafeText text={current.certificate.name} />
        </strong>
        {current.source === 'placeholder' ? (
          <StateBadge tone="warn" sign="triangle">
            {t('certificates.place.placeholder')}
          </StateBadge>
        ) : (
          <DaysLeft certificate={current.certificate} />
        )}
      </div>
      {current.source === 'placeholder' ? (
        <p>{t('certificates.place.noneHelp')}</p>
      ) : (
        <CertificateFacts certificate={current.certificate} source={sourceWords(t, current)} />
      )}
    </>
  );
}

/** One place: what is shown there, what stops when it ends, what comes next and what was there before. */
export function PlaceCard({ place }: { readonly place: CertificatePlace }) {
  const { t } = useTexts();
  const now = useNow();
  const words = usePlaceWords();
  const titleId = useId();
  const { current, next, watch } = place;
  const look = current === null ? null : endLook(current.certificate, now);
  const isPressing = current?.source === 'placeholder' || look?.tone === 'bad' || look?.tone === 'warn';
  const action =
    watch !== null
      ? 'watch'
      : next !== null
        ? 'goOn'
        : current === null || current.source === 'placeholder'
          ? 'bringFirst'
          : 'replace';
  return (
    <section
      className={styles.card}
      data-tone={isPressing ? (look?.tone === 'bad' ? 'bad' : 'warn') : undefined}
      aria-labelledby={titleId}
    >
      <header className={styles.head}>
        <div className={styles.title}>
          <h2 id={titleId}>{words(place)}</h2>
          {/* Of a destination the title names it already. */}
          {place.address !== placeWords(place).host && (
            <span className={styles.address}>
              <SafeText text={place.address} />
            </span>
          )}
        </div>
        {place.takesCertificates && (
          <ButtonLink href={certificatePlaceHref(place.id)} look={isPressing && next === null ? 'primary' : 'plain'}>
            {t(`certificates.place.${action}`)}
            <span className="visually-hidden"> {words(place)}</span>
          </ButtonLink>
        )}
      </header>
      <Current place={place} />
      {current !== null && current.source !== 'placeholder' && <ServesLine serves={place.serves} />}
      <div className={styles.foot}>
        {watch === null ? <NextLine place={place} /> : <WatchLine watch={watch} />}
        <EarlierList place={place} />
      </div>
    </section>
  );
}
