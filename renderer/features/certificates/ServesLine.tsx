import type { Serves } from '#shared/domain/certificate-desk.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './ServesLine.module.css';

/** Channels written out; a longer list is counted. */
const namedAtMost = 4;

/** The channels that depend on a certificate. */
export function ServedChannels({ channelIds }: Pick<Serves, 'channelIds'>) {
  const { t } = useTexts();
  const channels = useConsole((state) => state.channels);
  const total = Object.keys(channels).length;
  if (channelIds.length === 0) return null;
  if (channelIds.length > namedAtMost && channelIds.length === total) {
    return (
      <a className={styles.channel} href={hrefOf({ page: 'overview' })}>
        {t('certificates.stops.all', { count: total })}
      </a>
    );
  }
  const rest = channelIds.length - namedAtMost;
  return (
    <span className={styles.channels}>
      {t('certificates.stops.for')}
      {channelIds.slice(0, namedAtMost).map((channelId) => (
        <a key={channelId} className={styles.channel} href={hrefOf({ page: 'channel', channelId })}>
          <SafeText text={channels[channelId]?.name ?? channelId} maxLength={60} />
        </a>
      ))}
      {rest > 0 && <span>{t('certificates.stops.more', { count: rest })}</span>}
    </span>
  );
}

/** What stops when a certificate ends, and for whom. */
export function ServesLine({ serves }: { readonly serves: Serves }) {
  const { t } = useTexts();
  return (
    <p className={styles.line}>
      <span>{t('certificates.stops.lead')}</span>
      {serves.legs.length === 0 ? (
        <strong>{t('certificates.stops.nothing')}</strong>
      ) : (
        serves.legs.map((leg) => <strong key={leg}>{t(`certificates.stops.${leg}`)}</strong>)
      )}
      {serves.legs.length > 0 && <ServedChannels channelIds={serves.channelIds} />}
    </p>
  );
}
