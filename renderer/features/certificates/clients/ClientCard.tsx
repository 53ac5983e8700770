import type { KnownClient } from '#shared/domain/certificate-desk.ts';
import { canGo, clientName, clientState, type ClientState } from '#renderer/lib/certificates/client-state.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign, Tone } from '#renderer/lib/tone.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { Fact, Facts } from '../CertificateFacts.tsx';
import { DaysLeft } from '../DaysLeft.tsx';
import styles from './ClientCard.module.css';

const looks: Readonly<Record<ClientState, { readonly tone: Tone; readonly sign: Sign }>> = {
  current: { tone: 'ok', sign: 'dot' },
  new: { tone: 'info', sign: 'half' },
  old: { tone: 'idle', sign: 'ring' },
  ended: { tone: 'bad', sign: 'square' },
};

interface ClientCardProps {
  readonly client: KnownClient;
  readonly siblings: readonly KnownClient[];
  readonly onRevoke: () => void;
}

/** One certificate CXone may show, with when it was seen. */
export function ClientCard({ client, siblings, onRevoke }: ClientCardProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const name = clientName(client);
  const state = clientState(client, siblings, now);
  const { certificate, addedBy } = client;
  const seen = (at: number | null): string => (at === null ? t('cxoneCertificates.never') : format.age(at, now));
  return (
    <li className={styles.card}>
      <div className={styles.head}>
        <strong>
          <SafeText text={name} />
        </strong>
        <StateBadge {...looks[state]} size="small">
          {t(`cxoneCertificates.state.${state}`)}
        </StateBadge>
        {certificate !== null && state !== 'ended' && <DaysLeft certificate={certificate} size="small" />}
      </div>
      <Facts>
        <Fact label={t('cxoneCertificates.firstSeen')}>{seen(client.firstSeenAt)}</Fact>
        <Fact label={t('cxoneCertificates.lastSeen')}>{seen(client.lastSeenAt)}</Fact>
        {certificate === null ? (
          <Fact label={t('cxoneCertificates.byName')}>{t('cxoneCertificates.byNameHelp')}</Fact>
        ) : (
          <>
            <Fact label={t('certificates.fact.validUntil')}>{format.full(certificate.validUntil)}</Fact>
            <Fact label={t('certificates.fact.issuer')}>
              <SafeText text={certificate.issuer} />
            </Fact>
          </>
        )}
        {client.san !== null && certificate !== null && (
          <Fact label={t('cxoneCertificates.san')}>
            <SafeText text={client.san} />
          </Fact>
        )}
        {client.sha256 !== null && (
          <Fact label={t('certificates.fact.fingerprint')}>
            <code className={styles.print} title={client.sha256}>
              {client.sha256.slice(0, 16)}…
            </code>
          </Fact>
        )}
        <Fact label={t('cxoneCertificates.sourceLabel')}>
          {client.source === 'config'
            ? t('cxoneCertificates.source.config')
            : t(`cxoneCertificates.source.${client.source}`, { by: addedBy ?? t('certificates.source.nobody') })}
        </Fact>
      </Facts>
      <div className={styles.foot}>
        {client.source === 'config' ? (
          <small>{t('cxoneCertificates.configHelp')}</small>
        ) : (
          <Button
            size="small"
            look="quiet"
            aria-label={t('app.labelled', { label: t('cxoneCertificates.revoke'), value: name })}
            onClick={onRevoke}
          >
            {t('cxoneCertificates.revoke')}
          </Button>
        )}
        {canGo(client, siblings, now) && <small>{t('cxoneCertificates.canRevoke')}</small>}
      </div>
    </li>
  );
}
