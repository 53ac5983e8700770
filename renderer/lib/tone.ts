/** How a state looks: one of six meanings, the same everywhere. 'unsure' is drawn as an outline. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'idle' | 'unsure';

/** The small sign in front of a state's word, so that colour alone never carries the meaning. */
export type Sign = 'dot' | 'half' | 'cycle' | 'triangle' | 'square' | 'bars' | 'ring' | 'question' | 'check' | 'cross';
