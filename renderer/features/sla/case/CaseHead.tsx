import type { ReactNode } from 'react';
import type { SlaCaseStory } from '#shared/domain/sla.ts';
import { channelStateLook } from '#renderer/lib/describe/describe-channel-state.ts';
import { customerHref, searchHref } from '#renderer/lib/message-search-routes.ts';
import { hrefOf, trafficHref } from '#renderer/lib/router.ts';
import { momentWords } from '#renderer/lib/sla/clock-words.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { CaseActions } from './CaseActions.tsx';
import styles from './CaseHead.module.css';

interface CaseHeadProps {
  readonly story: SlaCaseStory;
  readonly onChanged: () => void;
}

/** Whose conversation it is, where, who answers, and what can be done about it. */
export function CaseHead({ story, onChanged }: CaseHeadProps) {
  const { t, format } = useTexts();
  const now = useNow();
  const { row, facts } = story;
  const { channelState: kind, channelId, incidentId } = row;
  const lines: readonly (readonly [label: string, value: ReactNode])[] = [
    [
      t('slaCase.status'),
      row.status === null
        ? t('slaCase.statusUnknown')
        : `${t(`sla.status.${row.status}`)}${row.statusAt === null ? '' : `, ${momentWords(row.statusAt, t, format, now)}`}`,
    ],
    [
      t('slaCase.agent'),
      row.agent === null ? (
        t('sla.unassigned')
      ) : (
        <>
          <SafeText text={row.agent} maxLength={80} />
          {row.assignedAt !== null && `, ${momentWords(row.assignedAt, t, format, now)}`}
        </>
      ),
    ],
    [t('slaCase.began'), t(`slaCase.beganBy.${facts.beganBy}`)],
    [
      t('slaCase.caseNumber'),
      row.caseId === null ? t('sla.noCase') : <CopyValue value={row.caseId} label={t('slaCase.caseNumber')} />,
    ],
  ];
  return (
    <section className={styles.head} aria-labelledby="sla-case-title">
      <div className={styles.title}>
        <h2 id="sla-case-title">
          {row.endUser === null ? t('slaCase.titleUnknown') : t('slaCase.title', { customer: row.endUser })}
        </h2>
        <p>
          <a href={hrefOf({ page: 'channel', channelId })} className={styles.channel}>
            <SafeText text={row.channelName} maxLength={120} />
          </a>
          {kind !== 'connected' &&
            (incidentId === null ? (
              <StateBadge {...channelStateLook(kind)}>{t(`channelState.${kind}`)}</StateBadge>
            ) : (
              <a
                href={hrefOf({ page: 'incidents', incidentId })}
                aria-label={t('slaBoard.toIncident', { name: row.channelName, state: t(`channelState.${kind}`) })}
              >
                <StateBadge {...channelStateLook(kind)}>{t(`channelState.${kind}`)}</StateBadge>
              </a>
            ))}
          {row.isHeld && <span className={styles.held}>{t('slaBoard.waitsHere')}</span>}
        </p>
      </div>
      <dl className={styles.facts}>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <CaseActions story={story} onChanged={onChanged}>
        {facts.contactNo === null ? (
          <ButtonLink href={trafficHref({ channelId })} look="quiet">
            {t('slaCase.traffic')}
          </ButtonLink>
        ) : (
          <>
            <ButtonLink href={searchHref('', facts.contactNo)} look="quiet">
              {t('customer.allMessages')}
            </ButtonLink>
            <ButtonLink href={customerHref(facts.contactNo)} look="quiet">
              {t('customer.open')}
            </ButtonLink>
          </>
        )}
      </CaseActions>
    </section>
  );
}
