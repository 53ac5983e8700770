import type { DeskSentences } from '../sentence.ts';

/** Chinese. */
export const deskZh: DeskSentences = {
  DESK_FILES_UNUSABLE: {
    title: '这些文件还不能使用',
    help: '没有保存任何内容，正在使用的证书保持不变。请查看文件旁列出的错误[，第一个是 {{value}}]。',
  },
  DESK_PLACE_UNKNOWN: {
    title: '没有这个证书位置',
    help: '配置可能已经更改。请重新打开此页面。',
  },
  DESK_NO_TLS: {
    title: '这个监听入口本身不使用证书',
    help: '前面的代理在使用证书，或者它只能从本机访问。请在代理上更换证书，或在配置中为该入口设置“tls”。',
  },
  DESK_NOTHING_NEXT: {
    title: '这里没有备用证书',
    help: '请先导入一个证书，或导入申请的答复。',
  },
  DESK_NOT_TRIED: {
    title: '备用证书尚未通过试用',
    help: '请先试用。如果仍然确定，请在启用时确认。',
  },
  DESK_NOT_FOUND: {
    title: '该项目已不存在',
    help: '它已被他人删除，或保存期已过。没有任何更改。',
  },
  DESK_EXPIRED: {
    title: '该证书已过期',
    help: '调用方会拒绝它[，有效期至 {{value}}]。正在使用的证书保持不变。',
  },
  DESK_IN_USE: {
    title: '该证书正在使用',
    help: '请先启用另一个证书，然后才能删除它。',
  },
  DESK_AUTHORITY_EXISTS: {
    title: '本团队已有证书颁发机构',
    help: '它可以签发所需的任意数量的证书对。',
  },
  DESK_OF_CONFIG: {
    title: '该项在配置文件中',
    help: '请在 relay.json 中更改；此处只能更改在这里导入的内容。',
  },
  DESK_LAST_ONE: {
    title: '这是最后一个有效项',
    help: '移除后 CXone 将无法调用[：{{value}}]。请先添加另一个。',
  },
  DESK_NO_CLIENT_LISTENER: {
    title: '没有要求 CXone 的调用出示证书',
    help: '请先在配置中为这些调用设置单独的入口：带“clientCertificate”的“listen.box”。',
  },
  DESK_REFUSED_BY_CALLERS: {
    title: '调用方拒绝了新证书',
    help: '已自动恢复先前的证书[，对方给出的原因是 {{value}}]。再次尝试前请检查证书链和名称。',
  },
  DESK_WENT_SILENT: {
    title: '出示新证书后调用方中断了连接',
    help: '已自动恢复先前的证书。再次尝试前请向对方了解情况。',
  },
  DESK_TRIAL_HANDSHAKE: {
    title: '监听入口无法出示该证书',
    help: '没有任何更改[，给出的原因是 {{value}}]。',
  },
  DESK_TRIAL_CHAIN: {
    title: '调用方无法验证该证书',
    help: '它与颁发机构之间缺少环节或环节有误[：{{value}}]。请连同中间证书一起导入。',
  },
  DESK_TRIAL_CLIENTS: {
    title: '使用该证书时陌生人不会被拒绝',
    help: '监听入口没有要求无证书的调用方出示证书。请勿启用，并连同日志一起报告。',
  },
  DESK_TRIAL_REFUSED: {
    title: '对方拒绝了该证书',
    help: '必须先将新证书告知对方[，对方给出的原因是 {{value}}]。',
  },
  DESK_TRIAL_UNREACHABLE: {
    title: '试用时无法连接到对方',
    help: '这并不说明证书有问题[：{{value}}]。请在可以连接时重试。',
  },
  CREDENTIAL_UNKNOWN: {
    title: '没有这个凭据',
    help: '配置可能已经更改。请重新打开此页面。',
  },
  CREDENTIAL_INVALID: {
    title: '该值的格式不正确',
    help: '没有任何更改。EncodingAESKey 必须恰好为 43 个字母和数字，令牌为 3 到 32 个；其他值首尾不能有空格[（字段：{{value}}）]。',
  },
  BOX_SECRETS_FULL: {
    title: '已有两个密钥有效',
    help: '请先停用 CXone 不再使用的密钥，再创建新的密钥。',
  },
  CONFIG_KEY_COMMAND_FAILED: {
    title: '提供密钥的命令失败',
    help: '中继没有以此启动[：{{value}}]。请以相同用户手动运行该命令并查看其输出。',
  },
};
