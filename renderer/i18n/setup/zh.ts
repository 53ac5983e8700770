import type { ChineseTexts } from '../texts.ts';
import { setupChannelZh } from './channel-zh.ts';
import { setupComparedZh } from './compared-zh.ts';
import { setupConfigurationZh } from './configuration-zh.ts';
import type { setupEn } from './en.ts';
import { setupIntegrationZh } from './integration-zh.ts';
import { setupPartsZh } from './parts-zh.ts';

/** 简体中文。 */
export const setupZh: ChineseTexts<typeof setupEn> = {
  setup: {
    ...setupPartsZh,
    ...setupIntegrationZh,
    ...setupChannelZh,
    ...setupConfigurationZh,
    ...setupComparedZh,
    firstRun: {
      title: '在此设置渠道',
      help: '一步一步完成，不需要配置文件：输入时逐项检查，微信和 CXone 要填的内容可直接复制。',
      button: '开始设置',
    },
    begin: {
      title: '在此设置微信和 CXone',
      lead: '随时可以停下，以后再继续：输入即保存。在您按下写明的按钮之前，不会有任何内容发往微信或 CXone。',
      step: {
        outside: '选择微信和 CXone 如何到达本机：公网地址。',
        integration: '填写集成，把各项值交给 CXone 管理员。',
        channel: '用五步把微信账号连接成渠道，直到双向各有一条消息通过。',
        people: '规划并检查各角色的权限，以及消息如何找到坐席。',
        skill: '设置外呼技能、计时器和 SLA。',
        ready: '查看“就绪情况”：列出已完成、缺少或有误的内容，以及每项的解决办法。',
      },
      button: '开始',
      note: '中继会启动，暂时没有要传送的内容。',
    },
    overview: {
      lead: '一个集成是 CXone 中的一项登记，其中每个渠道是一个微信账号。请自上而下完成每一项的下一步。',
      noAddress: '微信和 CXone 还无法到达本机：尚不知道公网地址。',
      integrations: '集成',
      addIntegration: '添加集成…',
      noIntegrations: '从这里开始：集成包含 CXone 和 Veerpont 互相找到对方所需的地址和密钥。',
      channels: '渠道',
      addChannel: '添加渠道…',
      noChannels: '下一步：把一个微信账号连接成渠道。',
      integrationFirst: '渠道属于集成：请先添加集成。',
      ofIntegration: '集成 {{name}}',
      goOn: '继续：{{step}}',
      integrationState: {
        form: '未填完',
        hand_over: '等待集成 ID',
        access: '缺少 CXone 访问信息',
        apply: '当前内容未启用',
        call: '已启用，CXone 尚未调用',
        none: '已启用，CXone 已调用',
      },
      integrationNext: {
        form: '填写表单',
        hand_over: '交给 CXone',
        access: '填写访问信息',
        apply: '启用',
        call: '查看',
        none: '查看',
      },
      given: { file: '来自配置文件', sandbox: '练习环境自带' },
      givenHelp: {
        file: '这些写在 relay.json 中，在那里修改，与此处设置的内容同时运行。',
        sandbox: '这些由练习环境提供，与此处设置的内容同时运行。',
      },
      more: '所有渠道共用',
      page: {
        outside: '公网地址',
        relay: '中继自身的设置',
        permissions: '权限',
        routing: '路由',
        skills: '外呼技能、计时器和 SLA',
        configuration: '配置文件',
      },
      pageHelp: {
        outside: '微信和 CXone 如何到达中继。',
        relay: '它在哪里监听、调用走哪条通路，以及内容保留多久。',
        permissions: '哪个角色在哪个渠道上可以做什么。',
        routing: '消息如何找到坐席。',
        skills: '坐席主动发起所需的设置，以及计时。',
        configuration: '保存除密钥外的全部内容，或从另一台电脑导入。',
      },
    },
    add: {
      title: { integration: '添加集成', channel: '添加渠道' },
      help: {
        integration: 'CXone 中 Bring Your Own Channel 下的一项登记，可包含多个渠道。',
        channel: '一个微信公众号。',
      },
      name: '名称',
      nameHelp: {
        integration: 'CXone 会把它显示为渠道类型。以后可以修改。',
        channel: '坐席和同事所熟悉的账号名称。以后可以修改。',
      },
      id: '其标识将为 {{id}}，也用于地址中，之后不再改变。',
      confirm: '添加',
    },
    sheet: {
      title: '交接单：',
      lead: '请交给 CXone 管理员。每个值都标有 CXone 中的字段名。',
      incomplete: '此单还有缺少或有误的内容。',
      complete: '填完表单',
      toIntegration: '集成',
      save: '保存为文件…',
      print: '打印',
      where: '在哪里点击',
      click: {
        open: '在 CXone 中点击应用选择器，选择 ACD，进入 Digital > Bring Your Own Channel。',
        add: '点击 Add（添加）。',
        fill: '填入下列各值。注明留空的请留空。',
        save: '点击 Save（保存）。CXone 会显示集成列表。',
      },
      values: '要填的内容',
      back: '要发回的内容',
      backHelp: '集成 ID：在 BYOC 集成列表中新集成的那一行。没有它就无法创建渠道。',
      enterId: '在此填入集成 ID',
      noUrl: '尚不知道：缺少公网地址。',
      leaveEmpty: '留空。',
      authorizationEmpty: '留空：CXone 会使用集成箱 URL。',
      keyKept: '与客户端证书配套的私钥。它保存在此且从不显示：请通过安全途径交出您自己的那份，或已保存的私钥文件。',
      switchOn: '开启。',
      switchOff: '保持关闭。',
      secretOnce: '仅在此页打开期间显示。请立即复制，或现在保存交接单。集成启用后生效。',
      secretNone: '尚未生成。',
      secretMade: '{{age}}生成并显示过，末四位 {{end}}。不会再次显示。',
      makeAgain: '为此单生成新密钥',
    },
  },
};
