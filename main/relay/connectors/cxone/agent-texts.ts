import type { ChannelConfig } from '#shared/contract/relay-config.ts';

export type AgentLanguage = ChannelConfig['agentLanguage'];

/** Why an agent does not get a file of the customer. */
export type FileTrouble = 'tooLarge' | 'kind' | 'gone' | 'unreachable' | 'damaged';

/**
 * Why a reply or a new conversation is not taken. CXone shows the words to the agent, so they say what happened and what
 * can be done.
 */
export type BoxTrouble =
  | 'unreadable'
  | 'notSupported'
  | 'channelUnknown'
  | 'tooLarge'
  | 'busy'
  | 'conversationUnknown'
  | 'recipientInvalid'
  | 'recipientMissing'
  | 'windowClosed'
  | 'repliesUsedUp'
  | 'notFollowing'
  | 'notReachable';

/** Every line the relay itself writes for agents. */
export interface AgentTexts {
  readonly emptyMessage: string;
  readonly image: string;
  readonly voice: string;
  readonly video: string;
  readonly shortVideo: string;
  readonly location: string;
  readonly link: string;
  readonly miniProgram: string;
  readonly unknownKind: (platformType: string) => string;
  readonly missingFile: Readonly<Record<FileTrouble, string>>;
  /** Names of attachments, without ending. */
  readonly fileNames: { readonly image: string; readonly voice: string; readonly video: string; readonly file: string };
  readonly events: {
    readonly subscribed: string;
    readonly unsubscribed: string;
    readonly scannedQr: string;
    readonly choseFromMenu: string;
    readonly scannedCode: string;
    readonly chosePlace: string;
    readonly other: (event: string) => string;
  };
  readonly box: Readonly<Record<BoxTrouble, string>>;
  readonly textTooLong: (longestBytes: number) => string;
  readonly fileTooLarge: (name: string, longestMegabytes: number) => string;
}

const en: AgentTexts = {
  emptyMessage: '[empty message]',
  image: '[image]',
  voice: '[voice message]',
  video: '[video]',
  shortVideo: '[short video]',
  location: '[location]',
  link: '[link]',
  miniProgram: '[mini program]',
  unknownKind: (type) => `[message of a kind that cannot be shown: ${type || 'unknown'}]`,
  missingFile: {
    tooLarge: 'The customer sent a file that is too large to be passed on. Please ask for a smaller one.',
    kind: 'The customer sent a file of a kind that cannot be passed on. Please ask for it in another form.',
    gone: 'The customer sent a file that WeChat no longer has. Please ask the customer to send it again.',
    unreachable:
      'The customer sent a file that could not be fetched from WeChat. Please ask the customer to send it again.',
    damaged: 'The customer sent a file that could not be read. Please ask the customer to send it again.',
  },
  fileNames: { image: 'image', voice: 'voice-message', video: 'video', file: 'file' },
  events: {
    subscribed: 'customer started following this account',
    unsubscribed: 'customer stopped following this account; replies cannot be delivered',
    scannedQr: 'customer scanned a QR code',
    choseFromMenu: 'customer chose from the menu',
    scannedCode: 'customer scanned a code',
    chosePlace: 'customer chose a place',
    other: (event) => `event: ${event}`,
  },
  box: {
    unreadable: 'The message was not sent: it could not be read.',
    notSupported: 'This action is not available for WeChat.',
    channelUnknown: 'This channel is not connected to WeChat.',
    tooLarge: 'The message is too large.',
    busy: 'The message was not accepted because the connection to WeChat is busy. Please send it again.',
    conversationUnknown: 'The message was not sent: this conversation is not known on this WeChat channel.',
    recipientInvalid: 'The message was not sent: the recipient is not a WeChat customer of this channel.',
    recipientMissing: 'No recipient is named.',
    windowClosed:
      'The customer has not written within the reply window of WeChat, and this account has no message template for it.',
    repliesUsedUp: 'The replies WeChat allows are used up until the customer writes again.',
    notFollowing: 'This customer does not follow the WeChat account and cannot be written to.',
    notReachable: 'WeChat cannot say now whether this customer may be written to. Please try again later.',
  },
  textTooLong: (longestBytes) =>
    `The message was not sent: it is longer than the ${longestBytes} bytes of text that can be sent at once (about ${Math.floor(longestBytes / 3)} Chinese characters). Please send it in several messages.`,
  fileTooLarge: (name, megabytes) =>
    `The message was not sent: the file “${name}” is larger than ${megabytes} MB. Please send a smaller one.`,
};

