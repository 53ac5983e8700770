import type { Credential } from '#shared/domain/credential.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { standingOf } from './credential-proof.ts';
import styles from './CredentialsPanel.module.css';
import { credentialId } from './group-desk.ts';

/** Named at once; more stand with their rows. */
const namedAtMost = 5;

/** The worst first: what the other side refuses, with the way to it. */
export function RefusedNote({ credentials }: { readonly credentials: readonly Credential[] }) {
  const { t } = useTexts();
  const refused = credentials.filter((one) => standingOf(one).standing === 'failed');
  if (refused.length === 0) return null;
  const show = (credential: Credential): void => {
    const row = document.getElementById(credentialId(credential));
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  };
  return (
    <div className={styles.refused}>
      <p>{t('credentials.refused', { count: refused.length })}</p>
      <ul>
        {refused.slice(0, namedAtMost).map((one) => (
          <li key={credentialId(one)}>
            <button type="button" onClick={() => show(one)}>
              {t('credentials.nameOf', { credential: t(`credentials.name.${one.name}`), owner: one.ownerName })}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
