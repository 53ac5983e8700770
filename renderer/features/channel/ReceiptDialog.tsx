import type { Receipt } from '#shared/domain/reconnect.ts';
import { useState } from 'react';
import { useClient } from '#renderer/lib/client-context.tsx';
import { outcomeLook } from '#renderer/lib/describe/describe-reconnect.ts';
import { useAction } from '#renderer/lib/use-action.ts';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { DialogAnswers } from '#renderer/ui/DialogParts.tsx';
import { Empty } from '#renderer/ui/Empty.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { SafeText } from '#renderer/ui/SafeText.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { receiptSections, receiptText } from './receipt-sections.ts';
import styles from './ReceiptDialog.module.css';

function Sections({ receipt }: { readonly receipt: Receipt }) {
  const texts = useTexts();
  return (
    <>
      {receiptSections(texts, receipt).map(({ title, lines, note }) => (
        <section key={title} className={styles.section} aria-label={title}>
          <h3>{title}</h3>
          {lines.length > 0 && (
            <dl>
              {lines.map(({ label, value }, index) => (
                <div key={`${label}/${index}`}>
                  <dt>
                    <SafeText text={label} />
                  </dt>
                  <dd>
                    <SafeText text={value} maxLength={500} />
                  </dd>
                </div>
              ))}
            </dl>
          )}
          {note !== null && <p>{note}</p>}
        </section>
      ))}
    </>
  );
}

function Buttons({ receipt }: { readonly receipt: Receipt }) {
  const texts = useTexts();
  const { t } = texts;
  const client = useClient();
  const [outcome, setOutcome] = useState('');
  const save = useAction(async (form: 'text' | 'json') => {
    const { path } = await client.invoke('receipt.export', { id: receipt.id, form });
    setOutcome(path === null ? t('receipt.notSaved') : t('receipt.saved', { path }));
  });
  const copy = useAction(async () => {
    await client.invoke('app.copyText', { text: receiptText(texts, receipt).slice(0, 10_000) });
    setOutcome(t('action.copied'));
  });
  const failed = [save, copy].find((one) => one.state.kind === 'failed')?.state;
  const saving = save.state.kind === 'running';
  return (
    <div className={styles.foot}>
      <span role="status" className={styles.outcome}>
        <SafeText text={outcome} />
      </span>
      {failed?.kind === 'failed' && <ErrorNote error={failed.error} />}
      <DialogAnswers>
        <Button size="small" onClick={() => window.print()}>
          {t('receipt.print')}
        </Button>
        <Button size="small" busy={copy.state.kind === 'running'} onClick={() => copy.start()}>
          {t('receipt.copy')}
        </Button>
        <Button size="small" busy={saving} onClick={() => save.start('text')}>
          {t('receipt.saveText')}
        </Button>
        <Button size="small" busy={saving} onClick={() => save.start('json')}>
          {t('receipt.saveJson')}
        </Button>
      </DialogAnswers>
    </div>
  );
}

interface ReceiptDialogProps {
  readonly id: string;
  /** Already at hand: nothing is asked. */
  readonly receipt?: Receipt;
  readonly onClose: () => void;
}

/** A receipt to read, print, copy or save. */
export function ReceiptDialog({ id, receipt: given, onClose }: ReceiptDialogProps) {
  const { t } = useTexts();
  const client = useClient();
  const { value, error, asking, ask } = useAnswer(id, () => client.invoke('receipt.get', { id }), {
    enabled: given === undefined,
  });
  const receipt = given ?? value;
  return (
    <Dialog open wide title={t('receipt.title')} closeLabel={t('action.close')} onClose={onClose}>
      {receipt !== null ? (
        <div className={`${styles.receipt} veerpont-receipt`}>
          <div className={styles.verdict}>
            <StateBadge {...outcomeLook(receipt.outcome)}>{t(`receipt.outcome.${receipt.outcome}`)}</StateBadge>
          </div>
          <Sections receipt={receipt} />
          <Buttons receipt={receipt} />
        </div>
      ) : error !== null ? (
        <LoadFailed error={error} busy={asking} onRetry={ask} />
      ) : (
        <Empty busy title={t('receipt.loading')} />
      )}
    </Dialog>
  );
}
