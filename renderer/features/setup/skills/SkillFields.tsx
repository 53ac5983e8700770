import type { ReactNode } from 'react';
import type { SetupView } from '#shared/domain/setup/book.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { skillNameLength } from '#shared/setup/skill-rules.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import { ThingField } from '../channel/ThingField.tsx';
import form from '../parts/Form.module.css';
import { FieldSlot, FormField } from '../parts/FormField.tsx';
import { PracticeLink } from '../parts/PracticeLink.tsx';
import type { FieldProblems } from '../parts/use-field-problems.ts';
import { knownChannels } from '../parts/known-channels.ts';
import { useTenant } from '../parts/use-tenant.ts';
import styles from './Skills.module.css';

export interface SkillPartProps {
  readonly view: SetupView;
  readonly form: SkillForm;
  readonly change: (part: Partial<SkillForm>) => void;
  readonly problems: FieldProblems;
}

type SwitchField = 'proactive' | 'agentless' | 'agentAssisted' | 'priorityBlending' | 'screenPop' | 'acceptReject';

/** Step 1: the skill's own fields, in the order of CXone's page; what its choices hide is hidden here, too. */
export function SkillFields({ view, form: skill, change, problems }: SkillPartProps) {
  const { t } = useTexts();
  const channel = view.book.channels.find(({ draft }) => draft.id === skill.channel)?.draft;
  const integration = channel?.integration ?? view.given.channels.find(({ id }) => id === skill.channel)?.integration;
  const tenant = useTenant(integration ?? null);
  const length = [...skill.name.trim()].length;
  const toggle = (field: SwitchField): ReactNode => (
    <FieldSlot field={field} problems={problems}>
      {(error) => (
        <>
          <Toggle
            label={t(`setupSkill.field.${field}`)}
            help={t(`setupSkill.help.${field}`)}
            checked={skill[field]}
            onChange={(on) => {
              change({ [field]: on });
              problems.touch(field);
            }}
          />
          {error !== null && <p className={styles.wrong}>{error}</p>}
        </>
      )}
    </FieldSlot>
  );
  const text = (
    field: 'messageTemplate' | 'subSkill' | 'minimumAgents' | 'minimumAvailable' | 'screenPopUrl',
  ): ReactNode => (
    <FormField
      field={field}
      problems={problems}
      label={t(`setupSkill.field.${field}`)}
      help={t(`setupSkill.help.${field}`)}
      value={skill[field]}
      maxLength={field === 'screenPopUrl' ? 2_000 : field.startsWith('minimum') ? 10 : 200}
      onChange={(value) => change({ [field]: value })}
    />
  );
  const channels = knownChannels(view).map(({ id, name }) => ({
    value: id,
    label: name.trim() === '' ? t('setupCheck.unnamed') : name,
  }));
  const isKnown = channels.some(({ value }) => value === skill.channel);
  return (
    <Panel title={t('setupSkill.step.skill')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setupSkill.lead.skill')}</p>
        <PracticeLink view={view} page="tenant" />
        <div className={form.row}>
          <FieldSlot field="mediaType" problems={problems}>
            {(error) => (
              <Choice
                label={t('setupSkill.field.mediaType')}
                value={skill.mediaType}
                options={(['digital', 'other'] as const).map((value) => ({
                  value,
                  label: t(`setupSkill.media.${value}`),
                }))}
                onChange={(mediaType) => {
                  change({ mediaType });
                  problems.touch('mediaType');
                }}
                problem={error}
              />
            )}
          </FieldSlot>
          <FieldSlot field="direction" problems={problems}>
            {(error) => (
              <Choice
                label={t('setupSkill.field.direction')}
                value={skill.direction}
                options={(['outbound', 'inbound'] as const).map((value) => ({
                  value,
                  label: t(`setupSkill.direction.${value}`),
                }))}
                onChange={(direction) => {
                  change({ direction });
                  problems.touch('direction');
                }}
                problem={error}
              />
            )}
          </FieldSlot>
        </div>
        <FormField
          field="name"
          problems={problems}
          label={t('setupSkill.field.name')}
          help={t('setupSkill.help.name', { length, most: skillNameLength.most })}
          value={skill.name}
          maxLength={200}
          onChange={(name) => change({ name })}
        />
        <FieldSlot field="channel" problems={problems}>
          {(error) => (
            <Choice
              label={t('setupSkill.field.channel')}
              help={t('setupSkill.help.channel')}
              value={isKnown ? skill.channel : ''}
              options={[...(isKnown ? [] : [{ value: '', label: t('setupSkill.noChannel') }]), ...channels]}
              onChange={(value) => {
                change({ channel: value });
                problems.touch('channel');
              }}
              problem={error}
            />
          )}
        </FieldSlot>
        <div className={form.buttons}>
          <Button size="small" busy={tenant.asking} disabled={!tenant.canAsk} onClick={tenant.ask}>
            {t('setupSkill.readTenant')}
          </Button>
          <span className={form.note}>{t('setupSkill.readTenantHelp')}</span>
        </div>
        {tenant.error !== null && <ErrorNote error={tenant.error} />}
        <ThingField
          field="campaign"
          problems={problems}
          label={t('setupSkill.field.campaign')}
          help={t('setupSkill.help.campaign')}
          value={skill.campaign}
          list={tenant.lists?.campaigns ?? null}
          onChange={(campaign) => change({ campaign })}
        />
        {toggle('proactive')}
        {(skill.proactive || skill.messageTemplate !== '') && text('messageTemplate')}
        <FieldSlot field="usedWith" problems={problems}>
          {(error) => (
            <Choice
              label={t('setupSkill.field.usedWith')}
              help={t(`setupSkill.usedWithHelp.${skill.usedWith}`)}
              value={skill.usedWith}
              options={(['studio', 'queues'] as const).map((value) => ({
                value,
                label: t(`setupSkill.usedWith.${value}`),
              }))}
              onChange={(usedWith) => {
                change({ usedWith });
                problems.touch('usedWith');
              }}
              problem={error}
            />
          )}
        </FieldSlot>
        {(skill.usedWith === 'queues' || skill.subSkill !== '') && text('subSkill')}
        {toggle('agentAssisted')}
        {toggle('agentless')}
        {(!skill.agentless || skill.minimumAgents !== '' || skill.minimumAvailable !== '') && (
          <div className={form.row}>
            {text('minimumAgents')}
            {text('minimumAvailable')}
          </div>
        )}
        {toggle('priorityBlending')}
        {toggle('screenPop')}
        {skill.screenPop && text('screenPopUrl')}
        {toggle('acceptReject')}
      </div>
    </Panel>
  );
}
