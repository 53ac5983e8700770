import { byocSheetNames } from '#shared/setup/byoc-form-names.ts';
import type { SheetWords } from './sheet-words.ts';

/** Chinese; the fields by their English names, as CXone shows them, with a translation. */
export const sheetZh: SheetWords = {
  locale: 'zh-CN',
  save: '保存交接单',
  title: 'Bring Your Own Channel：填入 CXone 的值',
  intro: '供 CXone 管理员使用。填入这些值后，CXone 就能把消息发给 Veerpont，由它转发到微信。除此之外无需了解其他内容。',
  madeAt: '生成时间',
  secretInside: '本交接单含有密钥。值填入 CXone 后，请删除本文件。',
  steps: '在 CXone 中的操作',
  open: '打开应用选择器，选择 ACD，进入 Digital > Bring Your Own Channel，然后点击 Add（添加）。',
  fill: '用下面的值填写表单，务必与此处完全一致。',
  finish: '点击 Save（保存）。CXone 会显示集成列表。',
  find: '在列表中找到新的一行，记下它的 Integration ID。',
  field: 'CXone 中的字段',
  value: '值',
  fields: byocSheetNames.zh,
  icons: { wechat: '微信图标', chat: '对话气泡', ferry: '船', custom: '自选图标' },
  on: '开启',
  off: '关闭',
  empty: '留空',
  separately: '另行交付',
  sendBack: '需要回传的内容',
  back: [
    '列表中的 Integration ID',
    '在 CXone 中为 Veerpont 注册的应用的 Client ID 和 Client secret',
    'Veerpont 所用员工账号的访问密钥（access key）ID 和密钥',
    '租户 ID（tenant ID），如果 CXone 显示的话',
  ],
  mutualTls: '客户端证书、私钥和 CA 证书必须同时填写，三者缺一不可。',
};
