import { useEffect, useState } from 'react';
import type { DeskSla } from '#shared/domain/desk.ts';
import { Sign } from '#renderer/ui/Sign.tsx';
import { refusalOf } from '../parts/http.ts';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import { casePath, useDeskCall } from './desk-call.tsx';
import styles from './desk.module.css';
import { durationText } from './duration.ts';

interface CaseSlaProps {
  readonly number: string;
  /** Rises each time it is asked for. */
  readonly asked: number;
}

/** The SLA of a case as it was when the reply field got the focus. */
export function CaseSla({ number, asked }: CaseSlaProps) {
  const { t, refusal } = usePageTexts();
  const call = useDeskCall();
  const [sla, setSla] = useState<DeskSla | null>(null);
  const [problem, setProblem] = useState<ReturnType<typeof refusalOf> | null>(null);
  useEffect(() => {
    let isPresent = true;
    call<DeskSla>('GET', casePath(number, '/sla')).then(
      (given) => {
        if (isPresent) setSla(given);
      },
      (thrown: unknown) => {
        if (isPresent) setProblem(refusalOf(thrown));
      },
    );
    return () => {
      isPresent = false;
    };
  }, [call, number, asked]);
  if (problem !== null) return <Problem text={refusal('deskRefusal', problem)} />;
  if (sla === null) return null;
  const line = (value: DeskSla['firstResponseTime'], text: 'agent.slaFirst' | 'agent.slaSolution'): string => {
    const target = value.targetSeconds === null ? t('agent.noTarget') : durationText(value.targetSeconds * 1_000);
    const state = value.alreadyHasValue ? t('agent.reached') : value.state === null ? '' : t(`agent.${value.state}`);
    return [t(text, { used: durationText(value.raw * 1_000), target }), state]
      .filter((part) => part !== '')
      .join(' – ');
  };
  const isCritical = [sla.firstResponseTime, sla.solutionTime].some(
    (value) => !value.alreadyHasValue && value.state === 'critical',
  );
  return (
    <p role="status" className={styles.sla} data-over={isCritical || undefined}>
      <Sign name={isCritical ? 'triangle' : 'half'} /> <strong>{t('agent.sla')}</strong>{' '}
      <span>{line(sla.firstResponseTime, 'agent.slaFirst')}</span> ·{' '}
      <span>{line(sla.solutionTime, 'agent.slaSolution')}</span> · {t(`agent.${sla.hours}`)}
    </p>
  );
}
