import type { DeskQuickText } from '#shared/domain/desk.ts';

/** Texts the tenant's agents put into a reply with one click. */
export const quickTexts: readonly DeskQuickText[] = [
  { id: 'hello-en', language: 'en', title: 'Greeting', text: 'Hello, thank you for your message. How can I help you?' },
  { id: 'wait-en', language: 'en', title: 'One moment', text: 'One moment please, I am looking it up for you.' },
  { id: 'photo-en', language: 'en', title: 'Ask for a picture', text: 'Could you send me a picture of it?' },
  { id: 'bye-en', language: 'en', title: 'Goodbye', text: 'You are welcome. Have a nice day!' },
  {
    id: 'hello-nl',
    language: 'nl',
    title: 'Begroeting',
    text: 'Hallo, bedankt voor uw bericht. Waarmee kan ik u helpen?',
  },
  { id: 'wait-nl', language: 'nl', title: 'Een ogenblik', text: 'Een ogenblik alstublieft, ik zoek het voor u op.' },
  { id: 'photo-nl', language: 'nl', title: 'Om een foto vragen', text: 'Kunt u mij er een foto van sturen?' },
  { id: 'bye-nl', language: 'nl', title: 'Afscheid', text: 'Graag gedaan. Nog een fijne dag!' },
  { id: 'hello-zh', language: 'zh', title: '问候', text: '您好，感谢您的留言。请问有什么可以帮您？' },
  { id: 'wait-zh', language: 'zh', title: '请稍候', text: '请稍等，我马上为您查询。' },
  { id: 'photo-zh', language: 'zh', title: '请发照片', text: '可以请您发一张照片给我吗？' },
  { id: 'bye-zh', language: 'zh', title: '道别', text: '不客气，祝您生活愉快！' },
];