const nl: AgentTexts = {
  emptyMessage: '[leeg bericht]',
  image: '[afbeelding]',
  voice: '[spraakbericht]',
  video: '[video]',
  shortVideo: '[korte video]',
  location: '[locatie]',
  link: '[link]',
  miniProgram: '[miniprogramma]',
  unknownKind: (type) => `[bericht van een soort die niet getoond kan worden: ${type || 'onbekend'}]`,
  missingFile: {
    tooLarge: 'De klant stuurde een bestand dat te groot is om door te geven. Vraag om een kleiner bestand.',
    kind: 'De klant stuurde een bestand van een soort die niet doorgegeven kan worden. Vraag het in een andere vorm.',
    gone: 'De klant stuurde een bestand dat WeChat niet meer heeft. Vraag de klant het opnieuw te sturen.',
    unreachable:
      'De klant stuurde een bestand dat niet bij WeChat opgehaald kon worden. Vraag de klant het opnieuw te sturen.',
    damaged: 'De klant stuurde een bestand dat niet gelezen kon worden. Vraag de klant het opnieuw te sturen.',
  },
  fileNames: { image: 'afbeelding', voice: 'spraakbericht', video: 'video', file: 'bestand' },
  events: {
    subscribed: 'klant volgt nu dit account',
    unsubscribed: 'klant volgt dit account niet meer; antwoorden kunnen niet afgeleverd worden',
    scannedQr: 'klant scande een QR-code',
    choseFromMenu: 'klant koos uit het menu',
    scannedCode: 'klant scande een code',
    chosePlace: 'klant koos een plaats',
    other: (event) => `gebeurtenis: ${event}`,
  },
  box: {
    unreadable: 'Het bericht is niet verstuurd: het kon niet gelezen worden.',
    notSupported: 'Deze handeling is voor WeChat niet beschikbaar.',
    channelUnknown: 'Dit kanaal is niet met WeChat verbonden.',
    tooLarge: 'Het bericht is te groot.',
    busy: 'Het bericht is niet aangenomen omdat de verbinding met WeChat bezet is. Stuur het opnieuw.',
    conversationUnknown: 'Het bericht is niet verstuurd: dit gesprek is op dit WeChat-kanaal niet bekend.',
    recipientInvalid: 'Het bericht is niet verstuurd: de ontvanger is geen WeChat-klant van dit kanaal.',
    recipientMissing: 'Er is geen ontvanger genoemd.',
    windowClosed:
      'De klant heeft niet binnen de antwoordtijd van WeChat geschreven, en dit account heeft er geen berichtsjabloon voor.',
    repliesUsedUp: 'De antwoorden die WeChat toestaat zijn op tot de klant weer schrijft.',
    notFollowing: 'Deze klant volgt het WeChat-account niet en kan geen bericht krijgen.',
    notReachable: 'WeChat kan nu niet zeggen of deze klant een bericht mag krijgen. Probeer het later opnieuw.',
  },
  textTooLong: (longestBytes) =>
    `Het bericht is niet verstuurd: het is langer dan de ${longestBytes} bytes tekst die in één keer verstuurd kunnen worden (ongeveer ${Math.floor(longestBytes / 3)} Chinese tekens). Stuur het in meerdere berichten.`,
  fileTooLarge: (name, megabytes) =>
    `Het bericht is niet verstuurd: het bestand “${name}” is groter dan ${megabytes} MB. Stuur een kleiner bestand.`,
};

const zh: AgentTexts = {
  emptyMessage: '[空消息]',
  image: '[图片]',
  voice: '[语音]',
  video: '[视频]',
  shortVideo: '[小视频]',
  location: '[位置]',
  link: '[链接]',
  miniProgram: '[小程序]',
  unknownKind: (type) => `[无法显示的消息类型：${type || '未知'}]`,
  missingFile: {
    tooLarge: '客户发送的文件过大，无法转发。请客户发送较小的文件。',
    kind: '客户发送的文件类型无法转发。请客户换一种形式发送。',
    gone: '客户发送的文件在微信上已失效。请客户重新发送。',
    unreachable: '无法从微信获取客户发送的文件。请客户重新发送。',
    damaged: '客户发送的文件无法读取。请客户重新发送。',
  },
  fileNames: { image: '图片', voice: '语音', video: '视频', file: '文件' },
  events: {
    subscribed: '客户关注了本账号',
    unsubscribed: '客户取消了关注，无法再送达回复',
    scannedQr: '客户扫描了二维码',
    choseFromMenu: '客户点击了菜单',
    scannedCode: '客户扫描了条码',
    chosePlace: '客户选择了位置',
    other: (event) => `事件：${event}`,
  },
  box: {
    unreadable: '消息未发送：无法读取消息内容。',
    notSupported: '微信不支持此操作。',
    channelUnknown: '此渠道尚未连接微信。',
    tooLarge: '消息过大。',
    busy: '微信连接繁忙，消息未被接收。请重新发送。',
    conversationUnknown: '消息未发送：此微信渠道上没有这个会话。',
    recipientInvalid: '消息未发送：收件人不是此渠道的微信客户。',
    recipientMissing: '没有指定收件人。',
    windowClosed: '客户未在微信的回复时限内发送过消息，且此账号没有可用的消息模板。',
    repliesUsedUp: '微信允许的回复次数已用完，需等客户再次发送消息。',
    notFollowing: '该客户未关注此微信账号，无法向其发送消息。',
    notReachable: '微信目前无法确认是否可以向该客户发送消息。请稍后再试。',
  },
  textTooLong: (longestBytes) =>
    `消息未发送：文字超过一次可发送的 ${longestBytes} 字节（约 ${Math.floor(longestBytes / 3)} 个汉字）。请分成多条发送。`,
  fileTooLarge: (name, megabytes) => `消息未发送：文件“${name}”超过 ${megabytes} MB。请发送较小的文件。`,
};

const texts: Readonly<Record<AgentLanguage, AgentTexts>> = { en, nl, zh };

export function agentTexts(language: AgentLanguage): AgentTexts {
  return texts[language];
}
