import { useEffect, useState, type ReactNode } from 'react';
import type { SearchScope } from '#shared/domain/message-task.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { scopeOf } from '#renderer/lib/message-search-scope.ts';
import { wholeText } from '#renderer/lib/saved-searches.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { SaveSearchDialog } from './SaveSearchDialog.tsx';

/** How long "Copied" stays, milliseconds. */
const shownMs = 2_500;

interface SearchToolsProps {
  readonly text: string;
  readonly contactNo: number | null;
  /** The question what is exported, and how. */
  readonly exporting: (scope: SearchScope, onClose: () => void) => ReactNode;
}

/** The search as text for a colleague, under a name for oneself, and what it finds as a file. */
export function SearchTools({ text, contactNo, exporting }: SearchToolsProps) {
  const { t } = useTexts();
  const client = useClient();
  const [saving, setSaving] = useState(false);
  const [exported, setExported] = useState<SearchScope | null>(null);
  const question = useConsole((state) => state.searchQuestion);
  const hasProblems = useConsole((state) => state.searchProblems.length > 0);
  const [copied, setCopied] = useState(false);
  // Of one customer only: all rows are theirs, and name them.
  const openId = useConsole((state) =>
    contactNo === null || state.searchResults?.question.contactNo !== contactNo
      ? null
      : (state.searchResults.rows[0]?.endUser ?? null),
  );
  const whole = wholeText(text, openId);
  const copy = useAction(async () => {
    await client.invoke('app.copyText', { text: whole });
    setCopied(true);
  });
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownMs);
    return () => clearTimeout(timer);
  }, [copied]);
  if (whole === '') return null;
  return (
    <>
      <Button size="small" look="quiet" onClick={() => copy.start()}>
        {copy.state.kind === 'failed' ? t('action.copyFailed') : copied ? t('action.copied') : t('search.copy')}
      </Button>
      <Button size="small" look="quiet" onClick={() => setSaving(true)}>
        {t('search.saved.save')}
      </Button>
      <Button
        size="small"
        look="quiet"
        aria-haspopup="dialog"
        disabled={question === null || hasProblems}
        onClick={() => question !== null && setExported(scopeOf(question))}
      >
        {t('exporting.button')}
      </Button>
      <span className="visually-hidden" role="status">
        {copied ? t('action.copied') : ''}
      </span>
      {saving && <SaveSearchDialog text={whole} onClose={() => setSaving(false)} />}
      {exported !== null && exporting(exported, () => setExported(null))}
    </>
  );
}
