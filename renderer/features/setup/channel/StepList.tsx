import type { ChannelForm, ChannelStep } from '#shared/domain/setup/channel-form.ts';
import type { SetupContext } from '#shared/setup/context.ts';
import { setupChannelHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import { channelSteps, stepStateOf } from './step-state.ts';
import styles from './StepList.module.css';

interface StepListProps {
  readonly form: ChannelForm;
  readonly ctx: SetupContext;
  readonly step: ChannelStep;
}

/** The five steps; any of them can be gone to at any time. */
export function StepList({ form, ctx, step }: StepListProps) {
  const { t } = useTexts();
  const sightings = useConsole((state) => state.sightings);
  return (
    <nav aria-label={t('setup.channel.steps')} data-print="off">
      <ol className={styles.steps}>
        {channelSteps.map((one, at) => {
          const state = stepStateOf(form, one, ctx, sightings);
          return (
            <li key={one} data-state={state}>
              <a href={setupChannelHref(form.id, one)} aria-current={one === step ? 'step' : undefined}>
                <span className={styles.number} aria-hidden="true">
                  {state === 'done' ? <Sign name="check" /> : at + 1}
                </span>
                <span>
                  {t(`setup.channel.step.${one}`)}
                  <small>{t(`setup.channel.stepState.${state}`)}</small>
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
