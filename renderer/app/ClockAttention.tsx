import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Attention } from './Attention.tsx';

/** The other sides' answers show another time than this computer's clock. */
export function ClockAttention({ offsetMs }: { readonly offsetMs: number }) {
  const { language, format } = useTexts();
  const sentence = sentenceFor(language, 'CLOCK_WRONG', format.duration(Math.abs(offsetMs)));
  return (
    <Attention tone="warn" title={sentence.title}>
      <p>{sentence.help}</p>
    </Attention>
  );
}
