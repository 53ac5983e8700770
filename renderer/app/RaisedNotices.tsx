import { useState } from 'react';
import type { AlertNotice } from '#shared/domain/alerts.ts';
import type { Incident } from '#shared/domain/incident.ts';
import type { Watch } from '#shared/domain/operations.ts';
import { certificatesHref } from '#renderer/lib/certificates-routes.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf, useRoute, wholeTraffic, type Route } from '#renderer/lib/router.ts';
import { slaBoardHref, slaCaseHref } from '#renderer/lib/sla-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { AlertSound } from './AlertSound.tsx';
import { raisedCause, raisedChannels, raisedClock, raisedTitle, staysMs } from './raised-words.ts';
import styles from './RaisedNotices.module.css';
import { useEndedWork, WorkNotice } from './WorkNotices.tsx';

/** Notices on screen at once; the rest stands on the incidents page. */
const shownAtOnce = 3;

interface NoticeProps {
  readonly notice: AlertNotice;
  readonly onHide: () => void;
}

function Notice({ notice, onHide }: NoticeProps) {
  const { t, format, language } = useTexts();
  const client = useClient();
  const incidents = useConsole((state) => state.incidents);
  const incidentChanged = useConsole((state) => state.incidentChanged);
  const [onlyId, ...others] = notice.incidentIds;
  const waiting = notice.incidentIds.filter((id) => {
    const incident = incidents[id];
    return incident?.closedAt === null && incident.acknowledgedBy === null;
  });
  const acknowledge = useAction(async () => {
    for (const id of waiting) {
      incidentChanged(await client.invoke('incident.acknowledge', { id }));
    }
    onHide();
  });
  const title = raisedTitle(notice, t, format);
  const channels = raisedChannels(notice, t);
  const now = useNow();
  const clock = raisedClock(notice, t, format, now);
  const cause = raisedCause(notice, language);
  return (
    <div className={styles.notice} data-severity={notice.severity}>
      <div className={styles.words}>
        <strong>{title}</strong>
        {(channels !== null || cause !== null) && (
          <p className={styles.what}>
            {channels !== null && <span>{channels}</span>}{' '}
            {cause !== null && <span className={styles.dim}>{cause}</span>}
          </p>
        )}
        {clock !== null && <p className={styles.what}>{clock}</p>}
        <p className={styles.links}>
          {notice.sla !== null && (
            <a href={notice.sla.count === 1 ? slaCaseHref(notice.sla.slaCaseId) : slaBoardHref()} onClick={onHide}>
              {notice.sla.count === 1 ? t('raised.openCase') : t('raised.openBoard')}
            </a>
          )}
          {notice.kind === 'certificate' && (
            <a href={certificatesHref()} onClick={onHide}>
              {t('raised.openCertificates')}
            </a>
          )}
          {onlyId !== undefined && (
            <a href={hrefOf({ page: 'incidents', incidentId: others.length === 0 ? onlyId : null })} onClick={onHide}>
              {others.length === 0 ? t('raised.open') : t('raised.all')}
            </a>
          )}
          {waiting.length > 0 && notice.kind !== 'closed' && (
            <Button size="small" busy={acknowledge.state.kind === 'running'} onClick={() => acknowledge.start()}>
              {t('raised.acknowledge')}
            </Button>
          )}
        </p>
        {acknowledge.state.kind === 'failed' && <ErrorNote error={acknowledge.state.error} />}
      </div>
      <HideButton title={title} onHide={onHide} />
    </div>
  );
}

function HideButton({ title, onHide }: { readonly title: string; readonly onHide: () => void }) {
  const { t } = useTexts();
  return (
    <button type="button" className={styles.hide} onClick={onHide} aria-label={t('raised.hide', { title })}>
      <Icon name="close" size={13} />
    </button>
  );
}

