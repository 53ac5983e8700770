import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './RevealBand.module.css';

/** For as long as personal data is on screen: that it is, until when, and the way back. */
export function RevealBand({ until, onHide }: { readonly until: number; readonly onHide: () => void }) {
  const { t, format } = useTexts();
  return (
    <div role="status" className={styles.band}>
      <Sign name="triangle" />
      <span>{t('storyReveal.band', { time: format.shortTime(until) })}</span>
      <Button size="small" onClick={onHide}>
        {t('storyReveal.hide')}
      </Button>
    </div>
  );
}
