import { sentenceFor } from '#shared/errors/sentences/sentence-for.ts';
import { asksPassphrase } from '#renderer/lib/certificates/findings.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { Button } from '#renderer/ui/Button.tsx';
import { SecretField } from '#renderer/ui/Field.tsx';
import styles from './PassphraseForm.module.css';
import type { Brought } from './use-brought.ts';

/** Asked for only when a file is encrypted; it stays while it is used. */
export function PassphraseForm({ brought }: { readonly brought: Brought }) {
  const { t, language } = useTexts();
  const { found, passphrase, reading } = brought;
  const findings = found?.reading.findings ?? [];
  if (!asksPassphrase(findings) && passphrase === '') return null;
  const isWrong = !reading && findings.some(({ code }) => code === 'CERT_PASSPHRASE_WRONG');
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        brought.readAgain();
      }}
    >
      <SecretField
        label={t('replaceCertificate.bring.passphrase')}
        help={t('replaceCertificate.bring.passphraseHelp')}
        showLabel={t('replaceCertificate.bring.show')}
        hideLabel={t('replaceCertificate.bring.hide')}
        problem={isWrong ? sentenceFor(language, 'CERT_PASSPHRASE_WRONG', null).title : null}
        autoComplete="current-password"
        value={passphrase}
        onChange={brought.setPassphrase}
      />
      <Button submit disabled={passphrase === ''} busy={reading}>
        {t('replaceCertificate.bring.passphraseOpen')}
      </Button>
    </form>
  );
}
