import type { NoticeWords } from './words.ts';

/** 中文。 */
export const zhWords: NoticeWords = {
  locale: 'zh-CN',
  comma: '、',
  channelCount: (count) => `${count} 个渠道`,
  moreChannels: (names, count) => `${names} 等，另有 ${count} 个`,
  title: {
    opened: (who, what) => `${who}：${what}`,
    reminder: (who, what) => `仍未解决，${who}：${what}`,
    closed: (who, what) => `已恢复，${who}。原因：${what}`,
  },
  channels: (names) => `渠道：${names}。`,
  impact: {
    inbound: { stops: '客户的消息无法到达坐席。', passes: '客户的消息可能延迟到达坐席。' },
    outbound: { stops: '坐席的回复无法到达客户。', passes: '坐席的回复可能延迟到达客户。' },
    both: { stops: '双向消息均无法通过，或不可靠。', passes: '消息和回复可能延迟到达。' },
  },
  unknownCause: '原因尚不清楚',
  since: (moment, lasting) => `自 ${moment} 起（已持续 ${lasting}）。`,
  lasted: (duration, from, until) => `持续 ${duration}：从 ${from} 到 ${until}。`,
  act: {
    nobody: '无需人工处理：中继会自动继续。',
    operator: '请操作员在 Veerpont 中处理。',
    wechat_admin: '请微信账号管理员处理。',
    cxone_admin: '请 CXone 管理员处理。',
    network_admin: '请网络管理员处理。',
  },
  gapTitle: (who, duration) => `${who}：有 ${duration} 无法接收消息`,
  everyChannel: '所有渠道',
  gap: (from, until) => `从 ${from} 到 ${until} 无法接收任何消息。`,
  gapMeaning: '微信约 15 秒后放弃投递：客户当时发送的内容可能已丢失，请客户重新发送。',
  moreGaps: (count) => `另有 ${count} 段这样的时间，可在 Veerpont 的渠道页面查看。`,
  watch: (subject) => `您关注的事项：${subject}`,
  dailyWell: '一切正常',
  dailyWellLine: '所有渠道均已连接，没有未解决的事件。',
  dailyOpen: (_count, text) => `有 ${text} 个未解决的事件`,
  dailyNotConnected: '没有未解决的事件，但并非所有渠道都已连接',
  dailyNotConnectedLine: (names) => `未连接：${names}。`,
  figures: ({ inbound, outbound, failed, waiting, unconfirmed, deadLetters }) =>
    `过去 24 小时：客户消息 ${inbound} 条，回复 ${outbound} 条，失败 ${failed} 条。` +
    `当前：等待中 ${waiting} 条，未确认 ${unconfirmed} 条，无法送达 ${deadLetters} 条。`,
  missed: ({ people, outage }) => `已超时的 SLA 目标：人员原因 ${people} 个，故障原因 ${outage} 个。`,
  sla: {
    atRiskTitle: (who, metric, due) => `${who}：${metric}须在 ${due} 前完成`,
    atRiskCount: (count) => `${count} 个 SLA 目标即将超时`,
    atRisk: (customer, metric, due) => `${customer}：${metric}，期限 ${due}。`,
    missedTitle: (who, metric) => `${who}：SLA 目标已超时（${metric}）`,
    missedCount: (count) => `${count} 个 SLA 目标已超时`,
    missed: (customer, metric, due) => `${customer}：${metric}，期限为 ${due}，已超时。`,
    unnamed: '一位客户',
    mostUrgent: (channel, what) => `最紧急，${channel}：${what}`,
    outage: '故障原因：若不计消息无法通过的时间，本不会超时。',
    partOutage: (part, count) => `故障原因：${count} 个中的 ${part} 个。`,
    act: '请坐席在 CXone 中处理。Veerpont 的 SLA 看板列出全部。',
    board: 'SLA',
  },
  certificate: {
    endsTitle: (name, days) => `${name} 的证书将在 ${days} 天后到期`,
    endsWithinDayTitle: (name) => `${name} 的证书将在 24 小时内到期`,
    endedTitle: (name) => `${name} 的证书已到期`,
    ends: (moment) => `到期时间：${moment}。`,
    ended: (moment) => `到期时间：${moment}，已过期。`,
    willStop: {
      inbound: '到期后，客户的消息无法到达坐席。',
      outbound: '到期后，坐席的回复无法到达客户。',
      both: '到期后，双向消息均无法通过。',
    },
    act: {
      shown: '请操作员在 Veerpont 中打开“证书”，导入下一张证书，测试后启用。',
      next: '该证书尚未启用。请操作员在启用前导入更新的证书。',
      client:
        'CXone 调用时出示此证书。请操作员在 Veerpont 中打开“证书”，签发或导入 CXone 的下一张证书；更换完成前两张均有效。',
      authority:
        '它签发 CXone 出示的证书；到期后这些证书将被拒绝。请操作员在 Veerpont 的“证书”中导入下一个颁发机构；两者均有效。',
      other: '请操作员在 Veerpont 中打开“证书”。',
    },
    backTitle: (name, what) => `${name}：${what}`,
    backAct: '请操作员在 Veerpont 中打开“证书”，排除原因后再试。',
    stillInUse: '没有可恢复的旧证书，因此它仍在使用。',
  },
  test: '这是一条测试通知',
  testLine: '没有异常。Veerpont 的通知可以到达此处。',
  leftOut: (count, moment) => `在此之前还有 ${count} 条通知未能发送，最早一条为 ${moment}。`,
  zone: (moment, zone) => `${moment}（${zone} 时间）`,
  duration: ({ days, hours, minutes }) =>
    [
      days > 0 ? `${days} 天` : '',
      hours > 0 ? `${hours} 小时` : '',
      minutes > 0 || days + hours === 0 ? `${minutes} 分钟` : '',
    ]
      .filter((part) => part !== '')
      .join(' '),
};
