/**
 * Every word of the mails. They say nothing of anybody's health, and nothing of who writes to whom: a mail is read by servers on its
 * way, on locked screens and by whoever shares a mailbox. What a mail says of the practice is what its portal has allowed.
 */
export const mailWords = {
  codeSubject: 'Your sign-in code',
  code: (code: string, minutes: number) => [
    `Your code: ${code}`,
    `It works once, within ${minutes} minutes. Type it into the page on which you asked for it, and tell it to nobody.`,
    'If you did not ask for it, you can ignore this e-mail: without the code nobody signs in.',
  ],
  noticeSubject: 'You have a new message',
  notice: [
    'You have a new message.',
    'Sign in where you usually read your messages. Nobody reads answers to this e-mail.',
    'You can switch these e-mails off there, too.',
  ],
  /** Under a mail, where the practice allows it. */
  from: (name: string) => `From: ${name}`,
  link: (url: string) => `Website: ${url}`,
};
