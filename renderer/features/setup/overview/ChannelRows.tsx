import { ChannelId } from '#shared/domain/ids.ts';
import type { SetupView } from '#shared/domain/setup/book.ts';
import { stepToDo } from '#shared/setup/channel-rules.ts';
import { setupChannelHref, setupReadinessHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { channelSteps, stepStateOf } from '../channel/step-state.ts';
import { ReadinessSummary } from '../readiness/ReadinessSummary.tsx';
import { useSetupContext } from '../use-setup-context.ts';
import styles from './Overview.module.css';

/** The channels of the book, each with how ready it is and its next step. */
export function ChannelRows({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  const ctx = useSetupContext(view);
  const sightings = useConsole((state) => state.sightings);
  const nameOf = (id: string): string =>
    view.book.integrations.find(({ draft }) => draft.id === id)?.draft.name ??
    view.given.integrations.find((one) => one.id === id)?.name ??
    '–';
  return (
    <ul className={styles.rows} aria-label={t('setup.overview.channels')}>
      {view.book.channels.map(({ draft }) => {
        const channelId = ChannelId.parse(draft.id);
        const unfinished = channelSteps.find((step) => stepStateOf(draft, step, ctx, sightings) !== 'done');
        const step = unfinished ?? stepToDo(draft, ctx);
        return (
          <li key={draft.id} className={styles.row}>
            <span className={styles.names}>
              <a href={setupChannelHref(draft.id)}>
                <SafeText text={draft.name.trim() === '' ? t('setup.unnamed') : draft.name} maxLength={80} wrap />
              </a>
              <small>{t('setup.overview.ofIntegration', { name: nameOf(draft.integration) })}</small>
            </span>
            <span className={styles.state}>
              <ReadinessSummary channelId={channelId} />
            </span>
            {unfinished === undefined ? (
              <ButtonLink size="small" look="quiet" href={setupReadinessHref(channelId)}>
                {t('setup.toReadiness')}
              </ButtonLink>
            ) : (
              <ButtonLink size="small" href={setupChannelHref(draft.id, step)}>
                {t('setup.overview.goOn', { step: t(`setup.channel.step.${step}`) })}
              </ButtonLink>
            )}
          </li>
        );
      })}
    </ul>
  );
}
