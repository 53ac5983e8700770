import type { Language } from '#shared/contract/console-contract.ts';

interface Titles {
  readonly save: string;
  readonly saveRelay: string;
  readonly open: string;
}

/** Titles of the dialogs. */
export const configurationWords: Readonly<Record<Language, Titles>> = {
  en: { save: 'Save the configuration', saveRelay: 'Save relay.json for a server', open: 'Open a configuration' },
  nl: {
    save: 'De configuratie opslaan',
    saveRelay: 'relay.json voor een server opslaan',
    open: 'Een configuratie openen',
  },
  zh: { save: '保存配置', saveRelay: '保存服务器用的 relay.json', open: '打开配置' },
};
