import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import { scriptTick } from '#shared/setup/ticks.ts';
import { setupHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { PracticeLink } from '../parts/PracticeLink.tsx';
import { TickLine } from '../parts/TickLine.tsx';
import type { StepProps } from './step-props.ts';
import styles from './Steps.module.css';
import { ThingField } from './ThingField.tsx';
import { useTenant } from '../parts/use-tenant.ts';

const routings = ['script', 'queues'] as const;
const nameOf = ({ id, name }: ChannelForm['script']): string => (name.trim() === '' ? id.trim() : name.trim());

/** Step 4: the default script and the default skill, which every channel needs, and how its cases find agents. */
export function RoutingStep({ view, draft, problems }: StepProps) {
  const { t } = useTexts();
  const { id, integration, script, skill, routing, name } = draft.form;
  const tenant = useTenant(integration, { atOnce: true });
  return (
    <Panel title={t('setup.channel.routing.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.channel.routing.lead')}</p>
        <PracticeLink view={view} page="tenant" />
        <div className={form.buttons}>
          <Button size="small" busy={tenant.asking} disabled={!tenant.canAsk} onClick={tenant.ask}>
            {t('setup.channel.tenant.read')}
          </Button>
          <span className={form.note}>
            {tenant.canAsk
              ? t('setup.channel.tenant.readHelp')
              : integration === ''
                ? t('setup.channel.tenant.noIntegration')
                : t('setup.channel.tenant.notOurs')}
          </span>
        </div>
        {tenant.error !== null && <LoadFailed error={tenant.error} busy={tenant.asking} onRetry={tenant.ask} />}
        <ThingField
          field="script"
          problems={problems}
          label={t('setup.channel.field.script')}
          help={t('setup.channel.help.script')}
          value={script}
          list={tenant.lists?.scripts ?? null}
          onChange={(value) => draft.change({ script: value })}
        />
        <ThingField
          field="skill"
          problems={problems}
          label={t('setup.channel.field.skill')}
          help={t('setup.channel.help.skill')}
          value={skill}
          list={tenant.lists === null ? null : inboundOnly(tenant.lists.skills)}
          onChange={(value) => draft.change({ skill: value })}
        />
        <Choice
          label={t('setup.channel.field.routing')}
          help={t(`setup.channel.routing.help.${routing}`)}
          value={routing}
          options={routings.map((value) => ({ value, label: t(`setup.channel.routing.way.${value}`) }))}
          onChange={(value) => draft.change({ routing: value })}
        />
        {routing === 'queues' && (
          <p>
            <a href={setupHref('routing')}>{t('setup.channel.routing.toQueues')}</a>
          </p>
        )}
        <h3 className={styles.part}>{t('setup.channel.routing.inCxone')}</h3>
        <ol className={form.points}>
          <li>{t('setup.channel.routing.click.open')}</li>
          <li>
            {t('setup.channel.routing.click.channel')}{' '}
            <CopyValue value={name.trim()} label={t('setup.channel.field.name')} />
          </li>
          <li>
            {t('setup.channel.routing.click.script')}{' '}
            {nameOf(script) !== '' && <CopyValue value={nameOf(script)} label={t('setup.channel.field.script')} />}
          </li>
          <li>
            {t('setup.channel.routing.click.skill')}{' '}
            {nameOf(skill) !== '' && <CopyValue value={nameOf(skill)} label={t('setup.channel.field.skill')} />}
          </li>
          <li>{t('setup.channel.routing.click.save')}</li>
        </ol>
        <TickLine id={scriptTick(view.book, id)} label={t('setup.channel.routing.ticked')} />
      </div>
    </Panel>
  );
}

/** The default skill takes what customers write: an outbound one cannot. */
function inboundOnly<T extends { readonly items: readonly { readonly outbound: boolean }[] }>(list: T): T {
  return { ...list, items: list.items.filter(({ outbound }) => !outbound) };
}
