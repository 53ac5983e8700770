import type { SlaSentences } from '../sentence.ts';

/** Chinese. */
export const slaZh: SlaSentences = {
  SLA_CASE_NOT_FOUND: {
    title: '此会话已不再计时',
    help: '它早已结束并按保留规则删除，或从未计时。未做任何更改。',
  },
  SLA_LINK_UNKNOWN: {
    title: 'CXone 未提供此个案的地址',
    help: '请在 CXone 中按个案编号搜索[（{{value}}）]。',
  },
  SLA_NOT_POSSIBLE: {
    title: '目前无法对此会话执行该操作',
    help: '其静默计时未在运行，或其渠道的目标不允许延长。未做任何更改。',
  },
  SLA_PERIOD_INVALID: {
    title: '无法为此时间段生成报告',
    help: '请选择早于结束时间的开始时间，间隔最多 400 天，并使用存在的时区。',
  },
  SLA_SETTINGS_INVALID: {
    title: 'SLA 设置未保存',
    help: '其中有错误，已在对应字段标出[（{{value}}）]。当前生效的设置保持不变。',
  },
  SLA_SETTINGS_CHANGED: {
    title: '其间有他人保存了 SLA 设置',
    help: '您的内容既未保存也未丢失。请先查看较新的设置[（由 {{value}} 保存）]，再重新保存。',
  },
  SLA_NAME_MISSING: {
    title: '缺少名称',
    help: '请输入 1 到 100 个字符的名称。',
  },
  SLA_NAME_TWICE: {
    title: '名称重复',
    help: '请为每个日历使用不同的名称[（{{value}}）]。',
  },
  SLA_SPAN_EMPTY: {
    title: '此时段长度为零',
    help: '开始与结束相同[（{{value}}）]。全天请用 00:00 至 24:00；休息日请删除时段。',
  },
  SLA_SPANS_OVERLAP: {
    title: '时段重叠',
    help: '会被重复计算[（{{value}}）]。夜班会延续到次日。请修改其中一个。',
  },
  SLA_CALENDAR_NEVER_OPEN: {
    title: '此日历没有任何营业时间',
    help: '计时将永远不会走动。请至少为一周中的一天填写时段。',
  },
  SLA_CALENDAR_UNKNOWN: {
    title: '没有这个日历',
    help: '请选择一个现有日历[（{{value}} 不存在）]。',
  },
  SLA_CALENDAR_TWICE: {
    title: '日历重复',
    help: '请删除其中一个[（{{value}}）]。',
  },
  SLA_CHANNEL_TWICE: {
    title: '此渠道有两份自有目标',
    help: '请删除其中一个[（{{value}}）]。',
  },
  SLA_TIME_ZONE_UNKNOWN: {
    title: '未知的时区',
    help: '请使用 Europe/Amsterdam 或 Asia/Shanghai 这样的名称[；{{value}} 不是]。',
  },
  SLA_DATE_INVALID: {
    title: '此日期不存在',
    help: '请按 年-月-日 输入真实存在的日期[，而不是 {{value}}]。',
  },
  SLA_DATE_TWICE: {
    title: '日期重复',
    help: '每个日期只保留一行[（{{value}}）]。',
  },
  SLA_TARGET_ZERO: {
    title: '目标为零',
    help: '所有会话都会立即超时。请至少输入一分钟，或关闭此目标。',
  },
  SLA_TARGET_TOO_LONG: {
    title: '目标超过一年',
    help: '这样永远不会超时。请最多输入 366 天。',
  },
  SLA_TARGET_NOT_WHOLE_MINUTES: {
    title: '目标以整分钟计',
    help: '请输入天、小时和分钟。',
  },
  SLA_WARNING_TOO_EARLY: {
    title: '此预警会早于计时开始',
    help: '剩余分钟数不少于目标[（{{value}}）]。请输入更少的分钟数。',
  },
  SLA_WARNING_TWICE: {
    title: '预警重复',
    help: '请只保留一个。',
  },
  ICAL_NOT_A_CALENDAR: {
    title: '这不是 iCalendar 文件',
    help: '请选择从日历导出的 ICS 文件[（第 {{value}} 行）]。未导入任何内容。',
  },
  ICAL_TOO_LARGE: {
    title: '日历文件过大',
    help: '最多读取 1 MB。请只导出节假日。',
  },
  ICAL_EVENT_UNREADABLE: {
    title: '文件中有一个事件无法读取',
    help: '已跳过[：{{value}}]。其余事件可以导入。',
  },
  ICAL_TOO_MANY_DAYS: {
    title: '文件包含的天数超过日历上限',
    help: '最多导入 2,000 天[；{{value}}]。请选择较少的年份。',
  },
  ICAL_NOTHING_FOUND: {
    title: '文件中没有所选年份的日期',
    help: '请选择其他年份或其他文件。',
  },
  CXONE_CASES_NOT_ALLOWED: {
    title: 'CXone 不允许查看个案',
    help: '解决时间和分配情况未知；首次响应按我们自己的消息计时。请让 CXone 管理员允许此访问密钥读取联系记录[（{{value}}）]。',
  },
  CXONE_CASES_UNREADABLE: {
    title: '无法读取 CXone 的个案列表',
    help: '系统会自动重试。在此之前，凡 CXone 仍可能给出答复的都不会判为超时[（{{value}}）]。',
  },
};
