import type { SetupView } from '#shared/domain/setup/book.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import form from './Form.module.css';

interface PracticeLinkProps {
  readonly view: Pick<SetupView, 'practice'>;
  readonly page: 'tenant' | 'desk' | 'wechat';
}

/** In practice: the button to the page of the simulated platform on which the step's other half is done. */
export function PracticeLink({ view, page }: PracticeLinkProps) {
  const { t } = useTexts();
  const client = useClient();
  const open = useAction(() => client.invoke('setup.openPractice', { page }));
  if (view.practice === null) return null;
  return (
    <div className={form.stack} data-print="off">
      <div className={form.buttons}>
        <Button size="small" busy={open.state.kind === 'running'} onClick={() => open.start()}>
          {t(`setup.practice.${page}`)}
        </Button>
        <span className={form.note}>{t(`setup.practice.${page}Help`)}</span>
      </div>
      {open.state.kind === 'failed' && <ErrorNote error={open.state.error} />}
    </div>
  );
}
