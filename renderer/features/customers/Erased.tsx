import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';

export interface ErasedCounts {
  readonly messages: number;
  readonly files: number;
}

/** In the place of a customer of whom nothing is left. */
export function Erased({ counts: { messages, files } }: { readonly counts: ErasedCounts }) {
  const { t } = useTexts();
  const counted = {
    messages: t('customerPage.erasedMessages', { count: messages }),
    files: t('customerPage.erasedFiles', { count: files }),
  };
  return (
    <Empty
      title={t('customerPage.erasedTitle')}
      help={`${t('customerPage.erasedBody', counted)} ${t('customerPage.eraseLater')}`}
    />
  );
}
