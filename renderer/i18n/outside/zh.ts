import type { ChineseTexts } from '../texts.ts';
import type { outsideEn } from './en.ts';
import { outsideTunnelZh } from './tunnel-zh.ts';

/** 简体中文。 */
export const outsideZh: ChineseTexts<typeof outsideEn> = {
  outside: {
    ...outsideTunnelZh,
    title: '公网地址',
    intro: '微信和 CXone 通过互联网调用中继。请选择方式、输入地址，并采用现成的配置；右侧显示调用是否到达。',
    practice: '您正在练习：模拟平台就在本机运行，无需公网地址即可访问中继。此处输入的内容仅用于练习。',
    program: '现成配置适用于',
    noRelay: '中继未运行，因此尚不知道它监听哪个端口。请开始设置或启动中继；随后此处会显示已填好端口的配置。',
    way: {
      label: '来自互联网的调用如何到达本机？',
      direct: '直接',
      reverse_proxy: '通过反向代理',
      tunnel: '通过隧道',
    },
    wayHelp: {
      direct: '本机有公网地址，443 端口空闲，由中继自己出示证书。',
      reverse_proxy: '前面有 nginx 之类的 Web 服务器，由它出示证书并转发调用。',
      tunnel: '本机上的程序与外部服务器保持连接，无需开放端口。',
    },
    address: {
      title: '方式与地址',
      label: '公网地址',
      help: '即微信和 CXone 要调用的地址：以 https:// 开头，域名可从互联网解析，不带端口。',
      elsewhere: 'relay.json 指定了 {{url}}，目前使用的是该地址；从文件中删除后，此处输入的地址才会生效。',
      restart:
        '停止输入约两秒后，新地址开始使用：中继会重新启动，不会丢失消息。在微信和 CXone 中按旧地址填写的内容也须相应修改。',
    },
    do: {
      direct: '待办：让中继监听 443 端口',
      reverse_proxy: '待办：转发调用',
      tunnel: '待办：启动隧道',
    },
    proxy: {
      lead: '将以下内容加入前面的 Web 服务器，放好您的证书，然后让它重新读取配置。',
      note: '端口、地址和域名均取自正在运行的中继。域名（Host）必须原样传递：中继只应答自己的域名。如果 Web 服务器在另一台计算机上，中继还须为它监听。',
    },
    direct: {
      lead: '共三步。之后中继会出示“证书”页面上正在使用的证书。',
      listen: '让中继使用该证书监听 443 端口，并在防火墙中开放该端口。',
      byHand: '手动方式，用于没有窗口的服务器：relay.json',
      fileNew: '将以下内容保存为本程序文件夹中的 relay.json。',
      fileThere: 'relay.json 已存在：请将“listen”部分加入其中，其余内容保持不变。',
      openFolder: '打开文件夹',
      port: '在 Linux 上，普通用户的程序不能监听 1024 以下的端口。请管理员执行一次以下命令：',
      portLabel: '允许 443 端口',
      restart: '让中继读取该文件。',
      restartButton: '重新启动中继',
      certificate: '导入该域名的证书。没有证书时，微信和 CXone 会拒绝连接。',
      toCertificates: '前往证书页面',
    },
    relay: {
      title: '中继自身如何设置',
      lead: '它在本机的哪里监听、它对微信和 CXone 的调用走哪条通路，以及内容保留多久。',
      open: '中继自身的设置',
    },
    reach: {
      title: '必须放行的内容',
      lead: '供负责代理和防火墙的人员参考：以下地址须可从任何地方访问，前面不能有登录。',
      wechat: '微信的消息（该地址下的全部路径）',
      box: 'CXone 的调用（该地址下的全部路径）',
      pages: '供 CXone 管理员使用的页面',
      port: '微信只调用 80 或 443 端口。只有 443 是加密的，因此 Veerpont 要求使用 443。证书必须受浏览器信任，并附带证书链。',
      ownBox: 'CXone 的调用在本机有单独的监听地址：{{address}}。请用同样的方式为它设置单独的域名。',
    },
    proof: {
      title: '调用是否到达？',
      inUse: '正在使用：',
      nobody: '目前还没有谁能调用：请添加集成和渠道，并在微信和 CXone 中填写它们的地址。',
      note: '只有微信和 CXone 自己的调用才算证明。更改地址之前的调用只证明旧地址：请留意时间。',
    },
    state: {
      none: '尚无地址',
      wrong: '地址无法使用',
      waiting: '正在等待首次调用',
      half: '其中一方已调用',
      proven: '双方均已调用',
      failing: '目前无法访问',
    },
    stateHelp: {
      none: '请选择方式并输入地址。',
      wrong: '违反了一条规则，说明见该字段。中继不会使用此地址。',
      waiting: '请在微信中填写渠道的值，或在 CXone 中填写交接单。此处会自动更新。',
      half: '该地址可从外部访问。尚缺的内容见下方。',
      proven: '微信已验证该地址，CXone 也已调用。',
      failing:
        '中继此前可通过该地址访问自己，现在不行了。请检查隧道、代理和证书。微信会重试两次，之后该消息在微信侧即丢失。',
    },
  },
};
