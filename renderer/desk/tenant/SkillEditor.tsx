import { useState } from 'react';
import type { SkillRow, ThingRow } from '#shared/domain/setup/practice/tenant-state.ts';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { Problem } from '../parts/Notes.tsx';
import { callServer } from '../parts/http.ts';
import { removeEntry } from './remove-entry.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';
import { skillBody, typedSkill } from './skill-form.ts';
import type { TenantPartProps } from './tenant-part.ts';

interface SkillEditorProps extends TenantPartProps {
  readonly row: SkillRow | null;
  readonly choose: (id: string | null) => void;
}

const fields = [
  ...['name', 'mediaTypeId', 'channelId', 'campaignId', 'templateId', 'subSkill', 'popUrl', 'minimumAgents'],
  ...['minimumAvailable', 'refusalSeconds', 'agentless', 'agentTimer.firstSeconds', 'agentTimer.followUpSeconds'],
  'customerTimer.idleSeconds',
];

/** The whole form of a single skill, with timers. */
export function SkillEditor({ row, state, reload, choose }: SkillEditorProps) {
  const { t } = usePageTexts();
  const [initial] = useState(() => typedSkill(row));
  const { form, set, problem, rest, busy, done, submit } = useForm(initial, 'tenantRefusal');
  const options = (rows: readonly ThingRow[]): { value: string; label: string }[] => [
    { value: '', label: t('frame.notChosen') },
    ...rows.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const minimums = form.agentless ? [] : (['minimumAgents', 'minimumAvailable'] as const);
  return (
    <Panel title={row?.name ?? t('skills.newTitle')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async (typed) => {
            const path = row === null ? '/tenant/api/skills' : `/tenant/api/skills/${row.id}`;
            const saved = await callServer<SkillRow>(row === null ? 'POST' : 'PUT', path, skillBody(typed));
            await reload();
            choose(saved.id);
          });
        }}
      >
        <TextField
          label={t('frame.name')}
          help={t('skills.nameHelp')}
          value={form.name}
          problem={problem('name')}
          onChange={(name) => set({ name })}
        />
        <div className={styles.pair}>
          <Choice
            label={t('skills.mediaType')}
            value={form.mediaTypeId}
            options={[
              { value: '9', label: t('skills.digital') },
              { value: '4', label: t('skills.phone') },
              { value: '1', label: t('skills.email') },
            ]}
            problem={problem('mediaTypeId')}
            onChange={(mediaTypeId) => set({ mediaTypeId })}
          />
          <Choice
            label={t('skills.direction')}
            value={form.isOutbound ? 'out' : 'in'}
            options={[
              { value: 'out', label: t('skills.outbound') },
              { value: 'in', label: t('skills.inbound') },
            ]}
            onChange={(direction) =>
              set(direction === 'out' ? { isOutbound: true } : { isOutbound: false, channelId: null, templateId: null })
            }
          />
          {form.isOutbound && (
            <Choice
              label={t('skills.channel')}
              value={form.channelId ?? ''}
              options={options(state.channels)}
              problem={problem('channelId')}
              onChange={(id) => set({ channelId: id || null })}
            />
          )}
          <Choice
            label={t('skills.campaign')}
            value={form.campaignId}
            options={options(state.campaigns)}
            problem={problem('campaignId')}
            onChange={(campaignId) => set({ campaignId })}
          />
          <Choice
            label={t('skills.usedWith')}
            value={form.usedWith}
            options={[
              { value: 'studio', label: t('skills.studio') },
              { value: 'queues', label: t('skills.queues') },
            ]}
            onChange={(usedWith) => set({ usedWith })}
          />
          <TextField
            label={t('skills.subSkill')}
            help={t('skills.subSkillHelp')}
            value={form.subSkill ?? ''}
            problem={problem('subSkill')}
            onChange={(subSkill) => set({ subSkill: subSkill || null })}
          />
          <Toggle label={t('skills.proactive')} checked={form.proactive} onChange={(proactive) => set({ proactive })} />
          <Choice
            label={t('skills.template')}
            help={t('skills.templateHelp')}
            value={form.templateId ?? ''}
            options={options(state.templates)}
            problem={problem('templateId')}
            onChange={(id) => set({ templateId: id || null })}
          />
        </div>
        <Toggle label={t('skills.active')} checked={form.isActive} onChange={(isActive) => set({ isActive })} />
        <Toggle
          label={t('skills.agentless')}
          help={t('skills.agentlessHelp')}
          checked={form.agentless}
          onChange={(agentless) =>
            set(agentless ? { agentless, minimumAgents: '', minimumAvailable: '' } : { agentless })
          }
        />
        <Toggle
          label={t('skills.agentAssisted')}
          checked={form.agentAssisted}
          onChange={(agentAssisted) => set({ agentAssisted })}
        />
        <Problem text={problem('agentless')} />
        <div className={styles.pair}>
          {minimums.map((field) => (
            <TextField
              key={field}
              label={t(`skills.${field}`)}
              value={form[field]}
              problem={problem(field)}
              onChange={(value) => set({ [field]: value })}
            />
          ))}
        </div>
        <Toggle
          label={t('skills.priorityBlending')}
          checked={form.priorityBlending}
          onChange={(priorityBlending) => set({ priorityBlending })}
        />
        <TextField
          label={t('skills.popUrl')}
          help={t('skills.popUrlHelp')}
          value={form.popUrl ?? ''}
          problem={problem('popUrl')}
          onChange={(popUrl) => set({ popUrl: popUrl || null })}
        />
        <Toggle
          label={t('skills.acceptReject')}
          help={t('skills.acceptRejectHelp')}
          checked={form.acceptReject}
          onChange={(acceptReject) => set({ acceptReject })}
        />
        {form.acceptReject && (
          <TextField
            label={t('skills.refusalSeconds')}
            value={form.refusalSeconds}
            problem={problem('refusalSeconds')}
            onChange={(refusalSeconds) => set({ refusalSeconds })}
          />
        )}
        <Toggle
          label={t('skills.agentTimer')}
          help={t('skills.agentTimerHelp')}
          checked={form.agentTimerEnabled}
          onChange={(agentTimerEnabled) => set({ agentTimerEnabled })}
        />
        {form.agentTimerEnabled && (
          <div className={styles.pair}>
            {(['firstSeconds', 'followUpSeconds'] as const).map((field) => (
              <TextField
                key={field}
                label={t(`skills.${field}`)}
                value={form[field]}
                problem={problem(`agentTimer.${field}`)}
                onChange={(value) => set({ [field]: value })}
              />
            ))}
          </div>
        )}
        <Toggle
          label={t('skills.customerTimer')}
          help={t('skills.customerTimerHelp')}
          checked={form.customerTimerEnabled}
          onChange={(customerTimerEnabled) => set({ customerTimerEnabled })}
        />
        {form.customerTimerEnabled && (
          <div className={styles.pair}>
            <TextField
              label={t('skills.idleSeconds')}
              value={form.idleSeconds}
              problem={problem('customerTimer.idleSeconds')}
              onChange={(idleSeconds) => set({ idleSeconds })}
            />
            <Toggle
              label={t('skills.extension')}
              checked={form.extension}
              onChange={(extension) => set({ extension })}
            />
          </div>
        )}
        <FormFoot
          busy={busy}
          done={done}
          problem={rest(fields)}
          group="tenantRefusal"
          onRemove={
            row === null ? undefined : () => removeEntry(`/tenant/api/skills/${row.id}`, reload, () => choose(null))
          }
        />
      </form>
    </Panel>
  );
}
