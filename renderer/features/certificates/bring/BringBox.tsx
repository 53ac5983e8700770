import { useState } from 'react';
import type { BringTarget } from '#shared/contract/certificates-contract.ts';
import { sortFindings } from '#renderer/lib/certificates/findings.ts';
import { sendable } from '#renderer/lib/certificates/brought-files.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { ErrorNote } from '#renderer/ui/ErrorNote.tsx';
import { useDeskAct } from '../use-desk.ts';
import styles from './BringBox.module.css';
import { DropZone } from './DropZone.tsx';
import { FileList } from './FileList.tsx';
import { FindingList } from './FindingList.tsx';
import { PassphraseForm } from './PassphraseForm.tsx';
import { ReadingView } from './ReadingView.tsx';
import { useBrought } from './use-brought.ts';

interface BringBoxProps {
  readonly target: BringTarget;
  readonly storeLabel: string;
  /** It is stored; the files are forgotten already. */
  readonly onStored?: () => void;
}

/** Files in any order, read at once, with each fault at its file. Nothing is stored before all of it is right. */
export function BringBox({ target, storeLabel, onStored }: BringBoxProps) {
  const { t } = useTexts();
  // The target's identity is that of its first drawing: whoever shows another one gives it another key.
  const [fixed] = useState(target);
  const brought = useBrought(fixed);
  const { files, found, error, reading, passphrase } = brought;
  const sorted = sortFindings(
    found?.reading.findings ?? [],
    files.map(({ name }) => name),
  );
  const store = useDeskAct(async (client) => {
    const desk = await client.invoke('certificates.bring', {
      target: fixed,
      files: sendable(files),
      passphrase: passphrase === '' ? null : passphrase,
    });
    brought.clear();
    onStored?.();
    return desk;
  });
  const holding = files.length > 0;
  const isUsable = found?.reading.isUsable === true && !reading;
  return (
    <div className={styles.box} data-bring>
      <DropZone
        kind={fixed.kind}
        onFiles={(chosen) => void brought.addFiles(chosen)}
        onText={brought.addText}
        small={holding}
      />
      {holding && (
        <>
          <FileList files={files} sorted={found === null || reading ? null : sorted} onLeaveOut={brought.leaveOut} />
          <PassphraseForm brought={brought} />
        </>
      )}
      {error !== null && <ErrorNote error={error} />}
      {found !== null && (
        <div className={styles.result} aria-busy={reading || undefined}>
          {sorted.everywhere.length > 0 && (
            <section aria-label={t('replaceCertificate.bring.everywhere')}>
              <h3 className={styles.heading}>{t('replaceCertificate.bring.everywhere')}</h3>
              <FindingList findings={sorted.everywhere} named />
            </section>
          )}
          <ReadingView found={found} asksKey={fixed.kind === 'place'} />
        </div>
      )}
      {holding && (
        <div className={styles.end}>
          <p
            role="status"
            className={styles.verdict}
            data-tone={isUsable ? 'ok' : reading || found === null ? 'idle' : 'bad'}
          >
            {reading
              ? t('replaceCertificate.bring.reading')
              : isUsable
                ? t('replaceCertificate.bring.right')
                : found === null
                  ? ''
                  : sorted.faults > 0
                    ? t('replaceCertificate.bring.notYet', { count: sorted.faults })
                    : t('replaceCertificate.bring.notUsable')}
            {isUsable && sorted.warnings > 0 && (
              <span>{t('replaceCertificate.bring.warnings', { count: sorted.warnings })}</span>
            )}
          </p>
          <Button look="quiet" onClick={brought.clear}>
            {t('replaceCertificate.bring.startAnew')}
          </Button>
          <Button
            look={isUsable ? 'primary' : 'plain'}
            disabled={!isUsable}
            busy={store.state.kind === 'running'}
            onClick={() => store.start()}
          >
            {store.state.kind === 'running' ? t('replaceCertificate.bring.storing') : storeLabel}
          </Button>
        </div>
      )}
      {store.state.kind === 'failed' && <ErrorNote error={store.state.error} />}
    </div>
  );
}
