export type FollowerLanguage = 'en' | 'nl' | 'zh';

const answers: Readonly<Record<FollowerLanguage, (word: string) => string>> = {
  en: (word) => `Test ${word}: your message arrived, and this is the answer. The channel works in both directions.`,
  nl: (word) => `Test ${word}: uw bericht is aangekomen, en dit is het antwoord. Het kanaal werkt in beide richtingen.`,
  zh: (word) => `测试 ${word}：已收到您的消息，这是回复。该渠道双向通信正常。`,
};

/** What a test follower reads when the code word has arrived. */
export function testAnswer(language: FollowerLanguage, word: string): string {
  return answers[language](word);
}
