import type { Language } from '#shared/contract/console-contract.ts';

/** Title of the dialog that asks where to save. */
export const exportWords: Readonly<Record<Language, { readonly save: string }>> = {
  nl: { save: 'Berichten opslaan' },
  en: { save: 'Save the messages' },
  zh: { save: '保存消息' },
};
