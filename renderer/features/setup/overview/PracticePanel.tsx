import type { SetupView } from '#shared/domain/setup/book.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import form from '../parts/Form.module.css';
import { PracticeLink } from '../parts/PracticeLink.tsx';

/** In practice: that nothing real is set up, and the pages of the simulated platforms. */
export function PracticePanel({ view }: { readonly view: SetupView }) {
  const { t } = useTexts();
  return (
    <Panel title={t('setup.practice.title')}>
      <div className={form.stack}>
        <p className={form.lead}>{t('setup.practice.lead')}</p>
        <PracticeLink view={view} page="tenant" />
        <PracticeLink view={view} page="wechat" />
        <PracticeLink view={view} page="desk" />
      </div>
    </Panel>
  );
}
