import { useState } from 'react';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { Lead } from '../parts/Notes.tsx';
import { callServer } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import { spansIn, spansText, targetBody, typedTarget, workingWeek } from './sla-form.ts';
import type { TypedSpan, TypedTarget } from './sla-form.ts';
import type { TenantPartProps } from './tenant-part.ts';

const days = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** ACD > Digital > SLA: the global one, those of channels, and the office hours in which they count. */
export function SlaPart({ state, reload }: TenantPartProps) {
  const { t } = usePageTexts();
  const [initial] = useState(() => ({
    global: typedTarget(state.sla.global),
    channels: Object.fromEntries(Object.entries(state.sla.channels).map(([id, target]) => [id, typedTarget(target)])),
    isAlwaysOpen: state.sla.officeHours === null,
    week: state.sla.officeHours?.map(spansText) ?? workingWeek,
  }));
  const { form, set, problem, rest, busy, done, submit } = useForm(initial, 'tenantRefusal');
  const isLive = ([id]: [string, TypedTarget]): boolean => state.channels.some((channel) => channel.id === id);
  return (
    <Panel title={t('tenantPlaces.sla')} className={styles.narrow}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async ({ global, channels, isAlwaysOpen, week }) => {
            const own = Object.entries(channels).filter(isLive);
            await callServer('PUT', '/tenant/api/sla', {
              global: targetBody(global),
              channels: Object.fromEntries(own.map(([id, target]) => [id, targetBody(target)])),
              officeHours: isAlwaysOpen ? null : week.map(spansIn),
            });
            await reload();
          });
        }}
      >
        <Lead>{t('sla.lead')}</Lead>
        <h3>{t('sla.global')}</h3>
        <TargetFields
          target={form.global}
          problem={(field) => problem(`global.${field}`)}
          onChange={(global) => set({ global })}
        />
        {state.channels.map(({ id, name }) => {
          const own = form.channels[id];
          return (
            <fieldset key={id} className={styles.form}>
              <legend>{name}</legend>
              <Toggle
                label={t('sla.follows')}
                checked={own === undefined}
                onChange={(follows) => {
                  const { [id]: _was, ...others } = form.channels;
                  set({ channels: follows ? others : { ...others, [id]: form.global } });
                }}
              />
              {own !== undefined && (
                <TargetFields
                  target={own}
                  problem={(field) => problem(`channels.${id}.${field}`)}
                  onChange={(target) => set({ channels: { ...form.channels, [id]: target } })}
                />
              )}
            </fieldset>
          );
        })}
        <h3>{t('sla.officeHours', { zone: state.tenant.timeZone })}</h3>
        <Toggle
          label={t('sla.alwaysOpen')}
          checked={form.isAlwaysOpen}
          onChange={(isAlwaysOpen) => set({ isAlwaysOpen })}
        />
        {!form.isAlwaysOpen && <Lead>{t('sla.weekHelp')}</Lead>}
        {!form.isAlwaysOpen &&
          days.map((day, place) => (
            <TextField
              key={day}
              label={t(`sla.${day}`)}
              value={form.week[place] ?? ''}
              problem={problem(`officeHours.${place}`)}
              onChange={(text) => set({ week: form.week.map((was, at) => (at === place ? text : was)) })}
            />
          ))}
        <FormFoot busy={busy} done={done} problem={rest(['global', 'channels', 'officeHours'])} group="tenantRefusal" />
      </form>
    </Panel>
  );
}

interface TargetFieldsProps {
  readonly target: TypedTarget;
  readonly problem: (field: string) => string | null;
  readonly onChange: (target: TypedTarget) => void;
}

function TargetFields({ target, problem, onChange }: TargetFieldsProps) {
  const { t } = usePageTexts();
  const units: readonly (keyof TypedSpan)[] = ['days', 'hours', 'minutes'];
  return (
    <>
      {(['firstResponse', 'solution'] as const).map((which) => (
        <div key={which} className={styles.span} role="group" aria-label={t(`sla.${which}`)}>
          <strong>{t(`sla.${which}`)}</strong>
          {units.map((unit) => (
            <TextField
              key={unit}
              label={t(`sla.${unit}`)}
              value={target[which][unit]}
              problem={unit === 'minutes' ? problem(`${which}Minutes`) : null}
              onChange={(text) => onChange({ ...target, [which]: { ...target[which], [unit]: text } })}
            />
          ))}
        </div>
      ))}
    </>
  );
}
