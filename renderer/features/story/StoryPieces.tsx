import type { MessagePart, MessageStory } from '#shared/domain/message.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { describePart } from '#renderer/lib/describe/describe-actions.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Piece, PieceList } from './Piece.tsx';
import { StorySection } from './StorySection.tsx';

function PartLine({ part }: { readonly part: MessagePart }) {
  const { t, format, language } = useTexts();
  const what = t('storyPart.name', {
    number: format.number(part.no),
    of: format.number(part.of),
    kind: t(`storyPart.kind.${part.kind}`),
  });
  return (
    <Piece
      view={describePart(part.state)}
      what={what}
      state={t(`storyPart.state.${part.state}`)}
      why={part.code === null ? null : sentenceFor(language, part.code, null).title}
    />
  );
}

/** The pieces a message goes in, each with its own fate. Nothing for a message that goes in one. */
export function StoryPieces({ story }: { readonly story: Pick<MessageStory, 'parts'> }) {
  const { t } = useTexts();
  if (story.parts.length === 0) return null;
  return (
    <StorySection title={t('storyPart.heading')}>
      <PieceList name={t('storyPart.heading')}>
        {story.parts.map((part) => (
          <PartLine key={part.no} part={part} />
        ))}
      </PieceList>
    </StorySection>
  );
}
