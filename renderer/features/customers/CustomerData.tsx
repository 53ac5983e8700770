import { useState } from 'react';
import type { Customer } from '#shared/domain/message-search.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import styles from './CustomerData.module.css';
import { EraseDialog } from './EraseDialog.tsx';
import type { ErasedCounts } from './Erased.tsx';
import { RevealIdDialog } from './RevealIdDialog.tsx';

interface CustomerDataProps {
  readonly customer: Customer;
  readonly onErased: (counts: ErasedCounts) => void;
}

/** The whole id, for a reason; and the customer's removal. */
export function CustomerData({ customer, onErased }: CustomerDataProps) {
  const { t } = useTexts();
  const [asked, setAsked] = useState<'reveal' | 'erase' | null>(null);
  const [openId, setOpenId] = useState<string | null>(null);
  const close = (): void => setAsked(null);
  return (
    <Panel title={t('customerPage.data')}>
      <p className={styles.help}>{t('customerPage.dataHelp')}</p>
      {openId !== null && <CopyValue value={openId} label={t('customerPage.openid')} />}
      <div className={styles.answers}>
        {openId === null ? (
          <Button onClick={() => setAsked('reveal')}>{t('customerPage.showId')}</Button>
        ) : (
          <Button onClick={() => setOpenId(null)}>{t('customerPage.hideId')}</Button>
        )}
        <Button onClick={() => setAsked('erase')}>{t('customerPage.erase')}</Button>
      </div>
      {asked === 'reveal' && <RevealIdDialog contactNo={customer.contactNo} onRevealed={setOpenId} onClose={close} />}
      {asked === 'erase' && <EraseDialog customer={customer} onErased={onErased} onClose={close} />}
    </Panel>
  );
}
