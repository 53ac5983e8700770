import { useState } from 'react';
import type { SavedSearch } from '#shared/contract/console-contract.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { hasName, withDefault, withName, withoutName } from '#renderer/lib/saved-searches.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers, DialogBody } from '#renderer/ui/DialogParts.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import styles from './SavedSearches.module.css';
import { useSavedSearches } from './use-saved-searches.ts';

interface RenameProps {
  readonly search: SavedSearch;
  readonly searches: readonly SavedSearch[];
  readonly onRename: (name: string) => void;
  readonly onCancel: () => void;
}

function Rename({ search, searches, onRename, onCancel }: RenameProps) {
  const { t } = useTexts();
  const [name, setName] = useState(search.name);
  const plain = name.trim();
  const isTaken = hasName(
    searches.filter((one) => one !== search),
    plain,
  );
  return (
    <form
      className={styles.rename}
      onSubmit={(event) => {
        event.preventDefault();
        if (plain !== '') onRename(plain);
      }}
    >
      <TextField
        label={t('search.saved.renamed')}
        value={name}
        onChange={setName}
        maxLength={60}
        autoFocus
        problem={plain === '' ? t('search.saved.nameMissing') : null}
        help={isTaken ? t('search.saved.nameTaken') : undefined}
      />
      <div className={styles.tools}>
        <Button size="small" submit disabled={plain === ''}>
          {t('search.saved.rename')}
        </Button>
        <Button size="small" look="quiet" onClick={onCancel}>
          {t('search.saved.cancel')}
        </Button>
      </div>
    </form>
  );
}

/** All of a person's searches: another name, away with it, as text, and which one the page opens with. */
export function ManageSearchesDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTexts();
  const client = useClient();
  const { searches, save } = useSavedSearches();
  const [renaming, setRenaming] = useState<string | null>(null);
  const [before, setBefore] = useState<{ readonly name: string; readonly all: readonly SavedSearch[] } | null>(null);
  const [copied, setCopied] = useState<string | null>(null);
  const change = useAction(save);
  const copy = useAction(async ({ name, text }: SavedSearch) => {
    await client.invoke('app.copyText', { text });
    setCopied(name);
  });
  const failed = [change.state, copy.state].find((state) => state.kind === 'failed');
  return (
    <Dialog open wide title={t('search.saved.manageTitle')} closeLabel={t('action.close')} onClose={onClose}>
      <DialogBody>
        {searches.length === 0 && <p>{t('search.saved.noneHelp')}</p>}
        <ul className={styles.managed}>
          {searches.map((search) => (
            <li key={search.name}>
              {renaming === search.name ? (
                <Rename
                  search={search}
                  searches={searches}
                  onRename={(name) => {
                    change.start(withName(searches, search.name, name));
                    setRenaming(null);
                  }}
                  onCancel={() => setRenaming(null)}
                />
              ) : (
                <>
                  <div className={styles.what}>
                    <strong>
                      <SafeText text={search.name} maxLength={60} />
                    </strong>
                    <code className={styles.text}>
                      <SafeText text={search.text} maxLength={200} />
                    </code>
                  </div>
                  <div className={styles.tools}>
                    <Button
                      size="small"
                      aria-pressed={search.isDefault}
                      aria-label={t('app.labelled', {
                        label: t(search.isDefault ? 'search.saved.isDefault' : 'search.saved.makeDefault'),
                        value: search.name,
                      })}
                      onClick={() => change.start(withDefault(searches, search.isDefault ? null : search.name))}
                    >
                      {search.isDefault ? t('search.saved.isDefault') : t('search.saved.makeDefault')}
                    </Button>
                    <Button
                      size="small"
                      aria-label={t('search.saved.copyOf', { name: search.name })}
                      onClick={() => copy.start(search)}
                    >
                      {copied === search.name ? t('action.copied') : t('action.copy')}
                    </Button>
                    <Button
                      size="small"
                      aria-label={t('search.saved.renameOf', { name: search.name })}
                      onClick={() => setRenaming(search.name)}
                    >
                      {t('search.saved.rename')}
                    </Button>
                    <Button
                      size="small"
                      aria-label={t('search.saved.removeOf', { name: search.name })}
                      onClick={() => {
                        setBefore({ name: search.name, all: searches });
                        change.start(withoutName(searches, search.name));
                      }}
                    >
                      {t('search.saved.remove')}
                    </Button>
                  </div>
                </>
              )}
            </li>
          ))}
        </ul>
        <p role="status" className={styles.removed}>
          {before !== null && (
            <>
              {t('search.saved.removed', { name: before.name })}{' '}
              <Button
                size="small"
                onClick={() => {
                  change.start(before.all);
                  setBefore(null);
                }}
              >
                {t('search.saved.takeBack')}
              </Button>
            </>
          )}
        </p>
        {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
        <DialogAnswers>
          <Button look="primary" onClick={onClose}>
            {t('search.saved.done')}
          </Button>
        </DialogAnswers>
      </DialogBody>
    </Dialog>
  );
}
