import type { Scenario } from './dialogue.ts';

const theme = 'shop';

/** A flower and gift shop that delivers at home. */
export const shopScenarios: readonly Scenario[] = [
  {
    theme,
    language: 'zh',
    lines: [
      '你好，我的订单 {order} 到哪里了？',
      '您好！订单 {order} 已于 {date} 从{city}发出，预计明天送达 📦',
      '太好了，大概几点能到？',
      '一般在下午两点到六点之间，快递员会提前给您打电话。',
      '谢谢你 😊',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '昨天收到的郁金香有三支断了 😢 可以退款吗？',
      '非常抱歉！请问订单号是多少？方便发一张照片吗？',
      '订单号 {order}，照片我等会儿发',
      '好的，我先为您申请退款 {amount}，三个工作日内到账。',
      '好的，麻烦你了🙏',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '请问可以改收货地址吗？我下周在{city}',
      '可以的，订单还没有发货。请把新地址发给我。',
      '{city}市人民路128号3栋502室',
      '地址已更新 ✅ 订单 {order} 会在 {date} 发出。',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '我想送一束花给妈妈，{date} 能送到吗？🌷',
      '可以的！您喜欢郁金香还是玫瑰？预算大概多少呢？',
      '郁金香吧，{amount} 左右',
      '推荐我们的“春日”花束，二十支混色郁金香，可以附贺卡哦。',
      '就这个！贺卡写“妈妈生日快乐”🎂',
      '好的，已经为您备注，付款链接马上发给您。',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '优惠码用不了，一直提示无效',
      '抱歉给您带来不便，请问您用的是哪个优惠码？',
      'SPRING，在结账页面输入的',
      '这个优惠码要满 {amount} 才可以使用，您现在再试一下。',
      '可以了！谢谢👌',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'Hi, where is my order {order}? It should have been here on {date}.',
      'Hello! I see it left our depot in {city} this morning, so it should reach you today.',
      'Great, do I have to sign for it?',
      'No signature needed, the courier leaves it with you or at your door.',
      'Thanks a lot 👍',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'I got the wrong colour, I ordered red tulips and these are yellow 🙁',
      'Oh no, sorry about that! Can you tell me your order number?',
      'It is {order}',
      'Found it. I can send the red ones tomorrow at no cost, or refund {amount}. What do you prefer?',
      'Please send the red ones!',
      'On their way tomorrow. Do keep the yellow ones 🌼',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'Can I still cancel order {order}?',
      'It has not been packed yet, so yes. Shall I cancel it for you?',
      'Yes please, I ordered it twice by mistake',
      'Done. {amount} goes back to your card within five working days.',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'Do you deliver to {city} on Sundays?',
      'We do, if you order before noon on Saturday.',
      'Perfect. And what does delivery cost?',
      'Free above {amount}, otherwise 4.95.',
      'Ok, ordering now 🌷🌷',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'My invoice for {order} shows the wrong company name',
      'I can correct that. Which name should be on it?',
      'Lotus Trading BV, same address',
      'The new invoice is in your mailbox. Anything else I can do?',
      'No that is all, thank you!',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Goedemiddag, waar blijft mijn bestelling {order}?',
      'Goedemiddag! Uw bestelling ligt in het depot in {city} en komt morgen voor 12 uur.',
      'Kan het ook na 17 uur? Ik ben overdag niet thuis',
      'Dat kan, ik heb de bezorging op morgenavond gezet, tussen 17 en 21 uur.',
      'Top, bedankt!',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'De vaas uit mijn pakket is gebroken 😞',
      'Wat vervelend! Mag ik uw ordernummer?',
      '{order}, besteld op {date}',
      'Er gaat morgen een nieuwe vaas naar u toe. De scherven hoeft u niet terug te sturen.',
      'Wat een service, dankjewel 🙏',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Ik heb {amount} dubbel betaald, hoe krijg ik dat terug?',
      'Ik zoek het op. Is dat voor bestelling {order}?',
      'Ja klopt, twee keer afgeschreven op {date}',
      'Ik zie het. Het bedrag staat binnen drie werkdagen weer op uw rekening.',
      'Fijn, dank u',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Hebben jullie nog zwarte tulpen? 🖤',
      'Jazeker, de ‘Queen of Night’ is weer binnen. Hoeveel wilt u er?',
      'Doe maar 50, voor een bruiloft',
      'Mooi! Vanaf 50 stuks krijgt u tien procent korting. Zal ik ze op {date} laten bezorgen?',
      'Graag, in {city}',
      'Genoteerd, u krijgt zo een bevestiging.',
    ],
  },
];
