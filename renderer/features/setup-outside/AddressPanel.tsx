import { useState } from 'react';
import { AddressForm, type SetupView } from '#shared/domain/setup/book.ts';
import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { checkAddressForm } from '#shared/setup/address-rules.ts';
import { isolated } from '#renderer/lib/safe-text.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { isNamedElsewhere } from './outside-state.ts';
import styles from './Outside.module.css';
import type { AddressDraft } from './use-address-draft.ts';

const ways = AddressForm.shape.way.exclude(['not_chosen']).options;

interface AddressPanelProps {
  readonly view: SetupView;
  readonly draft: AddressDraft;
}

/** What is wrong with the address as one text; not while it is typed for the first time. */
function useAddressProblem({ form }: AddressDraft, allowPrivate: boolean, judged: boolean): string | null {
  const { language } = useTexts();
  const [problem] = checkAddressForm(form, allowPrivate);
  if (problem === undefined || !judged) return null;
  const { title, help } = sentenceFor(language, problem.code, problem.value === null ? null : isolated(problem.value));
  return `${title}${language === 'zh' ? '。' : '.'} ${help}`;
}

/** Which way, and under which address. Both are saved as they are typed. */
export function AddressPanel({ view, draft }: AddressPanelProps) {
  const { t } = useTexts();
  const isPractice = view.practice !== null;
  // What was left wrong at an earlier visit is said from the start.
  const [judged, setJudged] = useState(draft.form.publicUrl.trim() !== '');
  const problem = useAddressProblem(draft, isPractice, judged);
  const elsewhere = isNamedElsewhere(view);
  return (
    <Panel title={t('outside.address.title')}>
      <div className={styles.stack}>
        {isPractice && <p className={styles.notice}>{t('outside.practice')}</p>}
        <fieldset className={styles.ways}>
          <legend>{t('outside.way.label')}</legend>
          {ways.map((way) => (
            <label key={way} className={styles.way}>
              <input
                type="radio"
                name="way"
                aria-label={t(`outside.way.${way}`)}
                checked={draft.form.way === way}
                onChange={() => draft.change({ way })}
              />
              <div>
                <strong>{t(`outside.way.${way}`)}</strong>
                <br />
                <span>{t(`outside.wayHelp.${way}`)}</span>
              </div>
            </label>
          ))}
        </fieldset>
        <div
          onBlur={() => {
            setJudged(true);
            draft.flush();
          }}
        >
          <TextField
            kind="url"
            label={t('outside.address.label')}
            help={t('outside.address.help')}
            placeholder="https://relay.example.com"
            value={draft.form.publicUrl}
            onChange={(publicUrl) => draft.change({ publicUrl })}
            problem={problem}
            maxLength={2_000}
          />
        </div>
        {elsewhere && <p className={styles.notice}>{t('outside.address.elsewhere', { url: view.publicUrl ?? '' })}</p>}
        <div className={styles.saved}>
          <p role="status">{t(`setup.draft.${draft.state}`)}</p>
          {draft.state === 'failed' && draft.error !== null && (
            <>
              <ErrorNote error={draft.error} />
              <Button size="small" onClick={draft.flush}>
                {t('setup.draft.again')}
              </Button>
            </>
          )}
          <p>{t('outside.address.restart')}</p>
        </div>
      </div>
    </Panel>
  );
}
