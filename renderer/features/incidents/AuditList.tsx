import type { ChannelId } from '#shared/domain/ids.ts';
import type { AuditLine } from '#shared/domain/operations.ts';
import { isoMoment } from '#renderer/lib/iso-moment.ts';
import { hrefOf } from '#renderer/lib/router.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import styles from './AuditList.module.css';
import { useAudit } from './use-audit.ts';

function Line({ line }: { readonly line: AuditLine }) {
  const { t, format } = useTexts();
  const now = useNow();
  const name = useConsole((state) => (line.channelId === null ? null : (state.channels[line.channelId]?.name ?? null)));
  const until = isoMoment(line.detail);
  const said = until === null ? line.detail : format.moment(until, now);
  const detail = [said, line.subject].filter((text) => text !== null && text !== '').join(' · ');
  return (
    <tr>
      <td className={styles.time}>
        <time dateTime={new Date(line.at).toISOString()} title={format.full(line.at)}>
          {format.moment(line.at, now)}
        </time>
      </td>
      <td>
        <SafeText text={line.by} maxLength={80} />
      </td>
      <td>{t(`audit.action.${line.action}`)}</td>
      <td>
        {line.channelId !== null && (
          <a href={hrefOf({ page: 'channel', channelId: line.channelId })}>
            <SafeText text={name ?? line.channelId} maxLength={80} />
          </a>
        )}
      </td>
      <td className={styles.detail}>
        <SafeText text={detail} maxLength={200} />
      </td>
    </tr>
  );
}

/** Who did what: every act of an operator, newest first. */
export function AuditList({ channelId }: { readonly channelId: ChannelId | null }) {
  const { t } = useTexts();
  const { lines, isWhole, asking, error, more } = useAudit(channelId);
  return (
    <Panel title={t('audit.heading')} flush>
      {lines === null && asking && <Empty busy title={t('audit.loading')} />}
      {lines?.length === 0 && <Empty title={t('audit.empty')} help={t('audit.emptyHelp')} />}
      {lines !== null && lines.length > 0 && (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{t('audit.time')}</th>
                <th scope="col">{t('audit.who')}</th>
                <th scope="col">{t('audit.what')}</th>
                <th scope="col">{t('audit.where')}</th>
                <th scope="col">{t('audit.detail')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line) => (
                <Line key={line.id} line={line} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {error !== null ? (
        <div className={styles.foot}>
          <LoadFailed error={error} busy={asking} onRetry={more} />
        </div>
      ) : (
        lines !== null &&
        !isWhole &&
        lines.length > 0 && (
          <div className={styles.foot}>
            <Button size="small" busy={asking} onClick={more}>
              {asking ? t('incidents.loadingOlder') : t('incidents.older')}
            </Button>
          </div>
        )
      )}
    </Panel>
  );
}
