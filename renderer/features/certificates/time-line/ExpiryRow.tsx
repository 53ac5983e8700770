import type { ExpiryLine } from '#shared/domain/certificate-desk.ts';
import { certificatePlaceHref, certificatesHref } from '#renderer/lib/certificates-routes.ts';
import { daysLeft, endLook } from '#renderer/lib/certificates/end-look.ts';
import { marksOf, placeOn, type TimeAxis } from '#renderer/lib/certificates/time-axis.ts';
import { useTexts, type Texts } from '#renderer/lib/texts-context.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { DaysLeft } from '../DaysLeft.tsx';
import { usePlaceWords } from '../places/use-place-words.ts';
import { ServesLine } from '../ServesLine.tsx';
import styles from './TimeLinePage.module.css';

const percent = (part: number): string => `${(part * 100).toFixed(3)}%`;

/** From today to the end, with a mark for each warning that is still to come on it. */
function Drawing({ line, axis, today }: Pick<ExpiryRowProps, 'line' | 'axis' | 'today'>) {
  const end = placeOn(axis, line.validUntil);
  const tone = line.what === 'previous' ? 'idle' : endLook(line, today).tone;
  return (
    <div
      className={styles.drawing}
      data-tone={tone}
      data-kept={line.what === 'previous' || undefined}
      aria-hidden="true"
    >
      {axis.months.map((at) => (
        <i key={at} className={styles.month} style={{ left: percent(placeOn(axis, at)) }} />
      ))}
      <i className={styles.now} />
      <i className={styles.bar} data-open={line.validUntil > axis.until || undefined} style={{ width: percent(end) }} />
      {line.what !== 'previous' &&
        marksOf(axis, line.validUntil, today).map(({ step, at }) => (
          <i key={step} className={styles.mark} style={{ left: percent(placeOn(axis, at)) }} />
        ))}
      {line.validUntil <= axis.until && <i className={styles.end} style={{ left: percent(end) }} />}
    </div>
  );
}

function endWords({ t }: Pick<Texts, 't'>, line: ExpiryLine, today: number): string | null {
  const left = daysLeft(line.validUntil, today);
  if (left >= 0) return null;
  return left === -1
    ? t('certificates.timeLinePage.endedToday')
    : t('certificates.timeLinePage.ended', { count: -left - 1 });
}

interface ExpiryRowProps {
  readonly line: ExpiryLine;
  readonly axis: TimeAxis;
  readonly today: number;
  readonly integration: string | null;
}

/** One certificate: what it is, who is hit, and when. */
export function ExpiryRow({ line, axis, today, integration }: ExpiryRowProps) {
  const { t, format } = useTexts();
  const placeWords = usePlaceWords();
  const { what, placeId } = line;
  const place = placeId === null ? '' : placeWords({ id: placeId, serves: line.serves });
  const words =
    what === 'client'
      ? t('certificates.timeLinePage.what.client', { integration: integration ?? '' })
      : what === 'authority'
        ? t('certificates.timeLinePage.what.authority')
        : t(`certificates.timeLinePage.what.${what}`, { place });
  const href = placeId === null ? certificatesHref('clients') : certificatePlaceHref(placeId);
  const ended = endWords({ t }, line, today);
  return (
    <tr data-kept={what === 'previous' || undefined}>
      <th scope="row" className={styles.certificate}>
        <a href={href}>
          <SafeText text={line.name} />
        </a>
        <small>{words}</small>
        {(what === 'shown' || what === 'client' || what === 'authority') && (
          <div className={styles.hit}>
            <ServesLine serves={line.serves} />
          </div>
        )}
      </th>
      <td className={styles.drawn}>
        <Drawing line={line} axis={axis} today={today} />
      </td>
      <td className={styles.ends}>
        <DaysLeft certificate={line} size="small" quiet={what === 'previous'} />
        <small>{ended ?? format.dayOfYear(line.validUntil)}</small>
      </td>
    </tr>
  );
}
