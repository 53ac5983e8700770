import type { SetupSentences } from '../sentence.ts';

/** Chinese. Fields of CXone carry their English names, those of WeChat their Chinese ones. */
export const setupZh: SetupSentences = {
  SETUP_REQUIRED: {
    title: '此项必须填写',
    help: '请输入或粘贴内容。已输入的内容会保留。',
  },
  SETUP_TOO_LONG: {
    title: '内容过长',
    help: '请缩短[至最多 {{value}} 个字符]。',
  },
  SETUP_NAME_TAKEN: {
    title: '每个名称只能使用一次',
    help: '已有同名项[（{{value}}）]。大小写和空格不作区分；请换一个名称。',
  },
  SETUP_NAME_UNSEEN: {
    title: '名称只能包含可见字符',
    help: '其中有隐藏字符，可能来自复制。请清空此项，手动输入名称。',
  },
  SETUP_VALUE_UNSEEN: {
    title: '此值不含空格、重音字母或隐藏字符',
    help: '请在显示该值的页面上从头到尾重新复制。',
  },
  SETUP_ID_TAKEN: {
    title: '该短名称已被占用',
    help: 'relay.json 或沙盒中已有同样的短名称[（{{value}}）]。请换一个名称，地址也会随之不同。',
  },
  SETUP_NUMBER_FORM: {
    title: '此处应为整数',
    help: '只用数字，不带正负号、小数点或逗号；也可留空。',
  },
  SETUP_TIME_FORM: {
    title: '时间的每一部分都应为整数',
    help: '只用数字[，此处最大 {{value}}]。留空表示零。',
  },
  SETUP_TIME_MISSING: {
    title: '启用的计时器需要设置时间',
    help: '请填写小时、分钟或秒，合计至少一秒；或关闭该计时器。',
  },
  SETUP_URL_FORM: {
    title: '此处应为完整的地址',
    help: '请写成 https://relay.example.com/path 的形式，不含空格。含 a 至 z 以外文字的域名请用 xn-- 形式。',
  },
  SETUP_URL_NOT_HTTPS: {
    title: '地址必须以 https:// 开头',
    help: '消息和密钥经由此地址传输，CXone 和微信只使用加密连接。服务器支持后，请把 http:// 改为 https://。',
  },
  SETUP_URL_PORT: {
    title: '微信只访问 443 端口',
    help: '请从地址中去掉端口[ {{value}}]，由反向代理或隧道把 443 端口转到中继。',
  },
  SETUP_URL_NOT_PUBLIC: {
    title: '地址必须能从互联网访问',
    help: '该地址只在本机或内部网络中有效。请使用外部能找到中继的域名。',
  },
  SETUP_URL_CREDENTIALS: {
    title: '地址中不得包含用户名或密码',
    help: '请删除 // 与 @ 之间的全部内容。CXone 用 Client ID 和 Client secret 证明身份。',
  },
  SETUP_URL_FRAGMENT: {
    title: '地址中不得包含 # 部分',
    help: '服务器看不到 # 之后的内容。请删除 # 及其后的全部内容。',
  },
  SETUP_URL_QUERY: {
    title: '此地址中不得包含问号',
    help: '地址末尾会加上路径。请删除问号及其后的全部内容。',
  },
  SETUP_URL_ELSEWHERE: {
    title: '此地址不是中继的公网地址',
    help: '须由另一台服务器转发调用，否则收不到任何内容。留空即使用中继的地址。',
  },
  SETUP_PUBLIC_ADDRESS_MISSING: {
    title: '须先确定中继的公网地址',
    help: '请在“公网地址”中选择微信和 CXone 访问中继的方式。需要提供的地址都由它生成。',
  },
  SETUP_SECRET_MISSING: {
    title: '还缺少一个密钥',
    help: '请从显示它的页面粘贴，或在有按钮处自动生成。密钥加密保存，不再显示。',
  },
  SETUP_SECRET_FORM: {
    title: '密钥中间没有空格、重音字母或换行',
    help: '请从头到尾重新复制，最多 1,000 个字符。',
  },
  SETUP_CLIENT_ID_FORM: {
    title: 'Client ID 由字母、数字和符号组成，不含空格和冒号',
    help: '最多 200 个字符，例如 veerpont-wechat。',
  },
  SETUP_CLIENT_ID_TAKEN: {
    title: '每个集成都有自己的 Client ID',
    help: '另一个集成已使用它[（{{value}}）]，中继将无法区分两者的调用。请换一个。',
  },
  SETUP_MTLS_ALL_OR_NONE: {
    title: 'Client certificate、Private key、CA certificate 须三项都填或都不填',
    help: '请补齐缺少的项，或清空全部三项。CXone 只接受三项齐全。',
  },
  SETUP_MTLS_CERTIFICATE: {
    title: 'Client certificate 必须是 PEM 文本',
    help: '请粘贴从 BEGIN CERTIFICATE 到 END CERTIFICATE 的全部内容，包括短横线，其后可接中间证书，不得有其他内容。私钥不应放在这里。',
  },
  SETUP_MTLS_KEY: {
    title: 'Private key 必须是没有口令的 PEM 文本',
    help: '请粘贴一个私钥，从 BEGIN PRIVATE KEY 到 END PRIVATE KEY，包括短横线。加密的私钥请先去除口令，因为 CXone 无法询问口令。',
  },
  SETUP_MTLS_AUTHORITY: {
    title: 'CA certificate 必须是 PEM 文本',
    help: '请粘贴一个或多个证书，从 BEGIN CERTIFICATE 到 END CERTIFICATE，包括短横线，不得有其他内容。',
  },
  SETUP_MTLS_MISMATCH: {
    title: 'Client certificate、Private key、CA certificate 须相互匹配',
    help: '私钥须属于该证书，证书须由该 CA 签发，目前有效且用于客户端[：{{value}}]。请粘贴同一次签发的三部分。',
  },
  SETUP_COLOR_FORM: {
    title: '颜色为 # 加六个 0-9、a-f 字符',
    help: '请用取色框选择，或写成 #07c160 的形式。',
  },
  SETUP_INTEGRATION_ID_MISSING: {
    title: '还缺少 CXone 的 Integration ID',
    help: '保存后，CXone 会在 ACD > Digital > Bring Your Own Channel 的列表中显示该集成的 Integration ID。请复制到此处。',
  },
  SETUP_INTEGRATION_ID_FORM: {
    title: 'Integration ID 只含字母、数字、连字符和下划线',
    help: '请从 BYOC 集成列表中复制该 ID，最多 100 个字符；不是名称，也不是地址。',
  },
  SETUP_INTEGRATION_ID_TAKEN: {
    title: '每个集成都有自己的 Integration ID',
    help: '另一个集成已有此 ID[（{{value}}）]。请在 BYOC 集成列表中查看它属于哪一个。',
  },
  SETUP_APP_ID_FORM: {
    title: 'AppID 为 wx 加 16 个 0-9、a-f 字符',
    help: '请从公众号的基本配置中复制 AppID。以 gh_ 开头的原始 ID 是另一项。',
  },
  SETUP_APP_SECRET_FORM: {
    title: 'AppSecret 为 32 个 0-9、a-f 字符',
    help: '请从微信显示它的页面完整复制。若已无从得知，请在该处重置；其他程序也需改用新的。',
  },
  SETUP_ORIGINAL_ID_FORM: {
    title: '原始 ID 以 gh_ 开头',
    help: '请从公众号的账号详情中连同字母和数字一起复制，最多 64 个字符。',
  },
  SETUP_TOKEN_FORM: {
    title: 'Token 为 3 至 32 个字母和数字',
    help: '只用 a 至 z、A 至 Z、0 至 9，或自动生成。微信处须填写完全相同的值。',
  },
  SETUP_AES_KEY_FORM: {
    title: 'EncodingAESKey 恰好为 43 个字母和数字',
    help: '请完整复制[（现为 {{value}} 个字符）]，或自动生成。微信处须填写完全相同的值。',
  },
  SETUP_ACCOUNT_TAKEN: {
    title: '一个公众号只属于一个渠道',
    help: '微信为每个公众号只保存一个回调地址，另一个渠道已使用该公众号[（{{value}}）]。请使用那个渠道，或换一个公众号。',
  },
  SETUP_PLAIN_MODE: {
    title: '明文模式下微信不加密消息',
    help: '渠道可以工作，但只受 https 保护。如无妨碍，请在此处和微信处选择安全模式。',
  },
  SETUP_INTEGRATION_UNKNOWN: {
    title: '渠道须属于一个集成',
    help: '该集成不存在[（{{value}}）]。请从列表中选择，或先新建集成。',
  },
  SETUP_INTEGRATION_NOT_APPLIED: {
    title: '该集成尚未启用',
    help: '请打开集成[ {{value}}]，填写完整并应用。之后渠道才能运行。',
  },
  SETUP_CXONE_CHANNEL_MISSING: {
    title: '渠道也必须存在于 CXone 中',
    help: '可在此处创建，可在 CXone 中用 Add 操作页面创建，也可手动创建并填写其 ID。',
  },
  SETUP_CXONE_CHANNEL_FORM: {
    title: '渠道 ID 只含字母、数字、连字符、下划线、句点和冒号',
    help: '请从 CXone 复制该 ID，最多 100 个字符；不是渠道名称。',
  },
  SETUP_CXONE_CHANNEL_TAKEN: {
    title: '一个 CXone 渠道只属于一个公众号',
    help: '此处另一个渠道已使用该 CXone 渠道[（{{value}}）]。请在 CXone 中为每个公众号各建一个渠道。',
  },
  SETUP_SCRIPT_MISSING: {
    title: '每个渠道都需要默认的 Studio 脚本',
    help: '请在 CXone 的 ACD > Digital > Digital points of contact 中选择，并记录在此处。缺少脚本，渠道就没有准备好。',
  },
  SETUP_SKILL_MISSING: {
    title: '每个渠道都需要默认的数字技能',
    help: '请在 CXone 的 ACD > Digital > Digital points of contact 中选择，并记录在此处。缺少技能，渠道就没有准备好。',
  },
  SETUP_NO_REPLY_DRAFTS: {
    title: '没有 Reply 权限的角色只能写草稿',
    help: '每份草稿都须由具有 Can approve 权限的人批准后才会发送[（角色：{{value}}）]。如需这些用户自行回复，请勾选 Reply。',
  },
  SETUP_NO_APPROVER: {
    title: '草稿需要有人可以批准',
    help: '在该渠道[（{{value}}）]上有用户只写草稿，但没有其他用户具有 Can approve。请给另一人的角色加上 Can approve，或给写草稿的人加上 Reply。',
  },
  SETUP_VIEW_SKILLS_MISSING: {
    title: '除 Reply 外，角色还需要 View Skills',
    help: '请在 Admin 应用中为该角色[（{{value}}）]启用 View Skills 权限，并在此处勾选。否则其用户无法回复。',
  },
  SETUP_NOBODY_REPLIES: {
    title: '每个渠道都须有人可以回复',
    help: '在该渠道[（{{value}}）]上，能处理数字联系的人中没有人同时具有 Reply 和 View Skills。请把它们加给某位坐席的角色。',
  },
  SETUP_CHANNEL_IN_NO_ROLE: {
    title: '渠道须添加到每个使用它的角色',
    help: '该渠道[（{{value}}）]不在任何角色中，没有人能看到它的消息。请在 ACD > Digital > Roles 中添加，并勾选角色可做的事。',
  },
  SETUP_USER_NO_ROLE: {
    title: '数字用户恰好有一个角色',
    help: '该用户[（{{value}}）]没有角色。请选择一个。',
  },
  SETUP_USER_MORE_ROLES: {
    title: '数字用户恰好有一个角色，不能有多个',
    help: 'CXone 只采用一个角色[（{{value}}）]。请保留起作用的那个；若两者都需要，请另建一个角色。',
  },
  SETUP_AGENT_NEEDS_BOTH: {
    title: '使用 CXone Agent 的坐席既需要 Digital Engagement 属性，也需要数字技能',
    help: '请为该用户[（{{value}}）]启用该属性并分配数字技能。只有其一时收不到数字联系。',
  },
  SETUP_MAX_NEEDS_EITHER: {
    title: '使用 MAX 的坐席需要 Digital Engagement 属性或数字技能',
    help: '请为该用户[（{{value}}）]设置其中之一。两者皆无时收不到数字联系。',
  },
  SETUP_NOT_AT_WECHAT: {
    title: '删除和隐藏在微信中不起作用',
    help: '微信接受后的消息无法撤回[（角色：{{value}}）]。客户仍能看到；建议两项都不勾选。',
  },
  SETUP_SKILL_HELD_BY_NOBODY: {
    title: '可以回复的人中没有人具有该渠道的默认技能',
    help: '个案按该技能分派[（{{value}}）]。请把它分配给需要回复的坐席。',
  },
  SETUP_QUEUES_NOT_ADVISED: {
    title: '建议按脚本和技能路由，队列是旧方式',
    help: '已不能新建队列，规则多了也难以掌握。现有队列仍可工作，也可编辑。',
  },
  SETUP_QUEUE_NO_FILTER: {
    title: '没有筛选器的队列收不到消息',
    help: '请添加至少含一个条件的筛选器，或把该队列标为后备队列。',
  },
  SETUP_FILTER_NO_CONDITION: {
    title: '筛选器至少需要一个条件',
    help: '请为该筛选器[（{{value}}）]添加条件，例如“包含的渠道”规则，或删除该筛选器。',
  },
  SETUP_CONDITION_NO_CHANNEL: {
    title: '“包含的渠道”规则至少需要一个渠道',
    help: '请对队列要接收的每个渠道点击 Add，并在点击 Back 前查看 Selected channels。',
  },
  SETUP_CONDITION_CHANNEL_GONE: {
    title: '条件中有一个渠道未在此处设置',
    help: '请从规则中移除；若它是 CXone 的其他渠道，可保留[（{{value}}）]。',
  },
  SETUP_CONDITION_UNKNOWN: {
    title: '此处由另一类条件决定',
    help: '无法在此判断它是否放行该渠道的消息[（队列：{{value}}）]。请用一条消息试验。',
  },
  SETUP_CHANNEL_NO_QUEUE: {
    title: '每个渠道都须有队列接收',
    help: '没有队列接收该渠道[（{{value}}）]的消息，也没有后备队列，消息会无人看到。请把它加入某个队列的“包含的渠道”。',
  },
  SETUP_CHANNEL_FALLBACK_ONLY: {
    title: '只有后备队列接收该渠道',
    help: '其消息会进入无队列接收的消息所去之处[（队列：{{value}}）]。若非本意，请把渠道加入某个队列的“包含的渠道”。',
  },
  SETUP_CHANNEL_TWO_QUEUES: {
    title: '有不止一个队列接收该渠道',
    help: '由优先级决定消息进入哪一个[（{{value}}）]。请把渠道从不需要的队列中移除。',
  },
  SETUP_NAME_SKILL_AND_QUEUE: {
    title: '技能和队列不得同名',
    help: '名称在两者之间必须唯一[（{{value}}）]。请更改其中之一。',
  },
  SETUP_TWO_FALLBACKS: {
    title: '后备队列只能有一个',
    help: '请只保留一个后备标记[（{{value}}）]。',
  },
  SETUP_SKILL_NAME_LENGTH: {
    title: '技能名称为 2 至 30 个字符',
    help: '请加长或缩短该名称[（现为 {{value}} 个）]。',
  },
  SETUP_SKILL_NAME_CHARACTERS: {
    title: '技能名称只含字母、数字、连字符、下划线、句点和冒号',
    help: '请删除其他字符，包括空格[：{{value}}]。可用连字符代替空格。',
  },
  SETUP_SKILL_NAME_LETTERS: {
    title: 'a 至 z 以外的文字可能被拒绝',
    help: 'CXone 只说“字母”，未说明是哪些。若 CXone 不接受此名称，请改用 a 至 z。',
  },
  SETUP_SKILL_MEDIA: {
    title: '媒体类型必须是 Digital',
    help: '请把 Media type 设为 Digital。其他类型不能传送微信消息。',
  },
  SETUP_SKILL_DIRECTION: {
    title: '方向必须是 Outbound',
    help: '请把 Inbound/outbound 设为 Outbound。接收消息的技能是渠道的默认技能。',
  },
  SETUP_SKILL_CHANNEL: {
    title: '外呼技能须属于一个渠道',
    help: '请把 Digital channel 设为 Bring Your Own Channel，并按名称选择渠道[（{{value}} 不存在）]。',
  },
  SETUP_SKILL_CAMPAIGN: {
    title: '技能须属于一个活动',
    help: '请在 CXone 中选择 Campaign，并在此记录其名称或 ID。',
  },
  SETUP_TEMPLATE_NOT_PROACTIVE: {
    title: '消息模板只用于 Proactive SMS 和 Proactive Digital',
    help: '请清空此项，或勾选表示此技能用于主动外联。',
  },
  SETUP_TEMPLATE_MISSING: {
    title: '主动外联需要消息模板',
    help: '请选择模板，或取消主动外联的勾选。',
  },
  SETUP_SUBSKILL_STUDIO: {
    title: '子技能不能与 Studio 脚本同用',
    help: '请清空此项。子技能只在由路由队列分配技能时有效。',
  },
  SETUP_AGENTLESS_ASSISTED: {
    title: 'Agentless 不适用于有坐席参与的工作',
    help: '请取消 Agentless，或取消“有坐席参与”的勾选。',
  },
  SETUP_AGENTLESS_MINIMUMS: {
    title: '选择 Agentless 后没有 Workforce Intelligence 最少人数',
    help: '请清空此项，或取消勾选 Agentless 以设置最少人数。',
  },
  SETUP_BLENDING_ADVISED: {
    title: '优先级混合未启用',
    help: '坐席与其他技能同时使用的每个外呼技能都须启用它。除非此技能单独使用，请勾选。',
  },
  SETUP_POPURL_NEEDS_STUDIO: {
    title: '弹屏需要 Studio 脚本',
    help: '弹屏由 Studio 的 POPURL 动作产生，只在 CXone Agent 中可见。请选择 Studio，或关闭弹屏。',
  },
  SETUP_CXONE_AGENT_ONLY: {
    title: '此功能只在 CXone Agent 中有效',
    help: '具有此技能的 MAX 用户看不到它[：{{value}}]。对他们没有其他影响。',
  },
  SETUP_TIMERS_DIFFER: {
    title: '技能的计时器须与此处的时钟一致',
    help: '否则控制台的提醒时间与 CXone 不同[（技能：{{value}}）]。请在技能的“SLA”一步采用这些时间，或修改 SLA。',
  },
  SETUP_NOT_TICKED: {
    title: '还没有人与 CXone 核对',
    help: '请在 CXone 中查看，一致时打勾[（已勾 {{value}}）]。',
  },
  SETUP_TICK_STALE: {
    title: '打勾之后又有改动',
    help: '请更新 CXone，再次核对并重新打勾[（已勾 {{value}}）]。',
  },
  SETUP_NOT_MADE: {
    title: 'CXone 中还没有外呼技能',
    help: '请在此处创建技能[ {{value}}]，或按操作清单手动创建。',
  },
  SETUP_NOT_APPLIED: {
    title: '输入的内容尚未启用',
    help: '中继目前未使用它。请打开[ {{value}} 的]表单并点击“应用”。',
  },
  SETUP_GIVEN_UNKNOWN: {
    title: '该渠道不是在此处设置的',
    help: '它来自 relay.json 或沙盒，因此无法得知。请在 CXone 中查看并打勾。',
  },
  SETUP_NOT_SEEN: {
    title: '还没有证据表明它有效',
    help: '中继在等待对方。一旦看到，此行会自动变为完成。',
  },
  SETUP_LISTEN_HOST: {
    title: '此处须为本机的地址或名称',
    help: '请勿带 https:// 和端口：127.0.0.1 表示仅本机，0.0.0.0 表示本机的所有地址，也可填写其中一个。',
  },
  SETUP_LISTEN_PORT: {
    title: '端口是 1 至 65535 的整数',
    help: '请只用数字；留空则由系统选择一个空闲端口，并保持不变。',
  },
  SETUP_LISTEN_TLS: {
    title: '来自其他计算机的调用必须加密',
    help: '该地址[（{{value}}）]可从外部访问。请由证书台保管证书，或填写终止 TLS 的反向代理，或改为监听 127.0.0.1。',
  },
  SETUP_LISTEN_FILES: {
    title: '证书文件只能在 relay.json 中指定',
    help: '若在此设置监听，请选择证书台并把证书放到那里；或保持 relay.json 的监听设置。',
  },
  SETUP_LISTEN_SAME: {
    title: '两个监听不能使用同一地址和端口',
    help: 'CXone 与微信的调用都会到达同一端口[（{{value}}）]。请为此处换一个端口，或让 CXone 与微信调用同一处。',
  },
  SETUP_LISTEN_TAKEN: {
    title: '已有其他程序在此监听',
    help: '该地址的端口已被占用[（{{value}}）]。请结束该程序，或换一个端口并让反向代理或路由器转到该端口。未作改动。',
  },
  SETUP_LISTEN_DENIED: {
    title: '当前帐户无权在此端口监听',
    help: '系统拒绝了此端口[（{{value}}）]。请选择 1024 及以上的端口，并由反向代理把 443 端口转到该端口。在 Linux 上，管理员也可以放开 443 及以上的端口（sysctl net.ipv4.ip_unprivileged_port_start=443），或只授权本程序（setcap cap_net_bind_service=+ep）。未作改动。',
  },
  SETUP_LISTEN_NOT_HERE: {
    title: '本机没有这个地址',
    help: '此处无法在该地址上监听[（{{value}}）]。请选择本机某块网卡的地址、127.0.0.1，或表示全部地址的 0.0.0.0；公网地址应填在另一栏。未作改动。',
  },
  SETUP_LISTEN_REFUSED: {
    title: '系统不允许中继在此监听',
    help: '请换一个地址或端口，或询问本机的管理人员[（系统提示：{{value}}）]。未作改动。',
  },
  SETUP_TRUSTED_PROXY_FORM: {
    title: '反向代理以其 IP 地址指定',
    help: '请填写它调用中继时所用的地址，例如 127.0.0.1 或 10.0.0.5，不要填名称、端口或网段。没有代理则留空。',
  },
  SETUP_BOX_CERTIFICATE_TLS: {
    title: '要求 CXone 出示证书需要 TLS',
    help: '请由证书台为此监听保管证书，或填写受信任的代理以及它转交 CXone 证书所用的请求头。',
  },
  SETUP_BOX_HEADER_FORM: {
    title: '请求头名称只有字母、数字和连字符',
    help: '请按代理发送的写法填写，例如 X-Client-Cert，最多 64 个字符，不带冒号。',
  },
  SETUP_BOX_HEADER_PROXY: {
    title: '请求头用于终止 TLS 的受信任代理',
    help: '请填写代理的地址并将 TLS 设为“无”，或清空请求头：没有该代理，任何人都可以伪造它。',
  },
  SETUP_WAY_HOST_FORM: {
    title: '主机只能是名称或地址',
    help: '请按被调用地址中的写法填写，例如 api.weixin.qq.com，不带 https://、端口、路径或 *。',
  },
  SETUP_WAY_DEFAULT_HOST: {
    title: '第一条出口用于其余所有主机',
    help: '请将其主机留空，并为该主机另加一条出口。',
  },
  SETUP_WAY_TWICE: {
    title: '每个主机只有一条出口',
    help: '该主机已有另一条出口[（{{value}}）]。请修改那一条，或删除其中之一。',
  },
  SETUP_WAYS_TOO_MANY: {
    title: '最多 50 个主机可有各自的设置',
    help: '连同 relay.json 中的主机会超过上限[（{{value}} 个）]。请删除不需要的出口；第一条出口用于其余所有主机。',
  },
  SETUP_PROXY_FORM: {
    title: '代理写作 http://proxy.example.com:8080',
    help: '以 http:// 开头（代理本身使用 TLS 时用 https://），端口为 1 至 65535，其后没有任何内容。不支持 SOCKS 代理。',
  },
  SETUP_PROXY_CREDENTIALS: {
    title: '代理地址中不得包含用户名或密码',
    help: '请删除 // 与 @ 之间的内容。用户名和密码有各自的栏位，密码在那里加密保存。',
  },
  SETUP_PROXY_USERNAME_FORM: {
    title: '代理的用户名不含冒号',
    help: '最多 200 个字符，不含冒号或换行。密码有单独的栏位。',
  },
  SETUP_PROXY_USERNAME_MISSING: {
    title: '有密码就须有用户名',
    help: '请填写该代理的用户名，或删除密码。',
  },
  SETUP_PROXY_PASSWORD_MISSING: {
    title: '有用户名就须有密码',
    help: '请设置该代理的密码，或清空用户名。密码加密保存，不再显示。',
  },
  SETUP_PROXY_PASSWORD_FORM: {
    title: '代理的密码是一行，最多 1,000 个字符',
    help: '请重新复制，其中不要有换行或制表符。',
  },
  SETUP_PROXY_CA_HTTP: {
    title: '代理自身的证书机构只用于 https 代理',
    help: '若代理使用 TLS，请在其地址中写 https://，否则清空此栏。若代理会解开 TLS 并重新签发，请用另一栏。',
  },
  SETUP_AUTHORITY_FORM: {
    title: '此处须为证书机构的证书（PEM 文本）',
    help: '请粘贴一个或多个证书，从 BEGIN CERTIFICATE 到 END CERTIFICATE，包括横线，不含其他内容。服务器自身的证书不算。',
  },
  SETUP_PAC_FORM: {
    title: 'PAC 文件以其地址或完整路径指定',
    help: '请填写以 http:// 或 https:// 开头的文件地址，或从根开始的路径：/etc/proxy.pac、C:\\proxy.pac。其中不能包含用户名和密码。',
  },
  SETUP_KEEP_DAYS: {
    title: '此处为 3 至 3650 的整天数',
    help: '请只用数字。少于 3 天会删除周末之后可能还要查看的内容。',
  },
  SETUP_ENTRY_UNKNOWN: {
    title: '该项已不存在',
    help: '它已被删除，可能是在另一个窗口中[（{{value}}）]。请返回设置重新选择。',
  },
  SETUP_STILL_USED: {
    title: '仍在使用，不能删除',
    help: '请先删除或修改使用它的项[：{{value}}]。',
  },
  SETUP_NAME_NOT_TYPED: {
    title: '删除前须准确输入名称',
    help: '请按显示的名称输入[：{{value}}]。未删除任何内容。',
  },
  SETUP_VALUES_HIDDEN: {
    title: 'Token 和密钥只显示到微信验证地址为止',
    help: '微信现已保存它们。若须重新输入，请在此生成新的并填写到微信处。',
  },
  SETUP_BOOK_DAMAGED: {
    title: '设置文件无法读取',
    help: '已采用最后一份完好的副本，损坏的文件另行保存[（{{value}}）]。请检查最近的改动；中继继续运行。',
  },
  SETUP_BOOK_NOT_SAVED: {
    title: '设置无法写入磁盘',
    help: '内容保留在内存中，下次改动时再试[（{{value}}）]。关闭程序前，请腾出磁盘空间或取得写入权限。',
  },
  SETUP_FILE_UNREADABLE: {
    title: '该文件不是本程序的配置',
    help: '请选择在“配置文件”页用“保存为文件”保存的文件[（{{value}}）]。未作改动。',
  },
  SETUP_FILE_NEWER: {
    title: '该文件来自更新的版本',
    help: '请更新本程序，或用相同版本重新导出。未作改动。',
  },
  SETUP_FILE_SECRETS: {
    title: '文件中不得包含密钥',
    help: '有一个密钥出现在非密钥项中[（{{value}}）]。请在该处删除；未写入任何内容。',
  },
  SETUP_RELAY_FILE_PRACTICE: {
    title: '练习设置不能用于服务器',
    help: '此处的设置属于本机的沙箱。请先关闭沙箱，再保存服务器用的文件。',
  },
  SETUP_IMPORT_OLD: {
    title: '比较之后设置已有变化',
    help: '请重新读取文件，查看当前的差异。未作改动。',
  },
  SETUP_NOT_OFFERED: {
    title: '该租户未通过 API 提供此功能',
    help: '请按操作清单手动完成，或向 CXone 管理员申请权限[（{{value}}）]。',
  },
  SETUP_TENANT_REFUSED: {
    title: 'CXone 拒绝创建',
    help: 'CXone 给出了原因[：{{value}}]。请修改后重试；未创建任何内容。',
  },
  SETUP_TENANT_DIFFERS: {
    title: '租户 ID 与访问密钥不符',
    help: 'CXone 不认识此租户 ID，或该密钥属于另一个租户[：{{value}}]。请清空“租户 ID”栏：密钥本身会说明所属租户。',
  },
};
