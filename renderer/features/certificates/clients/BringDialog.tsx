import type { BringTarget } from '#shared/contract/certificates-contract.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Dialog } from '#renderer/ui/Dialog.tsx';
import { BringBox } from '../bring/BringBox.tsx';

interface BringDialogProps {
  readonly title: string;
  readonly storeLabel: string;
  readonly target: BringTarget;
  readonly onClose: () => void;
}

/** A certificate of the other side, or of an authority: without a key. */
export function BringDialog({ title, storeLabel, target, onClose }: BringDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog open wide title={title} closeLabel={t('action.close')} onClose={onClose}>
      <BringBox target={target} storeLabel={storeLabel} onStored={onClose} />
    </Dialog>
  );
}
