import type { ReactNode } from 'react';
import type { CertificatePlace } from '#shared/domain/certificate-desk.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Sign } from '#renderer/ui/Sign.tsx';
import styles from './Step.module.css';

export type StepState = 'done' | 'now' | 'later';

/** What each step is given. */
export interface StepProps {
  readonly place: CertificatePlace;
  readonly state: StepState;
  /** Begins or ends the bringing of another one although there is a next one. */
  readonly onBringing: (bringing: boolean) => void;
}

interface StepFrameProps {
  readonly number: number;
  readonly title: string;
  readonly state: StepState;
  readonly children: ReactNode;
}

/** One step with its number on the line that joins them. */
export function Step({ number, title, state, children }: StepFrameProps) {
  const { t } = useTexts();
  return (
    <li className={styles.step} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
      <span className={styles.number} aria-hidden="true">
        {state === 'done' ? <Sign name="check" /> : number}
      </span>
      <div className={styles.body}>
        <h3>
          {title}
          <span className="visually-hidden"> ({t(`replaceCertificate.stepState.${state}`)})</span>
        </h3>
        {children}
      </div>
    </li>
  );
}
