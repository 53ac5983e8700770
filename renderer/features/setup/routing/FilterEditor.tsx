import { useId } from 'react';
import type { FieldProblem } from '#shared/domain/setup/finding.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { FormField } from '../parts/FormField.tsx';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import { FindingNote } from '../parts/FindingNote.tsx';
import {
  changeCondition,
  conditionOf,
  removeCondition,
  withIncluded,
  type Condition,
  type QueueFilter,
} from './queue-edit.ts';
import styles from './Routing.module.css';

interface ChannelName {
  readonly id: string;
  readonly name: string;
}

interface FilterEditorProps {
  readonly filter: QueueFilter;
  /** Path of the filter in the queue's form. */
  readonly path: string;
  readonly number: number;
  /** Everything wrong with the queue. */
  readonly found: readonly FieldProblem[];
  /** What of it is to be said at a field by now. */
  readonly problems: FieldProblems;
  readonly channels: readonly ChannelName[];
  readonly onChange: (part: Partial<QueueFilter>) => void;
  readonly onRemove: () => void;
}

/** A filter: all of its conditions have to hold. */
export function FilterEditor(props: FilterEditorProps) {
  const { filter, path, number, found, problems, channels, onChange, onRemove } = props;
  const { t } = useTexts();
  const empty = found.find(({ field }) => field === `${path}.conditions`);
  const name = filter.name.trim() === '' ? String(number) : filter.name;
  return (
    <li className={styles.filter}>
      <div className={styles.filterHead}>
        <div className={styles.queueName}>
          <FormField
            field={`${path}.name`}
            problems={problems}
            label={t('setupRouting.filterName')}
            value={filter.name}
            maxLength={200}
            onChange={(typed) => onChange({ name: typed })}
          />
        </div>
        <Button size="small" look="quiet" aria-label={t('setupRouting.removeFilter', { name })} onClick={onRemove}>
          {t('setupCheck.removeConfirm')}
        </Button>
      </div>
      {empty !== undefined && <FindingNote finding={empty} />}
      <ul className={styles.conditions} aria-label={t('setupRouting.conditionsOf', { name })}>
        {filter.conditions.map((condition, at) => (
          <ConditionFields
            key={at}
            condition={condition}
            path={`${path}.conditions.${at}`}
            found={found}
            problems={problems}
            channels={channels}
            onChange={(next) => onChange({ conditions: changeCondition(filter.conditions, at, next) })}
            onRemove={() => onChange({ conditions: removeCondition(filter.conditions, at) })}
          />
        ))}
      </ul>
      <div>
        <Button
          size="small"
          look="quiet"
          onClick={() => onChange({ conditions: [...filter.conditions, conditionOf('included_channels')] })}
        >
          {t('setupRouting.addCondition')}
        </Button>
      </div>
    </li>
  );
}

interface ConditionFieldsProps {
  readonly condition: Condition;
  readonly path: string;
  /** Everything wrong with the queue. */
  readonly found: readonly FieldProblem[];
  /** What of it is to be said at a field by now. */
  readonly problems: FieldProblems;
  readonly channels: readonly ChannelName[];
  readonly onChange: (condition: Condition) => void;
  readonly onRemove: () => void;
}

function ConditionFields(props: ConditionFieldsProps) {
  const { condition, path, found, problems, channels, onChange, onRemove } = props;
  const { t } = useTexts();
  return (
    <li className={styles.condition}>
      <div className={styles.conditionHead}>
        <Choice
          label={t('setupRouting.rule')}
          value={condition.rule}
          options={[
            { value: 'included_channels', label: t('setupRouting.included') },
            { value: 'other', label: t('setupRouting.other') },
          ]}
          onChange={(rule) => onChange(conditionOf(rule))}
        />
        <Button size="small" look="quiet" aria-label={t('setupRouting.removeCondition')} onClick={onRemove}>
          {t('setupCheck.removeConfirm')}
        </Button>
      </div>
      {condition.rule === 'other' ? (
        <FormField
          field={`${path}.words`}
          problems={problems}
          label={t('setupRouting.words')}
          help={t('setupRouting.wordsHelp')}
          value={condition.words}
          maxLength={500}
          onChange={(typed) => onChange({ rule: 'other', words: typed })}
        />
      ) : (
        <Included
          chosen={condition.channels}
          channels={channels}
          problem={found.find(({ field }) => field === `${path}.channels`)}
          onChange={(picked) => onChange({ rule: 'included_channels', channels: picked })}
        />
      )}
    </li>
  );
}

interface IncludedProps {
  readonly chosen: readonly string[];
  readonly channels: readonly ChannelName[];
  readonly problem: FieldProblem | undefined;
  readonly onChange: (channels: string[]) => void;
}

/** The rule "included channels": which channels it names. One that is gone can only be taken out. */
function Included({ chosen, channels, problem, onChange }: IncludedProps) {
  const { t } = useTexts();
  const noteId = useId();
  const gone = chosen.filter((id) => !channels.some((one) => one.id === id));
  return (
    <fieldset className={styles.included} aria-describedby={problem === undefined ? undefined : noteId}>
      <legend>{t('setupRouting.selected')}</legend>
      <div className={styles.picks}>
        {[...channels, ...gone.map((id) => ({ id, name: t('setupRouting.gone', { id }) }))].map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => onChange(withIncluded(chosen, id, event.currentTarget.checked))}
            />
            <SafeText text={name.trim() === '' ? t('setupCheck.unnamed') : name} maxLength={160} wrap />
          </label>
        ))}
      </div>
      {problem !== undefined && <FindingNote finding={problem} id={noteId} />}
    </fieldset>
  );
}
