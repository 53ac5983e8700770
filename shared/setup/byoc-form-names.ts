import type { Language } from '../contract/console-contract.ts';

type Names = Readonly<Record<Language, string>>;

/**
 * What the fields of CXone's form for an integration are called (ACD > Digital > Bring Your Own Channel > Add): in English and
 * Dutch as CXone shows them; in Chinese, which its help does not have, translated.
 */
const names = {
  name: { en: 'Name', nl: 'Naam', zh: '名称' },
  boxUrl: { en: 'Integration box URL', nl: 'Integratiebox-URL', zh: '集成箱 URL' },
  authorizationUrl: { en: 'Authorization URL', nl: 'Autorisatie-URL', zh: '授权 URL' },
  addUrl: { en: 'Add action URL', nl: 'URL voor Add-actie', zh: '添加操作 URL' },
  reconnectUrl: { en: 'Reconnect action URL', nl: 'URL voor Reconnect-actie', zh: '重新连接操作 URL' },
  removeUrl: { en: 'Remove action URL', nl: 'URL voor Remove-actie', zh: '移除操作 URL' },
  clientId: { en: 'Client ID', nl: 'Client-ID', zh: '客户端 ID' },
  clientSecret: { en: 'Client secret', nl: 'Clientgeheim', zh: '客户端密钥' },
  clientCertificate: { en: 'Client certificate', nl: 'Clientcertificaat', zh: '客户端证书' },
  privateKey: { en: 'Private key', nl: 'Persoonlijke sleutel', zh: '私钥' },
  caCertificate: { en: 'CA certificate', nl: 'CA-certificaat', zh: 'CA 证书' },
  color: { en: 'Color', nl: 'Kleur', zh: '颜色' },
  icon: { en: 'Icon', nl: 'Pictogram', zh: '图标' },
  digital3Outbound: {
    en: 'Use Digital 3.0 Outbound API for replies',
    nl: 'Digitaal 3.0 Outbound API gebruiken voor antwoorden',
    zh: '回复使用 Digital 3.0 Outbound API',
  },
} as const satisfies Readonly<Record<string, Names>>;

export type ByocField = keyof typeof names;
export type ByocFieldNames = Readonly<Record<ByocField, string>>;

function namesBy(shown: (names: Names) => string): ByocFieldNames {
  return Object.fromEntries(Object.entries(names).map(([field, of]) => [field, shown(of)])) as Record<
    ByocField,
    string
  >;
}

/** On the console's pages. The Chinese ones keep CXone's English name beside them, which its administrators see. */
export const byocFieldNames: Readonly<Record<Language, ByocFieldNames>> = {
  en: namesBy(({ en }) => en),
  nl: namesBy(({ nl }) => nl),
  zh: namesBy(({ zh, en }) => `${zh}（${en}）`),
};

/** For somebody whose CXone may speak another language than the sheet: the English name always stands there. */
export const byocSheetNames: Readonly<Record<Language, ByocFieldNames>> = {
  en: byocFieldNames.en,
  nl: namesBy(({ nl, en }) => `${nl} (${en})`),
  zh: byocFieldNames.zh,
};
