import type { Language } from '#shared/contract/console-contract.ts';

/** Titles of the dialogs. */
export const configurationWords: Readonly<Record<Language, { readonly save: string; readonly open: string }>> = {
  en: { save: 'Save the configuration', open: 'Open a configuration' },
  nl: { save: 'De configuratie opslaan', open: 'Een configuratie openen' },
  zh: { save: '保存配置', open: '打开配置' },
};
