import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import type { BoxStep } from './box-secret-state.ts';
import styles from './BoxSecrets.module.css';

const steps = ['make', 'paste', 'watch', 'end'] as const;

/** Where CXone stands on its way from one secret to the next. */
export function BoxMove({ step }: { readonly step: BoxStep }) {
  const { t } = useTexts();
  const at = steps.indexOf(step);
  return (
    <div className={styles.move}>
      <h4>{t('credentials.box.steps.title')}</h4>
      <ol>
        {steps.map((one, index) => {
          // CXone has signed in with it: pasting and seeing it are one proof, and only the waiting is left.
          const isDone = index < at || (one === 'watch' && step === 'watch');
          const isNext = one === (step === 'watch' ? 'end' : step);
          return (
            <li key={one} data-done={isDone || undefined} aria-current={isNext ? 'step' : undefined}>
              <span className={styles.sign}>
                {isDone ? <Sign name="check" /> : <span aria-hidden="true">{index + 1}</span>}
              </span>
              <span>
                {t(`credentials.box.steps.${one}`)}
                {isDone && <span className="visually-hidden">{` (${t('credentials.box.steps.done')})`}</span>}
              </span>
            </li>
          );
        })}
      </ol>
      <p role="status" data-ready={step === 'end' || undefined}>
        {t(`credentials.box.steps.${step}Help`)}
      </p>
    </div>
  );
}
