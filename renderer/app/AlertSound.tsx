import { useEffect, useRef, useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { playSound } from '#renderer/lib/sound/play-sound.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { createAlarm, type Alarm } from './alarm.ts';
import styles from './RaisedNotices.module.css';

function needsSomeone(incidentIds: readonly string[]): boolean {
  const { incidents } = useConsole.getState();
  return incidentIds.some((id) => {
    const incident = incidents[id];
    if (incident?.closedAt !== null || incident.acknowledgedBy !== null) return false;
    return incident.snoozedUntil === null || incident.snoozedUntil <= Date.now();
  });
}

/** Sounds what is raised. While it repeats, it can be silenced here; acknowledging the incident ends it too. */
export function AlertSound() {
  const { t } = useTexts();
  const client = useClient();
  const [repeating, setRepeating] = useState(false);
  const alarm = useRef<Alarm | null>(null);
  useEffect(() => {
    const made = createAlarm({
      settings: () => client.invoke('alerts.get', null).catch(() => null),
      play: playSound,
      needsSomeone,
      now: () => Date.now(),
      after: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      onRepeating: setRepeating,
    });
    alarm.current = made;
    const stopListening = client.on('alert.raised', made.raised);
    // An acknowledgement ends the noise at once, not at its next turn.
    const stopWatching = useConsole.subscribe((state, before) => {
      if (state.incidents !== before.incidents) made.seen();
    });
    return () => {
      stopListening();
      stopWatching();
      made.silence();
    };
  }, [client]);
  if (!repeating) return null;
  return (
    <div className={styles.sounding}>
      <span>{t('raised.sounding')}</span>
      <Button size="small" onClick={() => alarm.current?.silence()}>
        {t('raised.silence')}
      </Button>
    </div>
  );
}
