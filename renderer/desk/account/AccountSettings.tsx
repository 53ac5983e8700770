import { useState } from 'react';
import type { AccountRow } from '#shared/domain/setup/practice/account-state.ts';
import { Button } from '#renderer/ui/Button.tsx';
import { Choice } from '#renderer/ui/Choice.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { TextField } from '#renderer/ui/TextField.tsx';
import { CopyText } from '../parts/CopyText.tsx';
import { FormFoot } from '../parts/FormFoot.tsx';
import { Lead, Problem } from '../parts/Notes.tsx';
import { callServer, refusalOf } from '../parts/http.ts';
import { usePageTexts } from '../parts/page-texts.tsx';
import styles from '../parts/parts.module.css';
import { useForm } from '../parts/use-form.ts';

interface AccountSettingsProps {
  readonly account: AccountRow;
  readonly reload: () => Promise<void>;
}

/** What the owner of an account sets at WeChat. */
export function AccountSettings(props: AccountSettingsProps) {
  return (
    <>
      <Identity {...props} />
      <ServerConfiguration {...props} />
      <AllowList {...props} />
    </>
  );
}

function Identity({ account, reload }: AccountSettingsProps) {
  const { t, refusal } = usePageTexts();
  const [secret, setSecret] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [asks, setAsks] = useState(false);
  const reset = (): void => {
    setProblem(null);
    if (!asks) return setAsks(true);
    setAsks(false);
    callServer<{ appSecret: string }>('POST', `/administration/${account.appId}/app-secret`, {}).then(
      ({ appSecret }) => {
        setSecret(appSecret);
        void reload();
      },
      (thrown: unknown) => setProblem(refusal('accountRefusal', refusalOf(thrown))),
    );
  };
  return (
    <Panel title={account.name}>
      <div className={styles.form}>
        <CopyText label={t('account.appId')} value={account.appId} />
        <CopyText label={t('account.originalId')} value={account.originalId} />
        <Lead>{t('account.secretHelp')}</Lead>
        {secret !== null && (
          <div className={styles.once} role="status">
            <strong>{t('account.secretOnce')}</strong>
            <CopyText label={t('account.appSecret')} value={secret} />
          </div>
        )}
        <div className={styles.row}>
          <Button onClick={reset}>{t(asks ? 'account.resetSure' : 'account.reset')}</Button>
        </div>
        <Problem text={problem} />
      </div>
    </Panel>
  );
}

const fields = ['url', 'token', 'encodingAesKey'] as const;

function ServerConfiguration({ account, reload }: AccountSettingsProps) {
  const { t } = usePageTexts();
  const { form, set, problem, rest, busy, done, submit } = useForm(
    { url: account.callbackUrl ?? '', token: '', encodingAesKey: '', mode: account.mode },
    'accountRefusal',
  );
  const path = `/administration/${account.appId}/server-configuration`;
  return (
    <Panel title={t('account.server')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async (body) => {
            await callServer('POST', path, body);
            await reload();
          });
        }}
      >
        <Lead>{t('account.serverHelp')}</Lead>
        {account.callbackUrl !== null && <CopyText label={t('account.present')} value={account.callbackUrl} />}
        {fields.map((field) => (
          <TextField
            key={field}
            label={t(`account.${field}`)}
            value={form[field]}
            problem={problem(field)}
            onChange={(value) => set({ [field]: value })}
          />
        ))}
        <Choice
          label={t('account.mode')}
          value={form.mode}
          options={(['plain', 'compatible', 'security'] as const).map((value) => ({
            value,
            label: t(`account.${value}`),
          }))}
          problem={problem('mode')}
          onChange={(mode) => set({ mode })}
        />
        {done && <p role="status">{t('account.verified')}</p>}
        <FormFoot
          busy={busy}
          done={done}
          problem={rest(fields)}
          group="accountRefusal"
          saveLabel={t('account.submit')}
          onRemove={
            account.callbackUrl === null
              ? undefined
              : async () => {
                  await callServer('DELETE', path);
                  await reload();
                }
          }
        />
      </form>
    </Panel>
  );
}

function AllowList({ account, reload }: AccountSettingsProps) {
  const { t } = usePageTexts();
  const { form, set, problem, rest, busy, done, submit } = useForm(
    { lines: (account.ipAllowList ?? []).join('\n') },
    'accountRefusal',
  );
  return (
    <Panel title={t('account.allowList')}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          submit(async ({ lines }) => {
            await callServer('PUT', `/administration/${account.appId}/ip-allow-list`, { addresses: lines.split('\n') });
            await reload();
          });
        }}
      >
        <TextField
          kind="block"
          label={t('account.addresses')}
          help={t(account.ipAllowList === null ? 'account.allowAll' : 'account.addressesHelp')}
          value={form.lines}
          problem={problem('addresses')}
          onChange={(lines) => set({ lines })}
        />
        <FormFoot busy={busy} done={done} problem={rest(['addresses'])} group="accountRefusal" />
      </form>
    </Panel>
  );
}
