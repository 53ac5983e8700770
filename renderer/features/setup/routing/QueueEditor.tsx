import type { SetupView } from '#shared/domain/setup/book.ts';
import type { QueueForm } from '#shared/domain/setup/routing.ts';
import { checkQueue } from '#shared/setup/routing-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { FormField } from '../parts/FormField.tsx';
import { useFieldProblems } from '../parts/use-field-problems.ts';
import { FindingNote } from '../parts/FindingNote.tsx';
import { knownChannels } from '../parts/known-channels.ts';
import { RemoveButton } from '../parts/RemoveButton.tsx';
import { useDraft } from '../use-draft.ts';
import { FilterEditor } from './FilterEditor.tsx';
import { addFilter, changeFilter, removeFilter } from './queue-edit.ts';
import styles from './Routing.module.css';

interface QueueEditorProps {
  readonly queueId: string;
  readonly view: SetupView;
}

/** A queue as it stands in CXone: its filters, their conditions, and what is wrong with each, where it is. */
export function QueueEditor({ queueId, view }: QueueEditorProps) {
  const draft = useDraft('queue', queueId);
  if (draft === null) return null;
  return <Fields queue={draft.form} change={draft.change} view={view} />;
}

interface FieldsProps {
  readonly queue: QueueForm;
  readonly change: (part: Partial<QueueForm>) => void;
  readonly view: SetupView;
}

function Fields({ queue, change, view }: FieldsProps) {
  const { t } = useTexts();
  const problems = checkQueue(queue, view.book, view.given.channels);
  const shown = useFieldProblems(problems);
  const noFilter = problems.find(({ field }) => field === 'filters');
  const name = queue.name.trim() === '' ? t('setupCheck.unnamed') : queue.name;
  return (
    <li className={styles.queue}>
      <div className={styles.queueHead}>
        <div className={styles.queueName}>
          <FormField
            field="name"
            problems={shown}
            label={t('setupRouting.queueName')}
            value={queue.name}
            maxLength={200}
            onChange={(typed) => change({ name: typed })}
          />
        </div>
        <Toggle
          label={t('setupRouting.fallback')}
          help={t('setupRouting.fallbackHelp')}
          checked={queue.isFallback}
          onChange={(isFallback) => change({ isFallback })}
        />
        <RemoveButton kind="queue" id={queue.id} name={name} question={t('setupRouting.removeQueueAsk')} />
      </div>
      {noFilter !== undefined && <FindingNote finding={noFilter} />}
      <ol className={styles.filters} aria-label={t('setupRouting.filtersOf', { name })}>
        {queue.filters.map((filter, at) => (
          <FilterEditor
            // A filter has no name of its own before it is typed: its place is what it is known by.
            key={at}
            filter={filter}
            path={`filters.${at}`}
            number={at + 1}
            found={problems}
            problems={shown}
            channels={knownChannels(view)}
            onChange={(part) => change({ filters: changeFilter(queue.filters, at, part) })}
            onRemove={() => change({ filters: removeFilter(queue.filters, at) })}
          />
        ))}
      </ol>
      <div>
        <Button
          size="small"
          onClick={() =>
            change({
              filters: addFilter(queue.filters, t('setupRouting.newFilter', { number: queue.filters.length + 1 })),
            })
          }
        >
          {t('setupRouting.addFilter')}
        </Button>
      </div>
    </li>
  );
}
