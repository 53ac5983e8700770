import type { SetupView } from '#shared/domain/setup/book.ts';
import type { ChannelForm } from '#shared/domain/setup/channel-form.ts';
import { useClient } from '#renderer/lib/client-context.tsx';
import { useAnswer } from '#renderer/lib/use-answer.ts';
import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { useRelayVisible } from '#renderer/store/selectors.ts';
import { Empty } from '#renderer/ui/Empty.tsx';
import { LoadFailed } from '#renderer/ui/LoadFailed.tsx';
import { CopyTable, type CopyRow } from '../parts/CopyTable.tsx';
import form from '../parts/Form.module.css';

interface PasteValuesProps {
  readonly form: ChannelForm;
  readonly view: SetupView;
}

/** What stands at WeChat afterwards. Token and key are asked for while this is open, and only until WeChat has verified. */
export function PasteValues({ form: typed, view }: PasteValuesProps) {
  const { t } = useTexts();
  const client = useClient();
  const visible = useRelayVisible();
  const sightings = useConsole((state) => state.sightings);
  const verifiedAt = sightings.find(
    (one) => one.owner === 'channel' && one.ownerId === typed.id && one.kind === 'webhook_verified',
  )?.lastAt;
  const setAt = view.secrets
    .filter(({ owner, ownerId }) => owner === 'channel' && ownerId === typed.id)
    .map((one) => one.setAt);
  const answer = useAnswer(typed.id, () => client.invoke('setup.pasteValues', { channelId: typed.id }), {
    version: [view.publicUrl, verifiedAt, ...setAt].join(' '),
    // While it starts anew the relay cannot say what WeChat has done; what is shown stays.
    enabled: visible,
  });
  const { value, error } = answer;
  // Once verified they are not shown any more: nothing is wrong then.
  if (error !== null && error.code !== 'SETUP_VALUES_HIDDEN') {
    return <LoadFailed error={error} busy={answer.asking} onRetry={answer.ask} />;
  }
  if (value === null && error === null) return <Empty busy title={t('setup.loading')} />;
  const isPlain = typed.wechat.mode === 'plain';
  const secretRow = (label: string, secret: string | null, isSet: boolean): CopyRow => ({
    label,
    value: secret,
    ...(secret === null ? { note: isSet ? t('setup.channel.paste.hidden') : t('setup.channel.paste.notSet') } : {}),
  });
  const has = (name: string): boolean =>
    view.secrets.some((one) => one.owner === 'channel' && one.ownerId === typed.id && one.name === name);
  const rows: readonly CopyRow[] = [
    { label: t('setup.channel.paste.url'), value: value?.url ?? null },
    secretRow(t('setup.channel.paste.token'), value?.token ?? null, has('wechat_token')),
    ...(isPlain
      ? []
      : [secretRow(t('setup.channel.paste.aesKey'), value?.encodingAesKey ?? null, has('wechat_aes_key'))]),
    { label: t('setup.channel.paste.mode'), value: null, note: t(`setup.channel.mode.${typed.wechat.mode}`) },
    { label: t('setup.channel.paste.format'), value: null, note: t('setup.channel.paste.xml') },
  ];
  return (
    <>
      <CopyTable rows={rows} label={t('setup.channel.callback.paste')} />
      <p className={form.note}>{t('setup.channel.paste.later')}</p>
    </>
  );
}
