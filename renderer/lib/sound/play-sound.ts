import { scores, type SoundName } from './sound-score.ts';

let shared: AudioContext | null = null;

/** Made at the first sound and kept: a window may hold only a few of them. */
function audio(): AudioContext | null {
  if (typeof AudioContext === 'undefined') return null;
  shared ??= new AudioContext();
  return shared;
}

/** Long enough for a sleeping sound card; a window that may not play never answers, milliseconds. */
const patienceMs = 1_500;

async function awake(context: AudioContext): Promise<boolean> {
  if (context.state === 'running') return true;
  await Promise.race([context.resume(), new Promise((done) => setTimeout(done, patienceMs))]).catch(() => undefined);
  // The state changes behind the compiler's back.
  return (context.state as AudioContextState) === 'running';
}

/** Fades in and out within this, seconds: a tone cut off hard makes a click. */
const edge = 0.02;

/**
 * Plays one of the sounds once.
 * @param volume 0 to 1. @returns false when this window can play none.
 */
export async function playSound(name: SoundName, volume: number): Promise<boolean> {
  const context = audio();
  if (context === null || !(await awake(context))) return false;
  const { wave, tones } = scores[name];
  const start = context.currentTime + 0.03;
  for (const tone of tones) {
    const source = context.createOscillator();
    const loudness = context.createGain();
    const from = start + tone.at;
    const until = from + tone.lasts;
    source.type = wave;
    source.frequency.value = tone.hertz;
    loudness.gain.setValueAtTime(0, from);
    loudness.gain.linearRampToValueAtTime(tone.share * volume, from + edge);
    loudness.gain.setValueAtTime(tone.share * volume, until - edge);
    loudness.gain.linearRampToValueAtTime(0, until);
    source.connect(loudness).connect(context.destination);
    source.start(from);
    source.stop(until + edge);
  }
  return true;
}
