import type { LogSentences } from '../sentence.ts';

/** Chinese. */
export const logZh: LogSentences = {
  REVEAL_OVER: {
    title: '查看时间已过',
    help: '显示消息后十分钟内可查看其文件。请填写原因，重新显示该消息。',
  },
  MEDIA_NOT_KEPT: {
    title: '此处未保存该文件',
    help: '文件未取到、被拒绝，或已按保留规则移除。消息的时间线会说明是哪一种。',
  },
  MEDIA_NO_PREVIEW: {
    title: '无法在此显示该文件',
    help: '仅显示不超过 5 MB 的图片、MP3 声音和 MP4 视频；其他文件可能会运行程序，或者太大。',
  },
  TASK_UNKNOWN: {
    title: '已没有该任务的记录',
    help: '任务保留 30 天。它做了什么，可在每条消息的时间线中查看。',
  },
  TASK_PLAN_OLD: {
    title: '统计已过时，不能据此操作',
    help: '未做任何操作。请重新统计，再查看结果。',
  },
  TASK_NOTHING_TO_DO: {
    title: '没有可操作的消息',
    help: '目前这些消息都不能这样操作。统计中写明了原因。',
  },
  TASK_NOT_POSSIBLE: {
    title: '目前不能对该任务这样操作',
    help: '任务已结束，或已处于该状态。列表中显示其现状。',
  },
  TASK_MESSAGE_BUSY: {
    title: '该消息当时正在发送',
    help: '未作改动。请稍后再查看。',
  },
  EXPORT_UNKNOWN: {
    title: '已没有该导出',
    help: '导出已结束，或中继已重新启动。请重新开始导出。',
  },
  EXPORT_TOO_MANY: {
    title: '同时进行的导出太多',
    help: '请等一个导出结束，或取消一个。',
  },
  EXPORT_INTERRUPTED: {
    title: '导出未完成',
    help: '搜索或中继在此期间停止。未完成的文件已移除；请重新开始。',
  },
  ERASE_NOT_CONFIRMED: {
    title: '输入的四个字符不符',
    help: '未移除任何内容。请输入该客户所示标识的最后四个字符。',
  },
  CUSTOMER_HAS_WAITING: {
    title: '该客户还有等待中的消息',
    help: '未移除任何内容。请先等其送达，或将其丢弃[：{{value}}]。',
  },
};
