import type { ChineseTexts } from '../texts.ts';
import type { outsideProxyEn } from './en.ts';

/** 中文。 */
export const outsideProxyZh: ChineseTexts<typeof outsideProxyEn> = {
  outsideProxy: {
    title: '正在使用的通路',
    lead: '中继会调用的主机，以及目前运行时如何到达它们。请逐一测试；经由代理时会分步测试。',
    stale: '上面输入的内容与中继正在使用的不同：测试仍走原来的通路。请先启用。',
    nobody: '中继还没有要调用的主机：没有正在使用的集成和渠道。',
    relayOff: '中继没有运行，因此不知道它的通路。',
    list: '会调用的主机',
    side: { wechat: '微信', cxone: 'CXone', other: '其他主机' },
    straight: '直接连接，不经代理',
    through: '经由代理 {{proxy}}',
    pac: '按 PAC 文件 {{source}}',
    isSecure: '到代理使用 TLS',
    signsIn: '使用用户名',
    trustsProxy: '此代理可以解开经过的内容',
    test: '测试',
    testOf: '测试到 {{host}} 的通路',
    steps: '到 {{host}} 的测试步骤',
    step: {
      pac: '查询 PAC 文件',
      reach_proxy: '连接代理',
      tunnel: '获得代理放行',
      tls: '连接主机并检查其证书',
      answer: '得到应答',
    },
    outcome: { ok: '正常', failed: '失败', not_tried: '未尝试', not_available: '无法进行' },
    code: '代码：{{code}}',
    at: '{{age}}测试。',
  },
};
