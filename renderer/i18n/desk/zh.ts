import type { DutchTexts } from '../texts.ts';
import { deskAgentZh } from './agent-zh.ts';
import type { deskEn } from './en.ts';
import { deskRefusalsZh } from './refusals-zh.ts';
import { deskTenantZh } from './tenant-zh.ts';

/** 中文。None of these texts has plural forms, so the keys are the same as in English. */
export const deskZh: DutchTexts<typeof deskEn> = {
  frame: {
    simulated: '模拟环境，仅供练习',
    simulatedHelp: '本页面的任何操作都不会到达 CXone 或微信。停止沙盒后，内容即消失。',
    language: '语言',
    theme: '主题',
    light: '浅色',
    dark: '深色',
    system: '跟随系统',
    loading: '请稍候…',
    save: '保存',
    saved: '已保存',
    remove: '删除',
    removeSure: '确定删除？',
    keep: '保留',
    name: '名称',
    notChosen: '– 未选择 –',
    copy: '复制',
    copied: '已复制',
    copyFailed: '复制失败：请手动选中并复制',
    toDesk: '坐席工作台',
    toTenant: '管理后台',
    unreachable: '沙盒没有响应。它还在运行吗？本页面会自动重试。',
    unexpected: '沙盒返回了意外的结果：{{message}}',
  },
  rights: {
    reply: '回复',
    delete_original: '从原平台删除',
    hide_original: '在原平台隐藏',
    approve: '可审批',
    assign: '可分配/重新分配',
    unassign: '可取消分配',
  },
  ...deskTenantZh,
  ...deskAgentZh,
  ...deskRefusalsZh,
};
