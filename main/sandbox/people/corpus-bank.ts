import type { Scenario } from './dialogue.ts';

const theme = 'bank';

/** A small bank. Nobody is ever asked for a code or a password. */
export const bankScenarios: readonly Scenario[] = [
  {
    theme,
    language: 'zh',
    lines: [
      '您好，我的银行卡在{city}丢了，怎么挂失？😰',
      '请您先不要着急，我马上为您冻结卡片。请问卡号后四位是多少？',
      '后四位 8317',
      '卡片已冻结。新卡会在 {date} 前寄到您登记的地址。',
      '好的，新卡要手续费吗？',
      '首次补卡免费。',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '为什么昨天多扣了 {amount}？',
      '您好，我查到这是一笔境外刷卡的预授权，通常三天内会退回。',
      '那我需要做什么吗？',
      '不需要，若 {date} 后仍未退回，请再联系我们。',
      '明白，谢谢客服',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '国际汇款到{city}要几天？',
      '一般一到三个工作日。您可以在应用里用编号 {order} 查询进度。',
      '手续费怎么算呢🤔',
      '固定 6 欧元，另加汇率差价，转账前会显示。',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '我换手机号了，收不到验证码',
      '您好，换号需要到网点或视频认证，请问您更方便哪一种？',
      '视频吧，我人在国外',
      '好的，已为您预约 {date} 上午十点，届时会发链接给您。请勿向任何人透露验证码。',
      '收到 👌',
    ],
  },
  {
    theme,
    language: 'zh',
    lines: [
      '学生账户还收月费吗？',
      '在读期间免月费，请上传今年的在读证明即可。',
      '上传了，编号 {order}',
      '已审核通过 ✅ 之前多收的 {amount} 会退回账户。',
      '太棒了！！🎉',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'My card was declined in {city} just now 😟',
      'Sorry to hear that. Was it a payment in a shop or at a cash machine?',
      'In a shop, {amount}',
      'Your daily limit was reached. I can raise it until midnight, shall I?',
      'Yes please',
      'Done, you can try again now.',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'There is a payment of {amount} on {date} that I do not recognise',
      'Thank you for telling us. Does the name "Canal Parking" ring a bell?',
      'Oh! Yes, that was us. Sorry for the alarm 😅',
      'No problem at all, better one message too many.',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'How do I get a statement for my landlord?',
      'In the app under Documents, or I can send it to your inbox there.',
      'Please send the last three months',
      'It is in your inbox now, reference {order}.',
      'Thanks, very quick!',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'I received a text with a link asking me to confirm my account. Is it you?',
      'No, we never send links like that. Please do not open it and delete the message.',
      'I already clicked but entered nothing',
      'Good that you stopped. I have put extra watch on your account; nothing else to do.',
      'Phew, thank you 🙏',
    ],
  },
  {
    theme,
    language: 'en',
    lines: [
      'When will my transfer {order} arrive in {city}?',
      'It was sent on {date}; the other bank usually books it the next working day.',
      'Ok I will wait until tomorrow then',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Mijn pas is ingeslikt door de automaat in {city}',
      'Vervelend! Ik blokkeer de pas direct. Klopt het dat hij eindigt op 8317?',
      'Ja dat klopt',
      'Geblokkeerd. Uw nieuwe pas is er voor {date}.',
      'Dank u wel',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Er is twee keer {amount} afgeschreven voor dezelfde boodschappen',
      'Ik kijk met u mee. Een van de twee is een reservering en vervalt vannacht.',
      'O gelukkig 😅',
      'Staat hij er morgen nog, stuur dan gerust een bericht.',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Hoe zet ik een gezamenlijke rekening op met mijn vriend?',
      'Dat kan in de app: Producten, Rekening openen, Samen. U heeft allebei een legitimatie nodig.',
      'En wat kost dat per maand?',
      'Vier euro, de eerste zes maanden gratis.',
      'Mooi, dan gaan we dat doen 👍',
    ],
  },
  {
    theme,
    language: 'nl',
    lines: [
      'Ik kan niet meer inloggen sinds de update',
      'Welke melding ziet u precies?',
      '‘Toestel onbekend’, aanvraag {order}',
      'Ik heb uw toestel weer vrijgegeven, wilt u het nog eens proberen?',
      'Hij doet het weer!',
      'Fijn om te horen. Nog een prettige dag!',
    ],
  },
];
