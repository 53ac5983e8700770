import { useMemo, useState } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import { emptyQueue, idFromName } from '#shared/setup/new-entry.ts';
import { nameKey } from '#shared/setup/names.ts';
import { checkRouting, type RoutingFinding } from '#shared/setup/routing-rules.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { FindingList } from '../parts/FindingNote.tsx';
import { knownChannels } from '../parts/known-channels.ts';
import { SetupFrame } from '../parts/SetupFrame.tsx';
import { useAdd } from '../parts/use-add.ts';
import { ChannelRouting } from './ChannelRouting.tsx';
import { QueueEditor } from './QueueEditor.tsx';
import styles from './Routing.module.css';

const searchFrom = 8;
/** Drawn at once; the rest is found by name. */
const shownAtMost = 50;

/** How messages find agents: script and skill, or the queues of older days, each with its exact clicks. */
export function RoutingPage() {
  const { t } = useTexts();
  return (
    <SetupFrame title={t('setupRouting.title')} intro={t('setupRouting.intro')}>
      {(view) => <Parts view={view} />}
    </SetupFrame>
  );
}

function Parts({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  const { book, given } = view;
  const channels = useMemo(() => book.channels.map(({ draft }) => draft), [book]);
  const findings = useMemo(
    () =>
      checkRouting(
        book,
        channels.map(({ id }) => id),
        given.channels,
      ),
    [book, given, channels],
  );
  const others = knownChannels(view).filter(({ from }) => from !== 'book');
  const usesQueues = book.queues.length > 0 || channels.some(({ routing }) => routing === 'queues');
  return (
    <>
      {channels.length === 0 ? (
        <Empty title={t('setupCheck.notBegun')} help={t('setupCheck.notBegunHelp')}>
          <ButtonLink href={setupHref()} look="primary">
            {t('setupCheck.toSetUp')}
          </ButtonLink>
        </Empty>
      ) : (
        <ChannelsPanel view={view} findings={findings} />
      )}
      {others.length > 0 && (
        <p className={styles.others}>
          {t('setupRouting.others', { names: others.map(({ id, name }) => name || id).join(', ') })}
        </p>
      )}
      <QueuesPanel view={view} findings={findings} used={usesQueues} />
    </>
  );
}

interface PartProps {
  readonly view: SetupView;
  readonly findings: readonly RoutingFinding[];
}

function ChannelsPanel({ view, findings }: PartProps) {
  const { t } = useTexts();
  const { book } = view;
  const [search, setSearch] = useState('');
  const fitting = book.channels.filter(({ draft }) => nameKey(draft.name).includes(nameKey(search)));
  const shown = fitting.slice(0, shownAtMost);
  return (
    <Panel title={t('setupRouting.channels')}>
      <p className={styles.help}>{t('setupRouting.channelsHelp')}</p>
      {book.channels.length > searchFrom && (
        <div className={styles.search}>
          <TextField label={t('setupPeople.findChannel')} value={search} onChange={setSearch} maxLength={200} />
        </div>
      )}
      <ul>
        {shown.map(({ draft }) => (
          <ChannelRouting
            key={draft.id}
            channelId={draft.id}
            view={view}
            findings={findings.filter(({ channelId }) => channelId === draft.id)}
          />
        ))}
      </ul>
      {fitting.length > shown.length && (
        <p className={styles.help}>{t('setupCheck.more', { count: fitting.length - shown.length })}</p>
      )}
    </Panel>
  );
}

function QueuesPanel({ view, findings, used }: PartProps & { readonly used: boolean }) {
  const { t } = useTexts();
  const { book } = view;
  const add = useAdd();
  const addQueue = (): void => {
    const id = idFromName(
      '',
      book.queues.map((one) => one.id),
      'queue',
    );
    add.start({ kind: 'queue', form: emptyQueue(id) });
  };
  const about = findings.filter(({ channelId, queueId }) => channelId === null && queueId === null);
  return (
    <Panel title={t('setupRouting.queuesTitle')} note={used ? undefined : t('setupRouting.notUsed')}>
      <p className={styles.help}>{t('setupRouting.queuesHelp')}</p>
      <FindingList findings={about} label={t('setupRouting.queuesTitle')} />
      <ul>
        {book.queues.map(({ id }) => (
          <QueueEditor key={id} queueId={id} view={view} />
        ))}
      </ul>
      <div className={styles.acts}>
        <Button busy={add.state.kind === 'running'} onClick={addQueue}>
          {t('setupRouting.addQueue')}
        </Button>
      </div>
      {add.state.kind === 'failed' && <ErrorNote error={add.state.error} />}
    </Panel>
  );
}
