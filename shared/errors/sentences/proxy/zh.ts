import type { ProxySentences } from '../sentence.ts';

/** Chinese. */
export const proxyZh: ProxySentences = {
  PROXY_UNREACHABLE: {
    title: '无法连接代理',
    help: '消息会等待，代理恢复后自动投递。请向代理管理员确认它是否在运行，并核对配置中的地址[：{{value}}]。',
  },
  PROXY_CERTIFICATE: {
    title: '代理的证书不受信任',
    help: '不会经由它发送任何内容，消息会等待。请在配置中填写签发代理自身证书的机构（字段 ca）[：{{value}}]。',
  },
  PROXY_AUTHENTICATION: {
    title: '代理要求用户名和密码',
    help: '消息会等待。请在配置中填写；如已填写，请更正[：{{value}}]。',
  },
  PROXY_REFUSED: {
    title: '代理不允许此连接',
    help: '消息会等待。请让代理管理员放行该主机的 443 端口；502 或 504 表示代理自身无法连接该主机[。当前：{{value}}]。',
  },
  PROXY_BROKEN: {
    title: '对方没有按代理的方式应答',
    help: '消息会等待。请核对配置中的地址是否为代理，以及 http 或 https 是否正确；也可能是代理中断了连接[：{{value}}]。',
  },
  PAC_UNREADABLE: {
    title: '无法读取 PAC 文件',
    help: '不知道应使用哪个代理，消息会等待。请向文件管理员确认它是否存在，并核对配置中的地址[：{{value}}]。',
  },
  PAC_FAILED: {
    title: 'PAC 文件有误',
    help: '不知道应使用哪个代理，消息会等待。它必须是带有 FindProxyForURL 函数的脚本，并在两秒内给出结果。请联系文件管理员[：{{value}}]。',
  },
  PAC_UNUSABLE: {
    title: 'PAC 文件没有给出可用的途径',
    help: '消息会等待。中继可以直接连接，或经由 HTTP 和 HTTPS 代理连接，不能使用 SOCKS。请让文件管理员为该主机写明这样的途径[：{{value}}]。',
  },
  WAY_HOST_UNREACHABLE: {
    title: '没有连接到该主机',
    help: '没有发送任何内容，发往它的消息会等待。请向网络或代理的管理员确认本机是否可以访问它的 443 端口[：{{value}}]。',
  },
  PROXY_NOT_SUPPORTED: {
    title: '不支持这种代理',
    help: '中继无法启动。它可以使用 HTTP 和 HTTPS 代理，不能使用 SOCKS。请在配置中填写这样的代理[；发现：{{value}}]。',
  },
  PROXY_SETTING_INVALID: {
    title: '代理设置有误',
    help: '中继无法启动。应为类似 http://proxy.example.com:8080 的地址。请更正后重新启动[：{{value}}]。',
  },
};
