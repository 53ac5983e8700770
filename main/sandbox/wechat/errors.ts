/** Error codes the simulator can answer with, and their texts as the platform writes them. */
export const errorTexts = {
  '-1': 'system error',
  '40001':
    'invalid credential, access_token is invalid or not latest, could get access_token by getStableAccessToken, more details at https://mmbizurl.cn/s/JtxxFh33r',
  '40002': 'invalid grant_type',
  '40003': 'invalid openid',
  '40004': 'invalid media type',
  '40005': 'invalid file type',
  '40006': 'invalid media size',
  '40007': 'invalid media_id',
  '40008': 'invalid message type',
  '40009': 'invalid image size',
  '40013': 'invalid appid',
  '40014': 'invalid access_token',
  '40033': 'invalid charset. please check your request, if include \\uxxxx will create fail!',
  '40035': 'invalid parameter',
  '40037': 'invalid template_id',
  '40066': 'invalid url',
  '40097': 'invalid args',
  '40125': 'invalid appsecret',
  '40164': 'invalid ip {ip} ipv6 ::ffff:{ip}, not in whitelist',
  '40200': 'invalid account type',
  '40201': 'no callback url',
  '40202': 'invalid action',
  '40203': 'invalid check_operator',
  '40243': 'appsecret is frozen',
  '41001': 'access_token missing',
  '41002': 'appid missing',
  '41004': 'appsecret missing',
  '41005': 'media data missing',
  '41006': 'media_id missing',
  '42001': 'access_token expired',
  '43001': 'require GET method',
  '43002': 'require POST method',
  '43003': 'require https',
  '43004': 'require subscribe',
  '43019': 'require remove blacklist',
  '44002': 'empty post data',
  '44004': 'empty content',
  '45001': 'media size out of limit',
  '45002': 'content size out of limit',
  '45003': 'title size out of limit',
  '45004': 'description size out of limit',
  '45007': 'playtime out of limit',
  '45008': 'article size out of limit',
  '45009': 'reach max api daily quota limit',
  '45011': 'api minute-quota reach limit, must slower, retry next minute',
  '45015': 'response out of time limit or subscription is canceled',
  '45047': 'out of response count limit',
  '45072': 'command must be Typing or CancelTyping',
  '45080': 'no message exchange within 30 seconds',
  '45081': 'already typing',
  '45162': 'invalid type',
  '46004': 'user no exist',
  '47001': 'data format error',
  '47003': 'argument invalid!',
  '48001': 'api unauthorized',
  '48002': 'user block receive message',
  '48004': 'api forbidden for irregularities',
  '48006': 'forbid to clear quota because of reaching the limit',
  '48008': 'no permission for this message type',
  '50002': 'user limited',
  '50004': 'forbidden to use the access_token api',
  '50005': 'user is unsubscribed',
  '50007': 'account is frozen',
  '65400': 'new customer service function not enabled',
  '70000': 'message not sent, protection of minors',
  '76001': 'rid not found',
  '76002': 'rid is error',
  '76003': 'rid belongs to another account',
  '76004': 'rid is expired',
  '76021': 'cgi_path not found, please check',
  '76022': 'could not use this cgi_path, no permission',
  '89503': 'this ip requires confirmation by the administrator',
  '89506': 'this ip was refused by the administrator, retry after 24 hours',
  '89507': 'this ip was refused by the administrator, retry after 1 hour',
  '9001002': 'remote service unavailable',
} as const;

/** A refusal in the platform's own words; becomes `{errcode, errmsg}` with HTTP 200. */
export class ApiRefusal extends Error {
  override readonly name = 'ApiRefusal';
  readonly errcode: number;
  /** Without the rid. */
  readonly errmsg: string;

  constructor(errcode: number, errmsg: string = textOf(errcode)) {
    super(`${errcode} ${errmsg}`);
    this.errcode = errcode;
    this.errmsg = errmsg;
  }
}

function textOf(errcode: number): string {
  const texts: Record<string, string> = errorTexts;
  return texts[String(errcode)] ?? 'unknown error';
}

export function ipNotListed(ip: string): ApiRefusal {
  return new ApiRefusal(40164, errorTexts['40164'].replaceAll('{ip}', ip));
}
