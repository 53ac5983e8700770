import { certificatesZh } from './certificates/zh.ts';
import { deskZh } from './desk/zh.ts';
import { logZh } from './log/zh.ts';
import { operationsZh } from './operations/zh.ts';
import { proxyZh } from './proxy/zh.ts';
import { searchZh } from './search/zh.ts';
import { setupZh } from './setup/zh.ts';
import { slaZh } from './sla/zh.ts';
import { tunnelZh } from './tunnel/zh.ts';
import type { Sentences } from './sentence.ts';

/** 每个错误代码对应一组简体中文文字。用词见 renderer/i18n/glossary.md。 */
export const zh: Sentences = {
  INTERNAL: {
    title: 'Veerpont 内部出了问题',
    help: '已保存的消息是安全的，其他工作会继续。如果再次出现，请重新启动 Veerpont，并附上日志进行报告。',
  },

  IPC_SENDER: {
    title: '已拒绝来自未知页面的请求',
    help: '消息不受影响。请重新启动 Veerpont；如果再次出现，请报告。',
  },
  IPC_UNKNOWN: {
    title: '窗口发出了 Veerpont 不认识的请求',
    help: '消息不受影响。窗口与程序的版本可能不一致，请重新启动 Veerpont。',
  },
  IPC_SCHEMA: {
    title: '窗口与程序之间的数据无法识别',
    help: '消息不受影响，也没有任何改动。请重新启动 Veerpont；如果再次出现，请报告。',
  },
  IPC_RATE: {
    title: '请求过于频繁',
    help: '消息不受影响。请等几秒钟再试。',
  },

  CONFIG_NOT_FOUND: {
    title: '找不到配置文件',
    help: '中继无法启动，因此没有消息通过。请检查文件的名称和位置[：{{value}}]。',
  },
  CONFIG_NOT_JSON: {
    title: '无法读取配置文件',
    help: '中继无法启动，因此没有消息通过。该文件不是有效的 JSON[，请看 {{value}}]。请改正后重新启动。',
  },
  CONFIG_INVALID: {
    title: '配置中有错误',
    help: '中继无法启动，因此没有消息通过。请改正以下部分后重新启动[：{{value}}]。',
  },
  CONFIG_SECRET_MISSING: {
    title: '配置中缺少一个密钥',
    help: '需要它的部分没有运行，因此那里没有消息通过。请补上密钥后重新启动[：{{value}}]。',
  },
  CONFIG_SECRET_INVALID: {
    title: '配置中一个密钥的格式不正确',
    help: '需要它的部分没有运行，因此那里没有消息通过。请改正密钥后重新启动[：{{value}}]。',
  },
  CONFIG_TLS_REQUIRED: {
    title: '这个地址需要证书',
    help: '中继不接受来自网络的未加密流量。请指定证书或受信任的代理，或只在本机监听[（当前为 {{value}}）]。',
  },
  CONFIG_TLS_VERIFICATION_OFF: {
    title: '本机关闭了证书检查',
    help: '在这种情况下中继不会启动，因此没有消息通过。请去掉关闭检查的设置[ {{value}}]，然后重新启动。',
  },
  DATA_FOLDER_UNUSABLE: {
    title: '数据文件夹无法使用',
    help: '无法保存任何内容，因此不接收消息。请检查该文件夹是否存在、您是否有写入权限[：{{value}}]。',
  },
  PORT_TAKEN: {
    title: '中继的端口被其他程序占用',
    help: '微信和 CXone 无法连到中继。请关闭占用端口[ {{value}} ]的程序或另一个 Veerpont，然后重新启动中继。',
  },
  LISTEN_FAILED: {
    title: '中继无法打开自己的地址',
    help: '微信和 CXone 无法连到中继。请检查配置中的地址[ {{value}}]，然后重新启动中继。',
  },
  RELAY_NOT_REACHABLE: {
    title: '无法连到中继',
    help: '微信和 CXone 的消息无法送达[ {{value}}]。请检查网络连接，以及隧道或代理（如果有）。中继会自动重新检查。',
  },

  SETTINGS_DAMAGED: {
    title: '设置文件已损坏',
    help: '该文件已被移到一旁，现在使用默认设置。消息不受影响。如果缺少什么，请到数据文件夹中查看。',
  },
  VAULT_NO_KEYRING: {
    title: '本机没有可以保管密钥的钥匙串',
    help: 'Veerpont 从不以明文保存密钥。请设置密码短语，或者只保留到 Veerpont 关闭为止。在此之前没有消息通过。',
  },
  VAULT_LOCKED: {
    title: '密钥已锁定',
    help: '请输入密码短语以启动中继。在此之前没有消息通过；已保存的内容是安全的。',
  },
  VAULT_WRONG_PASSPHRASE: {
    title: '密码短语不正确',
    help: '没有任何改动。请检查大小写和键盘语言，然后再试一次。',
  },
  VAULT_PASSPHRASE_WEAK: {
    title: '密码短语太短',
    help: '请至少使用 12 个字符。几个互不相关的词语既好记又难猜。',
  },
  VAULT_BACKEND_CHANGED: {
    title: '密钥是用另一个钥匙串锁定的',
    help: '用现在的钥匙串[（{{value}}）]无法打开。请用以前的方式登录，或恢复原来的钥匙串。没有覆盖任何内容。',
  },
  VAULT_DAMAGED: {
    title: '保存密钥的文件已损坏',
    help: '没有它中继无法启动。请从数据文件夹的备份中恢复该文件。没有覆盖任何内容。',
  },

  STORE_LOCKED: {
    title: '另一个中继正在使用数据库',
    help: '两个中继共用一个数据库会弄乱消息，所以这个中继在等待。请关闭另一个 Veerpont，然后重新启动中继。',
  },
  STORE_WRONG_KEY: {
    title: '用这个密钥打不开数据库',
    help: '已保存的消息没有被改动，但无法读取，新消息也不会接收。请用以前的密码短语或钥匙串解锁。',
  },
  STORE_DAMAGED: {
    title: '数据库已损坏',
    help: '没有改动或删除任何内容，新消息不会接收。请把最近的备份恢复到数据文件夹[：{{value}}]。',
  },
  STORE_MISSING: {
    title: '数据库不见了',
    help: '这里以前用过 Veerpont，因此不会用空数据库启动。请把数据库放回数据文件夹[：{{value}}]。',
  },
  STORE_NEWER: {
    title: '数据库来自更新版本的 Veerpont',
    help: '为避免丢失内容，当前版本不会动它。请安装新版本[（{{value}}）]后再启动。',
  },
  STORE_FULL: {
    title: '磁盘已满',
    help: '新消息会被拒收，由发送方稍后重试；已保存的消息是安全的。请腾出一些空间，中继会自动继续。',
  },
  STORE_WRITE_FAILED: {
    title: '磁盘无法保存消息',
    help: '新消息不会接收，由发送方稍后重试；已保存的消息是安全的。请检查磁盘和数据文件夹。',
  },
  STORE_RECORDS_MISSING: {
    title: '数据库中缺少消息',
    help: '由于损坏或恢复备份，有[ {{value}} 条]确定保存过的消息不见了。请在微信和 CXone 中查找该时段的消息。',
  },
  RECORD_DAMAGED: {
    title: '这条消息的记录已损坏',
    help: '它的内容无法显示或发送，其他消息不受影响。请让客户或坐席重新发送。',
  },
  MESSAGE_NOT_FOUND: {
    title: '数据库中没有这条消息',
    help: '它可能已被清除，或者这个链接属于另一台电脑。',
  },
  MESSAGE_ACTION_NOT_POSSIBLE: {
    title: '现在不能对这条消息执行此操作',
    help: '它的状态已经改变，或者正在发送。没有做任何更改：请查看时间线后重新选择。',
  },
  MESSAGE_MAY_ARRIVE_TWICE: {
    title: '客户可能会看到这条消息两次',
    help: '它已经发出，但没有读到回应。请先询问客户或查看手机；只有看到两次也无妨时才再次发送。',
  },
  MESSAGE_GIVEN_UP: {
    title: '操作员已放弃这条消息',
    help: '它的结果未知，没有再次发送。CXone 已被告知发送失败。',
  },
  MEDIA_TOO_LARGE: {
    title: '文件太大',
    help: '文件没有转发，消息的文字已转发。可以改发较小的文件。',
  },
  MEDIA_TYPE_REFUSED: {
    title: '对方不接受这种文件',
    help: '文件没有转发，消息的文字已转发。可以换一种形式发送。',
  },
  MEDIA_EXPIRED: {
    title: '文件已经不在了',
    help: '微信保存文件三天，CXone 的地址有效期很短。文件没有转发，发送者可以重新发送。',
  },
  MEDIA_UNREADABLE: {
    title: '保存的文件无法读取',
    help: '文件已损坏或已从数据文件夹中删除。消息本身是安全的，发送者可以重新发送文件。',
  },
  MEDIA_SOURCE_UNREACHABLE: {
    title: '文件暂时无法获取',
    help: '消息正在等待，会自动重试。',
  },
  MEDIA_NOT_CONVERTIBLE: {
    title: '图片无法转换成对方接受的格式',
    help: '图片没有转发，消息的文字已转发。可以改用 JPEG 或 PNG 发送。',
  },

  RELAY_NOT_RUNNING: {
    title: '中继没有运行',
    help: '目前没有消息通过。已保存的内容是安全的。请重新启动中继。',
  },
  RELAY_UNRESPONSIVE: {
    title: '中继没有响应',
    help: 'Veerpont 会稍等片刻，然后重新启动它。已保存的内容是安全的；对新消息，微信会在约 15 秒内重试。',
  },
  RELAY_START_TIMEOUT: {
    title: '中继启动时间过长',
    help: '还没有消息通过。已保存的内容是安全的。请重新启动中继；如果没有用，请重新启动电脑。',
  },
  RELAY_GAVE_UP: {
    title: '中继多次停止，现在不再自动启动',
    help: '没有消息通过。已保存的内容是安全的。请重新启动中继；如果再次停止，请附上日志进行报告。',
  },
  SANDBOX_NOT_RUNNING: {
    title: '练习环境没有运行',
    help: '真实渠道不受影响。要查看练习消息，请重新启动练习环境。',
  },

  TARGET_FORBIDDEN: {
    title: '中继不允许访问这个地址',
    help: '地址[ {{value}} ]是内部地址或未加密，因此不会向它发送任何内容。请在配置中改正。',
  },
  TARGET_REDIRECTED: {
    title: '对方把我们转到了另一个地址',
    help: '消息不会发往没有人选定的地址[（{{value}}）]，而是在这里等待。请检查配置中的地址，然后重新检查。',
  },

  WECHAT_UNREACHABLE: {
    title: '无法连接微信',
    help: '回复在这里等待，微信恢复后会自动发出。如果其他网站也打不开，请检查本地网络。',
  },
  WECHAT_BUSY: {
    title: '微信繁忙',
    help: '回复在这里等待，会自动重试。您无需操作。',
  },
  WECHAT_ANSWER_INVALID: {
    title: '微信的应答无法识别',
    help: '回复在这里等待，会继续重试。如果一直这样，可能是代理或防火墙在代替微信应答。',
  },
  WECHAT_TOKEN_REFUSED: {
    title: '微信拒绝了我们的访问令牌',
    help: '系统会自动获取新的令牌，回复在此期间等待。如果一直这样，请检查 AppSecret。',
  },
  WECHAT_TOKEN_CONFLICT: {
    title: '另一个系统抢走了这个账号的令牌',
    help: '回复在这里等待。请找到使用同一微信账号的其他程序，让它使用稳定版令牌或停止它，然后重新检查。',
  },
  WECHAT_SECRET_INVALID: {
    title: '微信拒绝了 AppSecret',
    help: '回复在这里等待，不会丢失。请把微信平台上当前的 AppSecret 填入“证书 › 凭据”，然后重新检查。',
  },
  WECHAT_SECRET_FROZEN: {
    title: 'AppSecret 已被冻结',
    help: '回复在这里等待，不会丢失。请在微信平台的开发设置中解冻，然后重新检查。',
  },
  WECHAT_APPID_INVALID: {
    title: '微信不认识这个 AppID',
    help: '回复在这里等待，不会丢失。请把relay.json 中该渠道的 AppID 与微信平台对照，然后重新检查。',
  },
  WECHAT_IP_NOT_LISTED: {
    title: '微信拒绝了本网络的 IP 地址',
    help: '请在微信平台把这个地址加入账号的 IP 白名单[：{{value}}]。在此之前回复在这里等待，不会丢失。',
  },
  WECHAT_IP_CONFIRM_PENDING: {
    title: '微信正在等待管理员批准本网络',
    help: '账号管理员在微信中收到了一条请求[（{{value}}）]。批准之前回复在这里等待；批准后请重新检查。',
  },
  WECHAT_IP_CONFIRM_REFUSED: {
    title: '管理员在微信中拒绝了本网络',
    help: '回复在这里等待。请让账号管理员把这个地址加入 IP 白名单[：{{value}}]。微信最早在一小时后会再次询问。',
  },
  WECHAT_QUOTA_EXHAUSTED: {
    title: '今天调用微信的次数已用完',
    help: '回复在这里等待，到微信的新一天（中国零点）会继续发送。管理员也可以在微信平台清零次数。',
  },
  WECHAT_RATE_LIMITED: {
    title: '微信要求我们放慢速度',
    help: '回复在这里稍等，会以较慢的速度发出。您无需操作。',
  },
  WECHAT_API_FORBIDDEN: {
    title: '这个微信账号不能使用该接口',
    help: '这类回复无法发送。请在微信平台检查账号是否已认证、是否有客服消息权限。',
  },
  WECHAT_ACCOUNT_FROZEN: {
    title: '微信限制了这个账号',
    help: '回复在这里等待。原因和申诉方式见微信平台的账号通知。解除限制后请重新检查。',
  },
  WECHAT_PERMISSION_MISSING: {
    title: '微信账号缺少权限',
    help: '回复在这里等待。请在微信平台开通客服消息权限，然后重新检查。',
  },
  WECHAT_CALLBACK_NOT_SET: {
    title: '微信没有把客户的消息发到这里',
    help: '请在微信平台把这个地址填为服务器地址（URL）并启用[：{{value}}]。在此之前收不到客户的消息。',
  },
  WECHAT_REPLY_WINDOW_CLOSED: {
    title: '已超过微信的回复时限',
    help: '微信只允许在客户最后一条消息后的 48 小时内、且客户仍关注账号时回复。这条回复已保留，客户再次发来消息时可以发出。',
  },
  WECHAT_REPLY_COUNT_USED: {
    title: '微信允许的回复条数已用完',
    help: '微信按客户的每条消息计算回复条数。这条回复已保留，客户再次发来消息时可以发出。',
  },
  WECHAT_USER_UNREACHABLE: {
    title: '无法联系到这位客户',
    help: '客户已不再关注该账号，或不属于该账号。这条回复没有送达；请用其他方式联系客户。',
  },
  WECHAT_USER_BLOCKED: {
    title: '账号已将这位客户拉黑',
    help: '这条回复没有送达。如果是误操作，请在微信平台把客户移出黑名单。',
  },
  WECHAT_CONTENT_REFUSED: {
    title: '微信拒绝了这条内容',
    help: '这条回复没有送达，也不会重发。坐席可以换一种说法发送。',
  },
  WECHAT_TEXT_TOO_LONG: {
    title: '回复超过了微信的长度限制',
    help: '这条回复没有送达。坐席可以分成几条较短的发送。',
  },
  WECHAT_PARTS_CHANGED: {
    title: '这条回复的一部分是按另一个文本最大长度发送的',
    help: '其余部分没有发送，否则文字会缺失或重复。请把该渠道的文本最大长度改回原值后重新发送，或由坐席发送其余部分。',
  },
  WECHAT_MEDIA_REFUSED: {
    title: '微信拒绝了这个文件',
    help: '这条回复没有送达。文件的类型或大小不被允许，或保存时间过长。坐席可以改发其他文件。',
  },
  WECHAT_NOT_FOLLOWING: {
    title: '此人没有关注该公众号',
    help: '微信不允许向其他人发消息。客户需要先关注公众号或先发来消息。',
  },
  WECHAT_TEMPLATE_MISSING: {
    title: '这个 CXone 模板没有对应的微信模板',
    help: '在回复时限之外只能发送模板消息。请在渠道配置中填写对应的微信模板[：{{value}}]。',
  },
  WECHAT_TEMPLATE_REFUSED: {
    title: '微信拒绝了模板消息',
    help: '消息没有送达。请将模板编号和字段名与微信上的进行核对。',
  },
  WECHAT_TEMPLATE_NOT_RECEIVED: {
    title: '微信未能送达模板消息',
    help: '微信接受了它，之后又报告没有送达：客户拒收消息，或微信发生故障。',
  },
  WECHAT_REQUEST_INVALID: {
    title: '微信不接受这条回复的格式',
    help: '这条回复没有送达，也不会重发，因为再发仍会失败。请附上消息编号进行报告。',
  },
  WECHAT_UNKNOWN_CODE: {
    title: '微信以我们未知的原因拒绝了',
    help: '这条回复没有送达。请在微信平台查询该代码并报告给我们，以便补充说明。',
  },
  WECHAT_OUTCOME_UNKNOWN: {
    title: '微信没有及时应答',
    help: '客户可能收到了这条回复，也可能没有。再次发送可能会显示两次，因此不会自动重发。',
  },

  WECHAT_SIGNATURE_MISMATCH: {
    title: '已拒绝用其他令牌签名的消息',
    help: '请把“证书 › 凭据”中的令牌（Token）与微信平台对照。两者不一致时，收不到客户的消息。',
  },
  WECHAT_AESKEY_MISMATCH: {
    title: '消息无法解密',
    help: '请把“证书 › 凭据”中的 EncodingAESKey 与微信平台对照。两者不一致时，收不到客户的消息。',
  },
  WECHAT_APPID_MISMATCH: {
    title: '收到了另一个微信账号的消息',
    help: '这些消息已被拒绝。每个账号都要有自己的回调地址：请在微信平台对照 AppID 和地址。',
  },
  WECHAT_MODE_MISMATCH: {
    title: '微信的发送模式与这里的设置不同',
    help: '请在这里和微信平台选择相同的消息模式（明文、兼容或安全）。在此之前收不到客户的消息。',
  },
  WECHAT_PUSH_STALE: {
    title: '已拒绝一条消息的旧副本',
    help: '没有丢失任何内容：它的签名时间太久，不可信。如果经常出现，请检查本机时钟。',
  },
  WECHAT_PUSH_MALFORMED: {
    title: '已拒绝一个不是微信消息的请求',
    help: '没有保存任何内容。偶尔出现的多半是网络扫描，您无需操作。',
  },
  WECHAT_PUSH_UNREADABLE: {
    title: '收到一条无法读取的消息',
    help: '它是真实的，已原样保存，但没有到达 CXone。请让客户重新发送，并报告消息编号。',
  },
  CLOCK_WRONG: {
    title: '本机时钟不准',
    help: '对方会拒绝时间不正确的消息[（相差 {{value}}）]。请在本机设置中打开自动校时。',
  },

  CXONE_UNREACHABLE: {
    title: '无法连接 CXone',
    help: '客户的消息在这里等待，CXone 恢复后会自动发出。如果其他网站也打不开，请检查本地网络。',
  },
  CXONE_SERVER_ERROR: {
    title: 'CXone 自身出现故障',
    help: '客户的消息在这里等待，会自动重试。您无需操作。',
  },
  CXONE_ANSWER_INVALID: {
    title: 'CXone 的应答无法识别',
    help: '客户的消息在这里等待，会继续重试。如果一直这样，可能是代理或防火墙在代替 CXone 应答。',
  },
  CXONE_RATE_LIMITED: {
    title: 'CXone 要求我们放慢速度',
    help: '客户的消息在这里稍等，会以较慢的速度发出。您无需操作。',
  },
  CXONE_CREDENTIALS_REFUSED: {
    title: 'CXone 拒绝了访问密钥',
    help: '客户的消息在这里等待，不会丢失。请在该集成的设置中填入 CXone 员工的有效访问密钥，然后重新检查。',
  },
  CXONE_TOKEN_REFUSED: {
    title: 'CXone 拒绝了它刚刚发出的令牌',
    help: '客户的消息在这里等待，不会丢失。请检查访问密钥是否属于该租户，然后重新检查。',
  },
  CXONE_FORBIDDEN: {
    title: 'CXone 不允许该集成这样做',
    help: '客户的消息在这里等待，不会丢失。请让 CXone 管理员开通所缺的权限，然后重新检查。',
  },
  CXONE_CHANNEL_MISSING: {
    title: 'CXone 中没有这个渠道',
    help: '客户的消息在这里等待，不会丢失。渠道已被删除或编号有误：请在 CXone 中重新添加或改正编号，然后重新检查。',
  },
  CXONE_REQUEST_REFUSED: {
    title: 'CXone 没有接收这条消息',
    help: '它没有到达坐席，也不会重发，因为再发仍会失败。请附上消息编号进行报告。',
  },

  BOX_CREDENTIALS_WRONG: {
    title: 'CXone 登录时使用了错误的客户端编号或密钥',
    help: '收不到坐席的回复。请在 CXone 中重新填写该集成的客户端编号和密钥。',
  },
  BOX_TOKEN_INVALID: {
    title: '已拒绝一个令牌无效的调用',
    help: 'CXone 会自动获取新令牌。如果收不到回复，请检查 CXone 中该集成的客户端编号和密钥。',
  },
  BOX_REQUEST_INVALID: {
    title: 'CXone 发来了无法读取的回复',
    help: '已告知 CXone 该回复未被接收。坐席可以重新发送；如果再次出现，请报告。',
  },
  BOX_RECIPIENT_INVALID: {
    title: '回复的对象是我们不认识的客户',
    help: '已告知 CXone 该回复未被接收。客户必须先通过该渠道发来过消息。',
  },
  BOX_TEXT_TOO_LONG: {
    title: '回复超过了微信允许的长度',
    help: '已告知 CXone 该回复未被接收。坐席可以分成几条较短的发送。',
  },
  BOX_UNKNOWN_ROUTE: {
    title: 'CXone 调用了中继不提供的功能',
    help: '该调用已被拒绝并记录，消息不受影响。如果坐席发现缺少什么，请报告。',
  },
  BOX_BUSY: {
    title: '中继繁忙，暂时不能接收更多回复',
    help: '已请 CXone 稍后重试。不会丢失任何内容，您无需操作。',
  },

  NO_PROOF_YET: {
    title: '这个方向还没有得到证实',
    help: '就目前所知没有问题。请发送一条测试消息，或检查在对方填写的地址[：{{value}}]。',
  },

  ...operationsZh,
  ...slaZh,
  ...certificatesZh,
  ...deskZh,
  ...searchZh,
  ...logZh,
  ...setupZh,
  ...tunnelZh,
  ...proxyZh,
};
