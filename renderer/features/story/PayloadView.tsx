import { useState } from 'react';
import type { MessageStory } from '#shared/domain/message.ts';
import type { Payload } from '#shared/domain/message-view.ts';
import type { RelayError } from '#shared/errors/relay-error.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { CopyButton } from '#renderer/ui/CopyButton.tsx';
import { LongText } from './LongText.tsx';
import styles from './PayloadView.module.css';
import { StorySection } from './StorySection.tsx';

/** Rows of the table drawn at once. */
const drawnFields = 60;

/** Characters that the clipboard is given at most; what arrived is shown up to fewer, but its ways are told with it. */
const maxCopied = 100_000;

type Tab = 'decoded' | 'raw';

/** What the copy button copies: the tab that is open, masked or not as it is shown. */
export function payloadCopy(payload: Payload, tab: Tab): string {
  const text = tab === 'raw' ? payload.text : payload.fields.map(({ path, value }) => `${path}\t${value}`).join('\n');
  return text.length <= maxCopied ? text : `${text.slice(0, maxCopied - 1)}…`;
}

function Fields({ fields }: { readonly fields: Payload['fields'] }) {
  const { t, format } = useTexts();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? fields : fields.slice(0, drawnFields);
  const rest = fields.length - shown.length;
  return (
    <>
      <table className={styles.fields}>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t('storyPayload.path')}</th>
            <th scope="col">{t('storyPayload.value')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ path, value }, index) => (
            <tr key={`${path}/${index}`}>
              <th scope="row">
                <SafeText text={path} maxLength={200} />
              </th>
              <td>
                <SafeText text={value} maxLength={1_000} className={styles.value} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rest > 0 && (
        <Button size="small" onClick={() => setWhole(true)}>
          {t('storyPayload.moreFields', { number: format.number(rest) })}
        </Button>
      )}
    </>
  );
}

function Loaded({ payload, isMasked }: { readonly payload: Payload; readonly isMasked: boolean }) {
  const { t, format } = useTexts();
  const canDecode = payload.fields.length > 0;
  const [wanted, setWanted] = useState<Tab>('decoded');
  const tab = canDecode ? wanted : 'raw';
  const facts = [
    t(`storyPayload.form.${payload.form}`),
    format.bytes(payload.sizeBytes),
    isMasked ? t('storyPayload.masked') : t('storyPayload.unmasked'),
    ...(payload.isCut ? [t('storyPayload.cut', { number: format.number(payload.text.length) })] : []),
    ...(canDecode ? [] : [t('storyPayload.notDecoded')]),
  ];
  return (
    <>
      <div className={styles.tools}>
        <p className={styles.about}>{facts.join(' · ')}</p>
        {canDecode && (
          <Segmented<Tab>
            label={t('storyPayload.shownAs')}
            size="small"
            value={tab}
            options={[
              { value: 'decoded', label: t('storyPayload.decoded') },
              { value: 'raw', label: t('storyPayload.raw') },
            ]}
            onChange={setWanted}
          />
        )}
        <CopyButton text={payloadCopy(payload, tab)} label={t('storyPayload.region')} />
      </div>
      {tab === 'decoded' ? (
        <Fields fields={payload.fields} />
      ) : (
        <LongText text={payload.text} mono label={t('storyPayload.raw')} />
      )}
    </>
  );
}

interface PayloadViewProps {
  readonly direction: MessageStory['row']['direction'];
  /** Null while it is not known. */
  readonly payload: Payload | 'gone' | null;
  readonly isMasked: boolean;
  readonly error: RelayError | null;
  readonly busy: boolean;
  readonly onRetry: () => void;
}

/** What arrived, decoded and as it came. */
export function PayloadView({ direction, payload, isMasked, error, busy, onRetry }: PayloadViewProps) {
  const { t } = useTexts();
  return (
    <StorySection title={direction === 'inbound' ? t('storyPayload.fromWechat') : t('storyPayload.fromCxone')}>
      {error !== null && <LoadFailed error={error} busy={busy} onRetry={onRetry} />}
      {payload === 'gone' ? (
        <p className={styles.about}>{t('storyPayload.gone')}</p>
      ) : payload === null ? (
        error === null && <p className={styles.about}>{t('storyPayload.loading')}</p>
      ) : (
        <Loaded payload={payload} isMasked={isMasked} />
      )}
    </StorySection>
  );
}
