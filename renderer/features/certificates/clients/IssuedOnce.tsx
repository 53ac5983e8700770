import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ShownOnce } from '#renderer/ui/ShownOnce.tsx';

/** A pair as it was issued. Its key exists in this object only. */
export interface Issued {
  readonly certificate: string;
  readonly key: string;
  readonly authority: string;
}

interface IssuedOnceProps {
  readonly issued: Issued;
  readonly onClose: () => void;
}

/** The three texts CXone asks for, the one time the key is shown. */
export function IssuedOnce({ issued, onClose }: IssuedOnceProps) {
  const { t } = useTexts();
  return (
    <ShownOnce
      title={t('cxoneCertificates.shown.title')}
      fields={[
        { label: t('cxoneCertificates.shown.certificate'), text: issued.certificate },
        { label: t('cxoneCertificates.shown.key'), text: issued.key },
        { label: t('cxoneCertificates.shown.authority'), text: issued.authority },
      ]}
      onClose={onClose}
    >
      <p>{t('cxoneCertificates.shown.after')}</p>
    </ShownOnce>
  );
}
