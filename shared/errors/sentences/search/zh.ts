import type { SearchSentences } from '../sentence.ts';

/** Chinese. */
export const searchZh: SearchSentences = {
  SEARCH_OPERATOR_UNKNOWN: {
    title: '无法识别此搜索词',
    help: '[“{{value}}”不能放在冒号前。]请选择提供的词；要按原文搜索，请加引号。',
  },
  SEARCH_VALUE_UNKNOWN: {
    title: '不能按此值搜索',
    help: '请选择提供的值之一[，当前为 {{value}}]。',
  },
  SEARCH_DATE_INVALID: {
    title: '这不是日期',
    help: '请写成 2026-11-23 或 2026-11-23T14:30[，当前为 {{value}}]。',
  },
  SEARCH_QUOTE_OPEN: {
    title: '缺少一个引号',
    help: '其后的文字一直算到结尾。请补上另一个引号。',
  },
  SEARCH_NOTHING_LEFT: {
    title: '其中没有可搜索的内容',
    help: '只包含不被索引的符号。请加上字母、数字或汉字。',
  },
  SEARCH_TOO_LONG: {
    title: '搜索词太多',
    help: '请去掉一些，或减少一次搜索的词数。',
  },
  SEARCH_OVERTAKEN: {
    title: '已被更新的搜索取代',
    help: '没有问题：将显示更新的搜索结果。',
  },
  SEARCH_CURSOR_OLD: {
    title: '无法继续显示这些结果',
    help: '消息在此期间变化太大。请重新搜索。',
  },
  SEARCH_UNAVAILABLE: {
    title: '目前无法搜索消息',
    help: '消息收发照常进行。搜索会自动恢复；最新消息在“实时消息”中。',
  },
  CUSTOMER_UNKNOWN: {
    title: '已没有该客户的资料',
    help: '其所有消息已按保留规则或删除请求移除。',
  },
};
