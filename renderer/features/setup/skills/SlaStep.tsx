import { useState } from 'react';
import type { SlaSettingsView } from '#shared/contract/sla-contract.ts';
import { ChannelId } from '#shared/domain/ids.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import type { SlaPreview } from '#shared/domain/sla.ts';
import { policyOf, timerDifferences } from '#shared/setup/skill-rules.ts';
import { slaTick } from '#shared/setup/ticks.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { hrefOf } from '#renderer/lib/router.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { Segmented } from '#renderer/ui/Segmented.tsx';
import { Toggle } from '#renderer/ui/Toggle.tsx';
import form from '../parts/Form.module.css';
import { FindingNote } from '../parts/FindingNote.tsx';
import { Instructions } from '../parts/Instructions.tsx';
import { useProblemWords } from '../parts/problem-words.ts';
import { TickLine } from '../parts/TickLine.tsx';
import { sameSlaDraft, slaDraftOf, useSlaDrafts, withSlaDraft } from './sla-draft.ts';
import { slaProblems } from './sla-problems.ts';
import { slaSteps } from './skill-words.ts';
import styles from './Skills.module.css';
import { TargetFields } from './TargetFields.tsx';

interface SlaStepProps {
  readonly skill: SkillForm;
  /** Name of the skill's channel. */
  readonly channelName: string;
}

/** Step 3: the SLA of the skill's channel, global or its own, and the same timers counted here. */
export function SlaStep({ skill, channelName }: SlaStepProps) {
  const { t } = useTexts();
  const view = useConsole((state) => state.slaSettings);
  const channelId = ChannelId.safeParse(skill.channel);
  const note = !channelId.success
    ? t('setupSkill.sla.channelFirst')
    : view === null
      ? t('setupSkill.sla.relayFirst')
      : null;
  return (
    <Panel title={t('setupSkill.step.sla')}>
      <p className={`${form.lead ?? ''} ${styles.before ?? ''}`}>{t('setupSkill.lead.sla')}</p>
      {channelId.success && view !== null ? (
        <SlaForm key={channelId.data} view={view} channelId={channelId.data} channelName={channelName} skill={skill} />
      ) : (
        <p>{note}</p>
      )}
    </Panel>
  );
}

interface SlaFormProps extends SlaStepProps {
  readonly view: SlaSettingsView;
  readonly channelId: ChannelId;
}

