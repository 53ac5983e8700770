import type { ChineseTexts } from '../texts.ts';
import type { setupComparedEn } from './compared-en.ts';

/** 中文：对比两份配置时，其他页面没有单独命名的字段和值。 */
export const setupComparedZh: ChineseTexts<typeof setupComparedEn> = {
  compared: {
    numbered: '{{label}} {{number}}',
    part: '{{whole}}：{{part}}',
    of: '{{label}}（{{name}}）',
    idInCxone: '在 CXone 中的 ID',
    ownId: '内部 id',
    right: '“{{channel}}”上的权限 {{number}}',
    rights: '“{{channel}}”上的权限',
    digitalSkill: '数字技能 {{number}}',
    role: '角色 {{number}}',
    condition: '条件 {{number}}',
    template: '模板 {{number}}',
    templateName: '在 CXone 中的名称',
    templateId: '微信模板 ID',
    templateField: '字段 {{name}}',
    templateUrl: '点击后打开的地址',
    span: '{{day}}，营业时段 {{number}}',
    differentDay: '特殊日期 {{number}}',
    timed: '计时',
    target: '目标',
    warning: '预警 {{number}}',
    warningIs: { percent: '已用时间比例', minutes: '剩余分钟数' },
    notChosen: '尚未选择',
    notMade: '尚未创建',
    notHere: '{{id}}（未在此处设置）',
    unconfirmed: {
      ask: '等待人工决定',
      send_again: '自动重新发送',
      give_up: '自动放弃',
    },
    report: { nothing: '不告知', failed: '告知发送失败' },
  },
};
