import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTexts } from '../lib/texts-context.tsx';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { DialogAnswers, DialogBody } from './DialogParts.tsx';
import styles from './ShownOnce.module.css';
import { ShownOnceField, type ShownText } from './ShownOnceField.tsx';
import { useReturnFocus } from './use-return-focus.ts';

interface ShownOnceProps {
  readonly title: string;
  readonly fields: readonly ShownText[];
  /** The caller drops `fields`: after this nobody holds them any more. */
  readonly onClose: () => void;
  /** What to do with them, under the fields. */
  readonly children?: ReactNode;
}

/**
 * Secrets that are shown exactly once. Closing asks again while something was not copied. Nothing of them is kept here: no
 * copy in state, none in the page once it is closed.
 */
export function ShownOnce({ title, fields, onClose, children }: ShownOnceProps) {
  const { t } = useTexts();
  useReturnFocus();
  const [copied, setCopied] = useState<ReadonlySet<string>>(new Set());
  const [step, setStep] = useState<'shown' | 'asking' | 'closed'>('shown');
  const warningId = useId();
  const body = useRef<HTMLDivElement>(null);
  const wasAsking = useRef(false);
  const rest = fields.filter((field) => !copied.has(field.label));

  const close = (): void => {
    setStep('closed');
    onClose();
  };
  /** Escape, the cross, a click beside it: each asks, and asked once more leads back rather than out. */
  const leave = (): void => {
    if (step === 'asking') setStep('shown');
    else if (rest.length === 0) close();
    else setStep('asking');
  };
  useEffect(() => {
    const find = (selector: string): HTMLElement | null => body.current?.querySelector<HTMLElement>(selector) ?? null;
    if (step === 'asking') find('[role=group] button')?.focus();
    else if (wasAsking.current) (find('button[data-next]') ?? find('button'))?.focus();
    wasAsking.current = step === 'asking';
  }, [step]);

  useEffect(() => {
    // The console's own keys change the page, and with it what is shown here would be gone.
    const hold = (event: KeyboardEvent): void => {
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain && event.key.length === 1 && event.key !== ' ') event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', hold, true);
    return () => window.removeEventListener('keydown', hold, true);
  }, []);

  if (step === 'closed') return null;
  return (
    <Dialog open wide title={title} closeLabel={t('action.close')} onClose={leave}>
      <div ref={body}>
        <DialogBody>
          <p className={styles.once}>{t('shownOnce.sentence', { count: fields.length })}</p>
          {fields.map((field) => (
            <ShownOnceField
              key={field.label}
              field={field}
              copied={copied.has(field.label)}
              isNext={field === rest[0]}
              autoFocus={field === fields[0]}
              onCopied={() => setCopied((before) => new Set(before).add(field.label))}
            />
          ))}
          {copied.size > 0 && <p className={styles.clipboard}>{t('shownOnce.clipboard')}</p>}
          {children}
          {step === 'asking' ? (
            <div role="group" aria-labelledby={warningId} className={styles.asking}>
              <p id={warningId} role="alert">
                {rest.length === 0
                  ? t('shownOnce.allCopied')
                  : t('shownOnce.notCopied', { names: rest.map((field) => field.label).join(', ') })}
              </p>
              <DialogAnswers>
                <Button onClick={() => setStep('shown')}>{t('shownOnce.back')}</Button>
                <Button look={rest.length === 0 ? 'primary' : 'plain'} onClick={close}>
                  {t('shownOnce.closeAnyway')}
                </Button>
              </DialogAnswers>
            </div>
          ) : (
            <DialogAnswers>
              <Button look={rest.length === 0 ? 'primary' : 'plain'} onClick={leave}>
                {t('shownOnce.done')}
              </Button>
            </DialogAnswers>
          )}
        </DialogBody>
      </div>
    </Dialog>
  );
}
