import { AccountsState } from '#shared/domain/setup/practice/account-state.ts';
import { Frame } from '../parts/Frame.tsx';
import { ListAndForm } from '../parts/ListAndForm.tsx';
import { Problem } from '../parts/Notes.tsx';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { goTo, usePlace } from '../parts/use-place.ts';
import { useStateOf } from '../parts/use-state-of.ts';
import { AccountSettings } from './AccountSettings.tsx';
import { Phone } from './Phone.tsx';

/** The administration of the simulated Official Accounts, and a customer's phone. */
export function AccountApp() {
  const { t, refusal } = usePageTexts();
  const [asked] = usePlace();
  const { state, refusal: refused, reload } = useStateOf('/administration/api', AccountsState);
  const spare = state?.accounts.filter(({ isSpare }) => isSpare) ?? [];
  const account = spare.find(({ appId }) => appId === asked) ?? spare[0];
  const demonstration = (state?.accounts ?? []).filter(({ isSpare }) => !isSpare).map(({ name }) => name);
  return (
    <Frame title={t('account.title')}>
      {refused !== null && <Problem text={refusal('accountRefusal', refused)} />}
      {state === null && refused === null && <p role="status">{t('frame.loading')}</p>}
      {state !== null && (
        <ListAndForm
          wide
          title={t('account.accounts')}
          lead={[
            t('account.lead'),
            ...(demonstration.length === 0
              ? []
              : [t('account.demonstration', { demonstration: demonstration.join(', ') })]),
          ].join(' ')}
          empty={t('account.empty')}
          items={spare.map(({ appId, name, callbackUrl }) => ({
            id: appId,
            name,
            note: t(callbackUrl === null ? 'account.notConfigured' : 'account.configured'),
          }))}
          chosen={account?.appId ?? null}
          onChoose={(appId) => goTo(appId)}
        >
          {account && (
            <div className={styles.sides}>
              <div className={styles.column}>
                <AccountSettings key={account.appId} account={account} reload={reload} />
              </div>
              <Phone key={`phone-${account.appId}`} account={account} reload={reload} />
            </div>
          )}
        </ListAndForm>
      )}
    </Frame>
  );
}
