import type { Scenario } from './dialogue.ts';

const theme = 'tours';

/** Boat trips through the canals. */
export const toursScenarios: readonly Scenario[] = [
  {
    theme,
    language: 'zh',
    lines: [
      '请问 {date} 晚上的运河游船还有票吗？我们{people}个人',
      '您好，{date} 晚上七点半的船还有位置，每位 {amount}。',
      '有中文讲解吗？',
      '有的，船上提供中文语音导览 🎧',
      '好，帮我订{people}张',
      '已为您预订，编号 {order}，请提前十五分钟到码头。',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '我们的航班晚点了，赶不上下午的船，可以改到明天吗？✈️',
      '当然可以，请告诉我预订编号。',
      '{order}',
      '已经改到明天下午三点，不收改期费，祝您旅途愉快！',
      '太感谢了！！',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '码头在哪里？从中央车站怎么走？',
      '出站后向左走五分钟，看到红色的售票亭就是。我把位置发给您。',
      '推婴儿车方便上船吗？👶',
      '没问题，船员会帮您搬上来。',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '下雨天游船会取消吗？☔',
      '不会的，我们的船有玻璃顶棚，风雨无阻。',
      '那可以带外卖上船吃吗？',
      '可以带小点心，热食需要提前预订我们的套餐哦。',
      '明白了，谢谢～',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '我想取消预订 {order}，能退多少钱？',
      '出发前二十四小时取消可以全额退款，金额是 {amount}。',
      '那请帮我取消吧，孩子发烧了 😷',
      '已经取消，退款五天内原路返回。祝宝宝早日康复 🙏',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'Hello, is the evening cruise on {date} still available for {people} people?',
      'Hi! Yes, there are seats at 19:30, {amount} each.',
      'Is it covered if it rains?',
      'It is: a glass roof and heating, so you see everything and stay dry ☂️',
      'Book it please!',
      'Booked, your reference is {order}. Please be at the pier 15 minutes early.',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'We are stuck in traffic near {city}, can the boat wait? Booking {order}',
      'The boat leaves on time, but I can move you to the next one at no charge.',
      'When is that?',
      'One hour later, same pier. Shall I?',
      'Yes please, lifesaver 🙌',
      'Done. See you soon, drive safely!',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'Can we bring our dog? He is small 🐶',
      'Dogs are welcome on all boats except the dinner cruise.',
      'Great, and are there toilets on board?',
      'Yes, on every boat.',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'I left my umbrella on the 14:00 boat yesterday',
      'Let me ask the crew. What does it look like?',
      'Dark blue with white dots',
      'Good news, it is at the ticket office. You can pick it up until 22:00.',
      'Amazing, thank you!',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'I never received the tickets for {order}',
      'Sorry! Which e-mail address did you use?',
      'I typed it wrong probably, can you send them here?',
      'Here is your code: {order}. Showing this chat at the pier is enough.',
      'Perfect 😀',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Hallo, kunnen we met een groep van {people} nog mee op {date}?',
      'Hallo! Ja hoor, om 16.00 uur is er nog plek.',
      'Wat kost dat per persoon?',
      '{amount}, inclusief koffie of thee ☕',
      'Doe maar, op naam van Jansen',
      'Gereserveerd onder {order}. Tot dan!',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Is de rondvaart toegankelijk met een rolstoel?',
      'De boot van 11.00 en van 15.00 uur heeft een lift.',
      'Moet ik die apart reserveren?',
      'Nee, ik zet het bij uw boeking. Wat is het nummer?',
      '{order}',
      'Staat erbij, de schipper weet ervan.',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Onze boot van vanmiddag was een half uur te laat, kan ik iets terugkrijgen?',
      'Excuses daarvoor. Onder welk nummer had u geboekt?',
      '{order}, met {people} personen',
      'U krijgt een tegoedbon van {amount}, een jaar geldig.',
      'Oké, bedankt voor de snelle reactie',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Vaart de boot ook als het onweert? ⛈️',
      'Bij onweer wachten we even bij de kade, u kunt dan kosteloos een latere boot nemen.',
      'Duidelijk, tot zaterdag!',
    ],
  },
];
