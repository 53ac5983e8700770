import type { CertificatePlace } from '#shared/domain/certificate-desk.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { countingTrial, nextState, type NextState } from '#renderer/lib/certificates/place-view.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import type { Sign as SignName, Tone } from '#renderer/lib/tone.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './Lines.module.css';

const looks: Readonly<Record<NextState, { readonly tone: Tone; readonly sign: SignName }>> = {
  none: { tone: 'idle', sign: 'ring' },
  untried: { tone: 'info', sign: 'half' },
  passed: { tone: 'ok', sign: 'check' },
  failed: { tone: 'bad', sign: 'cross' },
  takenBack: { tone: 'bad', sign: 'triangle' },
};

/** The next certificate of a place, in one line. */
export function NextLine({ place }: { readonly place: CertificatePlace }) {
  const { t, format, language } = useTexts();
  const now = useNow();
  const state = nextState(place);
  const name = place.next?.certificate.name ?? '';
  const at = state === 'takenBack' ? place.next?.takenBack?.at : countingTrial(place)?.at;
  const code = state === 'takenBack' ? (place.next?.takenBack?.code ?? null) : null;
  return (
    <div className={styles.line} data-tone={looks[state].tone}>
      <span className={styles.label}>{t('certificates.next.label')}</span>
      <Sign name={looks[state].sign} className={styles.sign} />
      <p className={styles.text}>
        {t(`certificates.next.${state}`, { name, age: format.age(at ?? now, now) })}
        {code !== null && (
          <small>{t('certificates.place.reason', { title: sentenceFor(language, code, null).title })}</small>
        )}
      </p>
    </div>
  );
}
