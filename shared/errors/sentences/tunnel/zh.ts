import type { TunnelSentences } from '../sentence.ts';

export const tunnelZh: TunnelSentences = {
  TUNNEL_PROGRAM_FORM: {
    title: '此处必须是一个程序',
    help: '请输入程序名称，或从根目录开始的完整路径。名称之后的内容属于“参数”，每行一个。',
  },
  TUNNEL_VARIABLE_FORM: {
    title: '变量名只能包含字母、数字和 _',
    help: '须以字母或 _ 开头，例如 TUNNEL_TOKEN。',
  },
  TUNNEL_VARIABLE_TWICE: {
    title: '该变量出现了两次',
    help: '程序只会看到其中一个。请删除一个[：{{value}}]。',
  },
  TUNNEL_PATTERN_FORM: {
    title: '这不是正则表达式',
    help: '例如可写 url=(https://\\S+)；如果地址固定，请留空。',
  },
  TUNNEL_PATTERN_SLOW: {
    title: '该正则表达式耗时过长',
    help: '隧道继续运行，只是不再读取其地址。请使用更简单的表达式，不要在重复中嵌套重复。',
  },
  TUNNEL_PROGRAM_MISSING: {
    title: '未找到隧道程序',
    help: '消息无法由此进入。请安装该程序，或输入完整路径[以代替 {{value}}]，然后重新启动。',
  },
  TUNNEL_PROGRAM_REFUSED: {
    title: '无法启动隧道程序',
    help: '消息无法由此进入。本机不允许启动[：{{value}}]。请检查文件权限，然后重新启动。',
  },
  TUNNEL_SECRET_MISSING: {
    title: '缺少隧道所需的密钥',
    help: '隧道未运行。请输入密钥[（{{value}}）]，然后重新启动。',
  },
  TUNNEL_NO_RELAY: {
    title: '隧道正在等待中继',
    help: '一旦本机有非练习用的中继开始监听，隧道就会自动启动。',
  },
  TUNNEL_ENDED: {
    title: '隧道程序已结束',
    help: '在此期间消息无法由此进入；程序会自动重新启动。[结束代码：{{value}}。]详情见最后几行输出。',
  },
  TUNNEL_GAVE_UP: {
    title: '隧道程序反复结束',
    help: '消息无法由此进入。[结束代码：{{value}}。]请阅读最后几行输出，排除问题后启动；否则几分钟后会再次尝试。',
  },
  TUNNEL_NOT_SAVED: {
    title: '隧道设置未能保存',
    help: '这些设置在程序结束前有效。请检查文件夹的空间和权限[（{{value}}）]，然后再次保存。',
  },
  TUNNEL_FILE_DAMAGED: {
    title: '隧道设置已损坏',
    help: '隧道不会启动。文件已另存[为 {{value}}]。请在“设置渠道”的“公网地址”中重新填写。',
  },
};
