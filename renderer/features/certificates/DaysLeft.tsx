import type { CertificateView } from '#shared/domain/certificate.ts';
import { endLook } from '#renderer/lib/certificates/end-look.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';

interface DaysLeftProps {
  readonly certificate: Pick<CertificateView, 'validFrom' | 'validUntil'>;
  readonly size?: 'normal' | 'small';
  /** Of what is only kept: its end harms nobody. */
  readonly quiet?: boolean;
}

/** How long it still counts, quiet while that is long. */
export function DaysLeft({ certificate, size = 'normal', quiet = false }: DaysLeftProps) {
  const { t } = useTexts();
  const look = endLook(certificate, useNow());
  return (
    <StateBadge tone={quiet ? 'idle' : look.tone} sign={quiet ? 'ring' : look.sign} size={size}>
      {look.kind === 'days'
        ? t('certificates.daysLeft.days', { count: look.days })
        : t(`certificates.daysLeft.${look.kind}`)}
    </StateBadge>
  );
}
