import type { SearchScope } from '#shared/domain/message-task.ts';
import { everything } from '#shared/search/query.ts';

/** As a person types: the same word comes in many searches, and each search comes as it is typed. */
export const searchTexts: Readonly<Record<string, readonly string[]>> = {
  'one Chinese character': ['单', '货', '退', '急', '鞋', '谢', '上', '没', '票', '件'],
  'two Chinese characters': ['订单', '发货', '退货', '上海', '谢谢', '积分', '颜色', '北京', '客服', '成都'],
  'more Chinese characters': ['没有收到', '什么时候发货', '增值税发票', '阿姆斯特丹', '联系我'],
  'Chinese words together': ['订单 上海', '发票 急', '鞋子 换货', '包裹 广州 谢谢'],
  'a word being typed': ['b', 'be', 'bes', 'best', 'beste', 'bestell', 'or', 'ord', 'parc', 'invoic'],
  'a whole word': ['order ', 'parcel ', 'bestelling ', 'urgent ', 'bedankt '],
  'words together': ['blue jacket damaged', 'pakket beschadigd', 'refund urgent', 'mijn factuur'],
  phrase: ['"has not arrived yet"', '"wrong size"', '"dubbel afgeschreven"', '"the parcel came"'],
  'part of a number': ['4711', '123', '90210', '777777', '00000'],
  emoji: ['😡', '🎁', '👍', '📦'],
  'found nowhere': ['龘', 'xylophone', '上海 北京 广州', '"size order"', '"order the"', 'zzz'],
  'left out': ['退款 -谢谢', 'parcel -damaged', '-谢谢 -order'],
  'words and states': ['订单 is:failed', 'order is:expired', '谢谢 is:unconfirmed dir:out', '急 type:voice'],
  'the last days': ['订单 after:7d', 'parcel after:2h', '谢谢 before:60d'],
};

/** Everything people ask of a search, the costly ones among them. */
export const heavySearches = [...Object.values(searchTexts).flat(), '"the of"', 'openid:kT3w1 订单', 'code:45015'];

export function scopeOf(text: string): SearchScope {
  return {
    text,
    filter: { ...everything, channelIds: [...everything.channelIds], kinds: [], states: [] },
    timeZone: 'Europe/Amsterdam',
  };
}
