import type { SetupView } from '#shared/domain/setup/book.ts';
import { setupHandOverHref, setupIntegrationHref } from '#renderer/lib/setup-routes.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { ButtonLink } from '#renderer/ui/ButtonLink.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { TileIcon } from '../integration/TileIcon.tsx';
import { SightingLine } from '../parts/SightingLine.tsx';
import { useSetupContext } from '../use-setup-context.ts';
import { nextOfIntegration, type IntegrationNext } from './next-of-integration.ts';
import styles from './Overview.module.css';

const looks = {
  form: { tone: 'idle', sign: 'ring' },
  hand_over: { tone: 'idle', sign: 'ring' },
  access: { tone: 'idle', sign: 'ring' },
  apply: { tone: 'warn', sign: 'half' },
  call: { tone: 'info', sign: 'cycle' },
  none: { tone: 'ok', sign: 'check' },
} as const satisfies Record<IntegrationNext, object>;

/** The integrations of the book, each with where it stands and its next step. */
export function IntegrationRows({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  const ctx = useSetupContext(view);
  const sightings = useConsole((state) => state.sightings);
  return (
    <ul className={styles.rows} aria-label={t('setup.overview.integrations')}>
      {view.book.integrations.map((entry) => {
        const { id, name, icon } = entry.draft;
        const next = nextOfIntegration(entry, ctx, sightings);
        const shown = name.trim() === '' ? t('setup.unnamed') : name;
        return (
          <li key={id} className={styles.row}>
            <span className={styles.what}>
              <span className={styles.tile}>
                <TileIcon icon={icon} />
              </span>
              <span className={styles.names}>
                <a href={setupIntegrationHref(id)}>
                  <SafeText text={shown} maxLength={80} wrap />
                </a>
                <small>{id}</small>
              </span>
            </span>
            <span className={styles.state}>
              <StateBadge tone={looks[next].tone} sign={looks[next].sign} size="small">
                {t(`setup.overview.integrationState.${next}`)}
              </StateBadge>
              {(next === 'none' || next === 'call') && (
                <SightingLine owner="integration" ownerId={id} kind="token_fetched" />
              )}
            </span>
            <ButtonLink
              size="small"
              href={next === 'hand_over' ? setupHandOverHref(id) : setupIntegrationHref(id)}
              look={next === 'none' || next === 'call' ? 'quiet' : 'plain'}
            >
              {t(`setup.overview.integrationNext.${next}`)}
            </ButtonLink>
          </li>
        );
      })}
    </ul>
  );
}
