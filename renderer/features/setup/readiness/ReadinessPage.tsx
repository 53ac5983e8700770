import type { ChannelId } from '#shared/domain/ids.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { knownChannels } from '../parts/known-channels.ts';
import { SetupFrame } from '../parts/SetupFrame.tsx';
import { useShownView } from '../parts/use-book.ts';
import styles from './Readiness.module.css';
import { countReadiness, readinessLook } from './readiness-look.ts';
import { ReadinessTable } from './ReadinessTable.tsx';
import { useReadiness, type Readiness } from './use-readiness.ts';

/** All a channel needs, in the order it is set up, each with its proof and its age, or with the page that mends it. */
export function ReadinessPage({ channelId }: { readonly channelId: ChannelId }) {
  const { t } = useTexts();
  const view = useShownView();
  const readiness = useReadiness(channelId);
  const running = useConsole((state) => state.channels[channelId]?.name);
  const known = view === null ? undefined : knownChannels(view).find(({ id }) => id === channelId);
  const name = known?.name.trim() || running || channelId;
  return (
    <SetupFrame title={t('setupReady.title', { name })} intro={t('setupReady.intro')}>
      {() =>
        readiness === null || readiness.lines.length === 0 ? (
          <Empty title={t('setupReady.unknown')} help={t('setupReady.unknownHelp')} />
        ) : (
          <Lines readiness={readiness} channelId={channelId} from={known?.from ?? 'book'} />
        )
      }
    </SetupFrame>
  );
}

interface LinesProps {
  readonly readiness: Readiness;
  readonly channelId: ChannelId;
  readonly from: 'book' | 'file' | 'sandbox';
}

const counted = ['wrong', 'missing', 'waiting'] as const;

function Lines({ readiness, channelId, from }: LinesProps) {
  const { t } = useTexts();
  const visible = useRelayVisible();
  const { view, lines } = readiness;
  const { done, count, first } = countReadiness(lines);
  return (
    <>
      <div className={styles.counts} role="status">
        <StateBadge tone={first === null ? 'ok' : 'idle'} sign={first === null ? 'check' : 'half'}>
          {first === null ? t('setupReady.allDone') : t('setupReady.summary', { done, count })}
        </StateBadge>
        {counted.map((state) => {
          const number = lines.filter((line) => line.state === state).length;
          const { tone, sign } = readinessLook[state];
          return number === 0 ? null : (
            <StateBadge key={state} tone={tone} sign={sign}>
              {t(`setupReady.counts.${state}`, { count: number })}
            </StateBadge>
          );
        })}
      </div>
      {!visible && <p className={styles.note}>{t('setupReady.relayOff')}</p>}
      {from !== 'book' && (
        <p className={styles.note}>
          {t('setupReady.notHere', {
            from: t(from === 'file' ? 'setupCheck.fromFile' : 'setupCheck.fromSandbox'),
          })}
        </p>
      )}
      <Panel title={t('setupReady.table')} flush>
        <ReadinessTable lines={lines} channelId={channelId} view={view} first={first} />
      </Panel>
    </>
  );
}
