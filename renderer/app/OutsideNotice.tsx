import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';

/** Shown when the page was opened without the program around it. */
export function OutsideNotice() {
  const { t } = useTexts();
  return (
    <main>
      <Empty title={t('app.outsideTitle')} help={t('app.outsideHelp')} />
    </main>
  );
}
