import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Icon } from '#renderer/ui/Icon.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import styles from './PauseControl.module.css';

/** Whether the list runs, how much waits behind the pause, and the button that stops or goes on. */
export function PauseControl() {
  const { t, format } = useTexts();
  const paused = useConsole((state) => state.paused);
  const heldCount = useConsole((state) => state.heldCount);
  const pauseToggled = useConsole((state) => state.pauseToggled);
  const visible = useRelayVisible();
  return (
    <div className={styles.control}>
      {paused ? (
        <StateBadge tone="idle" sign="bars">
          {t('traffic.paused')}
        </StateBadge>
      ) : (
        visible && (
          <StateBadge tone="ok" sign="dot">
            {t('traffic.live')}
          </StateBadge>
        )
      )}
      {paused && <strong className={styles.held}>{t('traffic.held', { number: format.number(heldCount) })}</strong>}
      <Button onClick={pauseToggled} look={paused ? 'primary' : 'plain'}>
        <Icon name={paused ? 'play' : 'pause'} size={14} />
        {paused ? t('traffic.resume') : t('traffic.pause')}
      </Button>
    </div>
  );
}
