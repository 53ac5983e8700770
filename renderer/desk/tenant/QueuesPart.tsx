import { useState } from 'react';
import type { QueueCondition, QueueRow } from '#shared/domain/setup/practice/tenant-state.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { Checks } from '../parts/Checks.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { ListAndForm } from '../parts/ListAndForm.tsx';
import { Lead, Problem } from '../parts/Notes.tsx';
import { callServer, refusalOf } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import { numberIn } from './numbers.ts';
import { useChosen } from './use-chosen.ts';
import type { QueueForm, TenantPartProps } from './tenant-part.ts';

/** ACD > Digital > Routing queues: those of older days can be changed, new ones are made as skills. */
export function QueuesPart({ state, reload }: TenantPartProps) {
  const { t, refusal } = usePageTexts();
  const { id, row, choose } = useChosen('queues', state.queues, (queue) => queue.id);
  const [problem, setProblem] = useState<string | null>(null);
  const tryNew = (): void => {
    callServer('POST', '/tenant/api/queues', {}).catch((thrown: unknown) =>
      setProblem(refusal('tenantRefusal', refusalOf(thrown))),
    );
  };
  return (
    <ListAndForm
      title={t('tenantPlaces.queues')}
      lead={t('queues.lead')}
      empty={t('queues.empty')}
      items={state.queues.map((queue) => ({
        id: queue.id,
        name: queue.name,
        note: t('queues.priorityNote', { number: queue.priority }),
      }))}
      chosen={id}
      onChoose={choose}
      add={{ label: t('queues.add'), onAdd: tryNew }}
    >
      <Problem text={problem} />
      {row !== null && <QueueEditor key={row.id} row={row} state={state} reload={reload} />}
    </ListAndForm>
  );
}

function QueueEditor({ row, state, reload }: TenantPartProps & { readonly row: QueueRow }) {
  const { t } = usePageTexts();
  const [initial] = useState(() => ({ ...row, priority: String(row.priority) }));
  const { form, set, problem, rest, busy, done, submit } = useForm(initial, 'tenantRefusal');
  type Filter = QueueForm['filters'][number];
  const changeFilter = (place: number, change: (filter: Filter) => Filter | null): void =>
    set({
      filters: form.filters.flatMap((filter, index) => {
        const changed = index === place ? change(filter) : filter;
        return changed === null ? [] : [changed];
      }),
    });
  const changeCondition = (place: number, index: number, next: QueueCondition | null): void =>
    changeFilter(place, (filter) => ({
      ...filter,
      conditions: filter.conditions.flatMap((was, at) => (at !== index ? [was] : next === null ? [] : [next])),
    }));
  return (
    <Panel title={row.name}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async ({ name, priority, isFallback, filters }) => {
            const body = { name, priority: numberIn(priority), isFallback, filters };
            await callServer('PUT', `/tenant/api/queues/${row.id}`, body);
            await reload();
          });
        }}
      >
        <div className={styles.pair}>
          <TextField
            label={t('frame.name')}
            value={form.name}
            problem={problem('name')}
            onChange={(name) => set({ name })}
          />
          <TextField
            label={t('queues.priority')}
            value={form.priority}
            problem={problem('priority')}
            onChange={(priority) => set({ priority })}
          />
        </div>
        <Toggle label={t('queues.fallback')} checked={form.isFallback} onChange={(isFallback) => set({ isFallback })} />
        {problem('isFallback') !== null && <Problem text={problem('isFallback')} />}
        <Lead>{t('queues.filterHelp')}</Lead>
        {form.filters.map((filter, place) => (
          <fieldset key={filter.id ?? place} className={styles.form}>
            <legend>{t('queues.filter', { number: place + 1 })}</legend>
            <TextField
              label={t('queues.filterName')}
              value={filter.name}
              onChange={(name) => changeFilter(place, (was) => ({ ...was, name }))}
            />
            {filter.conditions.map((condition, index) => (
              <div key={index} className={styles.row}>
                {condition.rule === 'included_channels' ? (
                  <Checks
                    label={t('queues.included')}
                    none={t('channels.empty')}
                    options={state.channels.map(({ id, name }) => ({ value: id, label: name }))}
                    chosen={condition.channelIds}
                    problem={problem(`filters.${place}.conditions.${index}.channelIds`)}
                    onChange={(channelIds) => changeCondition(place, index, { ...condition, channelIds })}
                  />
                ) : (
                  <TextField
                    label={t('queues.other')}
                    help={t('queues.otherHelp')}
                    value={condition.words}
                    onChange={(words) => changeCondition(place, index, { ...condition, words })}
                  />
                )}
                <Button size="small" onClick={() => changeCondition(place, index, null)}>
                  {t('queues.removeCondition')}
                </Button>
              </div>
            ))}
            <div className={styles.row}>
              {(['included_channels', 'other'] as const).map((rule) => (
                <Button
                  key={rule}
                  size="small"
                  onClick={() =>
                    changeFilter(place, (was) => ({
                      ...was,
                      conditions: [
                        ...was.conditions,
                        rule === 'other' ? { rule, words: '' } : { rule, channelIds: [] },
                      ],
                    }))
                  }
                >
                  {t(rule === 'other' ? 'queues.addOther' : 'queues.addIncluded')}
                </Button>
              ))}
              <Button size="small" onClick={() => changeFilter(place, () => null)}>
                {t('queues.removeFilter')}
              </Button>
            </div>
          </fieldset>
        ))}
        <div className={styles.row}>
          <Button onClick={() => set({ filters: [...form.filters, { name: '', conditions: [] }] })}>
            {t('queues.addFilter')}
          </Button>
        </div>
        <FormFoot busy={busy} done={done} problem={rest(['name', 'priority', 'isFallback'])} group="tenantRefusal" />
      </form>
    </Panel>
  );
}
