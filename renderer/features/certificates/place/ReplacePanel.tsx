import type { CertificatePlace } from '#shared/domain/certificate-desk.ts';
import { presentStep, replaceSteps, type ReplaceStep } from '#renderer/lib/certificates/place-view.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { ActivateStep } from './ActivateStep.tsx';
import { BringStep } from './BringStep.tsx';
import { Step, type StepState } from './Step.tsx';
import styles from './ReplacePanel.module.css';
import { TryStep } from './TryStep.tsx';
import { WatchStep } from './WatchStep.tsx';

const steps = { bring: BringStep, try: TryStep, activate: ActivateStep, watch: WatchStep } as const;

interface ReplacePanelProps {
  readonly place: CertificatePlace;
  /** Another one is brought although there is a next one. */
  readonly bringing: boolean;
  readonly onBringing: (bringing: boolean) => void;
}

/** Bring, try, put in use, watch: what is done keeps its result, what comes is only named. */
export function ReplacePanel({ place, bringing, onBringing }: ReplacePanelProps) {
  const { t } = useTexts();
  const told = presentStep(place);
  // Until another one is stored in its place, the next one stands.
  const present: ReplaceStep = bringing && place.next !== null && place.watch === null ? 'bring' : told;
  const stateOf = (step: ReplaceStep): StepState => {
    const at = replaceSteps.indexOf(step);
    const now = replaceSteps.indexOf(present);
    return at < now ? 'done' : at === now ? 'now' : 'later';
  };
  return (
    <Panel title={t(place.current === null ? 'replaceCertificate.firstTitle' : 'replaceCertificate.title')}>
      <ol className={styles.steps}>
        {replaceSteps.map((step, index) => {
          const Body = steps[step];
          const state = stateOf(step);
          return (
            <Step key={step} number={index + 1} title={t(`replaceCertificate.step.${step}`)} state={state}>
              <Body place={place} state={state} onBringing={onBringing} />
            </Step>
          );
        })}
      </ol>
    </Panel>
  );
}