function SlaForm({ view, channelId, channelName, skill }: SlaFormProps) {
  const { t, format } = useTexts();
  const words = useProblemWords();
  const client = useClient();
  const now = useNow();
  const loaded = useConsole((state) => state.slaSettingsLoaded);
  const typed = useSlaDrafts((state) => state.typed[channelId]);
  const type = useSlaDrafts((state) => state.type);
  const forget = useSlaDrafts((state) => state.forget);
  const [preview, setPreview] = useState<SlaPreview | null>(null);
  const { settings } = view.current;
  const stored = slaDraftOf(settings, channelId);
  const draft = typed ?? stored;
  const policy = policyOf(settings, channelId);
  const problems = slaProblems(settings, channelId, draft, skill);
  const at = (field: 'firstResponse' | 'solution' | 'rest'): string | null => {
    const found = problems.find((one) => one.field === field);
    return found === undefined ? null : words(found);
  };
  const change = (part: Partial<typeof draft>): void => {
    setPreview(null);
    type(channelId, { ...draft, ...part });
  };
  const save = useAction(async () => {
    // On what counts now, not on what this page began with: only this channel's part is its own.
    const fresh = await client.invoke('sla.settings', null);
    loaded(fresh);
    const next = withSlaDraft(fresh.current.settings, channelId, draft, skill);
    if (preview === null) {
      const asked = await client.invoke('sla.preview', { settings: next, appliesFrom: null });
      if (asked.problems.length > 0 || asked.wouldBreach > 0) {
        setPreview(asked);
        return;
      }
    }
    const note = t('setupSkill.sla.note', { name: channelName }).slice(0, 500);
    loaded(await client.invoke('sla.set', { settings: next, appliesFrom: null, note, basedOn: fresh.current.id }));
    forget(channelId);
    setPreview(null);
  });
  const differs = timerDifferences(skill, policy);
  const dirty = !sameSlaDraft(draft, stored);
  // The clicks are those for what is typed, so that both can be done in one go.
  const shown = problems.length === 0 ? withSlaDraft(settings, channelId, draft, skill) : settings;
  const breaching = preview !== null && preview.problems.length === 0 ? preview.wouldBreach : 0;
  return (
    <div className={form.stack}>
      <div className={styles.choice}>
        <span aria-hidden="true">{t('setupSkill.sla.way')}</span>
        <Segmented<'follows' | 'own'>
          label={t('setupSkill.sla.way')}
          value={draft.follows ? 'follows' : 'own'}
          options={[
            { value: 'follows', label: t('setupSkill.sla.follows') },
            { value: 'own', label: t('setupSkill.sla.own') },
          ]}
          onChange={(way) => change({ follows: way === 'follows' })}
        />
      </div>
      {draft.follows ? (
        <FollowedTargets settings={settings} />
      ) : (
        (['firstResponse', 'solution'] as const).map((name) => (
          <TargetFields
            key={name}
            name={name}
            value={draft[name]}
            problem={at(name)}
            onChange={(value) => change({ [name]: value })}
          />
        ))
      )}
      <p className={form.note}>
        {t('setupSkill.sla.hours', {
          name: settings.calendars.find(({ id }) => id === policy.calendarId)?.name ?? policy.calendarId,
        })}{' '}
        <a href={hrefOf({ page: 'sla', tab: 'settings' })}>{t('setupSkill.sla.toSettings')}</a>
      </p>
      {(differs.agent || differs.customer) && (
        <FindingNote finding={{ code: 'SETUP_TIMERS_DIFFER', value: skill.name.trim(), weight: 'warning' }} />
      )}
      <Toggle
        label={t('setupSkill.sla.takeTimers')}
        help={t(draft.follows ? 'setupSkill.sla.takeTimersAll' : 'setupSkill.sla.takeTimersOwn')}
        checked={draft.takeTimers}
        onChange={(takeTimers) => change({ takeTimers })}
      />
      {at('rest') !== null && <p className={styles.wrong}>{at('rest')}</p>}
      {view.planned !== null && (
        <p className={styles.wrong}>
          {t('setupSkill.sla.planned', { time: format.soon(view.planned.appliesFrom, now) })}
        </p>
      )}
      {breaching > 0 && (
        <p className={styles.wrong} role="alert">
          {t('setupSkill.sla.wouldBreach', { count: breaching })}
        </p>
      )}
      {preview !== null && preview.problems.length > 0 && (
        <p className={styles.wrong} role="alert">
          {t('setupSkill.sla.refused')}
        </p>
      )}
      {save.state.kind === 'failed' && <ErrorNote error={save.state.error} />}
      {dirty ? (
        <div className={form.buttons}>
          <Button
            look="primary"
            busy={save.state.kind === 'running'}
            disabled={problems.length > 0 || view.planned !== null}
            onClick={() => save.start()}
          >
            {t(breaching > 0 ? 'setupSkill.sla.saveAnyway' : 'setupSkill.sla.save')}
          </Button>
          <Button look="quiet" onClick={() => forget(channelId)}>
            {t('setupSkill.sla.undo')}
          </Button>
        </div>
      ) : (
        <p role="status" className={form.note}>
          {save.state.kind === 'done' ? t('setupSkill.sla.saved') : ''}
        </p>
      )}
      <div className={styles.sunk}>
        <Instructions title={t('setupSkill.sla.clicks')} steps={slaSteps(t, shown, channelId, channelName)} />
      </div>
      <TickLine id={slaTick(settings, channelId)} label={t('setupReady.tick.sla')} possible={!dirty} />
    </div>
  );
}

/** The targets of all, for a channel that follows them: shown here, changed where they are everybody's. */
function FollowedTargets({ settings }: { readonly settings: SlaSettingsView['current']['settings'] }) {
  const { t, format } = useTexts();
  return (
    <dl className={styles.facts}>
      {(['firstResponse', 'solution'] as const).map((name) => {
        const target = settings.global[name];
        return (
          <div key={name}>
            <dt>{t(`setupSkill.sla.${name}`)}</dt>
            <dd>{target.enabled ? format.duration(target.targetMs) : t('setupSkill.sla.notTimed')}</dd>
          </div>
        );
      })}
    </dl>
  );
}
