/* What GET /administration/api/state says, as far as this page shows it. */

export interface ChatLine {
  direction: 'in' | 'out' | 'notice';
  at: number;
  type: string;
  text: string;
  link?: { title: string; url: string };
}

export interface AccountRow {
  name: string;
  appId: string;
  originalId: string;
  isSpare: boolean;
  mode: 'plain' | 'compatible' | 'security';
  callbackUrl: string | null;
  ipAllowList: string[] | null;
  customers: { openid: string; nickname: string; chat: ChatLine[] }[];
}

export interface AccountsState {
  accounts: AccountRow[];
}
