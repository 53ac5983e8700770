import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import form from '../parts/Form.module.css';
import { FieldSlot } from '../parts/FormField.tsx';
import type { SkillPartProps } from './SkillFields.tsx';
import { TimeField } from './TimeField.tsx';

/** Step 2: how long agents and customers may take, as CXone Agent counts it down. */
export function TimerFields({ form: skill, change, problems }: Omit<SkillPartProps, 'view'>) {
  const { t } = useTexts();
  const { agentTimer, customerTimer } = skill;
  return (
    <>
      <Panel title={t('setupSkill.agentTimer.title')}>
        <div className={form.stack}>
          <p className={form.lead}>{t('setupSkill.agentTimer.lead')}</p>
          <FieldSlot field="agentTimer.enabled" problems={problems}>
            {() => (
              <Toggle
                label={t('setupSkill.agentTimer.enabled')}
                help={t('setupSkill.agentTimer.enabledHelp')}
                checked={agentTimer.enabled}
                onChange={(enabled) => {
                  change({ agentTimer: { ...agentTimer, enabled } });
                  problems.touch('agentTimer.enabled');
                }}
              />
            )}
          </FieldSlot>
          {agentTimer.enabled && (
            <div className={form.row}>
              <TimeField
                field="agentTimer.first"
                problems={problems}
                label={t('setupSkill.agentTimer.first')}
                help={t('setupSkill.agentTimer.firstHelp')}
                value={agentTimer.first}
                onChange={(first) => change({ agentTimer: { ...agentTimer, first } })}
              />
              <TimeField
                field="agentTimer.followUp"
                problems={problems}
                label={t('setupSkill.agentTimer.followUp')}
                help={t('setupSkill.agentTimer.followUpHelp')}
                value={agentTimer.followUp}
                onChange={(followUp) => change({ agentTimer: { ...agentTimer, followUp } })}
              />
            </div>
          )}
        </div>
      </Panel>
      <Panel title={t('setupSkill.customerTimer.title')}>
        <div className={form.stack}>
          <p className={form.lead}>{t('setupSkill.customerTimer.lead')}</p>
          <FieldSlot field="customerTimer.enabled" problems={problems}>
            {() => (
              <Toggle
                label={t('setupSkill.customerTimer.enabled')}
                help={t('setupSkill.customerTimer.enabledHelp')}
                checked={customerTimer.enabled}
                onChange={(enabled) => {
                  change({ customerTimer: { ...customerTimer, enabled } });
                  problems.touch('customerTimer.enabled');
                }}
              />
            )}
          </FieldSlot>
          {customerTimer.enabled && (
            <>
              <TimeField
                field="customerTimer.idle"
                problems={problems}
                label={t('setupSkill.customerTimer.idle')}
                help={t('setupSkill.customerTimer.idleHelp')}
                value={customerTimer.idle}
                onChange={(idle) => change({ customerTimer: { ...customerTimer, idle } })}
              />
              <Toggle
                label={t('setupSkill.customerTimer.extension')}
                help={t('setupSkill.customerTimer.extensionHelp')}
                checked={customerTimer.extension}
                onChange={(extension) => change({ customerTimer: { ...customerTimer, extension } })}
              />
            </>
          )}
        </div>
      </Panel>
    </>
  );
}
