import { useTexts } from '#renderer/lib/texts-context.tsx';
import { useConsole } from '#renderer/store/console-store.ts';
import { CopyValue } from '#renderer/ui/CopyValue.tsx';
import { Panel } from '#renderer/ui/Panel.tsx';
import { SettingLine } from './SettingLine.tsx';

/** Where the running relay listens; nothing is shown of one that does not. */
export function AddressesPanel() {
  const { t } = useTexts();
  const urls = useConsole((state) => state.relay?.urls ?? null);
  if (urls === null) return null;
  return (
    <Panel title={t('settings.addresses')}>
      <SettingLine label={t('settings.addressWechat')}>
        <CopyValue value={urls.wechat} label={t('settings.addressWechat')} />
      </SettingLine>
      <SettingLine label={t('settings.addressBox')}>
        <CopyValue value={urls.box} label={t('settings.addressBox')} />
      </SettingLine>
      <SettingLine label={t('settings.addressAdmin')}>
        <CopyValue value={urls.admin} label={t('settings.addressAdmin')} />
      </SettingLine>
    </Panel>
  );
}
