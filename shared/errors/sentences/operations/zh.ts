import type { OperationsSentences } from '../sentence.ts';

/** 中文。 */
export const operationsZh: OperationsSentences = {
  CHANNEL_UNKNOWN: { title: '该渠道已不存在', help: '它可能已从配置中移除。未做任何更改[（{{value}}）]。' },
  CHANNEL_PAUSED: {
    title: '该渠道已暂停',
    help: '消息会被接收并保存，但暂不转发。启动渠道可立即投递；否则暂停到时会自动结束。',
  },
  CHANNEL_STOPPED: {
    title: '该渠道已停用',
    help: '新消息会被拒绝：微信会提示客户服务出现故障。已保存的消息会等待。启动渠道即可继续。',
  },
  CHANNEL_REMOVED_IN_CXONE: {
    title: '该渠道已在 CXone 中删除',
    help: 'CXone 管理员删除了它，因此这里也已停用。已保存的消息会等待。请在 CXone 中重新建立后再启动。',
  },
  CHANNEL_CONTROL_UNREADABLE: {
    title: '无法读取该渠道此前是否已暂停或停止',
    help: '因此该渠道被保留：消息照常接收并保存，但不会转发。请重新决定：启动、暂停或停止该渠道。如果再次出现，本机磁盘可能已损坏。',
  },
  CHANNEL_WAITS_FOR_CXONE: {
    title: '等待完成设置：该渠道在 CXone 中尚不存在',
    help: '不会丢失任何消息：客户发来的内容会被接收，并按顺序保存在这里。请在该渠道设置的“CXone 中的渠道”一步中创建渠道，或勾选它已手工创建，然后启用设置。等待的消息随即投递。',
  },
  COMPUTER_ASLEEP: {
    title: '这台电脑曾处于睡眠状态',
    help: '期间无法接收任何消息，缺口报告会列出时间。系统正在重新检查所有项目。',
  },
  NETWORK_DOWN: {
    title: '这台电脑没有网络连接',
    help: '两个方向都无法传送；已保存的消息会等待。请连接网络，中继会自动继续。',
  },
  CHECK_CANNOT_TELL: {
    title: '从这里无法判断',
    help: '这不是故障。许多网络不允许电脑访问自己的公网地址，只有微信或 CXone 能够证明。',
  },
  ANSWERS_SLOW: {
    title: '中继应答缓慢',
    help: '5 秒内未应答的消息，微信会重发，并可能停止推送一分钟[（最慢：{{value}}）]。请检查这台电脑还在忙什么。',
  },
  WECHAT_CALLBACK_UNREACHABLE: {
    title: '微信可能无法访问回调地址',
    help: '微信自己的检测找不到通路，客户的消息可能收不到。请检查公网地址[ {{value}} ]的域名、隧道和防火墙。',
  },
  WECHAT_PUSHES_STOPPED: {
    title: '微信已停止推送消息',
    help: '应答失败后微信会停止一分钟；若地址失效则更久。“重新连接”会检查地址并说明要修复什么。',
  },
  WECHAT_QUOTA_LOW: {
    title: '微信的每日调用额度即将用完',
    help: '额度用完之前仍可发送回复[：今天还剩 {{value}} 次]。额度在北京时间零点恢复。',
  },
  TARGET_CERTIFICATE_REFUSED: {
    title: '对方的证书不被接受',
    help: '不会向对方发送任何内容，消息在此等待。通常是解密流量的代理或错误的时钟造成的[（{{value}}）]。请联系网络管理员。',
  },
  OWN_CERTIFICATE_EXPIRED: {
    title: '中继自己的证书已过期',
    help: '微信和 CXone 无法连接，因此[自 {{value}} 起]无法接收任何消息。请更换证书。',
  },
  OWN_CERTIFICATE_EXPIRING: {
    title: '中继自己的证书即将过期',
    help: '目前一切正常。请在[ {{value}} ]到期之前更换证书。',
  },
  BOX_NOT_CALLED_YET: {
    title: 'CXone 尚未发起调用',
    help: '在它首次调用之前，无法证明回复能够到达。请检查 CXone 集成表单中的地址[：{{value}}]。',
  },
  RECONNECT_NOT_FOUND: {
    title: '该次重新连接已结束',
    help: '此后中继重启过，或时间已久。请点击“重新连接”重新开始。',
  },
  RECONNECT_NOT_POSSIBLE: {
    title: '重新连接进行到此时，无法这样做',
    help: '流程已经前进。请查看当前步骤后再选择。',
  },
  RECEIPT_NOT_FOUND: { title: '该回执已不存在', help: '回执在保存期满后会被删除。消息不受影响。' },
  TEST_FOLLOWER_UNKNOWN: {
    title: '没有登记可发送测试消息的人',
    help: '请在渠道页面登记一位关注该账号的同事，然后重试。',
  },
  TEST_WORD_NOT_SEEN: {
    title: '尚未收到口令',
    help: '这不能说明什么：可能还没有发送。请确认关注者写给的是这个账号，并且与显示的口令完全一致。',
  },
  INCIDENT_NOT_FOUND: { title: '该事件已不存在', help: '事件在保存期满后会被删除。消息不受影响。' },
  INCIDENT_CLOSED: { title: '该事件已经关闭', help: '无需处理。仍可添加备注。' },
  MAINTENANCE_NOT_FOUND: { title: '该维护计划已不存在', help: '它已结束或被移除。未做任何更改。' },
  WATCH_NOT_FOUND: { title: '该关注已结束', help: '未做任何更改。如有需要，请重新关注该消息。' },
  WATCH_NOT_POSSIBLE: { title: '无法关注此消息', help: '它已经有最终结果，或无法识别其发送人。' },
  TIME_IN_PAST: { title: '该时间已经过去', help: '未做任何更改。请选择将来的时间，且结束须晚于开始。' },
  TEXT_TOO_LONG: {
    title: '文字过长',
    help: '未保存。请缩短[到 {{value}} 字节以内]；每个汉字按三个字节计算。',
  },
  FILE_NOT_SAVED: {
    title: '文件无法保存',
    help: '请选择其他文件夹，或确认空间充足且您有写入权限[：{{value}}]。',
  },
  ALERT_SETTINGS_INVALID: {
    title: '告警设置有误',
    help: '未保存，原有设置继续有效。请更正此处[：{{value}}]。',
  },
  ALERT_NO_TARGET: { title: '没有可通知的地址', help: '无法通过此方式通知任何人。请填写地址、保存后再测试。' },
  ALERT_TARGET_FORBIDDEN: {
    title: '该地址不允许用于告警',
    help: '告警只发往 https 地址和加密的邮件服务器[（{{value}}）]。请更正地址。',
  },
  ALERT_UNREACHABLE: {
    title: '无法访问告警地址',
    help: '未能通过此方式通知任何人；系统会在一天内继续尝试。请检查地址和网络[：{{value}}]。',
  },
  ALERT_REFUSED: {
    title: '对方拒绝了告警',
    help: '未能通过此方式通知任何人。请检查地址、格式和密钥[；对方回复：{{value}}]。',
  },
  ALERT_LOGIN_REFUSED: {
    title: '邮件服务器拒绝登录',
    help: '未发送邮件。请检查用户名和密码[；对方回复：{{value}}]。',
  },
  ACTION_LINK_INVALID: {
    title: '打开此页面时缺少 CXone 附带的信息',
    help: '未做任何更改。请从 CXone 打开：ACD、Digital、Points of Contact Digital。',
  },
  ACTION_HOST_NOT_ALLOWED: {
    title: '打开此页面的地址不属于 CXone',
    help: '未做任何更改，也未向其发送任何内容[（{{value}}）]。请从 CXone 打开此页面。',
  },
  ACTION_TOKEN_REFUSED: {
    title: 'CXone 未能确认是谁打开了此页面',
    help: '未做任何更改。链接只能使用一次且时效很短：请从 CXone 重新打开。',
  },
  ACTION_SESSION_ENDED: { title: '此页面打开的时间过长', help: '未做任何更改。请从 CXone 重新打开。' },
  ACTION_CXONE_FAILED: {
    title: 'CXone 未完成所请求的操作',
    help: '这里未做任何更改。请重试；若再次发生，请把 CXone 的答复告诉管理员[：{{value}}]。',
  },
};
