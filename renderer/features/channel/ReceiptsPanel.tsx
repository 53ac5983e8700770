import { useState } from 'react';
import type { Receipt } from '#shared/domain/reconnect.ts';
import { outcomeLook } from '#renderer/lib/describe/describe-reconnect.ts';
import { useNow } from '#renderer/lib/use-now.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { StateBadge } from '#renderer/ui/StateBadge.tsx';
import { ReceiptDialog } from './ReceiptDialog.tsx';
import styles from './SidePanels.module.css';

/** The reconnects that were run, newest first; each opens as a page to read. */
export function ReceiptsPanel({ receipts }: { readonly receipts: readonly Receipt[] }) {
  const { t, format } = useTexts();
  const now = useNow();
  const [open, setOpen] = useState<Receipt | null>(null);
  return (
    <Panel title={t('receipt.heading')}>
      {receipts.length === 0 ? (
        <p className={styles.dim}>{t('receipt.none')}</p>
      ) : (
        <ul className={styles.list}>
          {receipts.map((receipt) => {
            const outcome = t(`receipt.outcome.${receipt.outcome}`);
            const time = format.moment(receipt.endedAt, now);
            return (
              <li key={receipt.id} className={styles.between}>
                <button
                  type="button"
                  className={styles.linkLike}
                  aria-label={t('receipt.open', { time, outcome })}
                  onClick={() => setOpen(receipt)}
                >
                  {time}
                </button>
                <StateBadge {...outcomeLook(receipt.outcome)} size="small">
                  {outcome}
                </StateBadge>
              </li>
            );
          })}
        </ul>
      )}
      {open !== null && <ReceiptDialog id={open.id} receipt={open} onClose={() => setOpen(null)} />}
    </Panel>
  );
}