function Told({ watch, onHide }: { readonly watch: Watch; readonly onHide: () => void }) {
  const { t } = useTexts();
  if (watch.last === null) return null;
  const state = t(`messageState.${watch.last.state}`);
  const title =
    watch.subject.kind === 'message' ? t('watch.toldMessage', { state }) : t('watch.toldCustomer', { state });
  const href = hrefOf({ page: 'traffic', query: wholeTraffic, messageId: watch.last.messageId });
  const good = watch.last.state === 'delivered' || watch.last.state === 'pending';
  return (
    <div className={styles.notice} data-severity={good ? 'info' : 'warning'}>
      <div className={styles.words}>
        <strong>{title}</strong>
        <p className={styles.links}>
          <a href={href}>{t('watch.open')}</a>
        </p>
      </div>
      <HideButton title={title} onHide={onHide} />
    </div>
  );
}

/** True on a page that tells the same, and more of it: there a notice only stands in the way. */
function isToldBy(
  route: Route,
  { kind, incidentIds, sla }: AlertNotice,
  incidents: Readonly<Record<string, Incident>>,
): boolean {
  if (sla !== null && route.page === 'sla') {
    return route.tab === 'board' || (route.tab === 'case' && sla.count === 1 && route.caseId === sla.slaCaseId);
  }
  if (kind === 'certificate') return route.page === 'certificates' && route.tab === 'timeLine';
  if (kind !== 'opened' && kind !== 'reminder') return false;
  if (route.page === 'incidents')
    return route.incidentId === null || incidentIds.every((id) => id === route.incidentId);
  return route.page === 'channel' && incidentIds.every((id) => incidents[id]?.channelId === route.channelId);
}

/** True while somebody may still have to look: what was mended or taken by a colleague goes away by itself. */
function useStillMatters(): (notice: AlertNotice) => boolean {
  const incidents = useConsole((state) => state.incidents);
  return ({ kind, incidentIds }) => {
    if (kind !== 'opened' && kind !== 'reminder') return true;
    const known = incidentIds.flatMap((id) => incidents[id] ?? []);
    return known.length === 0 || known.some((one) => one.closedAt === null && one.acknowledgedBy === null);
  };
}

/** What was raised while the window is in front, in the corner: read out, and never by sound alone. */
export function RaisedNotices() {
  const { t } = useTexts();
  const now = useNow();
  const raised = useConsole((state) => state.raised);
  const told = useConsole((state) => state.watchTold);
  const watchSeen = useConsole((state) => state.watchSeen);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const stillMatters = useStillMatters();
  const route = useRoute();
  // On their own page they stand in full.
  const isAtWork = route.page === 'messages' && route.tab === 'tasks';
  const ended = useEndedWork();
  const work = isAtWork ? [] : ended.slice(0, shownAtOnce);
  const incidents = useConsole((state) => state.incidents);
  const notices = raised
    // A watch is told below, with its message.
    .filter((one) => one.kind !== 'watch' && !hidden.has(one.id) && now - one.at < staysMs(one) && stillMatters(one))
    .filter((one) => !isToldBy(route, one, incidents))
    .slice(0, shownAtOnce);
  const hide = (id: string): void => setHidden((before) => new Set(before).add(id));
  const shown = Math.min(notices.length + Math.min(told.length, shownAtOnce) + work.length, shownAtOnce);
  const urgent = notices.filter(({ severity }) => severity === 'urgent');
  const calm = notices.filter(({ severity }) => severity !== 'urgent');
  return (
    <section aria-label={t('raised.region')} className={styles.stack} data-print="off" data-raised={shown || undefined}>
      <AlertSound />
      <div role="alert" className={styles.group}>
        {urgent.map((notice) => (
          <Notice key={notice.id} notice={notice} onHide={() => hide(notice.id)} />
        ))}
      </div>
      <div role="status" className={styles.group}>
        {calm.map((notice) => (
          <Notice key={notice.id} notice={notice} onHide={() => hide(notice.id)} />
        ))}
        {told.slice(0, shownAtOnce).map((watch) => (
          <Told key={watch.id} watch={watch} onHide={() => watchSeen(watch.id)} />
        ))}
        {work.map((words) => (
          <WorkNotice key={words.id} words={words} />
        ))}
      </div>
    </section>
  );
}
