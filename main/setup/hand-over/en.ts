import { byocSheetNames } from '#shared/setup/byoc-form-names.ts';
import type { SheetWords } from './sheet-words.ts';

/** English. */
export const sheetEn: SheetWords = {
  locale: 'en-GB',
  save: 'Save the hand-over sheet',
  title: 'Bring Your Own Channel: values for CXone',
  intro:
    'For the CXone administrator. With these values CXone can send messages to Veerpont, which passes them on to WeChat. Nothing else has to be known.',
  madeAt: 'Made on',
  secretInside: 'This sheet holds a secret. Delete it once the values stand in CXone.',
  steps: 'What to do in CXone',
  open: 'Open the app selector, choose ACD, then Digital > Bring Your Own Channel, and click Add.',
  fill: 'Fill in the form with the values below, exactly as they stand here.',
  finish: 'Click Save. CXone shows the list of integrations.',
  find: 'Find the new row in the list and note its Integration ID.',
  field: 'Field in CXone',
  value: 'Value',
  fields: byocSheetNames.en,
  icons: {
    wechat: 'the WeChat icon',
    chat: 'a speech bubble',
    ferry: 'a ship',
    custom: 'an icon of your own choice',
  },
  on: 'switched on',
  off: 'switched off',
  empty: 'leave empty',
  separately: 'is handed over separately',
  sendBack: 'What to send back',
  back: [
    'the Integration ID from the list',
    'the client ID and client secret of an application registered in CXone for Veerpont',
    'the access key ID and secret of the employee in whose name Veerpont works',
    'the tenant ID, if CXone shows one',
  ],
  mutualTls: 'Client certificate, private key and CA certificate belong together: fill in all three.',
};
