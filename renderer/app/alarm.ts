import type { AlertNotice, AlertSettings } from '#shared/domain/alerts.ts';
import type { SoundName } from '../lib/sound/sound-score.ts';
import { scores } from '../lib/sound/sound-score.ts';
import { isQuiet } from '../lib/sound/quiet-time.ts';

export interface AlarmDeps {
  /** How people are told, as it is now; null when it cannot be had. */
  readonly settings: () => Promise<Pick<AlertSettings, 'desktop' | 'quietHours' | 'timeZone'> | null>;
  readonly play: (name: SoundName, volume: number) => Promise<boolean>;
  /** True while one of these incidents is open and nobody has acknowledged it or put it off. */
  readonly needsSomeone: (incidentIds: readonly string[]) => boolean;
  readonly now: () => number;
  readonly after: (delayMs: number, run: () => void) => () => void;
  /** Told whenever the repeating begins or ends. */
  readonly onRepeating: (repeating: boolean) => void;
}

export interface Alarm {
  readonly raised: (notice: AlertNotice) => void;
  /** Something changed: ends the repeating when nobody is needed any more. */
  readonly seen: () => void;
  /** Ends the repeating by the operator's will; the next notice sounds again. */
  readonly silence: () => void;
}

/** Good news and daily lines are shown in silence. */
export function isHeard({ kind }: Pick<AlertNotice, 'kind'>): boolean {
  return kind !== 'closed' && kind !== 'daily';
}

/**
 * The sound of notices: once for each, and for urgent ones again and again until somebody has acknowledged, if that was
 * chosen. The settings are asked for each time, so that a change counts at once.
 */
export function createAlarm(deps: AlarmDeps): Alarm {
  let cancel: (() => void) | null = null;
  let waitingFor: readonly string[] = [];
  let round = 0;

  const stop = (): void => {
    cancel?.();
    cancel = null;
    if (waitingFor.length > 0) deps.onRepeating(false);
    waitingFor = [];
    round += 1;
  };

  const repeat = (ids: readonly string[], seconds: number, severity: AlertNotice['severity']): void => {
    if (waitingFor.length === 0) deps.onRepeating(true);
    waitingFor = ids;
    cancel = deps.after(seconds * 1_000, () => {
      if (deps.needsSomeone(ids)) void sound(severity, ids);
      else stop();
    });
  };

  const sound = async (severity: AlertNotice['severity'], ids: readonly string[]): Promise<void> => {
    const mine = round;
    const settings = await deps.settings();
    // Silenced, or overtaken by another notice, while the settings were asked for.
    if (mine !== round) return;
    if (settings === null || !settings.desktop.enabled || settings.desktop.sound === 'none') {
      stop();
      return;
    }
    const { sound: name, volume, repeatUntilSeen } = settings.desktop;
    if (!isQuiet(settings, severity, deps.now())) void deps.play(name, volume);
    if (repeatUntilSeen && severity === 'urgent' && deps.needsSomeone(ids)) {
      repeat(ids, scores[name].repeatSeconds, severity);
    } else {
      stop();
    }
  };

  return {
    raised(notice) {
      if (!isHeard(notice)) return;
      // One voice for all that is open: a new notice takes the waiting ones along.
      const ids = [...new Set([...waitingFor, ...notice.incidentIds])];
      const severity = waitingFor.length > 0 ? 'urgent' : notice.severity;
      cancel?.();
      cancel = null;
      round += 1;
      void sound(severity, ids);
    },
    seen() {
      if (waitingFor.length > 0 && !deps.needsSomeone(waitingFor)) stop();
    },
    silence: stop,
  };
}
