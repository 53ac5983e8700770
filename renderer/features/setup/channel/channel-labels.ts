import { useTexts } from '#renderer/lib/texts-context.tsx';

const labelled = {
  name: 'name',
  integration: 'integration',
  'wechat.appId': 'appId',
  'wechat.originalId': 'originalId',
  'wechat.mode': 'mode',
  'wechat.apiBase': 'apiBase',
  'secrets.wechat_app_secret': 'appSecret',
  'secrets.wechat_token': 'token',
  'secrets.wechat_aes_key': 'aesKey',
  callback: 'callback',
  'cxone.channelId': 'channelId',
  'cxone.made': 'made',
  script: 'script',
  skill: 'skill',
} as const;

const isLabelled = (field: string): field is keyof typeof labelled => Object.hasOwn(labelled, field);

/** The name of a field as the wizard shows it; of the channel as a whole when it is none of its fields. */
export function useChannelLabel(): (field: string) => string {
  const { t } = useTexts();
  return (field) => (isLabelled(field) ? t(`setup.channel.field.${labelled[field]}`) : t('setup.channel.whole'));
}
