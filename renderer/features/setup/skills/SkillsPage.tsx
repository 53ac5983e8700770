import type { SetupView } from '#shared/domain/setup/book.ts';
import type { SkillForm } from '#shared/domain/setup/skill-form.ts';
import { emptySkill, idFromName } from '#shared/setup/new-entry.ts';
import { checkSkill } from '#shared/setup/skill-rules.ts';
import { skillTick, tickState } from '#shared/setup/ticks.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { setupHref, setupSkillHref, type SkillPageStep } from '#renderer/lib/setup-routes.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { knownChannels } from '../parts/known-channels.ts';
import { RemoveButton } from '../parts/RemoveButton.tsx';
import { SetupFrame } from '../parts/SetupFrame.tsx';
import { useDraft } from '../use-draft.ts';
import { SkillEditor } from './SkillEditor.tsx';
import styles from './Skills.module.css';

interface SkillsPageProps {
  /** Null: the list. */
  readonly id: string | null;
  readonly step: SkillPageStep | null;
}

/** Outbound digital skills: the list by channel, or one of them in its four steps. */
export function SkillsPage({ id, step }: SkillsPageProps) {
  return id === null ? <SkillList /> : <OneSkill key={id} id={id} step={step ?? 'skill'} />;
}

function OneSkill({ id, step }: { readonly id: string; readonly step: SkillPageStep }) {
  const { t } = useTexts();
  const draft = useDraft('skill', id);
  const name = draft?.form.name.trim() ?? '';
  return (
    <SetupFrame
      title={t('setupSkill.titleOf', { name: name === '' ? t('setupCheck.unnamed') : name })}
      intro={t('setupSkill.introOne')}
    >
      {(view) =>
        draft === null ? (
          <Empty title={t('setupCheck.notFound')} help={t('setupCheck.notFoundHelp')}>
            <ButtonLink href={setupSkillHref(null)}>{t('setupSkill.toList')}</ButtonLink>
          </Empty>
        ) : (
          <>
            <p>
              <a href={setupSkillHref(null)}>{t('setupSkill.toList')}</a>
            </p>
            <SkillEditor view={view} draft={draft} step={step} />
          </>
        )
      }
    </SetupFrame>
  );
}

function SkillList() {
  const { t } = useTexts();
  return (
    <SetupFrame title={t('setupSkill.title')} intro={t('setupSkill.intro')}>
      {(view) => <ByChannel view={view} />}
    </SetupFrame>
  );
}

function ByChannel({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  const client = useClient();
  const told = useConsole((state) => state.setupTold);
  const { skills } = view.book;
  const channels = knownChannels(view);
  const add = useAction(async (channelId: string) => {
    const taken = skills.map((one) => one.id);
    const id = idFromName('', taken, 'skill');
    told(await client.invoke('setup.save', { entry: { kind: 'skill', form: emptySkill(id, channelId) } }));
    window.location.hash = setupSkillHref(id);
  });
  const homeless = skills.filter((skill) => !channels.some(({ id }) => id === skill.channel));
  if (channels.length === 0 && skills.length === 0) {
    return (
      <Empty title={t('setupCheck.notBegun')} help={t('setupCheck.notBegunHelp')}>
        <ButtonLink href={setupHref()} look="primary">
          {t('setupCheck.toSetUp')}
        </ButtonLink>
      </Empty>
    );
  }
  return (
    <Panel title={t('setupSkill.byChannel')}>
      {add.state.kind === 'failed' && <ErrorNote error={add.state.error} />}
      <ul>
        {channels.map((channel) => {
          const own = skills.filter((skill) => skill.channel === channel.id);
          const name = channel.name.trim() === '' ? t('setupCheck.unnamed') : channel.name;
          return (
            <li key={channel.id} className={styles.channel}>
              <div className={styles.channelHead}>
                <h3>
                  <SafeText text={name} maxLength={160} />
                </h3>
                <Button
                  size="small"
                  busy={add.state.kind === 'running'}
                  aria-label={t('setupSkill.addFor', { name })}
                  onClick={() => add.start(channel.id)}
                >
                  {t('setupSkill.add')}
                </Button>
              </div>
              {own.length === 0 ? (
                <p className={styles.help}>{t('setupSkill.noneYet')}</p>
              ) : (
                <SkillLines skills={own} view={view} />
              )}
            </li>
          );
        })}
        {homeless.length > 0 && (
          <li className={styles.channel}>
            <h3>{t('setupSkill.homeless')}</h3>
            <SkillLines skills={homeless} view={view} />
          </li>
        )}
      </ul>
    </Panel>
  );
}

function SkillLines({ skills, view }: { readonly skills: readonly SkillForm[]; readonly view: SetupView }) {
  const { t } = useTexts();
  return (
    <ul className={styles.skills}>
      {skills.map((skill) => {
        const errors = checkSkill(skill, view).filter(({ weight }) => weight === 'error').length;
        const isSeen = tickState(view.book.ticks, skillTick(skill)).state === 'ticked';
        const name = skill.name.trim() === '' ? t('setupCheck.unnamed') : skill.name;
        return (
          <li key={skill.id}>
            <a href={setupSkillHref(skill.id)}>
              <SafeText text={name} maxLength={160} />
            </a>
            {errors > 0 ? (
              <StateBadge tone="bad" sign="triangle" size="small">
                {t('setupSkill.errors', { count: errors })}
              </StateBadge>
            ) : (
              <StateBadge
                tone={skill.made === 'not_yet' ? 'idle' : isSeen ? 'ok' : 'unsure'}
                sign={skill.made === 'not_yet' ? 'ring' : isSeen ? 'check' : 'question'}
                size="small"
              >
                {skill.made !== 'not_yet' && isSeen ? t('setupSkill.seen') : t(`setupSkill.made.${skill.made}`)}
              </StateBadge>
            )}
            <RemoveButton kind="skill" id={skill.id} name={name} question={t('setupSkill.removeAsk')} />
          </li>
        );
      })}
    </ul>
  );
}
