import type { AlertSettings } from '#shared/domain/alerts.ts';

export type SoundName = Exclude<AlertSettings['desktop']['sound'], 'none'>;

/** One tone: when it begins and how long it lasts in seconds, its pitch in hertz, its share of the volume. */
export interface Tone {
  readonly at: number;
  readonly lasts: number;
  readonly hertz: number;
  readonly share: number;
}

export interface Score {
  readonly wave: 'sine' | 'triangle' | 'square';
  readonly tones: readonly Tone[];
  /** When it is repeated until seen: seconds from one beginning to the next. */
  readonly repeatSeconds: number;
}

const insistent: readonly Tone[] = [0, 1, 2].flatMap((round) => [
  { at: round * 0.5, lasts: 0.18, hertz: 880, share: 0.5 },
  { at: round * 0.5 + 0.22, lasts: 0.18, hertz: 1175, share: 0.5 },
]);

/** The three sounds as notes, so that no sound file is needed. */
export const scores: Readonly<Record<SoundName, Score>> = {
  soft: {
    wave: 'sine',
    tones: [
      { at: 0, lasts: 0.35, hertz: 523, share: 0.5 },
      { at: 0.18, lasts: 0.5, hertz: 659, share: 0.4 },
    ],
    repeatSeconds: 60,
  },
  clear: {
    wave: 'triangle',
    tones: [
      { at: 0, lasts: 0.25, hertz: 659, share: 0.9 },
      { at: 0.22, lasts: 0.25, hertz: 880, share: 0.9 },
      { at: 0.44, lasts: 0.45, hertz: 659, share: 0.9 },
    ],
    repeatSeconds: 30,
  },
  insistent: { wave: 'square', tones: insistent, repeatSeconds: 15 },
};
